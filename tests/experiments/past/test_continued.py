"""Futures that agree with the past, played on: on pasts whose truth is known.

Few large tenants stay long in the creek, so that luck of the first years is seen for years after.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import yaml

from sim import JobRunner, Scenario, calibrate
from sim.experiments.calibrate.acceptance import accepted
from sim.experiments.past import surprise as module
from sim.experiments.past.counterparts import PlayPast, counterparts
from sim.experiments.past.distance import distances
from sim.experiments.past.fitted import SURPRISING
from sim.experiments.past.match_observations import MatchedObservation, match_observations
from sim.experiments.past.observations import load_past
from sim.measures.months import Floats
from sim.runs.settings import Settings, plan_of

CREEK, PAST = (Path(__file__).with_name(name) for name in ("creek.yaml", "creek-past.yaml"))
CUT, FUTURES, PASTS, WANTED = 2023, 4000, 150, 60
LATER = ("labs-2024", "labs-2025", "halls-2025", "makers")


def played(scenario: Scenario, seed: int, count: int) -> Floats:
    """What futures have in the place of each observation, [future, observation]."""
    work = PlayPast(scenario.loaded, Settings(seed), load_past(PAST), seen(), courses=False)
    return counterparts(work, count, JobRunner()).values


@cache
def seen() -> tuple[MatchedObservation, ...]:
    scenario = Scenario.load(CREEK)
    matched, _ = match_observations(
        load_past(PAST), scenario.spec, plan_of(scenario.spec, Settings(1), 0)
    )
    return tuple(matched)


class Forecast(NamedTuple):
    """Of each past and later observation: the truth, and the futures that are forecast."""

    truths: Floats
    futures: list[Floats]


@pytest.fixture(scope="module")
def forecasts() -> dict[str, Forecast]:
    """The forecasts of each rule, for pasts seen with the errors that are stated.

    `futures`: those that agree with the past are played on; `worlds`: their numbers are kept and
    their luck is drawn anew, as the rule was before; `prior`: all.
    """
    scenario, matched = Scenario.load(CREEK), seen()
    pool = played(scenario, 1, FUTURES)
    truths = played(scenario, 2, 2 * PASTS)[::2]
    fitted = [observation.year <= CUT for observation in matched]
    late = [observation.id in LATER for observation in matched]
    errors = np.array([observation.discrepancy for observation in matched])
    rng = np.random.default_rng(3)
    found: dict[str, list[Floats]] = {"futures": [], "worlds": [], "prior": []}
    for truth in truths:
        values = truth + rng.normal(0, errors)
        told = [replace(o, value=float(v)) for o, v in zip(matched, values, strict=True)]
        far, marks = distances(pool, told)[:, fitted], rng.random(FUTURES)
        kept = np.flatnonzero(accepted(far, np.ones(FUTURES), marks, WANTED).kept)
        for rule, places in (("futures", kept), ("worlds", kept ^ 1), ("prior", slice(None))):
            found[rule].append(pool[places][:, late])
    return {rule: Forecast(truths[:, late], futures) for rule, futures in found.items()}


def covered(forecast: Forecast) -> Floats:
    """How often the band of the middle nine tenths holds the truth, [observation]."""
    inside = []
    for truth, futures in zip(*forecast, strict=True):
        low, high = np.quantile(futures, [0.05, 0.95], axis=0)
        inside.append((low <= truth) & (truth <= high))
    return np.mean(inside, axis=0)


def crps(forecast: Forecast) -> Floats:
    """Continuous ranked probability score, [past, observation]; the less the better.

    E|X − y| − ½ E|X − X′| (Gneiting & Raftery 2007, Journal of the American Statistical
    Association 102).
    """
    scores = []
    for truth, futures in zip(*forecast, strict=True):
        x, n = np.sort(futures, axis=0), len(futures)
        apart = ((2 * np.arange(1, n + 1) - n - 1)[:, None] * x).sum(axis=0) / n**2
        scores.append(np.abs(x - truth).mean(axis=0) - apart)
    return np.array(scores)


def paired_t(scores: Floats, others: Floats) -> Floats:
    """The t of the mean difference over pasts, [observation]."""
    gaps = scores - others
    t: Floats = gaps.mean(axis=0) / (gaps.std(axis=0, ddof=1) / np.sqrt(len(gaps)))
    return t


def test_bands_of_later_years_hold_the_truth_as_often_as_they_promise(forecasts) -> None:
    error = 3.5 * np.sqrt(0.9 * 0.1 / PASTS)
    assert (np.abs(covered(forecasts["futures"]) - 0.9) < error).all()


def test_futures_that_agree_with_the_past_forecast_better_than_the_ranges(forecasts) -> None:
    t = paired_t(crps(forecasts["futures"]), crps(forecasts["prior"]))
    assert (t[:3] < -4).all()


def test_worlds_without_their_luck_forecast_worse(forecasts) -> None:
    """The rule before, planted: where chance matters it must be seen to be worse."""
    t = paired_t(crps(forecasts["futures"]), crps(forecasts["worlds"]))
    assert (t[:3] < -3).all()
    widths = {
        rule: np.mean([np.ptp(np.quantile(f, [0.05, 0.95], axis=0), axis=0) for f in one.futures])
        for rule, one in forecasts.items()
    }
    assert widths["futures"] < widths["worlds"] < widths["prior"]


WRONG: dict[str, dict[str, Any]] = {
    "many come and take little": {
        "demand.startups.rate": "16 per year",
        "stages.research.area": "200 m²",
    },
    "they stay for a short time": {"stages.research.duration": {"exponential": "4 months"}},
    "a boom that ends": {
        "demand.startups.rate": "6 per year",
        "demand.startups.profile": {"steps": {"2020": 4, "2022": 0}},
    },
    "nobody leaves the halls": {
        "stock.factory.occupied": "97%",
        "stages.production.duration": "forever",
    },
    "the labs are far fewer": {"stock.lab.area": "3000 m²", "demand.startups.rate": "5 per year"},
    "makers empty their halls": {
        "stock.factory.occupied": "5%",
        "stages.production.duration": {"exponential": "3 months"},
    },
}
"""Models that the creek is not, whatever its ranged numbers are."""


def test_a_past_that_another_model_made_speaks_against_the_model(tmp_path: Path) -> None:
    told = [name for name, changes in WRONG.items() if spoken_against(changes, tmp_path)]
    assert len(told) >= 5


def shares_below(levels: list[float]) -> Floats:
    """How often pasts that the model made are as surprising as a share, [level]."""
    scenario, matched = Scenario.load(CREEK), seen()
    pool, truths = played(scenario, 1, 400), played(scenario, 2, 2 * PASTS)[::2]
    rng = np.random.default_rng(4)
    errors = np.array([observation.discrepancy for observation in matched])
    found = []
    for truth in truths:
        values = truth + rng.normal(0, errors)
        told = [replace(o, value=float(v)) for o, v in zip(matched, values, strict=True)]
        found.append(module.surprise(pool, told, 9))
    return np.array([np.mean(np.array(found) < level) for level in levels])


def test_a_past_that_the_model_made_surprises_as_seldom_as_is_said() -> None:
    levels = np.array([0.05, 0.2, 0.5])
    error = 3.5 * np.sqrt(levels * (1 - levels) / PASTS)
    assert (np.abs(shares_below(levels.tolist()) - levels) < error).all()


def test_a_past_that_is_its_own_witness_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    density = module._log_density
    alone = lambda pasts, futures, errors, own: density(pasts, futures, errors, own * 0 - 1)  # noqa: E731
    monkeypatch.setattr(module, "_log_density", alone)
    assert shares_below([0.2])[0] > 0.2 + 3.5 * np.sqrt(0.2 * 0.8 / PASTS)


def spoken_against(changes: dict[str, Any], folder: Path, replication: int = 0) -> bool:
    """Whether the creek is told off for a past made with some changes."""
    truth = played(Scenario.load(CREEK).with_(changes), 7, replication + 1)[replication]
    data = yaml.safe_load(PAST.read_text(encoding="utf-8"))
    for observation, value in zip(seen(), truth, strict=True):
        share = observation.kind == "vacancy"
        written = data["observations"][observation.id]
        written["value"] = f"{value:.2%}" if share else float(value * observation.years)
    path = folder / "past.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    answer = calibrate(Scenario.load(CREEK), path, CUT, WANTED, 2000).answer
    assert answer.fit
    return answer.fit.surprise < SURPRISING
