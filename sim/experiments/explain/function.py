"""`explain`: the whole story of one company, and what it was waiting for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.api.grounding import own_futures
from sim.api.results import Named
from sim.experiments.answer import RefusedError
from sim.experiments.explain.answer import ExplainAnswer, Life
from sim.experiments.explain.collector import Look, collector
from sim.experiments.explain.screen import screen
from sim.experiments.explain.story import story
from sim.experiments.explain.words import EXPLAIN
from sim.experiments.finding import Finding
from sim.model.engine import simulate
from sim.model.log import COLUMNS, Log
from sim.plots.frames import Origin
from sim.runs.grounded import AcceptedFutures
from sim.runs.identity import canonical, digest
from sim.runs.jobs import Progress
from sim.runs.settings import Settings, plan_of
from sim.scenario.errors import nearest
from sim.scenario.names import labelled
from sim.scenario.plan.plan import Plan
from sim.scenario.values.amounts import Areas
from sim.scenario.values.dates import MONTH
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

_ENTITY, _NUMBER, _TRACK = (COLUMNS.index(name) for name in ("entity", "number", "track"))


def explain(
    scenario: Scenario,
    company: str,
    replication: int = 0,
    against: Scenario | None = None,
    seed: int | None = None,
    *,
    central: bool = False,
    grounded: AcceptedFutures | None = None,
    progress: Progress | None = None,
) -> Finding[ExplainAnswer]:
    """Tell the story of a company, `stream#number`, in one replication of a scenario.

    `against` is another scenario in which the same company is followed, with the same luck. The
    SimPy engine plays, since it can be watched. Raises RefusedError where there is no such company.
    """
    both = [scenario] if against is None else [scenario, against]
    if grounded is None and not central:
        grounded = own_futures([played.grounding for played in both], seed)
    settings = scenario.settings(seed, central, grounded)
    if against is not None and _clock(scenario) != _clock(against):
        raise RefusedError(EXPLAIN["clock"].fill(other=against.id, base=scenario.id))
    stream, number = _parsed(company, both, settings)
    lives, tracks, logs = [], [], []
    for done, played in enumerate(both):
        if progress:
            progress(done, len(both))
        looks: list[Look] = []
        plan, spec = plan_of(played.spec, settings, replication), played.spec
        city = collector(stream, number, looks)
        log = simulate(plan, settings.seed, settings.luck(replication), city_class=city)
        life = Life(
            scenario=played.id,
            name=spec.name.words,
            story=story(log, stream, number, looks, spec),
            stages={key: labelled(spec.stages, key) for key in spec.stages},
            start_month=plan.start_month,
            months=plan.end / MONTH,
            areas=Areas(spec.area_unit),
        )
        lives.append(life)
        tracks += _track(log, stream, number, played)
        logs.append(log)
    if progress:
        progress(len(both), len(both))
    if not tracks:
        raise RefusedError(_never(company, stream, replication, logs))
    answer = ExplainAnswer(company, tracks[0], replication, settings.seed, tuple(lives))
    asked = {
        "company": company,
        "replication": replication,
        "against": None if against is None else digest(canonical(against.loaded.raw)),
        "central": central,
        "grounded": settings.grounded.key,
    }
    return Finding("explain", scenario, settings.seed, 1, asked, answer, screen, _draw)


def _clock(scenario: Scenario) -> tuple[str, str]:
    return str(scenario.spec.clock.start), str(scenario.spec.clock.end)


def _parsed(company: str, scenarios: Sequence[Scenario], settings: Settings) -> tuple[str, int]:
    """Read `stream#number`; RefusedError where no scenario has such a stream."""
    stream, mark, number = company.rpartition("#")
    plans = [plan_of(scenario.spec, settings, 0) for scenario in scenarios]
    known = sorted({name for plan in plans for name in _streams(plan)})
    usual = [source.id for plan in plans for source in plan.streams]
    near = nearest(stream or number, known) or (usual or known)[0]
    if not mark or not number.isdecimal():
        raise RefusedError(EXPLAIN["form"].fill(near=near))
    if stream not in known:
        raise RefusedError(EXPLAIN["no_stream"].fill(stream=stream, near=near))
    return stream, int(number)


def _streams(plan: Plan) -> set[str]:
    """What companies come from: all that has luck of its own, but no works."""
    return {*plan.entities} - {lot.id for lot in plan.lots} - {works.id for works in plan.renewals}


def _track(log: Log, stream: str, number: int, scenario: Scenario) -> list[Words]:
    """The track of the company; empty where it does not come."""
    if stream not in log.plan.entities:
        return []
    rows = log.rows[log.rows[:, _ENTITY] == log.plan.entities.index(stream)]
    mine = rows[rows[:, _NUMBER] == number]
    if not len(mine):
        return []
    track = log.plan.tracks[int(mine[0, _TRACK])]
    return [labelled(scenario.spec.tracks, track)]


def _never(company: str, stream: str, replication: int, logs: Sequence[Log]) -> Words:
    numbers = [
        log.rows[log.rows[:, _ENTITY] == log.plan.entities.index(stream)][:, _NUMBER]
        for log in logs
        if stream in log.plan.entities
    ]
    every = np.concatenate(numbers)
    last = f"{stream}#{int(every.max())}" if len(every) and every.max() >= 0 else "-"
    return EXPLAIN["never"].fill(
        company=company, replication=str(replication), stream=stream, last=last
    )


def _draw(answer: ExplainAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.explain import figure as plot

    yield "23-explain", lambda lang: plot.draw(plot.data(answer, origin), lang)
