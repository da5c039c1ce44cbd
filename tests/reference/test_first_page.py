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
TURNS = {"shortage": r"(?:above|高于)\s*([\d.]+) ?%", "idle": r"(?:below|低于)\s*([\d.]+) ?%"}
LARGE = 1e4
"""Of the unit in which the screen tells areas, in m²."""


@pytest.fixture(scope="module")
def verdict() -> dict[str, Any]:
    return json.loads(VERDICT.read_text(encoding="utf-8"))


def rows(verdict: dict[str, Any]) -> dict[str, list[float]]:
    """Return what the row of each type tells, from its futures that fail to its worst year."""
    sights = {one["space"]: one for one in verdict["outlooks"] if one["park"] is None}
    found = {}
    for judged in verdict["spaces"]:
        sight = sights[judged["space"]]
        failing = [
            100 * (1 - judged[side]["probability"]["share"]) for side in ("shortage", "idle")
        ]
        areas = [sight[key][1] / LARGE for key in ("supply", "demand")]
        told = [*failing, *areas, 100 * sight["vacancy_end"]]
        for side in ("short", "idle"):
            end, worst = (sight[side][key][1] / LARGE for key in ("end", "worst"))
            told += [end, worst, *([sight[side]["year"][1]] if worst else [])]
        found[judged["space"]] = told
    return found


def rounds(shown: str, value: float) -> bool:
    """Tell whether a number on a screen is a value, to the digits that are shown."""
    if shown.startswith("<"):
        return value < float(shown[1:])
    return abs(float(shown) - value) <= 0.5 / 10 ** len(shown.partition(".")[2]) + 1e-9


def faults(page: str, verdict: dict[str, Any], language: int) -> list[str]:
    """Return the types and turning values that a page tells otherwise than the verdict.

    Turning values are those of the confidence asked, three times at least, or of even odds.
    """
    found = []
    whole = re.sub(r"(?<=[\u4e00-\u9fff])\n *(?=[\u4e00-\u9fff])", "", page)  # 高 | 于 57.2%
    for space, values in rows(verdict).items():
        name = verdict["labels"][f"space/{space}"][language].split()[0]
        row = re.search(rf"^  {re.escape(name)}.*", page, re.MULTILINE)
        shown = re.findall(r"(?<= )<?\d[\d.]*", row[0]) if row else []
        right = len(shown) == len(values) and all(map(rounds, shown, values))
        found += [] if right else [space]
    for judged in verdict["break_even"]["spaces"]:
        for turn in judged["turns"]:
            if judged["space"] == "factory" and turn["told"]:
                asked, even = (100 * at["value"] for at in turn["turns"][:2])
                told = re.findall(TURNS[turn["side"]], whole)
                at_asked = [shown for shown in told if rounds(shown, asked)]
                at_even = [shown for shown in told if rounds(shown, even)]
                right = len(at_asked) > 2 and len(at_asked) + len(at_even) == len(told)
                found += [] if right else [turn["side"]]
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
        (" 46.6 88.8", " 46.7 88.8", "lab"),
        (" 31.7 2031", " 31.7 2030", "pilot"),
        (" 9.61 11.5", " 11.5", "incubator"),
        ("above 57 %", "above 58 %", "shortage"),
        ("below 54.9%", "below 54.8%", "idle"),
        ("above 62 %", "above 61 %", "shortage"),
        ("below 35 %", "below 36 %", "idle"),
    ],
)
def test_another_number_is_found(verdict: dict[str, Any], old: str, new: str, found: str) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert old in page
    assert faults(page.replace(old, new), verdict, 1) == [found]
