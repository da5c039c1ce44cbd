"""The C++ engine, which tells how fast a compiled one can be, plays exactly as the SimPy engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.cpp.check import build, compiler, differences

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
SMALL = [*sorted((TESTS / "scenarios" / "tiny").glob("*.yaml")), *(TESTS / "golden").glob("*.yaml")]

pytestmark = pytest.mark.skipif(compiler() is None, reason="no C++ compiler")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    flags = ("-std=c++17", "-O1", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror")
    return build(tmp_path_factory.mktemp("cpp"), flags)


def test_small_scenarios_are_played_alike(program: Path, tmp_path: Path) -> None:
    assert [d for path in SMALL for d in differences(program, path, [0, 1], tmp_path)] == []


def test_the_baseline_is_played_alike(program: Path, tmp_path: Path) -> None:
    baseline = ROOT / "scenarios" / "baseline.yaml"
    assert list(differences(program, baseline, [0, 3], tmp_path)) == []


def test_a_difference_is_found(program: Path, tmp_path: Path) -> None:
    """With another seed in the plan, the rows of the two engines differ."""
    path = TESTS / "golden" / "chain.yaml"
    assert "row" in next(differences(program, path, [0], tmp_path, seed_shift=1))
