"""Waiting lines: Erlang's formulas for waits and losses, priorities, and blocking.

All start empty. The warm-up before `record_from` is more than nine times the relaxation time of
the queue, 1 / (√(c·μ) − √λ)², so that no more than e⁻⁹ is left of the start. Waits are those of
companies that came two years or more before the end; all of them are known by then. Where few or
none wait, two years are warm-up enough.
"""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
import pytest

from sim.measures.counting.history import history
from sim.measures.counting.levels import POOL
from sim.measures.counting.requests import LEFT, TURNED_AWAY
from sim.model.log import Log
from sim.scenario.values.dates import MONTH
from tests.logs import tallied
from tests.play import play, scenario
from tests.theory import formulas
from tests.theory.sampling import column, near, near_ratio

HERE = Path(__file__).parent
QUEUE = HERE / "queue.yaml"
SERVERS, RATE = 3, 2.0
SHORT = {"clock.end": "2043-12", "clock.record_from": "2026-01"}
NO_WAITING = {**SHORT, "spaces.unit.max_waiting": 0}
LAWS = {
    "exponential": {"exponential": "1 month"},
    "constant": "1 month",
    "lognormal": {"lognormal": {"mean": "1 month", "cv": 1.5}},
    "gamma": {"gamma": {"mean": "1 month", "cv": 0.5}},
}


def waits(log: Log) -> list[np.ndarray]:
    """Waits in months of the recorded requests of each track."""
    table, end = history(log).requests, log.plan.end - 24 * MONTH
    counted = (table.asked >= log.plan.record_from) & (table.asked < end)
    assert (table.served[counted] >= 0).all()
    months = (table.served - table.asked) / MONTH
    return [months[counted & (table.track == k)] for k in range(len(log.plan.tracks))]


def losses(log: Log) -> np.ndarray:
    """Recorded requests and those lost, by area; [(all, lost), m²]."""
    table = history(log).requests
    counted = (table.asked >= log.plan.record_from) & (table.asked < log.plan.end - 24 * MONTH)
    lost = counted & np.isin(table.outcome, (LEFT, TURNED_AWAY))
    width = int(table.area.max()) + 1
    return np.stack([np.bincount(table.area[x], minlength=width) for x in (counted, lost)])


def waiting(log: Log) -> float:
    """Mean number waiting while recorded."""
    months = tallied(log).pools[POOL.index("waiting"), log.plan.record_from // MONTH :]
    return float(months.sum()) / (len(months) * MONTH)


def test_waits_of_erlang_c() -> None:
    found = play(scenario(QUEUE), lambda log: (waits(log)[0], waiting(log)))
    must_wait = formulas.erlang_c(SERVERS, RATE)
    mean, number = must_wait / (SERVERS - RATE), [len(times) for times, _ in found]
    near("mean number waiting", [waiting for _, waiting in found], RATE * mean)
    near_ratio("mean wait", [times.sum() for times, _ in found], number, mean)
    for limit in (0.0, 0.5, 1.0, 2.0):
        longer = [(times > limit).sum() for times, _ in found]
        share = must_wait * exp(-(SERVERS - RATE) * limit)
        near_ratio(f"share that waits over {limit} months", longer, number, share)


@pytest.mark.parametrize("patience", [0.5, 2.0])
def test_impatience_of_erlang_a(patience: float) -> None:
    impatient = scenario(
        QUEUE,
        {
            **SHORT,
            "stages.work.patience": {"exponential": f"{patience} months"},
            "demand.firms.rate": "4 per month",
        },
    )
    number, lost = formulas.impatient(SERVERS, 4.0, 1.0, patience)
    found = play(impatient, lambda log: (waiting(log), *losses(log)[:, 1]))
    near("mean number waiting", [one[0] for one in found], number)
    near_ratio("share lost", [one[2] for one in found], [one[1] for one in found], lost)


@pytest.mark.parametrize("law", LAWS)
def test_losses_of_erlang_b_for_any_law_of_the_stay(law: str) -> None:
    spec = scenario(QUEUE, {**NO_WAITING, "stages.work.duration": LAWS[law]})
    found = column(play(spec, losses))
    near_ratio("share lost", found[:, 1, 1], found[:, 0, 1], formulas.erlang_b(SERVERS, RATE))


def test_losses_when_fit_out_is_part_of_the_stay() -> None:
    stay = {"exponential": "0.6 months"}
    parts = {"stages.work.fit_out": "0.4 months", "stages.work.duration": stay}
    found = column(play(scenario(QUEUE, {**NO_WAITING, **parts}), losses))
    near_ratio("share lost", found[:, 1, 1], found[:, 0, 1], formulas.erlang_b(SERVERS, RATE))


def test_losses_by_size_when_sizes_share_a_pool() -> None:
    sizes = {1: 0.6, 3: 0.4}
    spec = scenario(
        QUEUE,
        {
            **NO_WAITING,
            "stock.unit.area": "7 m²",
            "stages.work.area": {"discrete": [[f"{m} m²", f"{s:.0%}"] for m, s in sizes.items()]},
        },
    )
    found = column(play(spec, losses))
    expected = formulas.kaufman_roberts(7, {m: RATE * s for m, s in sizes.items()})
    for size, share in expected.items():
        near_ratio(f"share lost of {size} m²", found[:, 1, size], found[:, 0, size], share)


def test_waits_by_priority() -> None:
    found = play(scenario(HERE / "priority.yaml"), waits)
    delay = formulas.erlang_c(SERVERS, RATE) / SERVERS
    chosen, everybody = 1 - 1 / SERVERS, 1 - RATE / SERVERS
    for track, mean in enumerate((delay / chosen, delay / (chosen * everybody))):
        sums = [one[track].sum() for one in found]
        near_ratio(f"mean wait of class {track}", sums, [len(one[track]) for one in found], mean)


def finished(log: Log) -> float:
    """Companies that leave the second station a month, while recorded."""
    table = history(log).requests
    ends = table.ended[(table.stage == log.plan.stages.index("make")) & (table.ended >= 0)]
    recorded = ends >= log.plan.record_from
    return float(recorded.sum()) / ((log.plan.end - log.plan.record_from) / MONTH)


def test_throughput_when_the_next_space_blocks_the_present_one() -> None:
    # Cycle of the first station: the longer of two unit-mean exponential stays, 3/2 months.
    near("throughput", play(scenario(HERE / "tandem.yaml"), finished), 2 / 3)


def test_throughput_when_space_is_released_while_waiting() -> None:
    # The first station, never blocked, sends out 1 a month; it is the second's whole capacity,
    # so give the second two units: then all that the first sends out is made.
    spec = scenario(
        HERE / "tandem.yaml",
        {"stages.research.while_waiting": "release", "stock.plant.area": "2 m²"},
    )
    near("throughput", play(spec, finished), 1.0)
