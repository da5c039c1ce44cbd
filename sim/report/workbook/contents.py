"""The sheets of a run: the verdict, places, months, flows, the economy, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.measures.economy.rent import unit_of_rents
from sim.measures.economy.yearly import LEVELS
from sim.measures.months import Floats
from sim.measures.tables.economy import economy_summary
from sim.measures.tables.spreads import monthly, yearly_flows
from sim.measures.tables.summary import QUANTILES
from sim.measures.verdict.judged import Judgement
from sim.measures.verdict.outlook import Extent, Outlook
from sim.plots.frames import Origin
from sim.report.headline import headline
from sim.report.provenance import provenance
from sim.report.run_view import RunView
from sim.report.workbook.cells import Cell, Column, Kind, Measure, Sheet
from sim.scenario.names import labelled, name_of
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import said_quantity
from sim.text.glossary.catalogue import TERMS
from sim.text.glossary.term import AREA, SHARE
from sim.text.page import STATUSES
from sim.text.screen import stated
from sim.text.verdict import SIDES, VERDICTS
from sim.text.words import Words, semicolons
from sim.text.workbook import ABOUT, COLUMNS, NOTES, SHEETS

if TYPE_CHECKING:
    import pandas as pd

_NONE: Final = Words("", "")
_LEVELS: Final = tuple(level.upper() for level in QUANTILES)
_AREAS: Final = ("capacity", "leased", "in_use", "construction", "waiting_area")
_FROM_TERMS: Final = (*_AREAS, "waiting", "vacancy", "rent")
_BY_PARK: Final = ("capacity", "leased", "waiting_area", "free", "construction")
_STANDS: Final = ("capacity", "waiting_area", "construction")
"""What there is of a type where there is any, or is to be."""
_ENDS: Final = ("supply_end", "demand_end")


def sheets(
    view: RunView, origin: Origin, lines: Mapping[str, Floats], measures: pd.DataFrame
) -> list[Sheet]:
    """Gather the sheets of a run; areas are in the plain unit of its scenario.

    lines: of the economy, as from `economy`; measures: as from `summary`.
    """
    told = [
        _about(view, origin),
        _verdict(view),
        _places(view),
        _by_park(view, measures),
        _monthly(view),
        _flows(view),
        *([_economy(view, lines)] if view.plan.economy is not None else []),
        _numbers(view),
        _sources(view),
    ]
    return [*told, _units(view, told)]


def _text(key: str) -> Column:
    return Column(COLUMNS[key], _NONE, "text")


def _term(name: str, kind: Kind = "text", unit: Words = _NONE) -> Column:
    return Column(TERMS[name].name, unit, kind, name)


def _level(name: str, level: str, kind: Kind, unit: Words) -> Column:
    """A column of a measure's quantile."""
    return Column(COLUMNS["level"].fill(name=TERMS[name].name, level=level), unit, kind, name)


def _about(view: RunView, origin: Origin) -> Sheet:
    verdict, span = view.verdict, NOTES["span"]
    facts: dict[str, Cell] = {
        "scenario": view.name,
        "file": origin.scenario,
        "answer": semicolons(headline(verdict)),
        "futures": str(verdict.replications),
        "seed": str(origin.seed),
        "record": span.fill(first=verdict.record[0], last=verdict.record[1]),
        "judged": span.fill(first=verdict.judged[0], last=verdict.judged[1]),
        "years": NOTES["years"],
        "confidence": stated(verdict.confidence),
        "quantiles": NOTES["quantiles"],
        "key": origin.key,
        "version": origin.version,
        "command": view.command,
    }
    rows = [(ABOUT[key], said) for key, said in facts.items()]
    return Sheet(SHEETS["about"], (_text("item"), _text("said")), rows)


