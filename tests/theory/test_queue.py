"""A queue at the opening: how long it has waited, and how many of it still wait after a time."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.linalg import expm

from sim.measures.counting.history import history
from sim.measures.counting.requests import off_list
from sim.model.log import COLUMNS, Log, What
from sim.scenario.values.dates import MONTH
from tests.play import play, scenario
from tests.theory.sampling import column, near

LIST = Path(__file__).parent / "waiting_list.yaml"
QUEUED, SERVERS, COME, STAY = 40, 4, 3.0, 1.0
MONTHS = (0, 1, 3, 6, 12)
AT = {name: place for place, name in enumerate(COLUMNS)}
TWO = {"discrete": [["2 months", "50%"], ["8 months", "50%"]]}
PATIENCE: dict[str, tuple[Any, Callable[[float], float], float]] = {
    # the law, P(more is left than t), and the mean time waited, which is that of what is left
    "exponential": ({"exponential": "6 months"}, lambda t: exp(-t / 6), 6.0),
    "constant": ("10 months", lambda t: max(0.0, 1 - t / 10), 5.0),
    # by length a fifth are met in two months and the rest in eight, each with an even share left
    "two kinds": (TWO, lambda t: 0.2 * max(0.0, 1 - t / 2) + 0.8 * max(0.0, 1 - t / 8), 3.4),
}


def still(log: Log) -> list[list[int]]:
    """How many wait just after so many months: of the queue, and in all."""
    table = history(log).requests
    queued = table.wait_from < -1
    off, since = off_list(table, log.plan.end), np.where(queued, -1, table.asked)
    waits = [(since <= m * MONTH) & (off > m * MONTH) & (table.opening == 0) for m in MONTHS]
    return [[int((one & queued).sum()), int(one.sum())] for one in waits]


def after(months: float, leaves: Callable[[int], float], come: float) -> float:
    """Mean number waiting of a birth and death process; one of n leaves the list at a rate.

    At less than 0 waiting some of the servers are idle.
    """
    states = np.arange(-SERVERS, QUEUED * 3)
    rates = np.diag([come] * (len(states) - 1), 1)
    rates += np.diag([leaves(int(n)) for n in states[1:]], -1)
    rates -= np.diag(rates.sum(axis=1))
    return float(expm(rates * months)[QUEUED + SERVERS] @ np.maximum(states, 0))


def test_a_queue_is_served_as_space_falls_vacant() -> None:
    found = column(play(scenario(LIST), still))
    for month, (queued, waiting) in zip(MONTHS, found.transpose(1, 2, 0), strict=True):
        if month == 0:
            assert (queued == QUEUED).all()
            continue
        near(f"of the queue after {month}", queued, after(month, lambda n: SERVERS * (n > 0), 0.0))
        busy = lambda n: min(n + SERVERS, SERVERS) / STAY  # noqa: E731
        near(f"waiting after {month}", waiting, after(month, busy, COME))


def test_a_queue_that_loses_patience() -> None:
    spec = scenario(LIST, {"stages.work.patience": {"exponential": "6 months"}})
    found = column(play(spec, still))

    def leaves(n: int) -> float:
        return min(n + SERVERS, SERVERS) / STAY + max(n, 0) / 6

    for month, (_, waiting) in zip(MONTHS[1:], found.transpose(1, 2, 0)[1:], strict=True):
        near(f"waiting after {month}", waiting, after(month, leaves, COME))


@pytest.mark.parametrize("law", PATIENCE)
def test_what_is_left_of_the_patience_of_who_waits(law: str) -> None:
    patience, left, waited = PATIENCE[law]
    endless = {"stages.work.duration": "forever", "stages.work.patience": patience}
    found = play(scenario(LIST, endless), lambda log: (still(log), _waited(log)))
    near("months waited", [months for _, months in found], waited)
    for place, month in enumerate(MONTHS[1:], 1):
        if left(month):
            near(f"after {month}", [n[place][0] for n, _ in found], QUEUED * left(month))
        else:
            assert not any(n[place][0] for n, _ in found)


def _waited(log: Log) -> float:
    """Mean months for which the queue has waited."""
    pending = log.rows[log.rows[:, AT["what"]] == What.PENDING]
    return float(-pending[:, AT["aux"]].mean() / MONTH)


def test_who_waited_longest_is_served_first() -> None:
    def served(log: Log) -> list[int]:
        table = history(log).requests
        queued = np.flatnonzero((table.wait_from < -1) & (table.served >= 0))
        return table.served[queued[np.argsort(table.wait_from[queued])]].tolist()

    orders = play(scenario(LIST, {"stages.work.patience": {"exponential": "6 months"}}), served)
    assert all(order == sorted(order) for order in orders)
    assert sum(map(len, orders)) > 1000
