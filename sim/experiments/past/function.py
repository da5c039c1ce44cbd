"""`calibrate` and `backtest`: hold a scenario of years past against what was observed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.api.results import Drawn
from sim.experiments.answer import RefusedError
from sim.experiments.finding import Finding
from sim.experiments.job_runner import Workbench
from sim.experiments.past.answer import Fit, PastAnswer
from sim.experiments.past.collector import Testimony
from sim.experiments.past.compare import Role, compared
from sim.experiments.past.courses import courses
from sim.experiments.past.distance import PAIR, accepted, implausibility
from sim.experiments.past.learned import learned
from sim.experiments.past.load import LoadedPast, load_past
from sim.experiments.past.match_observations import Bound, bind
from sim.experiments.past.play import PlayPast, counterparts
from sim.experiments.past.units import unit
from sim.experiments.past.words import PAST
from sim.measures.months import Bools, Floats
from sim.plots.frames import Origin
from sim.runs.settings import Plans, Settings, plan_of
from sim.scenario.errors import Problem, ScenarioError
from sim.text.figures import Words

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

Path = str | os.PathLike[str]
CUT, WORLDS = 2023, 500
"""Last year that is fitted on, and worlds drawn, unless others are given."""
LEAST = 20
"""Replications that a band of the middle nine tenths takes: one in twenty lies beyond each end."""


def calibrate(
    scenario: Scenario,
    history: Path,
    cut: int = CUT,
    worlds: int = WORLDS,
    seed: int | None = None,
    *,
    bench: Workbench | None = None,
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
    seen, outside = bind(past, scenario.spec, plan)
    roles = [_role(one, cut) for one in seen]
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
    work = PlayPast(scenario.loaded, settings, past, seen)
    said = counterparts(work, PAIR * worlds, bench or Workbench())
    distances = implausibility(said.values, seen)
    kept = accepted(distances, fitted)
    later = [one.seen.fit for one in seen]
    largest = distances[:, fitted].max(axis=1)
    fit = Fit(
        cut=cut,
        worlds=worlds,
        accepted=int(kept.sum()),
        tested=int((kept & accepted(distances, later)).sum()),
        distance=float(largest.min()) if np.isfinite(largest.min()) else None,
        learned=learned(scenario.spec, drawn, kept),
    )
    of_kept = np.repeat(kept, PAIR)
    some = said.courses[of_kept]
    answer = PastAnswer(
        name=_name(past),
        rows=compared(seen, roles, said.values, said.values[of_kept], distances),
        replications=PAIR * worlds,
        grounded=0,
        outside=tuple(outside),
        not_modelled=tuple(past.past.not_modelled.items()),
        fit=fit,
        courses=courses(seen, scenario.spec, plan, said.courses, some),
        simulated=said.values,
        kept=kept,
    )
    asked = {"history": work.made_of(range(0))["past"], "cut": cut, "worlds": worlds}
    finding = Finding("calibrate", scenario, settings.seed, PAIR * worlds, asked, answer, _draw)
    finding.more["accepted.json"] = _accepted(finding, answer, drawn, kept, largest)
    return finding


def backtest(
    scenario: Scenario,
    history: Path,
    replications: int | None = None,
    seed: int | None = None,
    *,
    central: bool = False,
    grounded: Sequence[Mapping[str, float]] = (),
    fitted: Sequence[str] = (),
    bench: Workbench | None = None,
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
        return counterparts(work, count, bench or Workbench())

    said = play(free)
    held = play(scenario.settings(seed, central, grounded)) if grounded else None
    values, some = (held.values, held.courses) if held else (None, None)
    answer = PastAnswer(
        name=_name(past),
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
    return Finding("backtest", scenario, free.seed, count, asked, answer, _draw)


def _role(one: Bound, cut: int) -> Role:
    return "fitted" if one.seen.fit and one.seen.year <= cut else "tested"


def _name(past: LoadedPast) -> Words:
    return Words(past.past.name.zh, past.past.name.en)


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
        "units": [unit(scenario.numbers[path]) for path in paths],
        "worlds": places,
        "distances": [float(largest[index]) for index in places],
        "rows": [[drawn[index][path] for path in paths] for index in places],
    }


def _draw(answer: PastAnswer, origin: Origin) -> Iterator[Drawn]:
    from sim.experiments.past import courses_figure as course
    from sim.experiments.past import figure as plot

    name = "21-backtest" if answer.fit is None else "19-calibrate"
    yield name, lambda lang: plot.draw(plot.data(answer, origin), lang)
    yield "22-courses", lambda lang: course.draw(course.data(answer, origin), lang)