def _verdict(view: RunView) -> Sheet:
    share, reading = SHARE, NOTES["reading_unit"]
    columns = (
        _text("of"),
        _term("park"),
        _term("track"),
        _text("side"),
        _text("standard"),
        _text("verdict"),
        _term("probability", "share", share),
        Column(COLUMNS["low"], share, "share"),
        Column(COLUMNS["high"], share, "share"),
        Column(COLUMNS["tested"], TERMS["replication"].unit, "year"),
        Column(COLUMNS["bound"], reading, "amount"),
        Column(COLUMNS["within"], TERMS["months"].unit, "amount"),
        *(Column(COLUMNS["reading"].fill(level=level), reading, "amount") for level in _LEVELS),
        Column(COLUMNS["from"], _NONE, "month"),
        Column(COLUMNS["to"], _NONE, "month"),
    )
    return Sheet(SHEETS["verdict"], columns, [*_judged(view)])


def _judged(view: RunView) -> Iterator[tuple[Cell, ...]]:
    """All types together, each type and pool, then each standard."""
    verdict, nothing = view.verdict, (None,) * 5
    for side in (verdict.shortage, verdict.idle):
        yield NOTES["all"], None, None, *_side(side, None), *nothing, *verdict.judged
    for place in (*verdict.spaces, *verdict.pools):
        for side in (place.shortage, place.idle):
            where = _place(view, place.space, place.park)
            yield *where, None, *_side(side, None), *nothing, *(place.months or (None, None))
    for one in verdict.standards:
        track = one.track and labelled(view.loaded.spec.tracks, one.track)
        name = verdict.labels[f"standard/{one.id}"]
        yield (
            *_place(view, one.space, one.park),
            track,
            *_side(one.judged, name),
            one.bound,
            one.within,
            *one.value,
            *(one.months or (None, None)),
        )


def _place(view: RunView, space: str, park: str | None) -> tuple[Words, Words]:
    spec = view.loaded.spec
    return labelled(spec.spaces, space), labelled(spec.parks, park) if park else NOTES["city"]


def _side(judged: Judgement, standard: Words | None) -> tuple[Cell, ...]:
    chance = judged.probability
    tested = chance.holds + chance.fails
    ends = (chance.low, chance.high) if tested else (None, None)
    word = VERDICTS[judged.word]
    return SIDES[judged.side], standard, word, chance.share, *ends, tested


def _places(view: RunView) -> Sheet:
    area = view.areas.word("plain_axis")
    columns = [_term("space"), _term("park")]
    for name in (*_ENDS, "vacancy_end", "short_end", "short_worst", "beyond_end", "beyond_worst"):
        levels = ("P50",) if name == "vacancy_end" else _LEVELS
        kind: Kind = "share" if name == "vacancy_end" else "area"
        unit = SHARE if kind == "share" else area
        columns += [_level(name, level, kind, unit) for level in levels]
        if name.endswith("_worst"):
            side = name.removesuffix("_worst")
            year, ever = f"{side}_year", "ever_short" if side == "short" else "ever_idle"
            columns += [
                _level(year, "P50", "year", _NONE),
                Column(COLUMNS[ever], SHARE, "share"),
            ]
    columns += [
        _level("back_after", "P50", "year", TERMS["back_after"].unit),
        _term("never_back", "share", SHARE),
    ]
    for name in ("first_shortage", "first_glut"):
        columns += [
            Column(COLUMNS["onset"].fill(name=TERMS[name].name), SHARE, "share"),
            _level(name, "P50", "month", _NONE),
        ]
    return Sheet(SHEETS["places"], tuple(columns), [_sight(view, o) for o in view.verdict.outlooks])


def _sight(view: RunView, one: Outlook) -> tuple[Cell, ...]:
    size, idle = view.areas.plain, one.idle
    areas = [value / size for three in (one.supply, one.demand) for value in three]
    onsets: list[Cell] = []
    for onset in (one.first_short, one.first_idle):
        onsets += [onset.happens.share, onset.p50] if onset else [None, None]
    beyond = _extent(idle, size) if idle else (None,) * 8
    back = (idle.back[1] if idle.back else None, idle.never.share) if idle else (None, None)
    return (
        *_place(view, one.space, one.park),
        *areas,
        one.vacancy_end,
        *_extent(one.short, size),
        *beyond,
        *back,
        *onsets,
    )


