"""What is short, and idle beyond its bound, of each type of space and in each park."""

from __future__ import annotations

from sim.measures.verdict.outlook import Beyond, Extent, Outlook
from sim.report.blocks import Block, Cell, filled, paragraph, table
from sim.report.names import called
from sim.report.run_view import RunView
from sim.text.screen import between, whole
from sim.text.story import STORY
from sim.text.words import Words, joined


def outlook(view: RunView) -> list[Block]:
    """A row a type, then its parks: in the last year, at its worst, and when it is over."""
    verdict, unit = view.verdict, view.areas.word("large")
    first, last = verdict.judged
    told = {key: STORY[key].fill(year=last[:4]) for key in ("lack_end", "over_end")}
    heads = [STORY["space_park"], told["lack_end"], STORY["worst"], told["over_end"]]
    heads += [STORY[key] for key in ("worst", "back", "never")]
    rows: list[list[Cell]] = [
        [_name(view, one), *_extent(view, one.short), *_extent(view, one.idle), *_back(one.idle)]
        for space in view.loaded.spec.spaces
        for one in verdict.outlooks
        if one.space == space
    ]
    return [
        *paragraph(filled(STORY["outlook"], first=first, last=last, unit=unit)),
        *table(heads, rows),
        *paragraph(STORY["outlook_notes"]),
    ]


def _name(view: RunView, one: Outlook) -> Words:
    space = called(view.verdict, f"space/{one.space}")
    if one.park is None:
        return space
    return joined([space, called(view.verdict, f"park/{one.park}")], " · ", " · ")


def _extent(view: RunView, extent: Extent | None) -> list[str]:
    """In the last year; at its worst, and when."""
    if extent is None:
        return ["-", "-"]
    worst = _three([view.areas.text(area) for area in extent.worst])
    if extent.year is not None and extent.worst[2]:
        worst += f", {_three([str(year) for year in extent.year])}"
    return [_three([view.areas.text(area) for area in extent.end]), worst]


def _back(idle: Beyond | None) -> list[str]:
    if idle is None:
        return ["-", "-"]
    years = _three([str(years) for years in idle.back]) if idle.back else "-"
    return [years, whole(idle.never.share)]


def _three(texts: list[str]) -> str:
    return texts[1] if texts[0] == texts[2] else between(texts, "–")
