"""The program knows no city: names of places stand in scenarios, never in `sim`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from sim.scenario.load import load

ROOT = Path(__file__).parents[2]
CITIES = ("上海", "Shanghai", "Cambridge")
TEXTS = (".py", ".yaml", ".json")


@cache
def places() -> frozenset[str]:
    """Names of the parks of every shipped scenario, without what any city may call its rest."""
    found = set(CITIES)
    for path in ROOT.glob("scenarios/*.yaml"):
        if "parks:" not in path.read_text(encoding="utf-8"):
            continue  # those of its parent
        for name, park in load(path).spec.parks.items():
            if name != "other" and park.label is not None:
                both = f"{park.label.zh}（{park.label.en}"
                found.update(part for part in re.split(r"[（）()]", both) if len(part) > 1)
    return frozenset(found)


def faults(paths: Iterable[Path], names: frozenset[str]) -> list[str]:
    """Lines of `paths` that name a place."""
    asked = {name.casefold() for name in names}
    return [
        f"{path.name}:{number}: {name}"
        for path in paths
        for text in [path.read_text(encoding="utf-8").casefold()]
        for name in sorted(asked)
        if name in text  # of nearly all files that is the answer, far sooner than line by line
        for number, line in enumerate(text.splitlines(), 1)
        if name in line
    ]


def test_the_program_names_no_place() -> None:
    paths = [path for path in ROOT.glob("sim/**/*") if path.suffix in TEXTS]
    assert len(paths) > 100
    assert faults(paths, places()) == []


@pytest.mark.parametrize("line", ["# 张江 first", 'help="as in shanghai"', "park = 'Granta Park'"])
def test_a_place_is_found(line: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(f"import os\n{line}\n", encoding="utf-8")
    assert len(faults([path], places())) == 1
