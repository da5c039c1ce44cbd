"""The law of rent against formulas, and what it never does."""

from math import exp, inf, log, log1p

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.draws.rent import moved, response

shares = st.floats(0, 1)
speeds = st.floats(0, 10)
levels = st.floats(-10, 10)


def after(months, vacant, natural, adjustment, reversion, x=0.0):
    """x after some months in which `vacant` of 100 m² stand empty."""
    for _ in range(months):
        x = moved(x, 100, 100 - vacant, natural, adjustment, reversion)
    return x


@given(st.integers(0, 100), shares, speeds, st.integers(0, 240))
def test_without_reversion_rent_grows_by_the_same_factor_every_month(
    vacant, natural, adjustment, months
):
    """Rent ÷ rent at the start = exp(adjustment × gap × years)."""
    expected = adjustment * (natural - vacant / 100) * months / 12
    assert after(months, vacant, natural, adjustment, 0.0) == pytest.approx(expected, abs=1e-9)


@given(st.integers(0, 100), shares, speeds, st.floats(0.01, 1), st.integers(0, 240), levels)
def test_with_reversion_rent_comes_to_rest(vacant, natural, adjustment, reversion, months, x):
    """Each month the distance to adjustment × gap ÷ reversion shrinks by reversion/12."""
    rest = adjustment * (natural - vacant / 100) / reversion
    expected = rest + (x - rest) * (1 - reversion / 12) ** months
    found = after(months, vacant, natural, adjustment, reversion, x)
    assert found == pytest.approx(expected, abs=1e-7)


def test_the_differential_equation_is_its_limit():
    """dx/dt = a·gap − b·x has x = a·gap/b·(1 − exp(−b·t)); months are short beside 1/b."""
    a, gap, b, years = 1.5, -0.2, 0.4, 5
    exact = a * gap / b * (1 - exp(-b * years))
    assert after(12 * years, 30, 0.1, a, b) == pytest.approx(exact, rel=0.02)


@given(st.floats(0, 1), speeds, shares, levels)
def test_at_natural_vacancy_only_reversion_moves_rent(_, adjustment, reversion, x):
    assert moved(x, 200, 150, 0.25, adjustment, 0.0) == x
    assert abs(moved(x, 200, 150, 0.25, adjustment, reversion)) <= abs(x)


@given(levels, shares, speeds, shares)
def test_without_space_rent_stays(x, natural, adjustment, reversion):
    assert moved(x, 0, 0, natural, adjustment, reversion) == x


@given(levels, st.integers(0, 99), shares, speeds, shares)
def test_more_vacancy_never_raises_rent(x, vacant, natural, adjustment, reversion):
    law = (natural, adjustment, reversion)
    assert moved(x, 100, 99 - vacant, *law) <= moved(x, 100, 100 - vacant, *law)


@given(levels, st.floats(-3, 3))
def test_the_response_is_a_power_of_rent(x, elasticity):
    factor = response(x, elasticity)
    assert 0 < factor < inf
    assert factor == pytest.approx(exp(x) ** elasticity, rel=1e-9)
    assert response(0.0, elasticity) == response(x, 0.0) == response(x, -0.0) == 1.0


def test_an_elasticity_is_percent_for_percent():
    """Rent 1 % higher, elasticity −0.3: 0.3 % less area, but for second-order terms."""
    assert log(response(log1p(0.01), -0.3)) == pytest.approx(-0.003, rel=0.01)
