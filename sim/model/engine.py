"""One replication from start to end."""

from __future__ import annotations

from bisect import bisect_right
from itertools import count

import numpy as np

from sim.draws.instants import arrival
from sim.draws.keys import child, life_key, uniform
from sim.draws.laws import race
from sim.draws.purposes import Kind, Purpose
from sim.model.audit import Audit
from sim.model.city import City, Process
from sim.model.log import COLUMNS, Log
from sim.model.opening import open_city
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import NamedPlan, Plan, StreamPlan


def simulate(
    plan: Plan, seed: int, replication: int, audit: bool = False, city_class: type[City] = City
) -> Log:
    """Play one replication of a plan and return its event log.

    `audit` checks at the start and after every event that each m² and each company is accounted
    for, and raises AuditError at the first that is not. `city_class` names the classes that play.
    """
    city = city_class(plan, seed, replication)
    open_city(city)
    city.works.begin()
    if plan.reads_month_ends:
        city.calendar.at_month_ends(city.month_end)
    for stream in plan.streams:
        city.run_process(_arrivals(city, stream))
    for project in plan.named:
        _expect(city, project)
    if audit:
        auditor = Audit(city)
        auditor.check()
        while city.calendar.peek() < plan.end:
            city.calendar.step()
            auditor.check()
    else:
        city.calendar.run(until=plan.end)
    rows = np.frombuffer(city.rows, dtype=np.int64).reshape(-1, len(COLUMNS))
    return Log(plan, seed, replication, rows)


def _arrivals(city: City, stream: StreamPlan) -> Process:
    """Let company i arrive at Λ⁻¹(Sᵢ), Sᵢ a sum of unit-rate gaps: a Poisson process."""
    entity, kind_key = city.rank[stream.id], city.key(Kind.COMPANY, stream.luck)
    stage = city.plan.chains[stream.track][stream.entry].stage
    passed = 0.0
    for number in count():
        key = child(kind_key, number)
        passed += race(1.0, uniform(life_key(key, Purpose.GAP)))
        tick = _when(stream, passed)
        if tick >= city.plan.end:
            return
        company = city.company_class(city, entity, number, stream.track, key)
        yield city.due(tick, EventKind.ARRIVAL, company, stage)
        city.run_process(company.arrive(stream.entry))


def _when(stream: StreamPlan, passed: float) -> int:
    """Return the tick at which the expected arrivals reach `passed`."""
    i = bisect_right(stream.arrivals, passed)
    if i == len(stream.arrivals):
        return int(stream.times[-1])
    return arrival(passed, *stream.arrivals[i - 1 : i + 1], *stream.times[i - 1 : i + 1])


def _expect(city: City, project: NamedPlan) -> None:
    key = city.key(Kind.COMPANY, project.luck)
    company = city.company_class(
        city,
        city.rank[project.id],
        0,
        project.track,
        child(key, 0),
        known_area=project.area,
        builds=project.own_plant,
    )
    tick = city.date(project.earliest, project.latest, key)
    stage = city.plan.chains[project.track][project.entry].stage
    city.call(
        tick,
        EventKind.ARRIVAL,
        company,
        stage,
        then=lambda: city.run_process(company.arrive(project.entry)),
    )
