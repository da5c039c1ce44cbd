"""`backtest`: do years past come out as they were seen?"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.answer import RefusedError
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.past.answer import PastAnswer, Reach
from sim.experiments.past.bands import Role, compared, courses
from sim.experiments.past.basket_rows import basket_rows
from sim.experiments.past.counterparts import (
    Counterparts,
    PlayPast,
    counterparts,
)
from sim.experiments.past.distance import distances, within
from sim.experiments.past.finding import past_finding
from sim.experiments.past.match_observations import MatchedObservation, match_observations
from sim.experiments.past.observations import load_past
from sim.experiments.past.words import PAST
from sim.measures.counting.past import cut_short
from sim.measures.months import Floats
from sim.runs.grounded import PRIOR, AcceptedFutures
from sim.runs.identity import canonical, digest
from sim.runs.settings import Settings, plan_of
from sim.scenario.values.amounts import Areas

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

LEAST = 20
"""Replications that a band of the middle nine tenths takes: one in twenty lies beyond each end."""


def backtest(
    scenario: Scenario,
    history: str | PathLike[str],
    replications: int | None = None,
    seed: int | None = None,
    *,
    central: bool = False,
    grounded: AcceptedFutures | None = None,
    fitted: Sequence[str] = (),
    runner: JobRunner | None = None,
) -> Finding[PastAnswer]:
    """Play a scenario of years past and hold it against what was observed, without fitting.

    `grounded` futures of an accepted set are played beside those from the ranges; `fitted` names
    the observations that these were fitted on. Raises ScenarioError and RefusedError.
    """
    past = load_past(history)
    count = scenario.spec.replications if replications is None else replications
    if count < LEAST:
        raise RefusedError(PAST["few"].fill(least=str(LEAST), asked=str(count)))
    free = scenario.settings(seed, central, PRIOR)
    if grounded is None:
        grounded = scenario.settings(seed, central).grounded
        if grounded and scenario.grounding:
            fitted = scenario.grounding.fitted
    plan = plan_of(scenario.spec, free, 0)
    matched, outside = match_observations(past, scenario.spec, plan)
    roles: list[Role] = [_role(seen, fitted) if grounded else "compared" for seen in matched]

    def play(settings: Settings) -> Counterparts:
        work = PlayPast(scenario.loaded, settings, past, matched)
        return counterparts(work, settings.most(count), runner or JobRunner())

    played = play(free)
    held = play(scenario.settings(seed, grounded=grounded)) if grounded else None
    months = max(observation.months.stop for observation in matched)
    answer = PastAnswer(
        name=past.name,
        rows=compared(
            matched,
            roles,
            played.values,
            held and held.values,
            np.abs(distances(played.values, matched)),
        ),
        replications=count,
        grounded=len(grounded),
        outside=tuple(outside),
        not_modelled=tuple(past.past.not_modelled.items()),
        baskets=basket_rows(matched, scenario.spec),
        areas=Areas(scenario.spec.area_unit),
        fit=None,
        reach=_reach(grounded, matched, fitted, played.values, held.values) if held else None,
        courses=courses(
            matched, scenario.spec, cut_short(plan, months), played.courses, held and held.courses
        ),
        simulated=played.values,
        held=held and held.values,
    )
    asked = {
        "history": digest(canonical(past.tree.plain())),
        "central": central,
        "grounded": grounded.key,
        "fitted": list(fitted),
    }
    return past_finding("backtest", scenario, free.seed, count, asked, answer)


def _role(seen: MatchedObservation, fitted: Sequence[str]) -> Role:
    """Return what an observation is to futures that were fitted on some."""
    if seen.id in fitted:
        return "fitted"
    return "tested" if seen.observation.fit else "held_back"


def _reach(
    grounded: AcceptedFutures,
    matched: Sequence[MatchedObservation],
    fitted: Sequence[str],
    drawn: Floats,
    accepted: Floats,
) -> Reach:
    """Return what is to be known of an accepted set; counterparts, [replication, observation]."""
    chosen = [seen.id in fitted for seen in matched]
    shares = [float(within(distances(of, matched), chosen).mean()) for of in (drawn, accepted)]
    return Reach(grounded.cut, grounded.tolerance, grounded.effective, *shares)
