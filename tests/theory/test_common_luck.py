"""Scenarios that share their luck are told apart with a tenth of the replications, or fewer.

The difference that 5 % more space makes, replication by replication: with the same seed on both
sides its variance is at least ten times smaller than with two seeds (common random numbers; Law
2015, Simulation Modeling and Analysis, 5th ed., ch. 11.2). That needs luck keyed by who it befalls:
where all draw from one sequence, one company more shifts the luck of all that come after it.

Ranged numbers are held at their values. Drawn, they would be shared by both sides with the same
seed and not with two, which would make the ratio larger still. Supply must bind in both scenarios:
where hardly anybody is lost or waits, nothing is left to have in common.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from sim import Scenario
from sim.draws.keys import child, uniform
from sim.measures.counting.levels import POOL
from sim.measures.counting.tally import Tally
from sim.model import city, company, engine, opening, works
from sim.model.city import City
from sim.runs.engines import Engine

HERE = Path(__file__).parent
SMALL = HERE / "scarce.yaml"
SHANGHAI = HERE.parents[1] / "benchmarks" / "city.yaml"
BOOM = "cycles.funding={steps: {2024-01: 250%}}"
"""Demand for which the build-out is too small."""
SEED, OTHER = 1, 2
LEAST = 10.0

MEASURES: dict[str, Callable[[Tally], int]] = {
    "requests lost": lambda tally: int(tally.losses[..., 0].sum()),
    "area waiting": lambda tally: int(tally.pools[POOL.index("waiting_area")].sum()),
    "area leased": lambda tally: int(tally.pools[POOL.index("leased")].sum()),
}


def expanded(scenario: Scenario) -> Scenario:
    """The scenario with 5 % more space, standing and to come, and the same opening tenants."""
    changes = {}
    for path, leaf in scenario.numbers.items():
        block, _, rest = path.partition(".")
        if block in ("stock", "supply", "programme") and path.endswith(".area"):
            changes[path] = f"{round(1.05 * leaf.value)} m²"
        elif block == "stock" and rest.endswith(".occupied"):
            changes[path] = f"{100 * leaf.value / 1.05:.12g}%"
    return scenario.with_(changes)


def sampled(scenario: Scenario, seed: int, n: int, by: Engine) -> dict[str, np.ndarray]:
    run = scenario.run(n, seed, central=True, engine=by, workers=1 if by == "simpy" else 2)
    return {
        name: np.array([measure(tally) for tally in run.tallies], dtype=float)
        for name, measure in MEASURES.items()
    }


def ratios(
    scenario: Scenario, n: int, by: Engine = "compiled", seed: int = SEED
) -> dict[str, float]:
    """Variance of the difference with two seeds over that with `seed` on both sides."""
    before = sampled(scenario, SEED, n, by)
    more = expanded(scenario)
    same, apart = (sampled(more, s, n, by) for s in (seed, OTHER))
    return {
        name: float(np.var(apart[name] - before[name]) / np.var(same[name] - before[name]))
        for name in MEASURES
    }


def at_least_ten_times(what: str, ratio: float, n: int) -> None:
    """Assert that the 95 % lower limit of a ratio of variances is 10 or more (F law).

    The two have one term in common, which correlates them by no more than 1 / 4·ratio.
    """
    lower = ratio / stats.f.isf(0.05, n - 1, n - 1)
    print(f"{what}: {ratio:.1f}, at least {lower:.1f}")
    assert lower >= LEAST, f"{what}: variance ratio {ratio:.1f}, at least {lower:.1f}"


@cache
def of_shanghai() -> dict[str, float]:
    return ratios(Scenario.load(SHANGHAI, [BOOM]), 40)


@cache
def of_the_small_city() -> dict[str, float]:
    return ratios(Scenario.load(SMALL), 400)


@pytest.mark.parametrize("name", MEASURES)
def test_common_luck_saves_nine_replications_of_ten(name: str) -> None:
    at_least_ten_times(name, of_the_small_city()[name], 400)


@pytest.mark.full
@pytest.mark.parametrize("name", MEASURES)
def test_it_does_in_a_city_of_hundreds_of_companies(name: str) -> None:
    at_least_ten_times(name, of_shanghai()[name], 40)


# Planted defects


def one_sequence_for_all(patch: pytest.MonkeyPatch) -> None:
    """Draws in the order in which they are asked for, as in most simulations."""
    begin, right = engine.open_city, uniform
    root, turns = 0, count()

    def begun(city: City) -> None:
        nonlocal root, turns
        root, turns = child(child(0, city.seed), city.replication), count()
        begin(city)

    patch.setattr(engine, "open_city", begun)
    for module in (city, company, engine, opening, works):
        patch.setattr(module, "uniform", lambda key: right(child(root, next(turns))))


def nothing_in_common(found: dict[str, float], n: int) -> None:
    """Assert that ratios cannot be told from 1 (F law), and that the test above sees it."""
    limit = stats.f.isf(0.0005, n - 1, n - 1)
    print(found)
    for name, ratio in found.items():
        assert 1 / limit < ratio < limit, name
        with pytest.raises(AssertionError, match="variance ratio"):
            at_least_ten_times(name, ratio, n)


def test_one_sequence_for_all_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    one_sequence_for_all(monkeypatch)
    found = ratios(Scenario.load(SMALL), 20, "simpy")
    # Projects begin before anybody arrives: their dates stay common, and so most of what is leased.
    del found["area leased"]
    nothing_in_common(found, 20)


def test_a_seed_that_moves_along_is_caught() -> None:
    nothing_in_common(ratios(Scenario.load(SMALL), 400, seed=3), 400)
