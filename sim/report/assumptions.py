"""The assumptions that carry the answer: what the numbers stand on, and which ones move it."""

from __future__ import annotations

from dataclasses import dataclass

from sim.measures.statistics import beyond_chance, threshold
from sim.report.blocks import Block, filled, heading, paragraph, table
from sim.report.run_view import RunView
from sim.scenario.names import name_of
from sim.scenario.pedigree import count, number_rows
from sim.text.glossary.catalogue import TERMS
from sim.text.story import STORY
from sim.text.words import Words

_MOST = 8
"""Numbers shown of an outcome."""
_LEAST = 10
"""Worlds without which nothing is said."""


def assumptions(view: RunView) -> list[Block]:
    """Count facts and assumptions; rank the unknown numbers by how idle area and waits follow."""
    statuses, grades = count(number_rows(view.loaded))
    said = filled(
        STORY["stands_on"],
        total=str(sum(statuses.values())),
        **{key: str(value) for key, value in statuses.items()},
        **{f"grade_{key}": str(value) for key, value in grades.items()},
    )
    lines = [*heading(2, STORY["carriers"]), *paragraph(said)]
    drawn, worlds = view.drawn, view.worlds
    if not drawn or worlds < _LEAST:
        return lines
    bound = threshold(len(drawn), worlds)
    numbers = {"unknown": str(len(drawn)), "worlds": str(worlds), "bound": f"{bound:.2f}"}
    lines += paragraph(filled(STORY["moves"], **numbers))
    spec = view.loaded.spec
    rows: list[list[Words | str]] = [
        [TERMS[name].name, name_of(spec, path), f"{rho:+.2f}"]
        for name, values in view.outcomes.items()
        for path, rho in beyond_chance(drawn, values)[:_MOST]
    ]
    heads = [STORY["outcome"], STORY["number"], STORY["rho"]]
    return lines + (table(heads, rows) if rows else paragraph(STORY["none_moves"]))


@dataclass(frozen=True)
class Followed:
    """The unknown number that an outcome of the city follows most."""

    outcome: str
    path: str
    rho: float
    """Rank correlation, beyond what chance would show."""


def followed(view: RunView) -> tuple[int, Followed | None]:
    """Return how many numbers are unknown, and the one that an outcome follows most, if any."""
    drawn, worlds = view.drawn, view.worlds
    if not drawn or worlds < _LEAST:
        return len(drawn), None
    close = [
        Followed(name, path, rho)
        for name, values in view.outcomes.items()
        for path, rho in beyond_chance(drawn, values)[:1]
    ]
    return len(drawn), max(close, key=lambda number: abs(number.rho), default=None)
