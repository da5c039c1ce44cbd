"""The C++ program, a yardstick for compiled code, plays the city alike, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.cases import CITY, REDUCED, WAITING, waiting
from benchmarks.cplusplus import build, compiler
from benchmarks.cpp.check import differences
from benchmarks.cpp.dump import dump
from benchmarks.entries import CPP
from benchmarks.timing import RefusedError
from tests.examples import sampled

needs_compiler = pytest.mark.skipif(compiler() is None, reason="no C++ compiler")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    flags = ("-std=c++17", "-O1", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror")
    return build(tmp_path_factory.mktemp("cpp"), flags)


@needs_compiler
@pytest.mark.parametrize(
    "scenario", sampled([CITY, REDUCED, WAITING], [REDUCED, WAITING]), ids=lambda path: path.stem
)
def test_the_benchmarks_are_played_alike(program: Path, tmp_path: Path, scenario: Path) -> None:
    assert list(differences(program, scenario, [0, 3], tmp_path)) == []


@needs_compiler
def test_a_difference_is_found(program: Path, tmp_path: Path) -> None:
    """With another seed in the plan, the rows of the two differ."""
    assert "row" in next(differences(program, REDUCED, [0], tmp_path, seed_shift=1))


@needs_compiler
def test_what_the_city_does_not_use_is_refused(tmp_path: Path) -> None:
    case = waiting("short", "strict", 1)
    with pytest.raises(RefusedError, match=r"^not played in C\+\+: Plan.strict$"):
        dump({-1: case.plan}, case.spec, tmp_path / "plan")
    assert CPP.obstacle(case) == "does not have Plan.strict"
