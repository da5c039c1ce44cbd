"""What binds first: where requests wait, how often and since when."""

from __future__ import annotations

from sim.measures.verdict.signals import Onset, PlaceSignals
from sim.report.blocks import Block, filled, heading, paragraph, table
from sim.report.names import called
from sim.report.run_view import RunView
from sim.scenario.names import labelled
from sim.text.screen import whole
from sim.text.story import STORY
from sim.text.words import Words, listed, month

_PARKS = 3
"""Parks named."""


def bottlenecks(view: RunView) -> list[Block]:
    """The space type that runs short in most futures, and all of them in a table."""
    verdict = view.verdict
    cities = [place for place in verdict.signals if place.park is None]
    short = [place for place in cities if place.shortage.happens.holds]
    lines = heading(2, STORY["binds"])
    if not short:
        return [*lines, *paragraph(STORY["nothing_binds"]), *_table(view, cities)]
    worst = min(short, key=lambda p: (-p.shortage.happens.holds, p.shortage.p50 or ""))
    low, high = (view.areas.text(value) for value in worst.peak_waiting)
    said = filled(
        STORY["binds_first"],
        unit=view.areas.word("large"),
        space=called(view.verdict, f"space/{worst.space}"),
        share=f"{whole(worst.shortage.happens.share or 0)}%",
        month=month(worst.shortage.p50 or ""),
        p10=worst.shortage.p10 or "",
        p90=worst.shortage.p90 or "",
        p50_wait=low,
        p90_wait=high,
    )
    lines += paragraph(said)
    if where := _parks(view, worst.space):
        lines += paragraph(filled(STORY["binds_where"], parks=listed(where)))
    return lines + _misfits(view) + _table(view, cities)


def _misfits(view: RunView) -> list[Block]:
    """The named projects that no pool can ever hold: their area waits, whatever is built."""
    lines: list[Block] = []
    for problem in view.loaded.warnings:
        if problem.code == "W610":
            name = problem.path.split(".")[1]
            said = filled(
                STORY["binds_misfit"],
                name=labelled(view.loaded.spec.demand, name),
                area=problem.context["area"],
                most=problem.context["most"],
            )
            lines += paragraph(said)
    return lines


def _parks(view: RunView, space: str) -> list[Words]:
    places = [
        place
        for place in view.verdict.signals
        if place.space == space and place.park and place.shortage.happens.holds
    ]
    places.sort(key=lambda p: (-p.shortage.happens.holds, p.shortage.p50 or ""))
    return [
        Words(*(f"{name} {whole(p.shortage.happens.share or 0)}%" for name in at))
        for p in places[:_PARKS]
        for at in [called(view.verdict, f"park/{p.park}")]
    ]


def _table(view: RunView, cities: list[PlaceSignals]) -> list[Block]:
    heads = [STORY[key] for key in ("space", "short", "begins", "peak", "glut", "begins")]
    rows: list[list[Words | str]] = []
    for place in cities:
        peak = "/".join(view.areas.text(value) for value in place.peak_waiting)
        glut = _onset(place.glut) if place.glut else ("-", "-")
        name = called(view.verdict, f"space/{place.space}")
        rows.append([name, *_onset(place.shortage), peak, *glut])
    return [
        *table(heads, rows),
        *paragraph(filled(STORY["binds_notes"], unit=view.areas.word("large"))),
    ]


def _onset(onset: Onset) -> tuple[str, str]:
    if not onset.p50:
        return "0", "-"
    return whole(onset.happens.share or 0), f"{onset.p50} ({onset.p10} – {onset.p90})"
