"""The cheapest levels that meet many needs at once: against all levels, and how lucky they are."""

from __future__ import annotations

from itertools import product
from math import ceil, inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.required.least import common, honest, least, met
from sim.measures.months import Floats
from tests.examples import examples

SHARE = 0.8


@st.composite
def tables(draw: st.DrawFn) -> tuple[Floats, Floats]:
    """Needs of a few futures and types, some that nothing meets, and what they cost."""
    types, futures = draw(st.integers(1, 3)), draw(st.integers(1, 8))
    need = st.one_of(st.integers(0, 20).map(float), st.just(inf))
    rows = draw(st.lists(st.lists(need, min_size=types, max_size=types), min_size=futures,
                         max_size=futures))  # fmt: skip
    prices = draw(st.lists(st.integers(1, 4), min_size=types, max_size=types))
    needs = np.array(rows)
    return needs, needs * np.array(prices, dtype=float)


def cheapest(needs: Floats, costs: Floats, count: int) -> float:
    """The cost of the cheapest of all levels that some future needs."""
    columns = [range(len(needs))] * needs.shape[1]
    best = inf
    for rows in product(*columns):
        levels = [needs[row, t] for t, row in enumerate(rows)]
        if np.isfinite(levels).all() and met(needs, levels).sum() >= count:
            best = min(best, sum(costs[row, t] for t, row in enumerate(rows)))
    return best


@given(tables(), st.data())
@examples(60)
def test_none_of_all_levels_is_cheaper(table: tuple[Floats, Floats], data: st.DataObject) -> None:
    needs, costs = table
    count = data.draw(st.integers(1, len(needs)))
    found, best = least(needs, costs, count), cheapest(needs, costs, count)
    if found is None:
        assert best == inf
        return
    assert met(needs, found).sum() >= count
    prices = [np.nanmax(costs[needs[:, t] == level, t]) for t, level in enumerate(found)]
    assert sum(prices) == best


@pytest.mark.parametrize("count", [4, 6, 7])
def test_none_of_all_levels_is_cheaper_where_all_differ(count: int) -> None:
    rng = np.random.default_rng(count)
    for _ in range(15):
        needs = rng.lognormal(0.0, 1.0, (8, 3))
        found = least(needs, needs, count)
        assert found is not None
        assert sum(found) == pytest.approx(cheapest(needs, needs, count), rel=1e-12)


@given(tables(), st.data())
@examples(60)
def test_a_common_level_is_the_lowest(table: tuple[Floats, Floats], data: st.DataObject) -> None:
    needs, _ = table
    count = data.draw(st.integers(1, len(needs)))
    ordered = np.sort(needs, axis=0)
    serve = [r for r, row in enumerate(ordered) if np.isfinite(row).all()
             and met(needs, row.tolist()).sum() >= count]  # fmt: skip
    found = common(needs, count)
    if not serve:
        assert found is None
        return
    assert found is not None
    assert found.levels == tuple(ordered[serve[0]])
    assert found.share == (serve[0] + 1) / (len(needs) + 1)


def covered(*, lucky: bool) -> tuple[float, float]:
    """Mean share of fresh futures that are met, and its standard error, over many samples."""
    rng = np.random.default_rng(20)
    shares = []
    for _ in range(60):
        needs = rng.lognormal(0.0, 0.7, (60, 3))
        count = ceil(SHARE * 61) if lucky else honest(needs, needs, SHARE)
        assert count is not None
        levels = least(needs, needs, count)
        assert levels is not None
        shares.append(met(rng.lognormal(0.0, 0.7, (4000, 3)), levels).mean())
    return float(np.mean(shares)), float(np.std(shares)) / sqrt(len(shares))


def test_the_promise_is_kept_in_fresh_futures() -> None:
    share, error = covered(lucky=False)
    assert share > SHARE - 3 * error


def test_the_cheapest_levels_flatter_themselves() -> None:
    # What leaving out a tenth at a time is for: without it the promise is broken.
    share, error = covered(lucky=True)
    assert share < SHARE - 5 * error


def test_too_few_futures_promise_nothing() -> None:
    needs = np.arange(6.0).reshape(3, 2)
    assert honest(needs, needs, 0.8) is None
    assert honest(np.full((20, 2), inf), np.full((20, 2), inf), 0.5) is None


@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_nothing_meets_is_not_counted(count: int) -> None:
    needs = np.array([[1.0, 2.0], [inf, 1.0], [3.0, 1.0]])
    expected = {1: (3.0, 1.0), 2: (3.0, 2.0), 3: None}
    costs = needs * np.array([1.0, 10.0])
    assert least(needs, costs, count) == expected[count]
