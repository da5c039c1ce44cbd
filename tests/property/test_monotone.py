"""The monotone regression is that of SciPy, and its crossings keep their order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression

from sim.measures.monotone import curve, pool_adjacent_violators
from tests.examples import examples

SHARES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=40)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 9)), min_size=1, max_size=40))
@examples(50)
def test_the_fit_is_that_of_scipy(cases):
    values, weights = (list(column) for column in zip(*cases, strict=True))
    *_, (means, sizes) = pool_adjacent_violators(values, weights)
    known = isotonic_regression(values, weights=weights).x
    ends = np.searchsorted(np.cumsum(weights), np.cumsum(sizes) - 0.5)
    np.testing.assert_allclose(known[ends], means, atol=1e-12)
    assert np.all(np.diff(means) > 0)


@given(SHARES, st.booleans())
@examples(50)
def test_crossings_lie_in_their_intervals_and_in_order(shares, rising):
    found = curve(np.arange(len(shares)) * 1.0, np.array(shares), [0.2, 0.5, 0.8], rising=rising)
    for crossing in found.crossings:
        assert crossing.low <= crossing.value <= crossing.high
    for ends in zip(*found.crossings, strict=True):
        assert list(ends) == sorted(ends, reverse=not rising)
    heights = [block.share for block in found.blocks]
    assert heights == sorted(heights, reverse=not rising)
