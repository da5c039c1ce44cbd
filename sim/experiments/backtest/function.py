"""`backtest`: do years past come out as they were seen?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING

from sim.experiments.answer import RefusedError
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.past.answer import PastAnswer
from sim.experiments.past.collector import Testimony
from sim.experiments.past.compare import Role, compared
from sim.experiments.past.courses import courses
from sim.experiments.past.distance import PAIR, implausibility
from sim.experiments.past.finding import found
from sim.experiments.past.load import load_past
from sim.experiments.past.match_observations import bind
from sim.experiments.past.play import PlayPast, counterparts
from sim.experiments.past.words import PAST
from sim.runs.settings import Settings, plan_of

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
    grounded: Sequence[Mapping[str, float]] = (),
    fitted: Sequence[str] = (),
    runner: JobRunner | None = None,
) -> Finding[PastAnswer]:
    """Play a scenario of years past and hold it against what was observed, without fitting.

    With `grounded` rows of an accepted set it is played once more, held to them; `fitted` names
    the observations that these were fitted on. Raises ScenarioError and RefusedError.
    """
    past = load_past(history)
    count = scenario.spec.replications if replications is None else replications
    count += count % PAIR
    if count < LEAST:
        raise RefusedError(PAST["few"].fill(least=str(LEAST), asked=str(count)))
    free = scenario.settings(seed, central)
    plan = plan_of(scenario.spec, free, 0)
    seen, outside = bind(past, scenario.spec, plan)
    roles: list[Role] = [
        "fitted" if one.id in fitted else "tested" if grounded else "compared" for one in seen
    ]

    def play(settings: Settings) -> Testimony:
        work = PlayPast(scenario.loaded, settings, past, seen)
        return counterparts(work, count, runner or JobRunner())

    said = play(free)
    held = play(scenario.settings(seed, central, grounded)) if grounded else None
    values, some = (held.values, held.courses) if held else (None, None)
    answer = PastAnswer(
        name=past.name,
        rows=compared(seen, roles, said.values, values, implausibility(said.values, seen)),
        replications=count,
        grounded=len(grounded),
        outside=tuple(outside),
        not_modelled=tuple(past.past.not_modelled.items()),
        fit=None,
        courses=courses(seen, scenario.spec, plan, said.courses, some),
        simulated=said.values,
        held=values,
    )
    asked = {
        "history": PlayPast(scenario.loaded, free, past, seen).made_of(range(0))["past"],
        "central": central,
        "grounded": [dict(row) for row in grounded],
        "fitted": list(fitted),
    }
    return found("backtest", scenario, free.seed, count, asked, answer)
