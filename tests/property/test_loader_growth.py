"""Twice as much text takes about twice the work: counted in calls, since time is the machine's."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario.errors import ScenarioError
from sim.scenario.load import load

SOUND = Path(__file__).parents[1] / "badfiles" / "cases" / "base.yaml"
SIZE = 500
SOME = 5_000
"""Calls that do not grow: checks of the rest of the scenario."""


def with_programme(area: str) -> str:
    """The sound scenario with another area of its programme."""
    lines = SOUND.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("programme:")]
    assert len(kept) == len(lines) - 1
    return "\n".join([*kept, f"programme: {{area: '{area}', basis: gross, projects: [hall]}}"])


TEXTS: dict[str, Callable[[int], str]] = {
    "values": lambda n: "name: [" + ", ".join("1" * n) + "]",
    "keys": lambda n: "\n".join(f"key{i}: 1" for i in range(n)),
    "one key again and again": lambda n: "name: x\n" * n,
    "brackets": lambda n: "name: " + "[" * n,
    "levels": lambda n: "\n".join(" " * i + "a:" for i in range(n)),
    "a long line": lambda n: "家" * n + "：1",
    "a long number": lambda n: with_programme("1" * n),
    "a long amount": lambda n: with_programme("1," * n + "1万 m²"),
    "words": lambda n: with_programme("5万 m² " * n),
    "spaces": lambda n: with_programme("5" + " " * n + "万"),
    "quotes": lambda n: "name: '" + "''" * n,
    "anchors": lambda n: "\n".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(n)),
    "blocks": lambda n: (
        SOUND.read_text("utf-8")
        + "reserves:\n"
        + "".join(f"  r{i}: {{park: p}}\n" for i in range(n))
    ),
}
"""Files that are slow to read where something is done once too often: by size."""


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, those of C among them."""
    count = 0

    def note(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def growth(work: Callable[[int], object], size: int) -> tuple[int, int]:
    """Calls at a size and at four times that; once before, for what is done only once."""
    work(size)
    return calls(lambda: work(size)), calls(lambda: work(4 * size))


def is_in_proportion(one: int, four: int) -> bool:
    return four <= 5 * one + SOME


@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_with_the_text(name: str, tmp_path: Path) -> None:
    def work(size: int) -> None:
        path = tmp_path / "case.yaml"
        path.write_text(TEXTS[name](size), encoding="utf-8")
        with pytest.raises(ScenarioError) as error:
            load(path)
        error.value.screen("both")

    one, four = growth(work, SIZE)
    assert is_in_proportion(one, four), (one, four)


def test_work_that_grows_with_the_square_is_found() -> None:
    def work(size: int) -> None:
        for _ in range(size):
            for _ in range(size):
                abs(size)

    assert not is_in_proportion(*growth(work, SIZE))
