"""What is read from a replication in tests of runs; workers import it by name."""

from __future__ import annotations

import os
from hashlib import sha256

from sim.measures.counting.history import History
from sim.scenario.plan.plan import Plan


def digest(told: History, plan: Plan) -> tuple[int, str]:
    """The replication and a fingerprint of its requests: the same from either engine."""
    total = sha256()
    for column in told.requests:
        total.update(column.tobytes())
    return told.replication, total.hexdigest()


def fail_at_5(told: History, plan: Plan) -> int:
    """A fault in one replication."""
    if told.replication == 5:
        raise ValueError("replication 5 is not to be")
    return told.replication


def die_at_5(told: History, plan: Plan) -> int:
    """A worker that is killed, as when memory runs out."""
    if told.replication == 5:
        os._exit(1)
    return told.replication
