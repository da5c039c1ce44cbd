"""Both engines on one plan, and the first event in which they differ, in words."""

from __future__ import annotations

import numpy as np

from sim.kernel.engine import simulate as compiled
from sim.model.engine import simulate as reference
from sim.model.log import COLUMNS, Log
from sim.runs.settings import Settings, plan_of
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from tests.readable import lines

_BEFORE = 3
"""Rows shown before the first that differs: what led to it."""


class Disagreement(AssertionError):
    """The engines do not agree."""


def played(spec: Spec, replication: int = 0) -> Log:
    """The log of a replication, on which both engines agree; else Disagreement."""
    return agreed(plan_of(spec, Settings(spec.seed), replication), spec.seed, replication)


def agreed(plan: Plan, seed: int, replication: int = 0) -> Log:
    """The log of a replication of a plan, on which both engines agree; else Disagreement."""
    log = reference(plan, seed, replication)
    difference = first_difference(log, compiled(plan, seed, replication))
    if difference is not None:
        raise Disagreement(f"replication {replication}: {difference}")
    return log


def first_difference(log: Log, other: Log) -> str | None:
    """The first row in which SimPy's log and another differ, in words; None: they are equal."""
    common = min(len(log.rows), len(other.rows))
    unequal = np.flatnonzero((log.rows[:common] != other.rows[:common]).any(axis=1))
    if not unequal.size and len(log.rows) == len(other.rows):
        return None
    row = int(unequal[0]) if unequal.size else common
    said = [f"row {row} of {len(log.rows)} (SimPy) and {len(other.rows)} (compiled) differs"]
    said += [f"  both      {_text(log, i)}" for i in range(max(0, row - _BEFORE), row)]
    said += [f"  SimPy     {_text(log, row)}", f"  compiled  {_text(other, row)}"]
    if unequal.size:
        names = zip(COLUMNS, log.rows[row].tolist(), other.rows[row].tolist(), strict=True)
        said += [f"  {name}: {a} and {b}" for name, a, b in names if a != b]
    return "\n".join(said)


def _text(log: Log, row: int) -> str:
    """A row as a planner reads it; bare numbers where it makes no sense."""
    if row >= len(log.rows):
        return "the end"
    one = Log(log.plan, log.seed, log.replication, log.rows[row : row + 1])
    try:
        return lines(one)[0]
    except (ValueError, LookupError):
        return str(log.rows[row].tolist())
