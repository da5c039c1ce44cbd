"""What each option builds, as the screen, the answer's sentences and the page tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from sim.experiments.decide.answer import DecideAnswer
from sim.experiments.decide.building import CHANGES, DELAYED, month_of
from sim.experiments.decide.words import DECIDE
from sim.measures.months import Floats
from sim.measures.statistics import quantile
from sim.report.blocks import Block, Heading, Section, Table, escaped, filled, paragraph
from sim.text.screen import narrow, table
from sim.text.screen import paragraph as lines_of
from sim.text.words import Lang, Words, commas, in_a_row

_SAID: Final = (
    "converted_to", "dropped", "stopped", "added", "later", "opens_later", "earlier",
    "opens_earlier", "finished",
)  # fmt: skip
"""Changes that a sentence tells, in its order."""
_COLUMNS: Final = (*_SAID[1:], "converted_to")
_CLAUSES, _PLACES = 3, 2
"""Changes that a sentence tells, the largest, and districts and types that it names of each."""
_PAGE: Final = (*_COLUMNS[:-1], "converted_from", "converted_to")


def on_screen(answer: DecideAnswer, lang: Lang) -> list[str]:
    """What begins and what differs, of each option; then where the best begins what."""
    unit, first = answer.areas.word("column"), answer.options[0].name
    title = DECIDE["building"].fill(since=month_of(answer.building.since), first=first, unit=unit)
    lines = lines_of(title, lang)
    shown = [key for key in _COLUMNS if any(_of(answer, i, key) for i in _others(answer))]
    if not any(_of(answer, i, "begun") for i in range(len(answer.options))) and not shown:
        return [*lines, *lines_of(DECIDE["nothing_built"], lang)]
    heads = [DECIDE["option"], DECIDE["begun"], *(_head(key) for key in shown)]
    cells = [
        [
            [narrow(line) for line in option.name.lines(lang)],
            [_begun(answer, answer.building.begun(index).sum(axis=(0, 1)))],
            *([_cell(answer, index, key)] for key in shown),
        ]
        for index, option in enumerate(answer.options)
    ]
    lines += table([head.lines(lang) for head in heads], cells, gap=1)
    return [*lines, "", *_best(answer, lang), *lines_of(DECIDE["built_files"], lang)]


def _best(answer: DecideAnswer, lang: Lang) -> list[str]:
    """Districts × types of the best option, with what differs from the first in brackets."""
    best = answer.best
    begun = answer.building.begun(best).mean(axis=-1)
    first = answer.building.begun(0).mean(axis=-1)
    spaces = [s for s in range(begun.shape[0]) if begun[s].any() or first[s].any()]
    if not spaces:
        return lines_of(DECIDE["nothing_built"], lang)
    parks = [p for p in range(begun.shape[1]) if begun[:, p].any() or first[:, p].any()]
    key = "built_best" if best else "built_first"
    title = DECIDE[key].fill(option=answer.options[best].name, first=answer.options[0].name)
    names, types = [*answer.parks.values()], [*answer.spaces.values()]
    cells = []
    for p in parks:
        row = [[narrow(line) for line in names[p].lines(lang)]]
        for s in spaces:
            text = answer.areas.text(begun[s, p])
            if best:
                text += f" ({answer.areas.signed(begun[s, p] - first[s, p])[0]})"
            row.append([text])
        cells.append(row)
    heads = [[narrow(line) for line in types[s].lines(lang)] for s in spaces]
    return [*lines_of(title, lang), *table([DECIDE["park"].lines(lang), *heads], cells)]


def in_a_sentence(answer: DecideAnswer) -> Words:
    """What the best option pauses, leaves, adds and converts against the first, and where most."""
    first, best = answer.options[0].name, answer.best
    most = sorted(_SAID, key=lambda key: -_of(answer, best, key))[:_CLAUSES]
    told = [_clause(answer, best, key) for key in most if _of(answer, best, key)]
    if not told:
        return DECIDE["which_none"].fill(first=first)
    return DECIDE["which"].fill(first=first, list=commas(told))


def _clause(answer: DecideAnswer, option: int, key: str) -> Words:
    areas = _told(answer.building.changes(option), key).mean(axis=-1)
    change = DECIDE[f"which_{key.removesuffix('_to')}"].fill(
        area=answer.areas.said(float(areas.sum())), months=_months(answer, option, key)
    )
    order = np.argsort(-areas, axis=None, kind="stable")[:_PLACES]
    found = [np.unravel_index(one, areas.shape) for one in order.tolist()]
    names, types = [*answer.parks.values()], [*answer.spaces.values()]
    places = [
        DECIDE["which_place"].fill(
            park=names[p], space=types[s], area=answer.areas.said(float(areas[s, p]))
        )
        for s, p in found
        if areas[s, p] > 0
    ]
    return DECIDE["which_most"].fill(change=change, places=in_a_row(places))


def on_page(answer: DecideAnswer) -> Iterator[Section]:
    """A section of the page: each option by district and type, with its months."""
    blocks: list[Block] = [Heading(2, DECIDE["building_page"])]
    shown = [key for key in _PAGE if any(_of(answer, i, key) for i in _others(answer))]
    for index, option in enumerate(answer.options):
        rows = [*_rows(answer, index, shown)]
        title = DECIDE["page_option"].fill(option=option.name)
        note = filled(
            DECIDE["page_note"],
            unit=answer.areas.word("column"),
            first=answer.options[0].name,
        )
        blocks += [Heading(3, title), *paragraph(note)]
        if rows:
            keys = ("begun", "when", *(map(_area_head, shown) if index else ()))
            heads = (DECIDE["place"], *(DECIDE[key] for key in keys))
            blocks.append(Table(heads, tuple(rows)))
        else:
            blocks += paragraph(escaped(DECIDE["nothing_built"]))
    yield Section("building", tuple(blocks))


def _rows(
    answer: DecideAnswer, option: int, shown: Sequence[str]
) -> Iterator[tuple[Words | str, ...]]:
    changes, begun = answer.building.changes(option), answer.building.begun(option)
    for p, (park, name) in enumerate(answer.parks.items()):
        for s, (space, kind) in enumerate(answer.spaces.items()):
            here = changes[:, s, p]
            if not here.any():
                continue
            when = answer.building.when(option, space, park)
            low, middle, high = when.values()
            dates = f"{middle} ({low} – {high})" if middle else "-"
            cells = [_text(answer, _told(here, key)) for key in shown] if option else []
            named = Words(f"{name.zh}{kind.zh}", f"{name.en}: {kind.en}")
            yield named, _begun(answer, begun[s, p]), dates, *cells


def _text(answer: DecideAnswer, areas: Floats) -> str:
    return answer.areas.text(float(areas.mean())) if areas.any() else "-"


def _begun(answer: DecideAnswer, areas: Floats) -> str:
    """Mean area with the fifth and the 95th percentile of futures."""
    ordered = sorted(areas.tolist())
    low, high = (answer.areas.text(float(quantile(ordered, at))) for at in (5, 95))
    return f"{answer.areas.text(float(areas.mean()))} ({low}-{high})"


def _others(answer: DecideAnswer) -> range:
    return range(1, len(answer.options))


def _of(answer: DecideAnswer, option: int, key: str) -> float:
    return float(_told(np.array(answer.changed(option)), key))


def _told(areas: Floats, key: str) -> Floats:
    """One of `CHANGES` as it is told, [change, …]: what is added as another type is converted."""
    told, other = (areas[CHANGES.index(name)] for name in (key, "added_converted"))
    sign = {"added": -1.0, "converted_to": 1.0}.get(key, 0.0)
    return np.asarray(told + sign * other)


def _area_head(key: str) -> str:
    """The key of a head above areas alone."""
    return f"{key}_area" if key in DELAYED else key


def _head(key: str) -> Words:
    return DECIDE[key.removesuffix("_to")]


def _cell(answer: DecideAnswer, option: int, key: str) -> str:
    area = _of(answer, option, key)
    if not area:
        return "-"
    months = _months(answer, option, key)
    return answer.areas.text(area) + (f" ({months})" if months else "")


def _months(answer: DecideAnswer, option: int, key: str) -> str:
    """By how many months it is later; empty for what is not told with months."""
    return f"{answer.building.months_later(option, key):.0f}" if key in DELAYED else ""
