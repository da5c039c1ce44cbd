"""The page of programmes: every scenario stands on it, and no promise is called covered by none."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "programmes.md").read_text(encoding="utf-8")
PROMISES, SHOWN = PAGE.split("## 7. ")
COVERED, IN_PART, LEFT_OUT = "●", "◐", "○"
NONE = "–"
LINK = re.compile(r"\]\(\.\./scenarios/([a-z0-9-]+)\.yaml\)")


def rows(text: str, columns: int) -> list[list[str]]:
    """Return the cells of the rows of all tables, without heads and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert {len(row) for row in cells} == {columns}
    rules = [i for i, row in enumerate(cells) if {*row} == {"---"}]
    return [row for i, row in enumerate(cells) if i not in rules and i + 1 not in rules]


def test_each_promise_says_who_carries_it_and_why() -> None:
    found = rows(PROMISES, 4)
    assert len(found) > 80
    for promise, scenario, mark, why in found:
        assert promise
        assert why, promise
        assert mark in (COVERED, IN_PART, LEFT_OUT), promise
        if mark != LEFT_OUT:
            assert scenario != NONE, promise


def test_every_scenario_carries_something_and_tells_what_it_shows() -> None:
    ships = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
    assert ships == {*LINK.findall(PROMISES)}
    shown = [LINK.findall(scenario) for scenario, _ in rows(SHOWN, 2)]
    assert sorted(name for names in shown for name in names) == sorted(ships)
