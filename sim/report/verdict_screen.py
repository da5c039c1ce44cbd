"""The verdict as a planner reads it in a terminal: as wide as the terminal, no doubtful widths."""

from __future__ import annotations

from math import ceil
from typing import Final

from sim.measures.verdict.judged import StandardJudged
from sim.measures.verdict.outlook import Beyond, Extent
from sim.measures.verdict.signals import Onset, PlaceSignals
from sim.measures.verdict.verdict import Verdict
from sim.report.account_screen import account_screen
from sim.report.deliveries import deliveries_screen
from sim.report.names import named
from sim.report.promises_screen import promises_screen
from sim.report.turning_screen import turning_screen
from sim.scenario.values.amounts import Areas
from sim.text.safe import html
from sim.text.screen import (
    between,
    box,
    marked,
    narrow,
    paragraph,
    spoken,
    spread,
    stated,
    table,
    whole,
)
from sim.text.verdict import LEFT_OUT, SCREEN, SIDES
from sim.text.words import Lang, Words, commas, in_a_row, joined

_OUTLOOK: Final = ("space", "much", "in_year", "at_worst", "which_year", "back", "never")
_PARKS: Final = 3
"""Parks named where a shortage or glut is likeliest."""


class ShownVerdict(Verdict):
    """A verdict that a notebook shows as the screen does."""

    def __repr__(self) -> str:
        return screen(self, spoken())

    def _repr_html_(self) -> str:
        return html(repr(self))


def shown(verdict: Verdict) -> Verdict:
    """Return the same verdict, to be shown as the screen does."""
    return ShownVerdict(**vars(verdict))


def screen(verdict: Verdict, lang: Lang = "both") -> str:
    """Return the whole screen, lines ending in a line feed."""
    lines = [
        *_spaces(verdict, lang),
        "",
        *turning_screen(verdict, lang),
        *_sample(verdict, lang),
        "",
        *_outlook(verdict, lang),
        "",
        *_rents(verdict, lang),
        *_trades(verdict, lang),
        *deliveries_screen(
            verdict.deliveries, verdict.areas, lambda space: named(verdict, f"space/{space}"), lang
        ),
        *_standards(verdict, lang),
        "",
        *promises_screen(verdict, lang),
        *_causes(verdict, lang),
        "",
        *_top_down(verdict, lang),
        *_left_out(verdict, lang),
    ]
    return "\n".join(lines) + "\n"


def _sample(verdict: Verdict, lang: Lang) -> list[str]:
    first, last = verdict.record
    sample = SCREEN["sample"].fill(n=str(verdict.replications), first=first, last=last)
    asked = SCREEN["asked"].fill(confidence=stated(verdict.confidence))
    return [
        *_likeliest(verdict, "shortage", lang),
        *_likeliest(verdict, "glut", lang),
        *paragraph(sample, lang),
        *_known(verdict, lang),
        *paragraph(asked, lang),
    ]


def _known(verdict: Verdict, lang: Lang) -> list[str]:
    """How well the probabilities are known, and the one known least well."""
    if not verdict.margins:
        return []
    of, margin = verdict.margins[0]
    name = SIDES[of] if of in SIDES else named(verdict, of)
    return paragraph(SCREEN["known"].fill(points=points(margin), of=name), lang)


def _likeliest(verdict: Verdict, kind: str, lang: Lang) -> list[str]:
    """The space type in which shortage or glut is most frequent (then earliest), when and where."""
    onsets = [
        (place, onset)
        for place in verdict.signals
        if (onset := getattr(place, kind)) and onset.happens.holds
    ]
    onsets.sort(key=lambda pair: (-pair[1].happens.holds, pair[1].p50))
    cities = [(place, onset) for place, onset in onsets if place.park is None]
    if not cities:
        return paragraph(SCREEN[f"no_{kind}"], lang)
    city, onset = cities[0]
    share = f"{whole(onset.happens.share or 0.0)}%"
    sentence = SCREEN[f"likeliest_{kind}"].fill(
        space=named(verdict, f"space/{city.space}"), share=share, month=onset.p50
    )
    parks = [pair for pair in onsets if pair[0].park is not None and pair[0].space == city.space]
    if not parks:
        return paragraph(sentence, lang)
    where = [
        (named(verdict, f"park/{place.park}"), f"{whole(o.happens.share or 0.0)}% {o.p50}")
        for place, o in parks[:_PARKS]
    ]
    listed = commas(joined([name, Words(when, when)], " ", " ") for name, when in where)
    return [*paragraph(sentence, lang), *paragraph(SCREEN["where"].fill(parks=listed), lang)]


