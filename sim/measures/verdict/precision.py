"""How many replications are enough: they go on until each probability is known well.

A sequential interval of fixed width (Chow and Robbins 1965, Annals of Mathematical Statistics 36;
Law 2015, Simulation Modeling and Analysis, 5th ed., ch. 9.4.1): play a batch, look at every
interval, stop at the first look at which all are narrow enough. Looking often favours the looks at
which an interval happens to be narrow, so that it covers a little less often than it says. Against
this there is a least number; the looks are far apart, each after a whole Latin hypercube of worlds;
and Wilson's interval, which adds about four cases to those seen, is not fooled by a streak without
a failure. The tests count how often intervals that ended a run cover.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.draws.worlds import BLOCK
from sim.measures.counting.checks import SIDES, Check, checks
from sim.measures.counting.counter import Counts
from sim.measures.counting.stacked import stacked
from sim.measures.counting.tally import Tally
from sim.measures.statistics import UNTESTED, Z95, probability
from sim.measures.verdict.standards import combined, evaluate
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec

BATCH: Final = 2 * BLOCK
"""Replications between two looks: a pair of them for each world of a Latin hypercube."""
LEAST: Final = 2 * BATCH
FINEST: Final = 0.002
"""The smallest margin that may be asked for: it may take half a million replications."""
COARSEST: Final = 0.5
"""A margin below which there is something to find out."""


def most(margin: float) -> int:
    """Return how many replications are enough for any probability: 1/2, where pairs always agree.

    Wilson's interval for 1/2 from n independent cases is z ÷ 2√(n + z²) to either side; pairs that
    agree are worth one case each. Rounded up to whole batches. ValueError for a margin that is out
    of reach or tells nothing.
    """
    if not FINEST <= margin < COARSEST:
        raise ValueError(f"a margin is from {FINEST} up to {COARSEST}, not {margin}")
    cases = Z95**2 * (1 / (4 * margin**2) - 1)
    return max(LEAST, -(-ceil(2 * cases) // BATCH) * BATCH)


def until_known(
    parts: Iterable[Counts], spec: Spec, plan: Plan, margin: float, *, paired: bool = True
) -> Iterator[Counts]:
    """Yield the parts of a run in order, up to the batch after which `known` holds.

    Asked for is what the verdict says of the city: every bound of every standard, and both sides.
    Parts must fill batches without remainder. paired: two in a row share their ranged numbers.
    """
    bounds = checks(spec, plan)
    batch: list[Tally] = []
    seen: list[NDArray[np.int8]] = []
    for part in parts:
        yield part
        batch += part.tallies
        if len(batch) == BATCH:
            seen.append(_statuses(batch, bounds, plan))
            batch = []
            if known(np.concatenate(seen, axis=1), margin, paired=paired):
                return


def known(statuses: NDArray[np.int8], margin: float, *, paired: bool = True) -> bool:
    """Whether enough was played to know how probable it is that each holds.

    statuses: [what is asked, replication]; margin: half the width that a 95 % interval may have,
    as a share. What was never tested is left out: playing more of the same would not test it. What
    is tested in few replications takes the more of them: the interval is the one that is printed.
    """
    replications = statuses.shape[1]
    clusters = np.arange(replications) // (2 if paired else 1)
    tested = statuses[(statuses != UNTESTED).any(axis=1)]
    return replications >= LEAST and all(
        probability(status, clusters).margin <= margin for status in tested
    )


def _statuses(tallies: Sequence[Tally], bounds: Sequence[Check], plan: Plan) -> NDArray[np.int8]:
    run = stacked(tallies)
    results = [evaluate(check, run, plan) for check in bounds]
    sides = [
        combined([r.status for r in results if r.check.side == side], len(tallies))
        for side in SIDES
    ]
    return np.stack([*(result.status for result in results), *sides])
