"""Which futures are kept: draws from the model given what was seen, whatever the waves proposed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim import Scenario
from sim.draws.worlds import Worlds
from sim.experiments.calibrate import waves
from sim.experiments.calibrate.acceptance import (
    MOST_TOLERANCE,
    TRUNCATED,
    accepted,
    bound,
    effective,
    weights,
)
from sim.experiments.calibrate.proposals import BINS, Proposal, focused, ratios
from sim.experiments.calibrate.waves import PlayWave, search
from sim.measures.months import Floats
from sim.runs.grounded import AcceptedFutures
from sim.scenario.schema import Spec

VILLAGE = Path(__file__).parents[1] / "village.yaml"
SUCCESS = "stages.research.success"
SEEN, CHANCE, ERROR = 0.72, 0.06, 0.02
"""Of a toy model: the chance of success plus normal chance is seen with a normal error."""


@pytest.fixture(scope="module")
def spec() -> Spec:
    return Scenario.load(VILLAGE).spec


def toy(futures: AcceptedFutures) -> Floats:
    """Play the toy model; the luck of a future is its number's."""
    chance = [np.random.default_rng(number).normal(0, CHANCE) for number in futures.numbers]
    played = np.array([row[SUCCESS] for row in futures.rows]) + chance
    return ((played - SEEN) / ERROR)[:, None]


def posterior(spec: Spec) -> tuple[float, float]:
    """Mean and standard deviation of the chance of success given what was seen, by quadrature."""
    levels = (np.arange(20_000) + 0.5) / 20_000
    worlds = Worlds(spec, 1)
    values = worlds.at(np.tile(levels, (len(worlds.paths), 1)))[worlds.paths.index(SUCCESS)]
    likely = np.exp(-((values - SEEN) ** 2) / 2 / (CHANCE**2 + ERROR**2))
    mean = float((values * likely).sum() / likely.sum())
    return mean, float(np.sqrt(((values - mean) ** 2 * likely).sum() / likely.sum()))


def off(spec: Spec, play: PlayWave = toy) -> tuple[float, float]:
    """How far kept values are from the closed form: standard errors of the mean, ratio of the
    standard deviations less 1."""
    found = search(spec, 5, 400, 9000, play)
    values = np.array([row[SUCCESS] for row in found.kept.rows])
    assert found.waves > 1 and found.acceptance.tolerance == 1
    mean, spread = posterior(spec)
    error = spread / np.sqrt(len(values))
    return float((values.mean() - mean) / error), float(values.std() / spread - 1)


def test_what_is_kept_are_draws_from_the_closed_form(spec: Spec) -> None:
    mean, spread = off(spec)
    assert abs(mean) < 4
    assert abs(spread) < 0.1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda levels, _: np.ones(levels.shape[1]),  # proposals are taken for the prior
        lambda levels, played: 1 / ratios(levels, played),
    ],
    ids=["no ratio", "upside down"],
)
def test_wrong_ratios_are_noticed(
    spec: Spec, monkeypatch: pytest.MonkeyPatch, wrong: Callable[..., Floats]
) -> None:
    monkeypatch.setattr(waves, "ratios", wrong)
    mean, spread = off(spec)
    assert abs(mean) > 4 or abs(spread) > 0.1


def test_errors_taken_too_large_are_noticed(spec: Spec) -> None:
    mean, spread = off(spec, lambda futures: toy(futures) / 2)
    assert abs(mean) > 4 or abs(spread) > 0.1


def test_waves_go_where_the_past_was_met_and_only_for_numbers_it_speaks_of(spec: Spec) -> None:
    seen: list[AcceptedFutures] = []

    def play(futures: AcceptedFutures) -> Floats:
        seen.append(futures)
        return toy(futures)

    search(spec, 5, 5000, 6000, play)
    first, last = (np.array([[*row.values()] for row in part.rows]) for part in (seen[0], seen[-1]))
    paths = list(seen[0].rows[0])
    place = paths.index(SUCCESS)
    assert abs(last[:, place].mean() - SEEN) < abs(first[:, place].mean() - SEEN) / 2
    others = [i for i in range(len(paths)) if i != place]
    assert np.allclose(first[:, others].mean(axis=0), last[:, others].mean(axis=0), rtol=0.01)
    numbers = [number for part in seen for number in part.numbers]
    assert numbers == [*range(len(numbers))]


