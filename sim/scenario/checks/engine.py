"""Checks on the plan that the engine would get, with every range at its value."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from sim.scenario.checks import size, space, verdict
from sim.scenario.checks.case import Case
from sim.scenario.errors import Problem
from sim.scenario.plan.building import limits
from sim.scenario.plan.compile import Planner
from sim.scenario.plan.plan import Plan, StagePlan
from sim.scenario.values.quantities import show_quantity
from sim.scenario.values.units import AREA


def check_plan(case: Case) -> Iterator[Problem]:
    """Compile the scenario and yield what the checks of the plan find."""
    central, *others = size.worlds(case.numbers)
    planner = Planner(case.spec)
    plan = planner.plan(central)
    too_large = list(size.world_fits(case, plan))
    while others and not too_large:
        too_large = list(size.world_fits(case, planner.plan(others.pop(0))))
    if too_large:
        yield from too_large
        return
    yield from occupied_space_has_tenants(case, plan)
    yield from queues_have_companies(case, plan)
    yield from queues_have_to_wait(case, plan)
    yield from requests_fit_somewhere(case, plan)
    yield from verdict.standards_can_be_tested(case, plan)
    yield from projects_fit_somewhere(case, plan)
    yield from further_requests_fit_somewhere(case, plan)
    yield from preferred_parks_have_space(case, plan)
    yield from new_parks_are_chosen(case, plan)
    yield from what_is_taken_is_there(case, plan)
    yield from space.units_fit_into_what_is_built(case, plan)
    yield from space.heavy_requests_fit_somewhere(case, plan)


def occupied_space_has_tenants(case: Case, plan: Plan) -> Iterator[Problem]:
    """Some stream leases each pool that is occupied at the start."""
    for pool, occupied in enumerate(plan.occupied):
        found = plan.candidates[pool // len(plan.parks)]
        if occupied and not any(c.weights[pool % len(plan.parks)] > 0 for c in found):
            space, park = plan.pool_name(pool)
            own = f"_in.{park}" if park in case.spec.stock[space].occupied_in else ""
            yield case.problem("E550", f"stock.{space}.occupied{own}", space=space, park=park)


def queues_have_companies(case: Case, plan: Plan) -> Iterator[Problem]:
    """Some stream waits for each type that somebody waits for at the start."""
    for name, count, asking in zip(plan.spaces, plan.queue, plan.askers, strict=True):
        if count and not any(asker.waiting > 0 for asker in asking):
            yield case.problem("E559", f"opening.queue.{name}", space=name)


def queues_have_to_wait(case: Case, plan: Plan) -> Iterator[Problem]:
    """In no pool that they may use is room at the start for who waits for it, on average."""
    area, parks = AREA.within(case.spec.units), len(plan.parks)
    for kind, (name, count) in enumerate(zip(plan.spaces, plan.queue, strict=True)):
        asking = [asker for asker in plan.askers[kind] if count and asker.waiting > 0]
        stages = [plan.chains[plan.streams[a.stream].track][a.position] for a in asking]
        pools = range(kind * parks, (kind + 1) * parks)
        vacant = [plan.capacity[pool] - plan.occupied[pool] for pool in pools]
        fits = [
            free >= stage.leased_area and weight > 0
            for stage in stages
            for free, weight in zip(vacant, stage.weights, strict=True)
        ]
        if any(fits):
            rate = fsum(asker.waiting for asker in asking)
            asked = fsum(
                asker.waiting / rate * stage.leased_area
                for asker, stage in zip(asking, stages, strict=True)
            )
            words = {"vacant": sum(vacant), "asked": round(count * asked)}
            shown = {name: show_quantity(m2, area) for name, m2 in words.items()}
            yield case.problem("W626", f"opening.queue.{name}", space=name, **shown)


def requests_fit_somewhere(case: Case, plan: Plan) -> Iterator[Problem]:
    """The mean request of a stage is not larger than any pool can ever be."""
    area = AREA.within(case.spec.units)
    for track, chain in enumerate(plan.chains):
        for stage in chain:
            most = _largest_pool(plan, stage)
            if stage.lease > 0 and stage.leased_area > most:
                names = plan.tracks[track], plan.stages[stage.stage]
                words = {
                    "track": names[0],
                    "stage": names[1],
                    "mean": show_quantity(round(stage.leased_area), area),
                    "most": show_quantity(most, area),
                }
                path = case.fields(*names)["area"][0]
                yield case.problem("W609", path, **words)


def projects_fit_somewhere(case: Case, plan: Plan) -> Iterator[Problem]:
    """A named project is not larger than any pool that it may use can ever be."""
    for project in plan.named:
        stage = plan.chains[project.track][project.entry]
        if not project.own_plant:
            yield from _fits(case, plan, "W610", f"demand.{project.id}.area", project.area, stage)


def further_requests_fit_somewhere(case: Case, plan: Plan) -> Iterator[Problem]:
    """Neither an expansion nor a request at a contract maker is, on average."""
    reported = set()
    for track, chain in enumerate(plan.chains):
        for stage in chain:
            names = plan.tracks[track], plan.stages[stage.stage]
            fields = case.fields(*names)
            requests = []
            if stage.growth:
                requests.append((f"{fields['expansion'][0]}.area", stage.growth.area, stage))
            if stage.cdmo_stream >= 0 and stage.cdmo_area:
                maker = plan.streams[stage.cdmo_stream]
                entry = plan.chains[maker.track][maker.entry]
                path = f"{fields['route'][0]}.cdmo_demand.area"
                requests.append((path, stage.cdmo_area, entry))
            for path, law, where in requests:
                if path not in reported:
                    reported.add(path)
                    yield from _fits(case, plan, "W611", path, law.mean, where)


def preferred_parks_have_space(case: Case, plan: Plan) -> Iterator[Problem]:
    """Where a stage names parks, each has some of its types at some time."""
    reported = set()
    for track, chain in enumerate(plan.chains):
        for stage in chain:
            names = plan.tracks[track], plan.stages[stage.stage]
            fields = case.fields(*names)
            path = next((fields[key][0] for key in ("parks", "park_order") if key in fields), "")
            empty = [
                plan.parks[park]
                for park, weight in enumerate(stage.weights)
                if weight > 0 and not any(plan.limit[plan.pool(s, park)] for s in stage.spaces)
            ]
            if path and path not in reported and 0 < len(empty) < sum(w > 0 for w in stage.weights):
                reported.add(path)
                words = {"parks": ", ".join(empty), "track": names[0], "stage": names[1]}
                yield case.problem("W613", path, **words)


def new_parks_are_chosen(case: Case, plan: Plan) -> Iterator[Problem]:
    """Who goes where its type stands goes also where it will stand."""
    reported = set()
    for track, chain in enumerate(plan.chains):
        for stage in chain:
            names = plan.tracks[track], plan.stages[stage.stage]
            path = case.fields(*names).get("parks", ("",))[0]
            if not path.startswith("stock.") or path in reported:
                continue
            reported.add(path)
            never = [
                plan.parks[park]
                for park, weight in enumerate(stage.weights)
                if weight == 0 and plan.limit[plan.pool(stage.spaces[0], park)]
            ]
            if never:
                words = {"parks": ", ".join(never), "space": plan.spaces[stage.spaces[0]]}
                yield case.problem("W625", path, track=names[0], stage=names[1], **words)


def what_is_taken_is_there(case: Case, plan: Plan) -> Iterator[Problem]:
    """No renewal or retirement takes more than its pool can ever hold without it."""
    area = AREA.within(case.spec.units)
    for works in plan.renewals:
        others = [other for other in plan.renewals if other is not works]
        most = limits(plan.capacity, plan.lots, others)[works.pool]
        if works.area > most:
            space, park = plan.pool_name(works.pool)
            words = {"area": show_quantity(works.area, area), "most": show_quantity(most, area)}
            block = "retirements" if works.id in case.spec.retirements else "renewals"
            yield case.problem("W612", f"{block}.{works.id}.area", space=space, park=park, **words)


def _fits(
    case: Case, plan: Plan, code: str, path: str, wanted: float, stage: StagePlan
) -> Iterator[Problem]:
    area, most = AREA.within(case.spec.units), _largest_pool(plan, stage)
    if wanted > most:
        words = {"area": show_quantity(round(wanted), area), "most": show_quantity(most, area)}
        yield case.problem(code, path, **words)


def _largest_pool(plan: Plan, stage: StagePlan) -> int:
    """Return the most that a pool which a stage may use can ever have, in whole units."""
    sizes = [
        (plan.limit[plan.pool(space, park)], plan.units[space])
        for space in stage.spaces
        for park, weight in enumerate(stage.weights)
        if weight > 0
    ]
    return max((size - size % unit for size, unit in sizes), default=0)
