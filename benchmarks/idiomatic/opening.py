"""The state at the start: tenants in mid-stage, and companies that lease nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.idiomatic.company import Company, Holding, Process
from benchmarks.idiomatic.laws import draw, draw_biased, poisson
from benchmarks.idiomatic.market import Pool
from sim.scenario.plan.plan import StagePlan

if TYPE_CHECKING:
    from benchmarks.idiomatic.city import City


def open_city(city: City) -> None:
    """Place the companies that lease nothing, then fill each pool to its occupied share."""
    for entry in city.plan.pipeline:
        track = city.plan.streams[entry.stream].track
        for _ in range(poisson(city.rng, entry.cdmo + entry.self_build)):
            company = Company(city, track)
            stage = company.chain[entry.position]
            city.env.process(_go_on(company, entry.position, _rest(city, stage)))
    for space in city.plan.fill_order:
        for pool in city.market.pools[space]:
            _fill(city, pool)


def _fill(city: City, pool: Pool) -> None:
    plan, rng = city.plan, city.rng
    occupied = plan.occupied[plan.pool(pool.space, pool.park)]
    options = plan.candidates[pool.space]
    weights = [option.weights[pool.park] for option in options]
    while pool.leased < occupied:
        chosen = rng.choices(options, weights)[0]
        stream = plan.streams[chosen.stream]
        company = Company(city, stream.track)
        stage = company.chain[chosen.position]
        area = min(company.area(stage), occupied - pool.leased)
        holding = _let(company, pool, area)
        fit_out, duration = stage.fit_out.mean, stage.duration.mean
        if rng.random() * (fit_out + duration) < fit_out:
            if chosen.position > stream.entry:
                _place_before(city, company, company.chain[chosen.position - 1])
            left = draw_biased(rng, stage.fit_out) * (1.0 - rng.random())
            city.env.process(_move_in(company, chosen.position, holding, left))
        else:
            company.present = holding
            city.env.process(_go_on(company, chosen.position, _rest(city, stage)))


def _place_before(city: City, company: Company, stage: StagePlan) -> None:
    """Let a tenant in fit-out still hold the space it comes from, where there is room."""
    # It is known that the company did not go elsewhere.
    leased = (1.0 - stage.cdmo) * (1.0 - stage.self_build)
    if stage.release or city.rng.random() >= leased:
        return
    area = company.area(stage)
    for park in company.parks(stage):
        pool = city.market.pools[stage.spaces[0]][park]
        if pool.leased + area <= city.plan.occupied[city.plan.pool(pool.space, park)]:
            company.present = _let(company, pool, area)
            return


def _let(company: Company, pool: Pool, area: int) -> Holding:
    pool.leased += area
    holding = (pool, area)
    company.holdings.append(holding)
    return holding


def _rest(city: City, stage: StagePlan) -> float:
    return draw_biased(city.rng, stage.duration) * (1.0 - city.rng.random())


def _move_in(company: Company, position: int, holding: Holding, left: float) -> Process:
    yield company.env.timeout(left)
    company.give_up_present()
    company.present = holding
    stage = company.chain[position]
    company.city.records.starts[stage.stage] += 1
    yield from _go_on(company, position, draw(company.rng, stage.duration))


def _go_on(company: Company, position: int, left: float) -> Process:
    """Live on from the middle of a stage."""
    well = yield from company.stay(company.chain[position], left)
    if well:
        yield from company.live(position + 1)
    else:
        company.leave()
