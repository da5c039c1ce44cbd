"""The memory of the compiled engine: it grows, is used again, and is never shared by threads."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim.kernel import engine, workspace
from sim.kernel.arrays import LANES
from sim.kernel.packing.pack import Packed, pack
from sim.kernel.workspace import Workspace
from sim.model.log import Log
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from tests.kernel.engines import agreed, first_difference
from tests.kernel.search import search

TESTS = Path(__file__).parents[1]
SEED = 7


@cache
def plans() -> list[Plan]:
    """Three worlds of the scenario that uses the whole language."""
    spec = load(TESTS / "scenarios" / "whole.yaml").spec
    return [plan_of(spec, Settings(SEED), replication) for replication in (0, 2, 4)]


@cache
def fresh(world: int, replication: int) -> Log:
    """The log of a replication in memory of its own."""
    return agreed(plans()[world], SEED, replication)


def in_workspace(work: Workspace, packed: Packed, replication: int) -> Log:
    engine.run(work, packed, SEED, replication)
    return engine.log_of(work)


@pytest.fixture
def cramped(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, int]]:
    """Room for two of everything at first; a list of the rooms after each growth."""
    seen: list[dict[str, int]] = []
    grow = Workspace.grow

    def watched(self: Workspace) -> None:
        grow(self)
        seen.append(dict(self.room))

    monkeypatch.setattr(workspace, "_ROOM", dict.fromkeys(workspace._ROOM, 2))
    monkeypatch.setattr(workspace, "_LOG_ROOM", 2)
    monkeypatch.setattr(Workspace, "grow", watched)
    return seen


def test_every_room_grows_and_the_log_stays_the_same(cramped: list[dict[str, int]]) -> None:
    for world, plan in enumerate(plans()):
        log = engine.simulate(plan, SEED, world)
        assert first_difference(fresh(world, world), log) is None
    # Nobody builds a plant of their own there that is counted.
    assert [name for name, size in cramped[-1].items() if size == 2] == ["plant_room"]


def test_rooms_grow_on_generated_scenarios(cramped: list[dict[str, int]]) -> None:
    """Whatever did not fit is found wherever it happens, and nothing of the attempt stays."""
    search(1000, 60)
    assert len(cramped) > 60


def test_a_workspace_is_as_good_as_new_after_any_other_replication() -> None:
    packed = [pack(plan) for plan in plans()]
    work = Workspace(packed[0], log=True)
    for world, replication in ((0, 1), (0, 0), (2, 4), (0, 1), (1, 3), (1, 2), (2, 4), (0, 0)):
        log = in_workspace(work, packed[world], replication)
        assert first_difference(fresh(world, replication), log) is None


def test_an_attempt_that_did_not_fit_leaves_nothing(cramped: list[dict[str, int]]) -> None:
    """One workspace grows in the middle of a replication, then plays others and that one again."""
    packed = [pack(plan) for plan in plans()]
    work = Workspace(packed[0], log=True)
    for world, replication in ((1, 2), (0, 0), (1, 2), (2, 4)):
        log = in_workspace(work, packed[world], replication)
        assert first_difference(fresh(world, replication), log) is None
    count = len(cramped)
    in_workspace(work, packed[1], 2)
    assert len(cramped) == count > 0


@pytest.mark.parametrize("shared", [False, True], ids=["plan each", "one plan"])
def test_threads_with_a_workspace_each(shared: bool) -> None:
    """Threads run at the same time: compiled code holds no lock."""
    one = pack(plans()[0])

    def play(first: int) -> Iterator[tuple[int, Log]]:
        packed = one if shared else pack(plans()[0])
        work = Workspace(packed, log=True)
        for turn in range(30):
            replication = (first + turn) % 4
            yield replication, in_workspace(work, packed, replication)

    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(lambda first: list(play(first)), range(2)):
            for replication, log in found:
                assert np.array_equal(log.rows, fresh(0, replication).rows)


def test_worlds_may_differ_in_their_building_sites() -> None:
    """Where a share of a lot rounds to nothing there is no site; elsewhere there is one."""
    path = TESTS / "scenarios" / "tiny" / "lots.yaml"
    logs = []
    work: Workspace | None = None
    for area in ("2 m²", "50 m²", "3 m²", "900 m²"):
        spec = load(path, changes=[{"supply.odd.area": area}]).spec
        plan = plan_of(spec, Settings(SEED), 0)
        work = work or Workspace(pack(plan), log=True)
        logs.append(in_workspace(work, pack(plan), 0))
        assert first_difference(agreed(plan, SEED), logs[-1]) is None
    assert len({len(log.rows) for log in logs}) > 1


def one_park(rate: str) -> Plan:
    """A plan of five streams of companies, of which four come at a rate."""
    rates = {"a": "2 per month"} | dict.fromkeys("bcde", rate)
    raw = {
        "name": "one park",
        "clock": {"start": "2024-01", "end": "2024-12"},
        "confidence": "80%",
        "signals": {"waiting": "5%", "months": 3},
        "parks": {"east": {}},
        "spaces": {"lab": {"lettable": "100%"}},
        "stock": {
            "lab": {
                "area": "9000 m²",
                "basis": "lettable",
                "parks": {"east": "100%"},
                "occupied": "50%",
            }
        },
        "stages": {
            "work": {"space": "lab", "basis": "lettable", "area": "100 m²", "duration": "1 year"}
        },
        "chain": ["work"],
        "tracks": {"any": {}},
        "demand": {
            stream: {"track": "any", "entry": "work", "rate": each}
            for stream, each in rates.items()
        },
    }
    return plan_of(Spec.model_validate(raw), Settings(SEED), 0)


def test_a_plan_may_have_more_candidates_than_the_one_before() -> None:
    """Streams that never come place nobody at the opening; in the next plan they do.

    There is one park and no list, so that those candidates alone say how much room a race needs.
    """
    few, many = pack(one_park("0 per month")), pack(one_park("2 per month"))
    work = Workspace(few, log=True)
    before = len(work.arrays["times"]) - LANES
    work.begin(many, SEED, 0)
    assert len(work.arrays["times"]) - LANES >= len(many.arrays["candidates"]) > before
    logs = agreed(one_park("2 per month"), SEED, 0), in_workspace(work, many, 0)
    assert first_difference(*logs) is None
