"""Triggers decide what the books of the log, kept apart from the model, say they must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sim.model.engine import simulate
from sim.model.log import COLUMNS, Log, What
from sim.runs.settings import Settings, plan_of
from sim.scenario.plan.plan import Plan
from sim.scenario.plan.works import LotPlan, TriggerPlan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from tests.strategies import Raw, scenarios

whole = settings(suppress_health_check=list(HealthCheck))
AT = {name: i for i, name in enumerate(COLUMNS)}
STANDS = {What.CAPACITY: 1, What.WITHDRAWN: -1}
LEASED = {What.OPENED: 1, What.GRANTED: 1, What.RELEASED: -1, What.REDUCED: -1}
COMING = {What.CONSTRUCTION: 1, What.CAPACITY: -1}
TAKEN = {What.WITHDRAWN: 1, What.REBUILD: -1}


def added(rows: np.ndarray, signs: dict[What, int], by: str) -> Counter[int]:
    """Areas of rows added up with the sign of their kind, by a column."""
    found = Counter[int]()
    for row in rows[np.isin(rows[:, AT["what"]], list(signs))].tolist():
        if row[AT["what"]] != What.CONSTRUCTION or row[AT["aux"]] >= 0:
            found[row[AT[by]]] += signs[What(row[AT["what"]])] * row[AT["area"]]
    return found


def promises(rows: np.ndarray) -> Counter[int]:
    """Area by pool of requests that are committed, and neither granted nor cancelled since."""
    held: dict[int, tuple[int, int]] = {}
    ends = (What.GRANTED, What.CANCELLED)
    for row in rows[np.isin(rows[:, AT["what"]], [What.COMMITTED, *ends])].tolist():
        held.pop(row[AT["request"]], None)
        if row[AT["what"]] == What.COMMITTED:
            held[row[AT["request"]]] = row[AT["pool"]], row[AT["area"]]
    found = Counter[int]()
    for pool, area in held.values():
        found[pool] += area
    return found


def to_come(log: Log, tick: int) -> Counter[int]:
    """Area by pool under construction, decided and not begun, and owed for what was taken.

    What waits because of a pause, or was dropped, is not to come.
    """
    plan, rows = log.plan, log.rows[log.rows[:, 0] < tick]
    found, taken = added(rows, COMING, "pool"), added(rows, TAKEN, "entity")
    for renewal in plan.renewals:
        if back := taken[plan.entities.index(renewal.id)] * renewal.ratio:
            found[renewal.target] += max(1, int(back + 0.5))
    begun_or_waiting = np.isin(rows[:, AT["what"]], [What.CONSTRUCTION, What.PAUSED])
    elsewhere = set(rows[begun_or_waiting, AT["entity"]].tolist())
    for lot in plan.lots:
        if decided(log, lot) < tick and plan.entities.index(lot.id) not in elsewhere:
            for pool, area in lot.cells:
                found[pool] += area
    return found


def decided(log: Log, lot: LotPlan) -> int:
    """When a lot was decided, as its row says; when its date came; never: at the end."""
    if lot.timing.dated:
        return lot.timing.earliest
    entity = log.plan.entities.index(lot.id)
    rows = log.rows[(log.rows[:, AT["what"]] == What.DECIDED) & (log.rows[:, 2] == entity)]
    return max(int(rows[0, 0]), lot.timing.earliest) if len(rows) else log.plan.end


def holds(log: Log, trigger: TriggerPlan, tick: int) -> bool:
    rows = log.rows[log.rows[:, 0] < tick]
    stands = added(rows, STANDS, "pool")
    stands.update(dict(enumerate(log.plan.capacity)))
    leased = added(rows, LEASED, "pool")
    if trigger.pipeline:
        stands.update(to_come(log, tick))
        leased.update(promises(rows))
    space, let = (sum(column[pool] for pool in trigger.pools) for column in (stands, leased))
    if not space:
        return False
    # A share is written in percent; as a float it is not exactly that.
    bound = Fraction(trigger.share)
    bound = bound.limit_denominator(10_000) if trigger.share == round(trigger.share, 4) else bound
    vacancy = Fraction(space - let, space)
    return vacancy < bound if trigger.under else vacancy > bound


def works_of(plan: Plan, place: int) -> list[str]:
    lots = [lot.id for lot in plan.lots if lot.timing.trigger == place]
    return lots + [one.id for one in plan.renewals if one.timing.trigger == place]


def expected(log: Log) -> Iterator[tuple[int, str]]:
    """(tick, works) of every decision that the triggers must make."""
    plan = log.plan
    for place, trigger in enumerate(plan.triggers):
        left, months = works_of(plan, place), 0
        for tick in range(MONTH, plan.end, MONTH):
            months = months + 1 if holds(log, trigger, tick) else 0
            inside = trigger.earliest < tick <= trigger.latest
            if left and inside and months >= trigger.months:
                months = 0
                yield tick, left.pop(0)


def made(log: Log) -> list[tuple[int, str]]:
    rows = log.rows[log.rows[:, 1] == What.DECIDED].tolist()
    found = [(row[0], log.plan.entities[row[2]]) for row in rows]
    instead = {lot.id for lot in log.plan.lots if lot.timing.instead}
    return [(tick, works) for tick, works in found if works not in instead]


@whole
@given(
    scenarios().filter(lambda raw: "'trigger'" in str(raw)),
    st.integers(0, 2),
)
def test_decisions_are_those_of_the_books(raw: Raw, replication: int) -> None:
    spec = Spec.model_validate(raw)
    plan = plan_of(spec, Settings(spec.seed), replication)
    dated = [lot for lot in plan.lots if lot.timing.trigger < 0]
    # The log does not say when a lot was decided whose date or lead is drawn.
    vague = any(lot.timing.earliest < lot.timing.latest for lot in dated)
    assume(not (vague and any(trigger.pipeline for trigger in plan.triggers)))
    log = simulate(plan, spec.seed, replication, audit=True)
    assert sorted(made(log)) == sorted(expected(log))
    starts = {row[2]: row[-1] for row in log.rows.tolist() if row[1] == What.DECIDED}
    paused = {row[2] for row in log.rows.tolist() if row[1] == What.PAUSED}
    for row in log.rows.tolist():
        if row[1] == What.CONSTRUCTION and row[2] in starts and row[2] not in paused:
            entity = log.plan.entities[row[2]]
            assert row[0] == starts[row[2]] or "/" not in entity