def _extent(extent: Extent, size: float) -> tuple[Cell, ...]:
    areas = [value / size for three in (extent.end, extent.worst) for value in three]
    return *areas, extent.year[1] if extent.year else None, extent.ever.share


def _by_park(view: RunView, measures: pd.DataFrame) -> Sheet:
    """Every recorded year of every type in the city and in each park that ever has any of it."""
    import pandas as pd

    spec, area, size = view.loaded.spec, view.areas.word("plain_axis"), view.areas.plain
    told = measures[measures["measure"].isin([*_BY_PARK, "vacancy"])]
    levels = [f"{quantile}" for quantile in QUANTILES]
    wide = told.pivot(index=["space", "park", "year"], columns="measure", values=levels)
    most = np.stack([wide["p90", name] for name in _STANDS]).max(axis=0)
    ever = pd.Series(most > 0, wide.index)
    some = ever.groupby(["space", "park"], observed=True).transform("any")
    columns = [_term("space"), _term("park"), _term("year", "year")]
    values: list[list[float]] = []
    for name in (*_BY_PARK, "vacancy"):
        share = name == "vacancy"
        columns += [
            _level(name, level, "share" if share else "area", SHARE if share else area)
            for level in _LEVELS
        ]
        values += [(wide[q, name][some] / (1.0 if share else size)).tolist() for q in QUANTILES]
    spaces, parks = [*spec.spaces], ["all", *spec.parks]
    rows = sorted(
        (spaces.index(space), parks.index(park), int(year), *row)
        for (space, park, year), *row in zip(wide.index[some], *values, strict=True)
    )
    named = [
        (*_place(view, spaces[space], parks[park] if park else None), year, *row)
        for space, park, year, *row in rows
    ]
    return Sheet(SHEETS["by_park"], tuple(columns), named)


def _monthly(view: RunView) -> Sheet:
    """Every recorded month of every type, in the scenario's order of types."""
    frame, spec = monthly(view.tallies, view.plan), view.loaded.spec
    rent_size, rent_unit = unit_of_rents(spec)
    kinds: dict[str, tuple[Kind, Words, float]] = {
        **dict.fromkeys(_AREAS, ("area", view.areas.word("plain_axis"), view.areas.plain)),
        "waiting": ("count", TERMS["waiting"].unit, 1.0),
        "vacancy": ("share", SHARE, 1.0),
        "rent": ("amount", rent_unit, 1 / rent_size),
    }
    shown = [name for name in _FROM_TERMS if f"{name}_p50" in frame]
    columns = [_term("month", "month"), _term("space")]
    values: list[Floats] = []
    for name in shown:
        kind, unit, size = kinds[name]
        columns += [_level(name, level, kind, unit) for level in _LEVELS]
        values += [frame[f"{name}_{q}"].to_numpy() / size for q in QUANTILES]
    order = {space: place for place, space in enumerate(spec.spaces)}
    keys = zip(
        frame["month"].dt.strftime("%Y-%m"),
        frame["space"],
        *(v.tolist() for v in values),
        strict=True,
    )
    rows = sorted(keys, key=lambda row: (row[0], order[row[1]]))
    return Sheet(
        SHEETS["monthly"],
        tuple(columns),
        [(row[0], labelled(spec.spaces, row[1]), *row[2:]) for row in rows],
    )


