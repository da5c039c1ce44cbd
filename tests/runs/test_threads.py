"""The compiled engine on threads: the same answer as SimPy, in order, and it can be stopped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import add

import numpy as np
import pytest

from sim.measures.counting import Counter
from sim.measures.gauges import gauges
from sim.runs.replicate import collected, replicate
from sim.runs.settings import Settings, plan_of
from tests.model.changes import spec
from tests.model.reducers import digest, fail_at_5
from tests.runs.alike import unlike

SETTINGS = Settings(seed=7)
COUNT = 12


def counts(engine, workers, replications=COUNT):
    collect = partial(Counter, gauges(spec(), plan_of(spec(), SETTINGS, 0)))
    return reduce(
        add,
        collected(spec(), SETTINGS, range(replications), collect, workers, engine=engine),
    )


@pytest.fixture(scope="module")
def simpy():
    return counts("simpy", 1)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_any_number_of_threads_counts_what_simpy_counts(simpy, workers):
    assert unlike(simpy, counts("compiled", workers)) == ""


def test_a_difference_in_a_count_or_a_type_is_found(simpy):
    first = simpy.tallies[0]
    levels = first.pools.copy()
    levels[0, 0, 0] += 1
    for name, array in (("pools", levels), ("flows", first.flows.astype(np.int64))):
        other = replace(simpy, tallies=(replace(first, **{name: array}), *simpy.tallies[1:]))
        assert unlike(simpy, other) == f".tallies[0].{name}"


def test_results_come_in_the_order_asked_for():
    asked = [7, 0, 3, 2, 9, 8, 11, 1]
    expected = replicate(spec(), SETTINGS, asked, digest, workers=1, engine="simpy")
    assert [replication for replication, _ in expected] == asked
    for workers in (1, 2, 3):
        found = replicate(spec(), SETTINGS, asked, digest, workers=workers, engine="compiled")
        assert found == expected


def test_a_workspace_that_is_too_small_grows(monkeypatch):
    whole = replicate(spec(), SETTINGS, range(4), digest, workers=1, engine="simpy")
    small = dict.fromkeys(
        "heap_room node_room request_room company_room stay_room built_room list_room".split(), 2
    )
    monkeypatch.setattr("sim.kernel.workspace._ROOM", small)
    monkeypatch.setattr("sim.kernel.workspace._LOG_ROOM", 4)
    assert replicate(spec(), SETTINGS, range(4), digest, workers=2, engine="compiled") == whole


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_is_told(workers):
    told = []
    replicate(
        spec(),
        SETTINGS,
        range(COUNT),
        digest,
        workers=workers,
        engine="compiled",
        progress=lambda done, total: told.append((done, total)),
    )
    done = [d for d, _ in told]
    assert done == sorted(done)
    assert told[-1] == (COUNT, COUNT)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_in_a_reducer_surfaces(workers):
    with pytest.raises(ValueError, match="replication 5 is not to be"):
        replicate(spec(), SETTINGS, range(COUNT), fail_at_5, workers=workers, engine="compiled")


@dataclass
class Faulty:
    """A collector that fails at its second replication."""

    wants_log: bool = False
    seen: int = 0

    def add_log(self, log):
        raise NotImplementedError

    def add_work(self, work):
        self.seen += 1
        if self.seen == 2:
            raise ZeroDivisionError

    def result(self):
        return self.seen


def test_a_fault_in_a_collector_surfaces():
    with pytest.raises(ZeroDivisionError):
        list(collected(spec(), SETTINGS, range(40), Faulty, 2, engine="compiled"))
