"""Flows through the stages: Poisson, thinned by success and split by route at every step.

What leaves M/G/∞ in equilibrium is Poisson, and so is each independent part of it (Mirasol 1963;
Kleinrock, Queueing Systems I, 2.4): counts by month are independent Poisson numbers, and parts
of one flow are independent of each other.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np

from sim.draws.routes import Route
from sim.measures.counting.idle import AHEAD, IDLE
from sim.model.log import Fate, Log, What
from sim.scenario.values.dates import MONTH
from tests.logs import columns, tallied
from tests.play import play, scenario
from tests.theory.sampling import column, near, near_counts

CHAIN = Path(__file__).parent / "chain.yaml"
RATE, TRIAL = 6.0, 6.0 * 0.6
STARTS = TRIAL * 0.9
SPLIT = {
    "elsewhere": TRIAL * 0.1,
    "at a contract manufacturer": STARTS * 0.2,
    "in a plant of its own": STARTS * 0.8 * 0.25,
    "in leased space": STARTS * 0.8 * 0.75,
}


HOUSED = 0.4
"""Share of those who stay."""


def monthly(log: Log) -> dict[str, np.ndarray]:
    """Recorded companies a month by what they do."""
    rows = columns(log.rows)
    trial = rows["stage"] == log.plan.stages.index("trial")

    def count(what: What, aux: int, more: np.ndarray | bool = True) -> np.ndarray:
        chosen = (rows["what"] == what) & (rows["aux"] == aux) & more
        months = np.bincount(rows["tick"][chosen] // MONTH, minlength=log.plan.months)
        return months[log.plan.record_from // MONTH :]

    research = rows["stage"] == log.plan.stages.index("research")
    return {
        "out of research": count(What.STAGE_ENDED, 1, research),
        "failed in research": count(What.STAGE_ENDED, 0, research),
        "elsewhere": count(What.ENDED, Fate.ELSEWHERE),
        "at a contract manufacturer": count(What.STARTED, Route.CDMO, trial),
        "in a plant of its own": count(What.STARTED, Route.SELF_BUILD, trial),
        "in leased space": count(What.STARTED, Route.LEASE, trial),
        "housed by their firms": count(What.STARTED, Route.HOUSED, trial),
        "made": count(What.STAGE_ENDED, 1, rows["stage"] == log.plan.stages.index("make")),
    }


def test_flows_between_stages_are_thinned_poisson() -> None:
    played = play(scenario(CHAIN), monthly)
    found = {flow: column([one[flow] for one in played]) for flow in played[0]}
    assert found.pop("housed by their firms").sum() == 0
    expected = {
        "out of research": TRIAL,
        "failed in research": RATE - TRIAL,
        **SPLIT,
        "made": STARTS * 0.5,
    }
    deviation = {flow: found[flow] - mean for flow, mean in expected.items()}
    for flow, mean in expected.items():
        one = deviation[flow]
        near(f"{flow}: mean", found[flow].mean(axis=1), mean)
        near(f"{flow}: variance", (one**2).mean(axis=1), mean)
        near(f"{flow}: next month", (one[:, 1:] * one[:, :-1]).mean(axis=1), 0)
    for pair in combinations(SPLIT, 2):
        one, other = (deviation[flow] for flow in pair)
        near(f"covariance of {' and '.join(pair)}", (one * other).mean(axis=1), 0)
    totals = [found[route].sum() for route in SPLIT]
    near_counts("shares of routes", totals, list(SPLIT.values()), given_total=True)


def test_the_housed_are_a_share_of_those_who_stay() -> None:
    """All others keep their shares of one another."""
    played = play(scenario(CHAIN, {"stages.trial.route.housed": f"{100 * HOUSED:g}%"}), monthly)
    rest = {flow: mean * (1 - HOUSED) for flow, mean in SPLIT.items() if flow != "elsewhere"}
    split = {**rest, "elsewhere": SPLIT["elsewhere"], "housed by their firms": STARTS * HOUSED}
    found = {flow: column([one[flow] for one in played]) for flow in split}
    for flow, mean in split.items():
        near(f"{flow}: mean", found[flow].mean(axis=1), mean)
    totals = [found[flow].sum() for flow in split]
    near_counts("shares of routes", totals, list(split.values()), given_total=True)
    made = column([one["made"] for one in played])
    near("made, as without", made.mean(axis=1), STARTS * 0.5)


def test_what_failures_leave_behind_is_a_flow_of_its_own() -> None:
    """Those who fail while they lease ahead, thinned: freed at once, or left for a time.

    The latter are M/G/∞: their mean is flow × mean time.
    """
    share, months, ahead = 0.3, 4.0, (RATE - TRIAL) * 0.9 * 0.8 * 0.75
    strands = {"share": f"{share:.0%}", "time": {"gamma": {"mean": f"{months} months", "cv": 0.5}}}
    changes = {"stages.trial.look_ahead": "1 month", "stages.trial.strands": strands}

    def idle(log: Log) -> np.ndarray:
        hall = log.plan.pool(log.plan.spaces.index("hall"), 0)
        return tallied(log).idle[:, log.plan.record_from // MONTH :, hall].mean(axis=1)

    found = column(play(scenario(CHAIN, changes), idle))
    names = [*IDLE, *AHEAD]
    near("left behind", found[:, names.index("stranded")] / MONTH, ahead * share * months)
    near("freed a month", found[:, names.index("freed_ahead")], ahead * (1 - share))
    near("left behind a month", found[:, names.index("stranded_ahead")], ahead * share)
    assert not found[:, names.index("held")].any()
