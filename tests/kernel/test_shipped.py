"""The engines agree, event by event, on every scenario in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.load import load
from tests.examples import sampled
from tests.kernel.engines import played

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(ROOT.glob("scenarios/*.yaml"))
WHOLE = {"baseline", "cambridge", "convert", "today"}
"""Played as they are; the others, whose numbers differ from the baseline's, in fewer years."""
FEW = [path for path in SHIPPED if path.stem in ("boom", "cambridge", "rent", "zones")]
YEARS = "clock={start: 2019-01, end: 2026-06}"
SMALL = sorted([*ROOT.glob("tests/scenarios/**/*.yaml"), *ROOT.glob("tests/theory/*.yaml")])


@pytest.mark.parametrize("path", sampled(SHIPPED, FEW), ids=lambda path: path.stem)
def test_shipped_scenarios(path: Path) -> None:
    """One replication in which each ranged number has its own draw."""
    spec = load(path, [] if path.stem in WHOLE else [YEARS]).spec
    assert len(played(spec, replication=2).rows) > 1_000  # the smallest, another city, has 1,500


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_small_scenarios(path: Path) -> None:
    spec = load(path).spec
    for replication in range(4):
        assert len(played(spec, replication).rows) > 0


def test_there_are_scenarios() -> None:
    assert len(SHIPPED) >= 6
    assert len(SMALL) >= 38