def test_the_first_wave_draws_from_the_ranges(spec: Spec) -> None:
    found = search(spec, 5, 20, 40, lambda futures: np.zeros((len(futures), 1)))
    worlds = Worlds(spec, 5)
    assert [dict(row) for row in found.played.rows] == [worlds.draws(i) for i in range(40)]
    assert len(found.kept) >= 38  # all weights alike: but a hundredth of them is above the bound


def test_ratios_average_one_under_the_mixture() -> None:
    rng = np.random.default_rng(3)
    tilted = Proposal(np.stack([np.linspace(0.2, 1.8, BINS), np.ones(BINS)]))
    prior = Proposal.prior(2)
    levels = np.concatenate(
        [wave.draws(rng.random((2, 20_000))) for wave in (prior, tilted)], axis=1
    )
    of_each = ratios(levels, [(prior, 20_000), (tilted, 20_000)])
    assert of_each.mean() == pytest.approx(1, abs=0.01)
    assert (of_each * levels[0]).mean() == pytest.approx(0.5, abs=0.01)
    assert of_each.max() <= 2


def test_draws_have_the_density_that_is_said() -> None:
    tilted = Proposal(np.linspace(0.2, 1.8, BINS)[None])
    levels = tilted.draws(((np.arange(10_000) + 0.5) / 10_000)[None])
    counts, _ = np.histogram(levels, bins=BINS, range=(0, 1))
    assert counts / 1000 == pytest.approx(np.linspace(0.2, 1.8, BINS), abs=0.01)
    assert tilted.density(np.array([[0.05, 0.95]])).tolist() == [0.2, 1.8]


def test_nothing_is_focused_where_the_past_says_nothing() -> None:
    rng = np.random.default_rng(4)
    levels = rng.random((5, 1000))
    proposal = focused(levels, rng.random(1000), np.ones(1000))
    assert (proposal.densities == 1).all()
    hopeless = focused(levels, np.full(1000, np.inf), np.ones(1000))
    assert (hopeless.densities == 1).all()


def test_a_hundredth_of_the_weights_is_above_the_bound() -> None:
    rng = np.random.default_rng(5)
    for found in (rng.exponential(size=500), rng.random(30), np.array([1.0, 1e-9]), np.ones(7)):
        level = bound(found)
        assert np.maximum(found - level, 0).sum() == pytest.approx(TRUNCATED * found.sum())
    assert effective(np.ones(7)) == 7
    assert effective(np.array([1.0, 0.0])) == 1


def test_the_effective_number_is_of_all_played_and_not_of_those_kept() -> None:
    """Weights 1 and 1/2, 100 of each: worth 150² ÷ 125 = 180 equal ones, of which 150 are kept."""
    squares = np.repeat([0.0, 2 * np.log(2)], 100)
    marks = np.tile((np.arange(100) + 0.5) / 100, 2)
    found = accepted(np.sqrt(squares)[:, None], np.ones(200), marks, wanted=100)
    assert found.effective == pytest.approx(180)
    assert found.kept.sum() < found.effective < 200


def test_the_smallest_tolerance_is_taken_that_keeps_enough() -> None:
    far = np.linspace(0, 9, 1000)[:, None]
    marks = np.random.default_rng(6).random(1000)
    even = np.ones(1000)
    few, many = (accepted(far, even, marks, wanted) for wanted in (50, 250))
    assert few.tolerance == 1 < many.tolerance < MOST_TOLERANCE
    assert many.kept.sum() >= 250
    assert accepted(far, even, marks, 999).tolerance == MOST_TOLERANCE
    assert not few.kept[far[:, 0] > 3].any()
    assert not accepted(far + 10, even, marks, 1).kept.any()


def test_weights_are_the_density_of_the_errors() -> None:
    found = weights(np.array([0.0, 1.0, 4.0, np.inf]), np.array([1.0, 1.0, 2.0, 1.0]))
    assert found == pytest.approx([1, np.exp(-0.5), 2 * np.exp(-2), 0])
    wide = weights(np.array([0.0, 4.0]), np.ones(2), 2.0)
    assert wide == pytest.approx([1, np.exp(-0.5)])
    assert not weights(np.full(2, np.inf), np.ones(2)).any()