def _flows(view: RunView) -> Sheet:
    """What happens by year and stage; what never happens in a stage has no rows."""
    frame, spec = yearly_flows(view.tallies, view.plan), view.loaded.spec
    columns = (
        _term("year", "year"),
        _term("stage"),
        _term("measure"),
        *_spread(frame, "count", TERMS["requested"].unit),
    )
    happens = frame.groupby(["stage", "measure"], observed=False)["mean"].transform("sum") > 0
    rows = [
        (int(year), labelled(spec.stages, stage), _measure(measure), *values)
        for year, stage, measure, *values in frame[happens].itertuples(index=False)
    ]
    return Sheet(SHEETS["flows"], columns, rows)


def _economy(view: RunView, lines: Mapping[str, Floats]) -> Sheet:
    frame, currency = economy_summary(lines, view.plan), view.loaded.spec.currency
    columns = (
        _term("year", "year"),
        _term("months", "amount", TERMS["months"].unit),
        _term("measure"),
        _text("unit"),
        *_spread(frame, "area", _NONE),
    )
    units = {True: NOTES["jobs"], False: Words(currency.zh, currency.en)}
    rows = [
        (int(year), months, _measure(name), units[name in LEVELS], *values)
        for year, months, name, *values in frame.itertuples(index=False)
    ]
    return Sheet(SHEETS["economy"], columns, rows)


def _measure(name: str) -> Measure:
    return Measure(TERMS[name].name, name)


def _spread(frame: pd.DataFrame, kind: Kind, unit: Words) -> Iterator[Column]:
    """The mean and the quantiles of a frame as columns."""
    for name in frame:
        if name == "mean":
            yield Column(COLUMNS["mean"], unit, kind)
        elif str(name)[1:].isdigit():
            level = str(name).upper()
            yield Column(Words(level, level), unit, kind)


def _numbers(view: RunView) -> Sheet:
    """Every number of the scenario with what it stands on; as written, so with its own unit."""
    spec = view.loaded.spec
    found = leaves(spec)
    columns = (
        _term("path"),
        *(_text(key) for key in ("name", "value", "range_low", "range_high", "status", "grade")),
        *(_text(key) for key in ("source", "title", "at", "as_of", "note", "changed_from")),
        _text("where"),
    )
    rows: list[tuple[Cell, ...]] = []
    for row in provenance(view.loaded):
        leaf = found[row["path"]]
        ends: list[Cell] = [None, None]
        if isinstance(leaf, Number) and leaf.range:
            ends = [said_quantity(end, leaf.dimension) for end in leaf.range]
        rows.append(
            (
                row["path"],
                name_of(spec, row["path"]),
                row["value"],
                *ends,
                STATUSES[row["status"]],
                *(row[key] for key in ("grade", "source", "title", "at")),
                *(row[key] for key in ("as_of", "note", "changed_from", "where")),
            )
        )
    return Sheet(SHEETS["numbers"], columns, rows)


def _sources(view: RunView) -> Sheet:
    keys = ("title", "publisher", "date", "kind", "url", "note")
    rows = [
        (name, *(getattr(source, key) for key in keys))
        for name, source in view.loaded.spec.sources.items()
    ]
    return Sheet(SHEETS["sources"], tuple(_text(key) for key in ("source", *keys)), rows)


def _units(view: RunView, told: Iterable[Sheet]) -> Sheet:
    """What the columns and measures of the sheets are, each once, in their order."""
    names = dict.fromkeys(
        name
        for sheet in told
        for name in (
            *(column.term for column in sheet.columns),
            *(cell.term for row in sheet.rows for cell in row if isinstance(cell, Measure)),
        )
        if name
    )
    plain = view.areas.word("plain_axis")
    area = Words(f"{plain.zh}（可出租）", f"{plain.en} (lettable)")
    rows = [
        (term.name, area if term.unit == AREA else term.unit, term.formula, name)
        for name, term in ((name, TERMS[name]) for name in names)
    ]
    columns = (*(_text(key) for key in ("name", "unit", "formula")), _text("id"))
    return Sheet(SHEETS["units"], columns, rows)
