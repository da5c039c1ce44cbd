"""`calibrate`: which worlds within the ranges does the past not rule out?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sim.experiments.answer import RefusedError
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.past.answer import Fit, PastAnswer
from sim.experiments.past.bands import Role, compared, courses
from sim.experiments.past.basket_rows import basket_rows
from sim.experiments.past.counterparts import PlayPast, counterparts
from sim.experiments.past.distance import PAIR, accepted, implausibility
from sim.experiments.past.finding import past_finding
from sim.experiments.past.learned import dimension, learned
from sim.experiments.past.match_observations import MatchedObservation, match_observations
from sim.experiments.past.observations import load_past
from sim.experiments.past.words import PAST
from sim.measures.months import Bools, Floats
from sim.runs.settings import Plans, plan_of
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.schema.leaves import Leaf
from sim.scenario.values.amounts import Areas
from sim.scenario.values.units import YUAN

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

CUT, WORLDS = 2023, 500
"""Last year that is fitted on, and worlds drawn, unless others are given."""
_UNITS: Final = {
    "area": "m²",
    "share": "fraction",
    "factor": "factor",
    "span": "months",
    "rate": "per month",
    "growth": "fraction per year",
    "money": "{money}",
    "money_rate": "{money} per year",
    "density": "{money} per m²",
    "rent": "{money} per m² per month",
    "area_per_job": "m² per job",
}
"""Canonical units of ranged numbers, for people and programs that read an accepted set."""


def calibrate(
    scenario: Scenario,
    history: str | PathLike[str],
    cut: int = CUT,
    worlds: int = WORLDS,
    seed: int | None = None,
    *,
    runner: JobRunner | None = None,
) -> Finding[PastAnswer]:
    """Find the worlds within the scenario's ranges that the past up to `cut` does not rule out.

    `history` is a file of observations. Two replications of each world are played; the finding's
    folder holds the accepted set as `accepted.json`, for `--grounded`. Later observations are
    never fitted on: they test the accepted worlds. Raises ScenarioError (E581-E586 among others)
    and RefusedError.
    """
    past = load_past(history)
    settings = scenario.settings(seed)
    plan = plan_of(scenario.spec, settings, 0)
    matched, outside = match_observations(past, scenario.spec, plan)
    roles = [_role(observation, cut) for observation in matched]
    fitted = [role == "fitted" for role in roles]
    if not any(fitted):
        words = {"cut": str(cut)}
        raise ScenarioError([Problem("E586", past.tree.items["observations"].here, words)])
    plans = Plans(scenario.spec, settings)
    if worlds < 2:
        raise RefusedError(PAST["odd"])
    drawn = [plans.drawn(index) for index in range(worlds)]
    if not drawn[0]:
        raise RefusedError(PAST["no_range"])
    work = PlayPast(scenario.loaded, settings, past, matched)
    played = counterparts(work, PAIR * worlds, runner or JobRunner())
    distances = implausibility(played.values, matched)
    kept = accepted(distances, fitted)
    largest = distances[:, fitted].max(axis=1)
    fit = Fit(
        cut=cut,
        worlds=worlds,
        accepted=int(kept.sum()),
        tested=int((kept & accepted(distances, [True] * len(matched))).sum()),
        distance=float(largest.min()) if np.isfinite(largest.min()) else None,
        learned=learned(scenario.spec, drawn, kept),
    )
    of_kept = np.repeat(kept, PAIR)
    answer = PastAnswer(
        name=past.name,
        rows=compared(matched, roles, played.values, played.values[of_kept], distances),
        replications=PAIR * worlds,
        grounded=0,
        outside=tuple(outside),
        not_modelled=tuple(past.past.not_modelled.items()),
        baskets=basket_rows(matched, scenario.spec),
        areas=Areas(scenario.spec.area_unit),
        fit=fit,
        courses=courses(matched, scenario.spec, plan, played.courses, played.courses[of_kept]),
        simulated=played.values,
        kept=kept,
    )
    asked = {"history": work.made_of(range(0))["past"], "cut": cut, "worlds": worlds}
    finding = past_finding("calibrate", scenario, settings.seed, PAIR * worlds, asked, answer)
    finding.more["accepted.json"] = _accepted(finding, answer, drawn, kept, largest)
    return finding


def _role(matched: MatchedObservation, cut: int) -> Role:
    return "fitted" if matched.observation.fit and matched.year <= cut else "tested"


def _accepted(
    finding: Finding[PastAnswer],
    answer: PastAnswer,
    drawn: Sequence[Mapping[str, float]],
    kept: Bools,
    largest: Floats,
) -> dict[str, Any]:
    """Return the accepted set as plain data; numbers in full, so that they are played as drawn."""
    scenario, paths = finding.scenario, list(drawn[0])
    places = [int(index) for index in np.flatnonzero(kept)]
    assert answer.fit is not None
    return {
        "accepted": 1,
        "scenario": scenario.id,
        "start": str(scenario.spec.clock.start),
        "cut": answer.fit.cut,
        "made_of": finding.made_of,
        "observations": {row.id: row.role for row in answer.rows},
        "paths": paths,
        "units": [_unit(scenario.numbers[path]) for path in paths],
        "worlds": places,
        "distances": [float(largest[index]) for index in places],
        "rows": [[drawn[index][path] for path in paths] for index in places],
    }


def _unit(leaf: Leaf) -> str:
    """Return the canonical unit of a number or of the mean of a law."""
    measured = dimension(leaf)
    currency = measured.units.currency
    return _UNITS[measured.key].format(money="元" if currency == YUAN else currency)
