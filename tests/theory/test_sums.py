"""Little's law between levels and stays, and the shares of the parks."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.measures.counting.levels import POOL
from sim.model.log import Log, What
from sim.scenario.values.dates import MONTH
from tests.logs import columns, tallied
from tests.play import play, scenario
from tests.theory.sampling import near_counts, near_ratio

SHARES = Path(__file__).parent / "shares.yaml"
LAB, PLANT = 0, 1


class Sums(NamedTuple):
    """Area × time by space type, in m²·months: from levels while recorded, and from stays."""

    leased: np.ndarray
    stays: np.ndarray
    waiting: np.ndarray
    waits: np.ndarray


def sums(log: Log) -> Sums:
    """Add up levels by month and, along another path, the stays of requests in the raw log.

    Stays are those of requests made while recorded, whole, whenever they end; the last two years
    are left out, so that all have ended by then.
    """
    plan, rows = log.plan, columns(log.rows)
    first, last = plan.record_from, plan.end - 24 * MONTH
    months = tallied(log).pools[:, first // MONTH : last // MONTH] / MONTH
    spaces = months.reshape(*months.shape[:2], len(plan.spaces), -1).sum(axis=(1, 3))

    def ticks(*whats: What) -> np.ndarray:
        found = np.full(rows["request"].max() + 1, -1)
        chosen = np.isin(rows["what"], whats)
        found[rows["request"][chosen]] = rows["tick"][chosen]
        return found

    asked = rows["what"] == What.ASKED
    order = np.argsort(rows["request"][asked])
    area, space = rows["area"][asked][order], rows["pool"][asked][order] // len(plan.parks)
    begin, granted = ticks(What.ASKED), ticks(What.GRANTED)
    gone, off = ticks(What.RELEASED), ticks(What.GRANTED, What.LOST)

    def total(start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        counted = (start >= first) & (start < last)
        assert (stop[counted] >= 0).all()
        weights = (area * (stop - start) / MONTH)[counted]
        return np.bincount(space[counted], weights=weights, minlength=len(plan.spaces))

    return Sums(
        spaces[POOL.index("leased")],
        total(granted, gone),
        spaces[POOL.index("waiting_area")],
        total(begin, off),
    )


def test_levels_are_flow_times_stay() -> None:
    found = play(scenario(SHARES), sums)
    for space, name in ((LAB, "labs"), (PLANT, "plants")):
        levels, stays = ([getattr(one, k)[space] for one in found] for k in ("leased", "stays"))
        near_ratio(f"{name}: leased ÷ stays", levels, stays, 1)
        levels, waits = ([getattr(one, k)[space] for one in found] for k in ("waiting", "waits"))
        near_ratio(f"{name}: waiting ÷ waits", levels, waits, 1)


def choices(log: Log) -> np.ndarray:
    """Requests by space type and park of the first choice."""
    rows = columns(log.rows)
    pools = rows["pool"][rows["what"] == What.ASKED]
    return np.bincount(pools, minlength=len(log.plan.capacity)).reshape(len(log.plan.spaces), -1)


def test_first_choices_follow_the_weights() -> None:
    counts = sum(play(scenario(SHARES), choices))
    closed, east, north, south = range(4)
    assert counts[:, closed].sum() == 0
    near_counts("labs", counts[LAB, [east, north, south]], [2, 5, 3], given_total=True)
    near_counts("plants", counts[PLANT, [east, north, south]], [4, 1, 5], given_total=True)


def test_second_choices_follow_the_weights_that_remain() -> None:
    """With no space in the first park, those who wanted it divide as the other weights do."""
    spec = scenario(
        SHARES,
        {
            "stock.lab.area": "100000 m²",
            "stock.lab.parks": {"north": "0%", "east": "50%", "south": "50%", "closed": "0%"},
        },
    )

    def granted(log: Log) -> np.ndarray:
        rows = columns(log.rows)
        labs = (rows["what"] == What.GRANTED) & (rows["pool"] < len(log.plan.parks))
        return np.bincount(rows["pool"][labs], minlength=4)

    closed, east, north, south = sum(play(spec, granted, 8))
    assert closed == north == 0
    near_counts("granted", [east, south], [2, 3], given_total=True)
