"""The verdict: whether the build-out meets demand, and whether too much of it stands idle."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from sim.measures.counting.checks import SIDES, Check, Side, checks, judged_months, judged_time
from sim.measures.counting.moves import terms_end
from sim.measures.counting.stacked import stacked
from sim.measures.counting.tally import Tally
from sim.measures.economy.rent import RentTold, rents_told
from sim.measures.months import Floats, first_recorded, names
from sim.measures.plain import SHOWN, plain
from sim.measures.verdict.causes import Cause, causes
from sim.measures.verdict.deliveries import Delivered, deliveries
from sim.measures.verdict.judged import (
    NOT_TESTED,
    Judgement,
    StandardJudged,
    judgement,
    standard_judged,
)
from sim.measures.verdict.outlook import Outlook, outlooks
from sim.measures.verdict.promises import Promises, promises
from sim.measures.verdict.signals import PlaceSignals, places
from sim.measures.verdict.standards import Checked, combined, evaluate
from sim.measures.verdict.topdown import Beside, beside
from sim.measures.verdict.trades import OtherTrades, other_trades
from sim.measures.verdict.turning import BreakEven, break_even, outcomes_of
from sim.scenario.names import labelled
from sim.scenario.plan.account import FloorAccount
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.values.amounts import Areas
from sim.text.verdict import LEFT_OUT
from sim.text.words import Words

_NOTHING: Final[Mapping[str, Floats]] = MappingProxyType({})


@dataclass(frozen=True)
class PlaceJudged:
    """All standards of one space type, or of one pool, on both sides."""

    space: str
    park: str | None
    shortage: Judgement
    idle: Judgement
    months: tuple[str, str] | None
    """First month that any of its standards looks at, and the last; None if it has none."""


@dataclass(frozen=True)
class Verdict:
    """What a planner is told; shortage and idle space always side by side."""

    replications: int
    confidence: float
    record: tuple[str, str]
    """First and last month that count, of signals and sums; standards have their own `months`."""
    judged: tuple[str, str]
    """First and last month that any standard looks at, of outlooks; else those of the record."""
    shortage: Judgement
    idle: Judgement
    spaces: tuple[PlaceJudged, ...]
    """In the scenario's order."""
    pools: tuple[PlaceJudged, ...]
    """Only pools that a standard names."""
    standards: tuple[StandardJudged, ...]
    """Shortage first, then in the order of the spaces."""
    signals: tuple[PlaceSignals, ...]
    """Space types, in the scenario's order, then pools."""
    outlooks: tuple[Outlook, ...]
    """Space types, in the scenario's order, then pools, type by type."""
    causes: tuple[Cause, ...]
    top_down: Beside | None
    left_out: tuple[str, ...]
    """Ids of what the model leaves out, explained in the glossary."""
    labels: Mapping[str, Words]
    """Names of `space/…`, `park/…` and `standard/…`."""
    areas: Areas = field(metadata=SHOWN)
    """How the screen writes areas."""
    promises: Promises | None
    """Goals, targets and the economy; None where the scenario states none of them."""
    rents: tuple[RentTold, ...] = ()
    """Space types that have a rent, in the scenario's order."""
    new_rents: tuple[RentTold, ...] = ()
    """Likewise of new buildings, where these are told apart."""
    trades: tuple[OtherTrades, ...] = ()
    """Space types of which other trades hold a part, in the scenario's order."""
    deliveries: tuple[Delivered, ...] = ()
    """What opens by evidence, where the scenario's projects say what they stand on."""
    break_even: BreakEven | None = None
    """Which unknown number decides, and where the verdict turns; None where all are known.

    `break_even.turns` are the turning points of the number that decides the scenario, fit for a
    headline; empty where there is too little to tell.
    """

    @property
    def margins(self) -> tuple[tuple[str, float], ...]:
        """How well the probability of each standard and side is known, the least well first.

        Half the width of 95 % intervals, by `standard/…` or side; never tested ones are left out.
        """
        sides = [(judged.side, judged) for judged in (self.shortage, self.idle)]
        judged = [*sides, *((f"standard/{one.id}", one.judged) for one in self.standards)]
        tested = [(of, one.probability.margin) for of, one in judged if one.word != NOT_TESTED]
        return tuple(sorted(tested, key=lambda pair: -pair[1]))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: no NaN, no infinity, 12 digits."""
        data: dict[str, Any] = plain(self)
        for key in ("rents", "new_rents", "trades", "deliveries"):
            if not getattr(self, key):
                del data[key]
        for key in ("promises", "break_even"):
            if getattr(self, key) is None:
                del data[key]
        return data

    def to_json(self) -> str:
        """Canonical JSON: the same verdict is the same text."""
        return json.dumps(
            self.to_dict(), ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True
        )


def verdict(
    tallies: Sequence[Tally],
    plan: Plan,
    spec: Spec,
    *,
    ranged: bool = True,
    paired: bool = True,
    accounts: Sequence[Sequence[FloorAccount]] = (),
    lines: Mapping[str, Floats] | None = None,
    drawn: Mapping[str, Floats] = _NOTHING,
) -> Verdict:
    """Judge a run.

    paired: replications 2k and 2k+1 share their ranged numbers, and count as one cluster of two.
    ranged: whether some number was drawn from a range; if none was, all that differs is chance.
    accounts: of demand from below and above, by world played.
    lines: of the economy, if they are there already.
    drawn: values of the ranged numbers by path, [world]; of whole worlds in their order.
    """
    clusters = np.array([tally.replication // (2 if paired else 1) for tally in tallies])
    confidence = spec.confidence.value
    order = {space: rank for rank, space in enumerate(spec.spaces)}
    bounds = sorted(
        checks(spec, plan), key=lambda c: (SIDES.index(c.side), order[c.standard.space], c.id)
    )
    run = stacked(tallies)
    results = [evaluate(check, run, plan) for check in bounds]

    def judge(side: Side, where: Sequence[Checked]) -> Judgement:
        status = combined([r.status for r in where if r.check.side == side], len(tallies))
        return judgement(side, status, clusters, confidence)

    def placed(space: str, park: str | None) -> PlaceJudged:
        where = [r for r in results if _in(r.check, plan, space, park)]
        spans = [span for r in where if (span := judged_months(r.check.standard, plan))]
        return PlaceJudged(
            space,
            park,
            judge("shortage", where),
            judge("idle", where),
            (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None,
        )

    scoped = sorted(
        {(c.standard.space, c.standard.park) for c in bounds if c.standard.park is not None},
        key=lambda scope: (order[scope[0]], scope[1]),
    )
    months = names(plan)[judged_time(spec, plan)]
    signals = places(run, plan, spec, bounds, clusters)
    return Verdict(
        replications=len(tallies),
        confidence=confidence,
        record=(names(plan)[min(first_recorded(plan), plan.months - 1)], names(plan)[-1]),
        judged=(months[0], months[-1]),
        shortage=judge("shortage", results),
        idle=judge("idle", results),
        spaces=tuple(placed(space, None) for space in spec.spaces),
        pools=tuple(
            placed(s, p) for s, p in sorted(scoped, key=lambda x: (order[x[0]], x[1] or ""))
        ),
        standards=tuple(standard_judged(r, plan, clusters, confidence) for r in results),
        signals=tuple(sorted(signals, key=lambda p: (p.park is not None, order[p.space]))),
        outlooks=tuple(outlooks(run, plan, spec, bounds, clusters)),
        causes=tuple(causes(run, plan, spec, results, clusters, ranged=ranged)),
        top_down=beside(run, plan, spec, accounts),
        left_out=left_out(plan),
        labels=_labels(spec),
        rents=rents_told(tallies, plan, spec),
        new_rents=rents_told(tallies, plan, spec, new=True),
        trades=other_trades(tallies, plan, spec),
        deliveries=deliveries(tallies, plan, spec),
        areas=Areas(spec.area_unit),
        promises=promises(tallies, plan, spec, clusters, lines),
        break_even=break_even(spec, outcomes_of(run, plan, spec, results), drawn, paired=paired),
    )


def left_out(plan: Plan) -> tuple[str, ...]:
    """Ids of what the model leaves out, without the parts that the scenario turned on."""
    used = {
        "indivisible": any(unit > 1 for unit in plan.units),
        "price": any(plan.rents),
        "owned": bool(plan.plants),
        "moves": terms_end(plan),
        "policy": bool(plan.triggers or plan.pauses),
        "retirement": any(works.ratio == 0.0 for works in plan.renewals),
    }
    return tuple(key for key in LEFT_OUT if not used.get(key))


def _in(check: Check, plan: Plan, space: str, park: str | None) -> bool:
    """Whether a check speaks of a space type (wherever), or of just this pool."""
    if plan.spaces[check.space] != space:
        return False
    return park is None or check.standard.park == park


def _labels(spec: Spec) -> dict[str, Words]:
    def named(kind: str, things: Mapping[str, Any]) -> dict[str, Words]:
        return {f"{kind}/{id_}": labelled(things, id_) for id_ in things}

    return (
        named("space", spec.spaces)
        | named("park", spec.parks)
        | named("standard", spec.standards)
        | named("target", spec.targets)
    )
