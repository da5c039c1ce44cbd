"""`calibrate`: which futures agree with the past?"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress
from os import PathLike
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sim.api.grounding import scenario_key
from sim.draws.worlds import Worlds
from sim.experiments.answer import RefusedError
from sim.experiments.calibrate.waves import search
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.past.answer import Fit, PastAnswer
from sim.experiments.past.bands import Role, compared, courses
from sim.experiments.past.basket_rows import basket_rows
from sim.experiments.past.counterparts import PlayPast, counterparts
from sim.experiments.past.distance import distances, within
from sim.experiments.past.finding import past_finding
from sim.experiments.past.match_observations import MatchedObservation, match_observations
from sim.experiments.past.observations import load_past
from sim.experiments.past.surprise import surprise
from sim.experiments.past.words import PAST
from sim.measures.counting.past import cut_short, months_up_to
from sim.measures.learned import learned
from sim.measures.months import Floats
from sim.runs.grounded import PRIOR, VERSION, AcceptedFutures
from sim.runs.identity import canonical, digest
from sim.runs.settings import plan_of
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.schema.leaves import Leaf
from sim.scenario.values.amounts import Areas
from sim.scenario.values.dates import DateChance
from sim.scenario.values.units import YUAN
from sim.text.words import listed

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

CUT, FUTURES, PLAYS = 2023, 300, 10_000
"""Last year that is fitted on, futures to keep, and futures played at most, unless others are
given."""
LEAST: Final = 20
"""Futures of which a band of the middle nine tenths takes one beyond each end."""
_UNITS: Final = {
    "area": "m²",
    "share": "fraction",
    "factor": "factor",
    "elasticity": "percent per percent",
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
    futures: int = FUTURES,
    plays: int = PLAYS,
    seed: int | None = None,
    *,
    runner: JobRunner | None = None,
) -> Finding[PastAnswer]:
    """Find futures of the scenario that agree with what was observed up to the year `cut`.

    `history` is a file of observations. At most `plays` futures are played, in waves, until
    `futures` of them are kept; the finding's folder holds them as `accepted.json`, for
    `--grounded`. Later observations are never fitted on: they test the futures that are kept.
    Raises ScenarioError (E581-E586 among others) and RefusedError.
    """
    past = load_past(history)
    settings = scenario.settings(seed, grounded=PRIOR)
    plan = plan_of(scenario.spec, settings, 0)
    matched, outside = match_observations(past, scenario.spec, plan)
    roles = [_role(observation, cut) for observation in matched]
    fitted = [role == "fitted" for role in roles]
    fitted_on = [*compress(matched, fitted)]
    if not fitted_on:
        words = {"cut": str(cut)}
        raise ScenarioError([Problem("E586", past.tree.items["observations"].here, words)])
    _check(scenario, fitted_on, futures, plays)
    runner = runner or JobRunner()
    first: list[Floats] = []
    """Counterparts of the first wave, and its courses: futures from the ranges as they are."""

    def play(wave: AcceptedFutures) -> Floats:
        of_wave = replace(settings, grounded=wave)
        if first:  # nothing is shown of later waves: they end with what is fitted on
            work = PlayPast(scenario.loaded, of_wave, past, fitted_on, courses=False)
            return distances(counterparts(work, len(wave), runner).values, fitted_on)
        played = counterparts(PlayPast(scenario.loaded, of_wave, past, matched), len(wave), runner)
        first.extend([played.values, played.courses])
        return distances(played.values[:, fitted], fitted_on)

    found = search(scenario.spec, settings.seed, futures, plays, play)
    values, all_courses = first
    kept = found.kept
    held = None
    if kept:
        of_kept = replace(settings, grounded=kept)
        today = months_up_to(plan, cut)
        work = PlayPast(scenario.loaded, of_kept, past, matched, today=today)
        held = counterparts(work, len(kept), runner)
    far = distances(values, matched)
    near = within(far, fitted)
    later = [not is_fitted for is_fitted in fitted]
    fit = Fit(
        cut=cut,
        plays=len(found.played),
        waves=found.waves,
        wanted=futures,
        accepted=len(kept),
        tolerance=found.acceptance.tolerance,
        effective=found.acceptance.effective,
        within=float(near.mean()),
        surprise=surprise(values[:, fitted], fitted_on, settings.seed),
        tested=int(within(distances(held.values, matched), later).sum()) if held else 0,
        learned=learned(scenario.spec, found.played.rows[: len(values)], kept.rows),
    )
    months = max(observation.months.stop for observation in matched)
    answer = PastAnswer(
        name=past.name,
        rows=compared(matched, roles, values, held and held.values, np.abs(far)),
        replications=len(values),
        grounded=len(kept),
        outside=tuple(outside),
        not_modelled=tuple(past.past.not_modelled.items()),
        baskets=basket_rows(matched, scenario.spec),
        areas=Areas(scenario.spec.area_unit),
        fit=fit,
        reach=None,
        courses=courses(
            matched, scenario.spec, cut_short(plan, months), all_courses, held and held.courses
        ),
        simulated=values,
        held=held and held.values,
    )
    asked = {
        "history": digest(canonical(past.tree.plain())),
        "cut": cut,
        "futures": futures,
        "plays": plays,
    }
    finding = past_finding("calibrate", scenario, settings.seed, len(values), asked, answer)
    pasts = held.pasts if held else ()
    read = {"file": os.fspath(history), "digest": asked["history"]}
    finding.more["accepted.json"] = _accepted(finding, answer, kept, pasts, read)
    return finding


def _check(
    scenario: Scenario,
    fitted_on: Sequence[MatchedObservation],
    futures: int,
    plays: int,
) -> None:
    """Refuse what cannot be fitted."""
    if not LEAST <= futures <= plays:
        raise RefusedError(PAST["few_futures"].fill(least=str(LEAST)))
    if not Worlds(scenario.spec, 0).paths:
        raise RefusedError(PAST["no_range"])
    exact = [
        seen.observation.label.words
        for seen in fitted_on
        if not seen.spread and not seen.discrepancy
    ]
    if exact:
        raise RefusedError(PAST["exact"].fill(names=listed(exact)))


def _role(matched: MatchedObservation, cut: int) -> Role:
    return "fitted" if matched.observation.fit and matched.year <= cut else "tested"


def _accepted(
    finding: Finding[PastAnswer],
    answer: PastAnswer,
    kept: AcceptedFutures,
    pasts: Sequence[str],
    history: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the accepted set as plain data; numbers in full, so that they are played as drawn."""
    scenario = finding.scenario
    paths = list(Worlds(scenario.spec, 0).paths)
    assert answer.fit is not None
    return {
        "accepted": VERSION,
        "scenario": scenario.id,
        "key": scenario_key(scenario.loaded),
        "start": str(scenario.spec.clock.start),
        "cut": answer.fit.cut,
        "history": dict(history),
        "made_of": finding.made_of,
        "observations": {row.id: row.role for row in answer.rows},
        "inside": [
            row.id for row in answer.rows if row.role == "tested" and row.reading == "inside"
        ],
        "tolerance": answer.fit.tolerance,
        "effective": answer.fit.effective,
        "seed": finding.seed,
        "paths": paths,
        "units": [_unit(scenario.numbers[path]) for path in paths],
        "futures": list(kept.numbers),
        "pasts": list(pasts),
        "rows": [[row[path] for path in paths] for row in kept.rows],
    }


def _unit(leaf: Leaf) -> str:
    """Return the canonical unit of a number or of the mean of a law."""
    assert not isinstance(leaf, DateChance)  # dates have no range
    currency = leaf.dimension.units.currency
    return _UNITS[leaf.dimension.key].format(money="元" if currency == YUAN else currency)
