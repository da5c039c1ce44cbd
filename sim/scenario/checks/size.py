"""Checks on size: nothing is larger than what the engines are made for, in any world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum, sqrt
from typing import NamedTuple

from sim.scenario.checks.case import Case, high
from sim.scenario.errors import Problem
from sim.scenario.plan.eventkey import EventKey, TooLargeError, let_ahead, tenants
from sim.scenario.plan.opening import flows
from sim.scenario.plan.plan import Plan, StagePlan
from sim.scenario.schema.demand import Compound, Stream
from sim.scenario.schema.leaves import Leaf, size
from sim.scenario.values import limits
from sim.scenario.values.dates import MONTH, DateChance
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import said_quantity, show_quantity
from sim.scenario.values.units import AREA
from sim.text.messages.blocks import BOUNDS
from sim.text.words import Words

_FAR = 10.0
"""Standard deviations that a sum of areas does not exceed."""
_STEP = 1e-9
"""Part of a range that is left out at both ends."""
_FEWER = ("area", "every", "term", "density", "lettable")
"""Last words of paths whose numbers make more companies, or wishes, the smaller they are."""


def the_clock_has_an_end(case: Case) -> Iterator[Problem]:
    """The clock runs for a century at most."""
    clock = case.spec.clock
    months = -(-(clock.end.last - clock.start.first) // MONTH)
    if months > limits.CLOCK_MONTHS:
        words = {"months": f"{months:,}", "most": f"{limits.CLOCK_MONTHS:,}"}
        yield case.problem("E554", "clock.end", **words)


def ratios_and_growth_are_within_bounds(case: Case) -> Iterator[Problem]:
    """A renewal returns, and arrivals grow a year, a hundred times at most."""
    spec = case.spec
    bounded: dict[str, tuple[Number, float]] = {}
    for name, renewal in spec.renewals.items():
        bounded[f"renewals.{name}.ratio"] = renewal.ratio, limits.RATIO
    for name, block in spec.demand.items():
        if isinstance(block, Stream) and block.growth is not None:
            bounded[f"demand.{name}.growth"] = block.growth, limits.GROWTH
    for path, profile in case.profiles():
        if isinstance(profile, Compound):
            bounded[f"{path}.growth"] = profile.growth, limits.GROWTH
    if spec.opening.growth is not None:
        bounded["opening.growth"] = spec.opening.growth, limits.GROWTH
    for path, (number, most) in bounded.items():
        if high(number) > most:
            bound = BOUNDS["le"].fill(limit=said_quantity(most, number.dimension))
            key = path.rpartition(".")[2]
            yield case.problem("E410", path, key=key, raw=number.text, bound=bound)


def the_scenario_is_of_a_sensible_size(case: Case) -> Iterator[Problem]:
    """A scenario has not more of anything than the engine is made for."""
    spec = case.spec
    for block, most in limits.ENTRIES.items():
        count = len(getattr(spec, block))
        if count > most:
            yield case.problem("E552", block, count=f"{count:,}", most=f"{most:,}")
    lots = sum(project.lots for project in spec.supply.values())
    stages = sum(len(case.chain(track)) for track in spec.tracks)
    pools = len(spec.parks) * len(spec.spaces)
    months = -(-(spec.clock.end.last - spec.clock.start.first) // MONTH)
    cells = pools * len(spec.tracks) * months
    counts = (
        ("spaces", "空间类型与园区的组合", "pools", pools, limits.POOLS),
        ("supply", "地块", "lots", lots, limits.LOTS),
        ("tracks", "赛道的阶段", "stages", stages, limits.STAGES),
        ("clock", "池 × 赛道 × 月", "pools × tracks × months", cells, limits.CELLS),
        ("demand", "企业 id × 需求流 × 阶段", "ids × streams × stages", ids(case), limits.IDS),
    )
    for block, zh, en, count, most in counts:
        if count > most:
            words = {"count": f"{count:,}", "most": f"{most:,}"}
            yield case.problem("E553", block, what=Words(zh, en), **words)


def ids(case: Case) -> int:
    """Return how many ids there may be at most, times the streams and stages."""
    spec = case.spec
    streams, stages = len(spec.demand) + len(spec.top_down_used), len(spec.stages)
    met = len(spec.parks) * len(spec.spaces) + 3 * streams * stages  # tenants, and outside pools
    let = sum(
        project.lots * len(project.mix) * len(project.parks)
        for project in spec.supply.values()
        if project.let_ahead is not None
    )
    own = streams + met + let + len(spec.opening.queue)
    own *= 1 + len({stage for _, stage, fields in case.stages() if "lines" in fields})
    makers = {
        fields.route.cdmo_demand.stream
        for _, fields in case.blocks()
        if fields.route is not None and fields.route.cdmo_demand is not None
    }
    asked = own * (1 + len(makers) * stages)
    works = sum(project.lots for project in spec.supply.values())
    works += len(spec.renewals) + len(spec.retirements)
    return (asked * (1 + stages if spec.returns else 1) + works) * streams * stages


def worlds(numbers: Mapping[str, Leaf]) -> Iterator[dict[str, float]]:
    """Yield what numbers may be drawn: their values, their ends, and the ends that crowd most.

    All of the same numbers, so that plans of them share what reads none.
    """
    ranged = {
        path: leaf
        for path, leaf in numbers.items()
        if not isinstance(leaf, DateChance) and leaf.range
    }
    yield {path: size(leaf) for path, leaf in ranged.items()}
    if ranged:
        near = {path: _inside(*leaf.range) for path, leaf in ranged.items() if leaf.range}
        for end in (0, 1):
            yield {path: ends[end] for path, ends in near.items()}
        yield {p: ends[p.rpartition(".")[2] not in _FEWER] for p, ends in near.items()}


def _inside(low: float, high: float) -> tuple[float, float]:
    """Return ends that a draw may come near to: it does not reach those of its range."""
    step = _STEP * (high - low)
    return low + step, high - step


def world_fits(case: Case, plan: Plan) -> Iterator[Problem]:
    """Whatever numbers are drawn: companies can be told apart, and areas be added up."""
    area = AREA.within(case.spec.units)
    try:
        EventKey.of(plan)
    except TooLargeError as error:
        yield case.problem("E551", "demand", **error.problems[0].context)
        return
    demands = _asked(case, plan)
    count = fsum(demand.requests for demand in demands)
    if not count <= limits.REQUESTS:
        path = max(demands, key=lambda demand: demand.requests).path
        words = {"count": f"{count:,.0f}", "most": f"{limits.REQUESTS:,}"}
        yield case.problem("E555", path, **words)
        return
    spread = fsum(demand.spread for demand in demands)
    demands += _standing(case, plan)
    total = fsum(demand.area for demand in demands) + _FAR * sqrt(spread)
    if not total <= limits.CITY_AREA:
        path = max(demands, key=lambda demand: demand.area).path
        sizes = {"total": total, "most": limits.CITY_AREA}
        shown = {name: show_quantity(m2, area, "en") for name, m2 in sizes.items()}
        yield case.problem("E556", path, **shown)


class _Asked(NamedTuple):
    """What a block brings into the city over the whole clock."""

    path: str
    requests: float
    """Requests for space expected."""
    area: float
    """Mean of the area asked, in m²."""
    spread: float
    """Variance of a compound Poisson sum of it."""


def _standing(case: Case, plan: Plan) -> list[_Asked]:
    """Return the area of each pool that stands or will."""
    standing = []
    for pool, area in enumerate(plan.limit):
        space, _ = plan.pool_name(pool)
        block = "stock" if space in case.spec.stock else "spaces"
        standing.append(_Asked(f"{block}.{space}", 0.0, area, 0.0))
    return standing


def _asked(case: Case, plan: Plan) -> list[_Asked]:
    """Return what each source of companies asks for, as if all went through the whole chain."""
    makers = flows(plan.streams, plan.chains)
    months = plan.end / MONTH
    lives = [_lives(chain, months) for chain in plan.chains]
    above = case.spec.top_down_used
    paths = [f"{'top_down.streams' if s.id in above else 'demand'}.{s.id}" for s in plan.streams]
    coming = [
        (path, s.track, s.entry, s.arrivals[-1])
        for path, s in zip(paths, plan.streams, strict=True)
    ]
    fed = {stage.cdmo_stream for chain in plan.chains for stage in chain if stage.cdmo_stream >= 0}
    for i in sorted(fed):
        maker = plan.streams[i]
        coming.append((paths[i], maker.track, maker.entry, makers[i, maker.entry] * months))
    for flow in plan.pipeline:
        inside = flow.housed + flow.cdmo + flow.self_build + flow.no_space + flow.building
        coming.append((paths[flow.stream], plan.streams[flow.stream].track, flow.position, inside))
    coming += [(f"demand.{p.id}", p.track, p.entry, 1.0) for p in plan.named]
    demands = [_Asked(f"demand.{p.id}", 0.0, p.area, 0.0) for p in plan.named]
    demands += [_through(path, lives[track][entry], count) for path, track, entry, count in coming]
    return demands + _met(plan, lives)


def _met(plan: Plan, lives: Sequence[Sequence[_Life]]) -> list[_Asked]:
    """Return what tenants of the opening, those to whom lots were let, and who waits, ask for.

    If all are of the kind that asks most: all tenants of a pool together are not more than those of
    one kind would be.
    """
    found, parks = list[_Asked](), len(plan.parks)
    for block, asking, numbers in (
        ("stock", plan.candidates, dict(enumerate(tenants(plan)))),
        ("spaces", plan.askers, let_ahead(plan)),
        ("opening.queue", plan.askers, {k * parks: n for k, n in enumerate(plan.queue) if n}),
    ):
        most = list[_Life | None]()
        for of_type in asking:
            kinds = {(plan.streams[one.stream].track, one.position) for one in of_type}
            columns = zip(*(lives[track][at] for track, at in kinds), strict=True)
            most.append(_Life(*map(max, columns)) if kinds else None)
        for pool, count in numbers.items():
            life, space = most[pool // parks], plan.pool_name(pool)[0]
            if life is not None:
                found.append(_through(f"{block}.{space}", life, count))
    return found


class _Life(NamedTuple):
    """What one company asks for on average, from a stage on."""

    requests: float
    area: float
    """m²."""
    square: float
    """Of the areas of single requests, m⁴."""


def _lives(chain: Sequence[StagePlan], months: float) -> list[_Life]:
    """Return what a company asks for that goes through all the rest of a chain, by stage."""
    lives: list[_Life] = []
    requests = area = square = 0.0
    for stage in reversed(chain):
        lines = stage.lines_met
        requests, area, square = lines * requests, lines * area, lines * square
        leased = stage.area.scaled(stage.larger)
        asked = [(1.0, leased)]
        if stage.growth:
            asked.append((_wishes(stage.growth.every, months), stage.growth.area))
        if stage.term:
            ends = _wishes(stage.term, months)
            asked.append((ends, leased.scaled(_grown(stage, ends))))
        for times, law in asked:
            mean = law.mean
            requests += times
            area += times * mean
            square += times * (mean**2 + law.variance)
        lives.append(_Life(requests, area, square))
    return lives[::-1]


def _through(path: str, life: _Life, count: float) -> _Asked:
    """Return what so many companies ask for."""
    return _Asked(path, count * life.requests, count * life.area, count * life.square)


def _wishes(every: Distribution, months: float) -> float:
    """Return the mean number of wishes, or ends of leases, of one tenancy, or a little more."""
    return 1.0 + months / every.mean


def _grown(stage: StagePlan, ends: float) -> float:
    """Return by what a lease has grown at its ends, on average of so many.

    No tenant asks for more there than it leases by then.
    """
    rate = stage.grows * stage.grows_by
    if rate == 0.0:
        return 1.0
    grown: float = min((1.0 + rate) ** ends, limits.CITY_AREA)
    return (grown - 1.0) / (rate * ends)