def _spaces(verdict: Verdict, lang: Lang) -> list[str]:
    keys = ("space", "enough", "idle", "shortage", "glut", "peak", "vacancy")
    heads = [SCREEN[key].lines(lang) for key in keys]
    signals = {(place.space, place.park): place for place in verdict.signals}
    rows = []
    for judged in (*verdict.spaces, *verdict.pools):
        name = named(verdict, f"space/{judged.space}")
        if judged.park is not None:
            park = named(verdict, f"park/{judged.park}")
            name = joined([name, park], " @ ", " @ ")
        place = signals[judged.space, judged.park]
        cells = [
            marked(judged.shortage, lang),
            marked(judged.idle, lang),
            *_signals(place, verdict.areas),
        ]
        rows.append([name.lines(lang), *([cell] for cell in cells)])
    both = [[marked(side, lang)] for side in (verdict.shortage, verdict.idle)]
    rows.append([SCREEN["together"].lines(lang), *both, *([""] for _ in range(4))])
    first, last = verdict.record
    said = SCREEN["space_notes"].fill(unit=verdict.areas.word("large"), first=first, last=last)
    notes = paragraph(SCREEN["marks"], lang) + paragraph(said, lang)
    return [*paragraph(SCREEN["verdict"], lang), *table(heads, rows, gap=1), *notes]


def _signals(place: PlaceSignals, areas: Areas) -> list[str]:
    peak = "/".join(areas.text(value) for value in place.peak_waiting)
    vacant = "-" if place.vacancy_end is None else whole(place.vacancy_end[1])
    glut = "-" if place.glut is None else _onset(place.glut)
    return [_onset(place.shortage), glut, peak, vacant]


def _onset(onset: Onset) -> str:
    return f"{whole(onset.happens.share or 0.0):>3} {onset.p50}" if onset.p50 else "  0"


def _outlook(verdict: Verdict, lang: Lang) -> list[str]:
    """What is short of each type, and idle beyond its bound: in the last year and at its worst."""
    heads = [SCREEN[key].fill(year=verdict.judged[1][:4]).lines(lang) for key in _OUTLOOK]
    rows = []
    for one in verdict.outlooks:
        if one.park is None:
            name = named(verdict, f"space/{one.space}").lines(lang)
            rows.append([name, *_extent(verdict, "lack", one.short, lang), [""], [""]])
            if one.idle is not None:
                over = _extent(verdict, "over", one.idle, lang)
                rows.append([[""], *over, *_back(one.idle)])
    unit = verdict.areas.word("large")
    first, last = verdict.judged
    notes = SCREEN["outlook_notes"].fill(unit=unit, first=first, last=last)
    return [*table(heads, rows, gap=1), *paragraph(notes, lang)]


def _extent(verdict: Verdict, key: str, extent: Extent, lang: Lang) -> list[list[str]]:
    """What an area is, how much in the last year and at its worst, and in which year that is."""
    end, worst = (between(map(verdict.areas.text, area)) for area in (extent.end, extent.worst))
    year = between(map(str, extent.year)) if extent.year else "-"
    return [SCREEN[key].lines(lang), [end], [worst], [year]]


def _back(idle: Beyond) -> list[list[str]]:
    """Years until vacancy is back within its bound, and percent of futures in which it never is."""
    return [[between(map(str, idle.back)) if idle.back else "-"], [whole(idle.never.share)]]


def _rents(verdict: Verdict, lang: Lang) -> list[str]:
    """What becomes of rents, where the scenario has any."""
    if not verdict.rents:
        return []
    heads = [SCREEN[key].lines(lang) for key in ("rent", "rent_start", "rent_end", "rent_change")]
    rows = []
    told = [(named(verdict, f"space/{rent.space}"), rent) for rent in verdict.rents]
    told += [
        (SCREEN["of_new"].fill(space=named(verdict, f"space/{rent.space}")), rent)
        for rent in verdict.new_rents
    ]
    for name, rent in told:
        p10, p50, p90 = (f"{value:.3g}" for value in rent.end)
        cells = [f"{rent.start:.3g}", f"{p50} ({p10}-{p90})", f"{rent.change:+.0%}"]
        rows.append([name.lines(lang), *([cell] for cell in cells)])
    note = paragraph(SCREEN["rent_notes"].fill(unit=verdict.rents[0].unit), lang)
    return [*table(heads, rows), *note, ""]


def _trades(verdict: Verdict, lang: Lang) -> list[str]:
    """What other trades hold, where there are any."""
    lines = []
    for trades in verdict.trades:
        p10, p50, p90 = (whole(share) for share in trades.end)
        said = SCREEN["trades"].fill(
            space=named(verdict, f"space/{trades.space}"),
            start=whole(trades.start),
            end=p50,
            ends=spread(p10, p90),
        )
        lines += paragraph(said, lang)
    return [*lines, *paragraph(SCREEN["trades_notes"], lang), ""] if lines else []


