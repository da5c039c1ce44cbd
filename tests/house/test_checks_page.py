"""docs/checks.md names every code that the checks of a scenario give, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from sim.text.messages.catalogue import MESSAGES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")


def given() -> set[str]:
    """Return the codes in the text of the checks."""
    folder = ROOT / "sim" / "scenario" / "checks"
    texts = (path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    return {code for text in texts for code in re.findall(r'"([EW]\d{3})"', text)}


def named(page: str) -> set[str]:
    """Return the codes on a page, those of a stretch such as `W620 to W623` too."""
    found = set(re.findall(r"\b[EW]\d{3}\b", page))
    for kind, first, last in re.findall(r"\b([EW])(\d{3}) to \1(\d{3})\b", page):
        found |= {f"{kind}{number}" for number in range(int(first), int(last) + 1)}
    return found


def test_the_page_names_every_code() -> None:
    assert given() - named(PAGE) == set()
    assert named(PAGE) - MESSAGES.keys() == set()


def test_what_is_left_out_or_made_up_is_found() -> None:
    assert given() - named(PAGE.replace("W610", "")) == {"W610"}
    assert named(PAGE + " W699") - MESSAGES.keys() == {"W699"}
