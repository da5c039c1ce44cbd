"""The first page shows the baseline as the reference results have it, in both languages.

Its screens are pasted, as `zhizao run scenarios/baseline.yaml --lang en` (`zh`) prints them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
VERDICT = ROOT / "results" / "reference" / "baseline" / "verdict.json"
LANGUAGES = {"README.zh.md": 0, "README.md": 1}
TURNS = re.compile(r"(?<!half )(?<!半数)(?:above|below|高于|低于) ?([\d.]+) ?%")
AREA = re.compile(r"([\d.,]+) ?[（(]([\d.,]+)-([\d.,]+)[)）] ?(?:万)?m2")
YEAR = re.compile(r"20\d\d")
LARGE = 1e4
"""Of the unit in which the table tells areas, and Chinese its sentences, in m²."""


@pytest.fixture(scope="module")
def verdict() -> dict[str, Any]:
    return json.loads(VERDICT.read_text(encoding="utf-8"))


def rows(verdict: dict[str, Any]) -> dict[str, list[float | str]]:
    """Return what the row of each type tells: percents, areas, and when it first happens."""
    sights = {one["space"]: one for one in verdict["outlooks"] if one["park"] is None}
    found = {}
    for judged in verdict["spaces"]:
        sight = sights[judged["space"]]
        sides = [100 * (1 - judged[side]["probability"]["share"]) for side in ("shortage", "idle")]
        areas = [sight[key][1] / LARGE for key in ("supply", "demand")]
        told: list[float | str] = [*sides, *areas, 100 * sight["vacancy_end"]]
        for key in ("first_short", "first_idle"):
            told += [sight[key]["p50"], 100 * sight[key]["happens"]["share"]]
        found[judged["space"]] = told
    return found


def rounds(shown: str, value: float) -> bool:
    """Tell whether a number on a screen is a value, to the digits that are shown."""
    if shown[0] in "<>":
        bound = float(shown[1:])
        return value < bound if shown[0] == "<" else value > bound
    return abs(float(shown) - value) <= 0.5 / 10 ** len(shown.partition(".")[2]) + 1e-9


def row_of(page: str, name: str) -> list[str]:
    """Return what the row of a type shows behind its name."""
    row = re.search(rf"^  {re.escape(name)} +(.*)", page, re.MULTILINE)
    return [cell.removesuffix("%") for cell in row[1].split()] if row else []


def step(area: float) -> float:
    """Return the last digit that is shown of an area, three digits at most, in m²."""
    return LARGE / 100 if area < 10 * LARGE else LARGE / 10 if area < 100 * LARGE else LARGE


def line_of(whole: str, name: str, verdict: dict[str, Any], space: str) -> bool:
    """Tell whether the line of a type has the areas of its verdict, with their ends and year."""
    (sight,) = [one for one in verdict["outlooks"] if (one["space"], one["park"]) == (space, None)]
    line = re.search(
        rf"(?:ANSWER|答案|m2|\d) *{re.escape(name)}[：:](.*?(?:m2 over|m2 worst|万m2))", whole
    )
    area = AREA.search(line[0]) if line else None
    if line is None or area is None:
        return False
    extent = sight["idle"]
    three, year = extent["end"], int(verdict["judged"][1][:4])
    if not three[1]:
        three, year = extent["worst"], extent["year"][1]
    unit = LARGE if "万" in area[0] else 1.0
    middle, low, high = (float(text.replace(",", "")) * unit for text in area.groups())
    # Three digits are shown.
    pairs = zip((low, middle, high), three, strict=True)
    right = all(abs(shown - value) <= 0.5 * step(value) + 1e-6 for shown, value in pairs)
    after = whole[line.end() : line.end() + 30]
    return right and str(year) in YEAR.findall(line[0] + after)


def faults(page: str, verdict: dict[str, Any], language: int) -> list[str]:
    """Return the types and turning values that a page tells otherwise than the verdict.

    Turning values are those of the confidence asked, twice at least, or of even odds.
    """
    found = []
    whole = " ".join(re.sub(r"(?<=[\u4e00-\u9fff])\n *(?=[\u4e00-\u9fff])", "", page).split())
    for space, values in rows(verdict).items():
        name = verdict["labels"][f"space/{space}"][language]
        shown = row_of(page, name)
        right = len(shown) == len(values) and all(
            text == value if isinstance(value, str) else rounds(text, value)
            for text, value in zip(shown, values, strict=True)
        )
        found += [] if right and line_of(whole, name, verdict, space) else [space]
    known = {
        (turn["side"], place): 100 * at["value"]
        for judged in verdict["break_even"]["spaces"]
        for turn in judged["turns"]
        if judged["space"] == "factory" and turn["told"]
        for place, at in enumerate(turn["turns"][:2])
    }
    told: dict[tuple[str, int], list[str]] = {key: [] for key in known}
    for shown in TURNS.findall(whole):
        told[min(known, key=lambda key: abs(known[key] - float(shown)))].append(shown)
    for (side, place), shown in told.items():
        right = len(shown) > 1 - place and all(rounds(text, known[side, place]) for text in shown)
        found += [] if right else [side]
    return found


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_first_page_shows_the_reference(name: str, verdict: dict[str, Any]) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    key = json.loads((VERDICT.parent / "manifest.json").read_text(encoding="utf-8"))["key"]
    assert f"results/baseline/{key[:12]}/report.html" in page
    assert faults(page, verdict, LANGUAGES[name]) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("466,000 (0-", "467,000 (0-", "lab"),
        ("(0-1,320,000)", "(0-1,330,000)", "lab"),
        ("  2024-01 100%", "  2024-02 100%", "lab"),
        (" 51.4 39", " 51.3 39", "pilot"),
        ("bound in 2035\n        R&D", "bound in 2034\n        R&D", "incubator"),
        ("worst in 2028", "worst in 2027", "factory"),
        (" 16     42 ", " 18     42 ", "factory"),
        ("above 57 %", "above 58 %", "shortage"),
        ("above 54.9%", "above 54.8%", "idle"),
        ("above 62 %", "above 61 %", "shortage"),
        ("below 35 %", "below 36 %", "idle"),
    ],
)
def test_another_number_is_found(verdict: dict[str, Any], old: str, new: str, found: str) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert old in page
    assert faults(page.replace(old, new), verdict, 1) == [found]