def _standards(verdict: Verdict, lang: Lang) -> list[str]:
    keys = ("standard", "bound", "months_judged", "value", "holds")
    heads = [SCREEN[key].lines(lang) for key in keys]
    rows, notes = [], []
    for standard in verdict.standards:
        name = named(verdict, f"standard/{standard.id}")
        asks = _asks(standard).lines(lang)
        values, holds = [_values(standard, lang)], [marked(standard.judged, lang)]
        rows.append([name.lines(lang), asks, _judged_months(standard), values, holds])
        if any(standard.aside.values()):
            apart = SCREEN["unresolved"].fill(
                standard=name,
                unresolved=verdict.areas.text(standard.aside["unresolved_area"]),
                expansion=verdict.areas.text(standard.aside["expansion_lost_area"]),
                unit=verdict.areas.word("large"),
            )
            notes += paragraph(apart, lang)
    return table(heads, rows) + notes


def _judged_months(standard: StandardJudged) -> list[str]:
    return [f"{standard.months[0]} ..", standard.months[1]] if standard.months else ["-"]


def _asks(standard: StandardJudged) -> Words:
    bound = Words(*[_bound(standard, one) for one in ("zh", "en")])
    if standard.metric == "wait":
        return SCREEN["wait"].fill(within=f"{standard.within:g}", bound=bound)
    if standard.metric == "lost":
        return SCREEN["lost"].fill(bound=bound)
    over = SCREEN[standard.over or "mean"]
    if standard.share is not None:
        over = over.fill(share=stated(standard.share))
    upper = "at_most" if standard.judged.side == "idle" else "at_least"
    return SCREEN[upper].fill(over=over, bound=bound)


def _bound(standard: StandardJudged, lang: Lang) -> str:
    if standard.metric == "months_of_supply":
        return SCREEN["months"].fill(months=f"{standard.bound:g}").line(lang)
    return stated(standard.bound)


def _values(standard: StandardJudged, lang: Lang) -> str:
    """Median and 10 to 90 %; `>` where it is above any bound."""
    months = standard.metric == "months_of_supply" and standard.over != "share"
    if standard.judged.probability.share is None:
        return "-"
    p10, p50, p90 = (
        ">" if value is None else f"{value:.0f}" if months else whole(value)
        for value in standard.value
    )
    ends = spread(p10, p90)
    return f"{p50}{'' if months else '%'} ({ends.zh if lang == 'zh' else ends.en})"


def _causes(verdict: Verdict, lang: Lang) -> list[str]:
    causes = {(cause.measure, cause.space): cause for cause in verdict.causes}

    def cell(measure: str, space: str | None) -> list[str]:
        cause = causes[measure, space]
        if cause.chance is not None:
            ends = spread(whole(cause.low), whole(cause.high))
            return [f"{whole(cause.chance)}% ({ends.zh if lang == 'zh' else ends.en})"]
        return [SCREEN["nothing_varies"].line(lang) if cause.pairs > 1 else "-"]

    tables: list[tuple[tuple[str, str], list[str | None]]] = [
        (("shortage_holds", "idle_holds"), [None]),
        (("peak_waiting", "idle_end"), [judged.space for judged in verdict.spaces]),
    ]
    lines = paragraph(SCREEN["causes"], lang)
    for measures, spaces in tables:
        heads = [[""], *(SCREEN[measure].lines(lang) for measure in measures)]
        rows = []
        for space in spaces:
            name = SCREEN["overall"] if space is None else named(verdict, f"space/{space}")
            rows.append([[name.line(lang)], *(cell(measure, space) for measure in measures)])
        lines += table(heads, rows)
    return lines


def _top_down(verdict: Verdict, lang: Lang) -> list[str]:
    demand = verdict.top_down
    if demand is None:
        return []
    areas, unit = verdict.areas, verdict.areas.word("large")
    if demand.accounts:
        lines = account_screen(
            demand.accounts, areas, lambda space: named(verdict, f"space/{space}"), lang
        )
    else:
        spaces = in_a_row([named(verdict, f"space/{name}") for name in demand.spaces])
        below = SCREEN["bottom_up_area"]
        below = below.fill(spaces=spaces, area=areas.text(demand.bottom_up), unit=unit)
        lines = [line for part in (SCREEN["beside"], below) for line in paragraph(part, lang)]
    above = SCREEN["top_down_area"].fill(
        stated=areas.text(demand.stated),
        basis=SCREEN[demand.basis],
        lettable=areas.text(demand.lettable),
        model=areas.text(demand.model),
        unit=unit,
    )
    lines += paragraph(above, lang)
    if demand.programme is not None and demand.years is not None:
        programme = {"programme": areas.text(demand.programme), "years": f"{demand.years:.1f}"}
        lines += paragraph(SCREEN["top_down_years"].fill(unit=unit, **programme), lang)
    return [*lines, ""]


def _left_out(verdict: Verdict, lang: Lang) -> list[str]:
    items = [narrow(line) for key in verdict.left_out for line in LEFT_OUT[key].lines(lang)]
    return box(SCREEN["left_out"].line(lang), items)


def points(margin: float) -> str:
    """Half a width in percentage points, rounded up: what is said to be reached is reached."""
    return f"{ceil(margin * 1000) / 10:g}"
