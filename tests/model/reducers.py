"""What workers do with a log in tests; workers import these by name."""

from __future__ import annotations

import os
import time
from hashlib import sha256

from sim.model.log import Log


def digest(log: Log) -> tuple[int, str]:
    """The replication and a fingerprint of its rows."""
    return log.replication, sha256(log.rows.tobytes()).hexdigest()


def fail_at_5(log: Log) -> int:
    """A fault in one replication."""
    if log.replication == 5:
        raise ValueError("replication 5 is not to be")
    return log.replication


def die_at_5(log: Log) -> int:
    """A worker that is killed, as when memory runs out."""
    if log.replication == 5:
        os._exit(1)
    return log.replication


def doze(log: Log) -> int:
    """Work that outlasts every patience."""
    time.sleep(0.0 if log.replication < 4 else 300.0)
    return log.replication
