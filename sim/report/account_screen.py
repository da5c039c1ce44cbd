"""The account of demand from below and from above as a table on a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.measures.verdict.topdown import SpaceAccount
from sim.scenario.values.amounts import Areas
from sim.text.account import ACCOUNT, COLUMNS
from sim.text.screen import Cell, narrow, paragraph, table, whole
from sim.text.words import Lang, Words


def account_screen(
    accounts: Sequence[SpaceAccount],
    areas: Areas,
    named: Callable[[str], Words],
    lang: Lang,
    worlds: bool = True,
) -> list[str]:
    """Return its title, a row by type of space, and what the figures are.

    `named` gives the name of a type; `worlds` tells means over worlds from one at its values.
    """
    columns = (*COLUMNS, "growth_decides") if worlds else COLUMNS
    heads: list[Cell] = [[""]]
    heads += [[narrow(line) for line in ACCOUNT[key].lines(lang)] for key in columns]
    rows: list[list[Cell]] = []
    for account in accounts:
        cells = [areas.text(getattr(account, key)) for key in COLUMNS]
        cells += [whole(account.growth_decides)] if worlds else []
        name = [narrow(line) for line in named(account.space).lines(lang)]
        rows.append([name, *([cell] for cell in cells)])
    return [
        *paragraph(ACCOUNT["title"].fill(unit=areas.word("large")), lang),
        *table(heads, rows),
        *paragraph(ACCOUNT["means" if worlds else "values"], lang),
    ]
