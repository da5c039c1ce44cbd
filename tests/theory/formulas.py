"""Closed forms of queueing theory; offered load a = arrival rate × mean stay, in servers.

Sources: Kleinrock, Queueing Systems I (1975), 3.5-3.6; Kella & Yechiali, "Waiting times in the
non-preemptive priority M/M/c queue", Stochastic Models 1 (1985); Kaufman, "Blocking in a shared
resource environment", IEEE Trans. Commun. 29 (1981).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import factorial

import numpy as np


def erlang_b(servers: int, load: float) -> float:
    """Share of arrivals lost when nobody may wait; the same for every law of the stay."""
    terms = [load**n / factorial(n) for n in range(servers + 1)]
    return terms[-1] / sum(terms)


def erlang_c(servers: int, load: float) -> float:
    """Share of arrivals that must wait when all are ready to; needs load < servers."""
    blocked = erlang_b(servers, load)
    return blocked / (1 - load / servers * (1 - blocked))


def impatient(servers: int, arrivals: float, stay: float, patience: float) -> tuple[float, float]:
    """Mean number waiting and share lost, stays and patience exponential (Erlang A)."""
    states = np.arange(servers + 60 * max(1, int(arrivals * patience)))
    leaving = np.minimum(states, servers) / stay + np.maximum(states - servers, 0) / patience
    weights = np.cumprod(np.concatenate([[1.0], arrivals / leaving[1:]]))
    waiting = float((weights * np.maximum(states - servers, 0)).sum() / weights.sum())
    return waiting, waiting / patience / arrivals


def kaufman_roberts(capacity: int, loads: Mapping[int, float]) -> dict[int, float]:
    """Share lost by size, when loads (in companies) of each size share the capacity."""
    weights = np.zeros(capacity + 1)
    weights[0] = 1.0
    for used in range(1, capacity + 1):
        fits = ((size, load) for size, load in loads.items() if size <= used)
        weights[used] = sum(size * load * weights[used - size] for size, load in fits) / used
    shares = weights / weights.sum()
    return {size: float(shares[capacity - size + 1 :].sum()) for size in loads}
