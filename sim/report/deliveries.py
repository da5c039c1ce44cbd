"""What opens, by what its projects stand on, as a table of a screen or a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.measures.verdict.deliveries import Delivered
from sim.scenario.values.amounts import Areas
from sim.text.deliveries import DELIVERIES, EVIDENCE
from sim.text.screen import Cell, narrow, paragraph, table
from sim.text.words import Lang, Words

Row = tuple[Words, list[str]]
"""What is opened, and how much of each kind of evidence and of all."""


def delivered_rows(
    delivered: Sequence[Delivered], areas: Areas, named: Callable[[str], Words]
) -> list[Row]:
    """Return a row a year in which anything opens, then one a type of space, then all.

    `named` gives the name of a type.
    """
    years = {year: [kind.years[year] for kind in delivered] for year in delivered[0].years}
    spaces = {space: [kind.spaces[space] for kind in delivered] for space in delivered[0].spaces}
    told = [(Words(year, year), by_kind) for year, by_kind in years.items() if any(by_kind)]
    told += [(named(space), by_kind) for space, by_kind in spaces.items()]
    told.append((DELIVERIES["all"], [kind.total for kind in delivered]))
    return [(name, [areas.text(x) for x in (*by_kind, sum(by_kind))]) for name, by_kind in told]


def delivered_heads(delivered: Sequence[Delivered]) -> list[Words]:
    """Return the heads of the columns of such rows."""
    return [
        DELIVERIES["of_what"],
        *(EVIDENCE[kind.evidence] for kind in delivered),
        DELIVERIES["all"],
    ]


def deliveries_screen(
    delivered: Sequence[Delivered], areas: Areas, named: Callable[[str], Words], lang: Lang
) -> list[str]:
    """Return its title, the table, and what the kinds are; nothing where nothing is told."""
    if not delivered:
        return []
    lines: list[list[Cell]] = [
        [[narrow(line) for line in name.lines(lang)], *([text] for text in texts)]
        for name, texts in delivered_rows(delivered, areas, named)
    ]
    return [
        *paragraph(DELIVERIES["title"].fill(unit=areas.word("large")), lang),
        *table([head.lines(lang) for head in delivered_heads(delivered)], lines),
        *paragraph(DELIVERIES["meanings"], lang),
        "",
    ]
