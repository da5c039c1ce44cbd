"""Features that a plan has whatever happens in it; see `tests.kernel.features`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf

from sim.scenario.plan.plan import FOREVER, Answer, Plan, RentPlan, StagePlan
from sim.scenario.plan.works import stands_in
from sim.scenario.values.dates import MONTH


def stages_of(plan: Plan) -> Iterator[StagePlan]:
    """All stages of all tracks."""
    return (stage for chain in plan.chains for stage in chain)


def _any(test: Callable[[StagePlan], object]) -> Callable[[Plan], bool]:
    return lambda plan: any(map(test, stages_of(plan)))


def _fits_nowhere(plan: Plan) -> bool:
    return any(
        one.area > max(plan.limit[plan.pool(space, park)] for park in range(len(plan.parks)))
        for one in plan.named
        for space in plan.chains[one.track][one.entry].spaces[:1]
    )


def _any_lot(test: Callable[..., object]) -> Callable[[Plan], bool]:
    return lambda plan: any(map(test, plan.lots))


def _any_rent(test: Callable[[RentPlan, StagePlan], object]) -> Callable[[Plan], bool]:
    def answered(plan: Plan) -> bool:
        pairs = ((plan.rents[s.spaces[0]], s) for s in stages_of(plan) if s.spaces)
        return any(rent and rent.adjustment > 0 and test(rent, stage) for rent, stage in pairs)

    return answered


def _occupied_apart(plan: Plan) -> bool:
    """Whether parks with tenants of a type differ in what is let, by more than whole units do."""
    let = [o / c if c else 0.0 for o, c in zip(plan.occupied, plan.capacity, strict=True)]
    parks = len(plan.parks)
    rows = [[share for share in let[k : k + parks] if share] for k in range(0, len(let), parks)]
    return any(row and max(row) - min(row) > 0.3 for row in rows)


def _answered(what: str) -> Callable[[Plan], bool]:
    def found(plan: Plan) -> bool:
        return any(getattr(month, what) != 1.0 for months in plan.answers for month in months)

    return found


OF_PLANS: dict[str, Callable[[Plan], bool]] = {
    "strict": lambda plan: all(plan.strict),
    "backfill": lambda plan: not any(plan.strict),
    "strict beside backfill": lambda plan: len({*plan.strict}) == 2,
    "nobody may wait": lambda plan: 0 in plan.max_waiting,
    "few may wait": lambda plan: 2 in plan.max_waiting,
    "reserve": lambda plan: any(r and r.share > 0 for r in plan.reserves),
    "priorities": lambda plan: len({s.priority for s in stages_of(plan)}) > 1,
    "two renewals of a pool": lambda plan: (
        len({r.pool for r in plan.renewals}) < len(plan.renewals)
    ),
    "substitutes": _any(lambda s: len(s.spaces) > 1),
    "fixed order": _any(lambda s: len(s.order) > 1),
    "weighted parks": _any(lambda s: len({*s.weights} - {0.0}) > 1),
    "a park never used": _any(lambda s: 0.0 in s.weights and not s.order),
    "few choices and spill-over": _any(lambda s: s.choices < len(s.weights) and s.spillover),
    "spill-over at once": _any(lambda s: s.spillover == 0),
    "stay put": _any(lambda s: s.stay_put),
    "look-ahead": _any(lambda s: s.look_ahead),
    "prelet": _any(lambda s: s.prelet),
    "release": _any(lambda s: s.release),
    "keep": _any(lambda s: s.keep),
    "for ever": _any(lambda s: s.duration.kind == "forever"),
    "expansion": _any(lambda s: s.growth),
    "ends of leases": _any(lambda s: s.term),
    "new buildings draw tenants": _any(lambda s: s.compares and s.newness_pull > 0),
    "cheap parks draw tenants": lambda plan: any(rent and rent.parks for rent in plan.rents),
    "old and new buildings told apart": lambda plan: any(map(plan.tiers, range(len(plan.spaces)))),
    "no patience": _any(lambda s: s.patience.params == (0.0,)),
    "no duration": _any(lambda s: s.duration.params == (0.0,)),
    "suspension": _any_lot(lambda lot: lot.suspended > 0 and lot.resume.kind != "forever"),
    "suspension for good": _any_lot(lambda lot: lot.suspended > 0 and lot.resume.kind == "forever"),
    "shared slip": _any_lot(lambda lot: lot.timing.slip_common.mean > 0),
    "several lots": _any_lot(lambda lot: lot.lot > 1),
    "begun before the clock": _any_lot(lambda lot: lot.timing.earliest < 0),
    "under way, with less to come than its law says": _any_lot(
        lambda lot: 0 < lot.timing.construction.support[0] * MONTH < -lot.timing.earliest
    ),
    "under way, with a law that has no end": _any_lot(
        lambda lot: lot.timing.latest < 0 and lot.timing.construction.support == (0.0, inf)
    ),
    "pause": _any_lot(lambda lot: lot.timing.pause >= 0),
    "stands in for what is dropped": _any_lot(lambda lot: lot.timing.instead),
    "more than one stands in": lambda plan: any(
        len(ones) > 1 for ones in stands_in(plan.lots).values()
    ),
    "stands in from a date on": _any_lot(
        lambda lot: lot.timing.instead and lot.timing.earliest > 0
    ),
    "pause until a date": lambda plan: any(rule.until < FOREVER for rule in plan.pauses),
    "lots that go on one by one": lambda plan: any(rule.one_by_one for rule in plan.pauses),
    "pause by chance": lambda plan: any(0 < rule.follows < 1 for rule in plan.pauses),
    "opens by a date": _any_lot(lambda lot: 0 < lot.timing.opens_earliest < FOREVER),
    "should have opened": _any_lot(lambda lot: lot.timing.opens_earliest < 0),
    "window": _any_lot(lambda lot: lot.timing.earliest < lot.timing.latest),
    "renewal": lambda plan: any(r.pool == r.target for r in plan.renewals),
    "conversion": lambda plan: any(r.pool != r.target for r in plan.renewals),
    "conversion into a strict pool": lambda plan: any(
        r.pool != r.target and plan.strict[r.target // len(plan.parks)] for r in plan.renewals
    ),
    "retirement": lambda plan: any(r.ratio == 0 for r in plan.renewals),
    "taking for a time": lambda plan: any(r.vacate_within < FOREVER for r in plan.renewals),
    "triggered lots": _any_lot(lambda lot: lot.timing.trigger >= 0 and lot.lot > 0),
    "triggered renewal": lambda plan: any(r.timing.trigger >= 0 for r in plan.renewals),
    "trigger under": lambda plan: any(t.under for t in plan.triggers),
    "trigger over": lambda plan: any(not t.under for t in plan.triggers),
    "trigger in a window": lambda plan: any(t.earliest > 0 for t in plan.triggers),
    "trigger with pipeline": lambda plan: any(t.pipeline for t in plan.triggers),
    "trigger of one park": lambda plan: any(len(t.pools) < len(plan.parks) for t in plan.triggers),
    "let ahead before the clock": _any_lot(lambda lot: lot.let_ahead > 0),
    "a queue at the opening": lambda plan: any(plan.queue),
    "lead": _any_lot(lambda lot: lot.timing.lead.mean > 0),
    "larger than any pool": _fits_nowhere,
    "luck of an older id": lambda plan: any(s.luck != s.id for s in plan.streams),
    "whole units": lambda plan: any(unit > 1 for unit in plan.units),
    "ground floors": lambda plan: {*plan.floors} != {None},
    "heavy": _any(lambda s: s.heavy > 0),
    "pipeline": lambda plan: len(plan.pipeline) > 0,
    "a maker's own area": _any(lambda s: s.cdmo_area),
    "a maker that may be away": _any(lambda s: 0.0 < s.cdmo_chance < 1.0),
    "own plants as large as asked": _any(lambda s: s.plant == s.area),
    "own plants of another size": _any(lambda s: s.plant and s.plant != s.area),
    "builders at the opening": lambda plan: any(one.building > 0 for one in plan.pipeline),
    "a known own plant": lambda plan: any(one.own_plant for one in plan.named),
    "rent that sends elsewhere": _any_rent(lambda rent, stage: rent.elsewhere * stage.elsewhere),
    "rent that changes areas": _any_rent(lambda rent, stage: rent.area),
    "rent that changes expansions": _any_rent(lambda rent, stage: stage.growth and rent.expansion),
    "vacancy that changes areas": _any(lambda s: s.usual >= 0 and s.market_area),
    "vacancy that sends elsewhere": _any(lambda s: s.market_elsewhere * s.elsewhere),
    "rent with reversion": lambda plan: any(r and r.reversion > 0 for r in plan.rents),
    "rent beside none": lambda plan: any(plan.rents) and None in plan.rents,
    "lines that ask for more": _any(lambda s: s.lines_area > 0),
    "housed in mid-stage": lambda plan: any(p.housed > 0 for p in plan.pipeline),
    "held in mid-stage": lambda plan: any(
        p.no_space > 0 and plan.chains[plan.streams[p.stream].track][p.position].holds > 0
        for p in plan.pipeline
    ),
    "no space": _any(lambda s: not s.spaces),
    "no space in mid-stage": lambda plan: any(p.no_space > 0 for p in plan.pipeline),
    "demand from above": lambda plan: any(s.id.startswith("above") for s in plan.streams),
    "makers that replace what ends": lambda plan: any(
        s.id.startswith("above") and s.arrivals[-1] > 0 for s in plan.streams
    ),
    **{f"cycles that change {what}": _answered(what) for what in Answer._fields},
    "closures": _any(lambda s: s.closes > 0),
    "giving back": _any(lambda s: s.gives_back > 0),
    "closures at the opening": lambda plan: any(
        c.thins > c.grew for of_type in plan.candidates for c in of_type
    ),
    "grown opening": lambda plan: any(s.grew for s in plan.streams) and any(plan.occupied),
    "parks occupied apart": _occupied_apart,
    "streams that grew apart": lambda plan: (
        len({s.grew for s in plan.streams}) > 1 and any(plan.occupied)
    ),
}
