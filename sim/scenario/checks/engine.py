"""Checks on the plan that the engine would get, with every range at its value."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.chains import stage_fields
from sim.scenario.checks import floors, size, tested
from sim.scenario.checks.case import Case
from sim.scenario.compile import compile_plan
from sim.scenario.errors import Problem
from sim.scenario.plan import Plan
from sim.scenario.quantities import show_quantity
from sim.scenario.units import AREA


def check_plan(case: Case) -> Iterator[Problem]:
    """Compile the scenario and yield what the checks of the plan find."""
    too_large = list(size.every_world_fits(case))
    if too_large:
        yield from too_large
        return
    plan = compile_plan(case.spec)
    yield from occupied_space_has_tenants(case, plan)
    yield from requests_fit_somewhere(case, plan)
    yield from tested.standards_can_be_tested(case, plan)
    yield from floors.units_fit_into_what_is_built(case, plan)
    yield from floors.heavy_requests_fit_somewhere(case, plan)


def occupied_space_has_tenants(case: Case, plan: Plan) -> Iterator[Problem]:
    """Some stream leases each pool that is occupied at the start."""
    for pool, occupied in enumerate(plan.occupied):
        found = plan.candidates[pool // len(plan.parks)]
        if occupied and not any(c.weights[pool % len(plan.parks)] > 0 for c in found):
            space, park = plan.pool_name(pool)
            yield case.problem("E550", f"stock.{space}.occupied", space=space, park=park)


def requests_fit_somewhere(case: Case, plan: Plan) -> Iterator[Problem]:
    """The mean request of a stage is not larger than any pool can ever be."""
    area = AREA.within(case.spec.units)
    for track, chain in enumerate(plan.chains):
        for stage in chain:
            pools = [
                plan.limit[plan.pool(space, park)]
                for space in stage.spaces
                for park, weight in enumerate(stage.weights)
                if weight > 0
            ]
            if stage.lease > 0 and stage.area.mean > max(pools):
                names = plan.tracks[track], plan.stages[stage.stage]
                words = {
                    "track": names[0],
                    "stage": names[1],
                    "mean": show_quantity(round(stage.area.mean), area),
                    "most": show_quantity(max(pools), area),
                }
                path = stage_fields(case.spec, *names)["area"][0]
                yield case.problem("W609", path, **words)
