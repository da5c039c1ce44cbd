"""The pages of programmes: every scenario stands on them, no promise is covered by none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    (ROOT / "docs" / name).read_text(encoding="utf-8").split("## 7. ")
    for name in ("programmes.md", "programmes.zh.md")
]
"""Promises, and what each scenario showed, in each language."""
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


@pytest.mark.parametrize("page", PAGES, ids=("en", "zh"))
def test_each_promise_says_who_carries_it_and_why(page: list[str]) -> None:
    found = rows(page[0], 4)
    assert len(found) > 80
    for promise, scenario, mark, why in found:
        assert promise
        assert why, promise
        assert mark in (COVERED, IN_PART, LEFT_OUT), promise
        if mark != LEFT_OUT:
            assert scenario != NONE, promise


@pytest.mark.parametrize("page", PAGES, ids=("en", "zh"))
def test_every_scenario_carries_something_and_tells_what_it_shows(page: list[str]) -> None:
    promises, told = page
    ships = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
    assert ships == {*LINK.findall(promises)}
    shown = [LINK.findall(scenario) for scenario, _ in rows(told, 2)]
    assert sorted(name for names in shown for name in names) == sorted(ships)


def numbers(cell: str) -> list[str]:
    """Return the shares and differences that a cell tells, in their order."""
    return re.findall(r"[+−]\d+|\d+(?= ?%)", cell)


def test_both_languages_tell_the_same_numbers_of_each_scenario() -> None:
    english, chinese = (dict(rows(shown, 2)) for _, shown in PAGES)
    named = {link for link in english if link.startswith("[")}
    assert named == {link for link in chinese if link.startswith("[")}
    for link in named:
        assert numbers(english[link]) == numbers(chinese[link]) != [], link
