"""Standards: what each did in each replication, to the letter of the model's rules.

Requests: a standard on waits or losses looks at the requests for its space type, in its park if it
names one by the first choice; `sim.measures.counting.outcomes` counts them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.measures.months import Bools, Floats, within
from sim.measures.tables.series import ratio
from sim.measures.verdict.bounds import judged, supply_months, vacancies
from sim.measures.verdict.checks import Check, window
from sim.measures.verdict.intervals import FAILS, HOLDS, UNTESTED
from sim.measures.verdict.stacked import Stacked
from sim.scenario.plan.plan import Plan
from sim.scenario.schema.standards import LostStandard, VacancyStandard, WaitStandard


@dataclass(frozen=True)
class Checked:
    """What a check gave; arrays [replication]."""

    check: Check
    value: Floats
    """Measured value; NaN where not tested, inf where nothing was absorbed."""
    status: NDArray[np.int8]
    """HOLDS, FAILS or UNTESTED."""
    aside: dict[str, Floats] = field(default_factory=dict)
    """What stands apart from the value, m² (see the glossary)."""


def evaluate(check: Check, run: Stacked, plan: Plan) -> Checked:
    """Measure a check in every replication."""
    standard = check.standard
    if isinstance(standard, WaitStandard):
        counts = run.checks[:, check.row]
        return _shares(check, counts, lambda share: share >= check.bound)
    if isinstance(standard, LostStandard):
        counts = run.checks[:, check.row]
        result = _shares(check, counts, lambda share: share <= check.bound)
        for index, name in enumerate(("unresolved_area", "expansion_lost_area"), start=2):
            result.aside[name] = counts[:, index].astype(np.float64)
        return result
    months = within(plan, *window(standard, plan))
    measure = vacancies if isinstance(standard, VacancyStandard) else supply_months
    values = measure(run, plan, check.pools(plan))[:, months]
    share = 1.0 if standard.share is None else standard.share.value
    upper = check.side == "idle"
    value, holds = judged(values, check.bound, upper=upper, over=standard.over, share=share)
    return Checked(check, value, _status(value, holds))


def combined(statuses: Sequence[NDArray[np.int8]], replications: int) -> NDArray[np.int8]:
    """Whether all that were tested in a replication hold there; untested where none was.

    The rule for standards taken together, wherever they are: of a space type, a park, a side, the
    city.
    """
    if not statuses:
        return np.full(replications, UNTESTED, dtype=np.int8)
    table = np.stack(statuses)
    tested = np.where((table == HOLDS).any(axis=0), HOLDS, UNTESTED)
    return np.where((table == FAILS).any(axis=0), FAILS, tested).astype(np.int8)


def _shares(check: Check, counts: NDArray[np.int64], holds: Callable[[Floats], Bools]) -> Checked:
    table = counts.astype(np.float64)
    value = ratio(table[:, 0], table[:, 1])
    return Checked(check, value, _status(value, holds(value)))


def _status(value: Floats, holds: Bools) -> NDArray[np.int8]:
    return np.where(np.isnan(value), UNTESTED, np.where(holds, HOLDS, FAILS)).astype(np.int8)
