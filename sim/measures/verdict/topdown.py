"""Demand from the pipeline and from growth of output: one account where both are played."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.counting.stacked import Stacked
from sim.measures.months import first_recorded, lengths
from sim.scenario.plan.account import FloorAccount
from sim.scenario.plan.chains import stage_fields
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.lets import STEP
from sim.scenario.plan.opening import leased_a_year
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.space import Basis
from sim.scenario.values.dates import MONTH


@dataclass(frozen=True)
class SpaceAccount:
    """What is newly let of one type of space, lettable m² a year.

    Means over worlds; of what changes with time, also over the recorded clock.
    """

    space: str
    products: float
    """What the streams of `demand` bring that top-down ones do not stand in for."""
    growth: float
    """Output growth ÷ density, the share of it that needs newly rented floor."""
    net: float
    """Net new floor: in each world and step the larger of the two."""
    churn: float
    """What ends at the opening."""
    expansions: float
    """What tenants lease more at the opening."""
    makers: float
    """What established makers ask for on average: what is then missing to the net."""
    growth_decides: float
    """Share of worlds in which growth is the larger on average."""


@dataclass(frozen=True)
class Beside:
    """Areas a year and in total; lettable m² unless said otherwise."""

    accounts: tuple[SpaceAccount, ...]
    """By type of space that top-down streams enter; empty where they are only shown beside."""
    spaces: tuple[str, ...]
    """Types of space that top-down streams ask for; all where none are given."""
    bottom_up: float
    """What `demand` leases there a year on average, see `leased_a_year`."""
    basis: Basis
    """Basis in which the density is stated."""
    stated: float
    """Output growth ÷ density, m² a year in that basis."""
    lettable: float
    """The same in lettable m² a year."""
    ratio: float
    """Lettable share of gross used for it (1 if the basis is lettable)."""
    model: float
    """Net new leased area a year in the model, mean over replications."""
    programme: float | None
    """The announced programme, if there is one."""
    years: float | None
    """Years in which the top-down demand would fill the programme."""


def beside(
    run: Stacked, plan: Plan, spec: Spec, worlds: Sequence[Sequence[FloorAccount]] = ()
) -> Beside | None:
    """Compare; None where the scenario has no top-down estimate.

    `worlds` are the accounts of each world that was played. A gross density is turned into lettable
    area by the lettable shares of the space types, weighted by their capacity at the end:
    Σ capacity ÷ Σ (capacity ÷ lettable share).
    """
    if spec.top_down is None:
        return None
    stated = spec.top_down.output_growth.value / spec.top_down.density.value
    ratio = lettable_share(run, plan, spec) if spec.top_down.basis == "gross" else 1.0
    first = first_recorded(plan)
    levels = run.leased_levels.sum(axis=0)
    years = int(lengths(plan)[first:].sum()) / (12 * MONTH)
    model = float(np.mean(levels[:, -1] - levels[:, first])) / years
    programme = programme_area(spec)
    spaces = asked_spaces(spec)
    alone = compile_plan(spec.model_copy(update={"top_down": None}))
    return Beside(
        accounts=space_accounts(worlds, plan),
        spaces=spaces,
        bottom_up=leased_a_year(alone, {alone.spaces.index(name) for name in spaces}),
        basis=spec.top_down.basis,
        stated=stated,
        lettable=stated * ratio,
        ratio=ratio,
        model=model,
        programme=programme,
        years=None if programme is None or not stated else programme / (stated * ratio),
    )


def space_accounts(
    worlds: Sequence[Sequence[FloorAccount]], plan: Plan
) -> tuple[SpaceAccount, ...]:
    """Return the means of the accounts of several worlds, by type of space."""
    return tuple(_mean_account(of_type, plan) for of_type in zip(*worlds, strict=True))


def _mean_account(worlds: Sequence[FloorAccount], plan: Plan) -> SpaceAccount:
    ends = np.arange(len(worlds[0].makers) + 1) * (STEP * MONTH)
    recorded = np.diff(np.clip(ends, plan.record_from, plan.end).astype(float))

    def over_time(steps: Sequence[float]) -> float:
        return float(np.average(np.array(steps), weights=recorded))

    def mean(of: Callable[[FloorAccount], float]) -> float:
        return 12 * float(np.mean([of(world) for world in worlds]))

    products = [over_time(world.products) for world in worlds]
    more = [world.growth > brings for world, brings in zip(worlds, products, strict=True)]
    return SpaceAccount(
        space=plan.spaces[worlds[0].space],
        products=12 * float(np.mean(products)),
        growth=mean(lambda world: world.growth),
        net=mean(lambda world: over_time(world.net)),
        churn=mean(lambda world: world.churn),
        expansions=mean(lambda world: world.expansions),
        makers=mean(lambda world: over_time(world.makers)),
        growth_decides=float(np.mean(more)),
    )


def asked_spaces(spec: Spec) -> tuple[str, ...]:
    """Types of space that the top-down streams ask for, in the scenario's order."""
    streams = spec.top_down.streams.values() if spec.top_down else ()
    asked = {stage_fields(spec, one.track, one.entry)["space"][1] for one in streams}
    return tuple(name for name in spec.spaces if name in asked or not asked)


def lettable_share(run: Stacked, plan: Plan, spec: Spec) -> float:
    """Lettable share of the gross area that stands at the end, all space types together."""
    share = np.array([spec.spaces[name].lettable.value for name in plan.spaces])
    built = np.mean(run.capacity_end, axis=0)
    capacity = built.reshape(len(plan.spaces), len(plan.parks)).sum(axis=1)
    if not capacity.any():
        return float(np.mean(share))
    return float(capacity.sum() / (capacity / share).sum())


def programme_area(spec: Spec) -> float | None:
    """Lettable area of the programme, by the lettable shares of its projects."""
    if spec.programme is None:
        return None
    area = spec.programme.area.value
    if spec.programme.basis == "lettable":
        return area
    projects = [spec.supply[name] for name in spec.programme.projects]
    gross = sum(project.area.value for project in projects)
    let = sum(project.area.value * project.lettable.value for project in projects)
    return area * let / gross if gross else area
