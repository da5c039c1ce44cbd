"""All types at once: the cheapest areas at which all hold together, counted, played and judged.

A future's need of each type was found with the other types as planned. Where types do not act on
each other, all hold together in just those futures in which every need is met, so that nothing has
to be played to look for areas. Whether they do act on each other is seen when the areas found are
played: then areas for more futures are taken, or for fewer, until as many hold when played as
must, and lowered, type by type, as far as that stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from typing import Final

import numpy as np

from sim.experiments.required.answer import Need
from sim.experiments.required.futures import Futures, Plays, Requirement, batches
from sim.experiments.required.joint_answer import (
    JointAlone,
    JointAnswer,
    JointPart,
    JointPlan,
    Prices,
)
from sim.experiments.required.least import common, honest, least, met
from sim.experiments.required.levers import Among, AreaLever, Phased, Together
from sim.experiments.required.phasing import Tranches, by_month, opened_late
from sim.experiments.required.played import Played
from sim.experiments.required.quantiles import ranks
from sim.measures.months import Floats
from sim.measures.statistics import HOLDS

PLAYS: Final = 10
"""How often all futures are played for a joint answer, about, without its phasing."""
_ROUNDS: Final = 4
"""How often needs are searched again, at most."""
_SOME: Final = 4
"""Futures that are played before what is known is looked at again."""
_WIDER: Final = 4
"""How many times as long each next step down is."""
_POINTS: Final = 25
"""Points of the curve of totals, about."""
Places = tuple[int, ...]
"""One a type, on the grid of its lever."""


def jointly(
    futures: Futures,
    requirements: Sequence[Requirement],
    whole: Requirement,
    needs: Sequence[Need],
    confidence: float,
) -> JointAnswer:
    """Return the cheapest areas at which all standards hold together with a confidence.

    `needs`: those of each type, found with the others as planned; `requirements`: what must hold of
    each type; `whole`: all of that.
    """
    work = _Work(futures, requirements, whole, confidence)
    prices = Prices.of(futures.loaded.spec, [need.space or "" for need in needs])
    levers = tuple(need.lever for need in needs if isinstance(need.lever, AreaLever))
    found = tuple(FoundNeeds(need.needs, need.silent) for need in needs)
    sample = NeedsSample(levers, prices, found, futures.replications)
    settled = _settled(work, Plays(futures, whole, partial(Together, levers)), sample)
    last = settled.sample if settled else sample
    level = common(last.needs, settled.count) if settled else None
    return JointAnswer(
        tested=sample.size,
        money=prices.money,
        plan=_plan(work, settled, needs) if settled else None,
        alone=_alone(sample, [need.row(confidence).place for need in needs]),
        common=(level.share, last.total(_whole(level.levels))) if level else None,
        curve=last.curve(),
    )


@dataclass(frozen=True)
class _Work:
    futures: Futures
    requirements: Sequence[Requirement]
    whole: Requirement
    confidence: float


@dataclass(frozen=True)
class FoundNeeds:
    """What each future needs of a type: a place, or None if none serves; and what tests nothing."""

    places: Sequence[int | None]
    silent: Sequence[bool]


class NeedsSample:
    """What futures need of each type; those that test nothing at all have no part in it."""

    def __init__(
        self,
        levers: tuple[AreaLever, ...],
        prices: Prices,
        found: Sequence[FoundNeeds],
        replications: Sequence[int],
    ) -> None:
        self.levers = levers
        self.prices = prices
        silent = np.array([own.silent for own in found]).T
        rows = np.flatnonzero(~silent.all(axis=1))
        self.numbers: list[int] = [replications[row] for row in rows.tolist()]
        # A future that does not test a type asks nothing of it.
        places = [
            [
                lever.bottom if untested else inf if own is None else own
                for own, untested in zip(each.places, each.silent, strict=True)
            ]
            for lever, each in zip(levers, found, strict=True)
        ]
        self.needs: Floats = np.array(places, dtype=np.float64).T[rows]
        """[future, type]: places; infinite where none serves."""
        self.costs: Floats = np.array(
            [
                [inf if place == inf else self._cost(t, int(place)) for t, place in enumerate(row)]
                for row in self.needs
            ]
        ).reshape(self.needs.shape)
        self._silent = silent[rows]
        self._of_future = dict(zip(self.numbers, self.needs.tolist(), strict=True))
        self._found: dict[int, Places | None] = {}

    def _cost(self, kind: int, place: int) -> float:
        return self.prices.cost(kind, self.levers[kind], self.levers[kind].value(place))

    @property
    def size(self) -> int:
        """Futures of the sample."""
        return len(self.numbers)

    def cheapest(self, count: int) -> Places | None:
        """Return the cheapest places that meet the needs of so many futures, if any do."""
        if count not in self._found:
            levels = least(self.needs, self.costs, count)
            self._found[count] = _whole(levels) if levels else None
        return self._found[count]

    def found(self, count: int) -> Places:
        """Return the same where there are such places."""
        places = self.cheapest(count)
        assert places is not None  # `count` was found to serve
        return places

    def holding(self, places: Places) -> list[int]:
        """Return the replications in which every need is met."""
        return [self.numbers[row] for row in np.flatnonzero(met(self.needs, places)).tolist()]

    def spent(self, kind: int, place: int) -> float:
        """Return what a type costs above its least place."""
        return self._cost(kind, place) - self._cost(kind, self.levers[kind].bottom)

    def ease(self, kind: int, replication: int) -> float:
        """Return the less the more a future needs of a type."""
        needs = self._of_future.get(replication)
        return -needs[kind] if needs else 0.0

    def total(self, places: Places) -> float:
        """Return the differences from the plan, all types, m² gross."""
        return sum(lever.value(at) for lever, at in zip(self.levers, places, strict=True))

    def cost(self, places: Places) -> float:
        """Return what they cost."""
        return sum(self._cost(kind, place) for kind, place in enumerate(places))

    def level(self, kind: int, place: int) -> float | None:
        """Return the share of the futures that test a type in which its need is met."""
        tested = ~self._silent[:, kind]
        return float(np.mean(self.needs[tested, kind] <= place)) if tested.any() else None

    def end(self, count: int | None) -> tuple[float, float] | None:
        """Return (m² gross, cost) of the cheapest places for so many futures."""
        places = self.cheapest(count) if count is not None and 0 < count <= self.size else None
        return (self.total(places), self.cost(places)) if places else None

    def curve(self) -> tuple[tuple[int, float], ...]:
        """Return (futures, total) of the cheapest places from half of the futures on."""
        half = -(-self.size // 2)
        step = max(1, (self.size - half) // _POINTS)
        ends = [(count, self.end(count)) for count in range(half, self.size + 1, step)]
        return tuple((count, end[0]) for count, end in ends if end)


def _whole(levels: Sequence[float]) -> Places:
    return tuple(int(level) for level in levels)


@dataclass(frozen=True)
class _Settled:
    """Places that hold in as many futures as must, and how they were found."""

    places: Places
    must: int
    count: int
    """For how many futures they were taken."""
    sample: NeedsSample
    """The needs that were counted."""
    plays: Plays[Places]
    rounds: int
    """How often needs were searched with the other types at the places found before."""


def _settled(work: _Work, plays: Plays[Places], sample: NeedsSample) -> _Settled | None:
    for rounds in range(_ROUNDS + 1):
        must = honest(sample.needs, sample.costs, work.confidence)
        if must is None:
            return None
        places = sample.found(must)
        holding = plays.holding(places)
        if sample.holding(places) == holding and len(holding) >= must:
            return _Settled(places, must, must, sample, plays, rounds)  # types do not interact
        count = fewest(partial(_serves, sample, plays, must), must, sample.size)
        if count is not None:
            lower = _lowered(sample, plays, sample.found(count), must)
            return _Settled(lower, must, count, sample, plays, rounds)
        if rounds < _ROUNDS:
            sample = _anew(work, sample, places)
    return None


def _anew(work: _Work, sample: NeedsSample, places: Places) -> NeedsSample:
    """Search all needs again, of each type with the others at some places."""
    found = []
    for kind, (lever, requirement) in enumerate(zip(sample.levers, work.requirements, strict=True)):
        others = [k for k in range(len(places)) if k != kind]
        beside = Together(tuple(sample.levers[k] for k in others), tuple(places[k] for k in others))
        searched = work.futures.searched(requirement, Among(lever, beside, places[kind]))
        found.append(
            FoundNeeds([one["safe"] for one in searched], [one["untested"] for one in searched])
        )
    return NeedsSample(sample.levers, sample.prices, found, work.futures.replications)


def _serves(sample: NeedsSample, plays: Plays[Places], must: int, count: int) -> bool:
    """Whether what is cheapest for so many futures holds, played, in as many as must."""
    places = sample.cheapest(count)
    return places is not None and plays.pooled(places).chance.holds >= must


def fewest(serves: Callable[[int], bool], start: int, most: int) -> int | None:
    """Return the least number from which one to `most` serve, by growing steps and bisection.

    Serving is expected to be monotone. None where not even the most serves.
    """
    step, here = 1, start
    if serves(start):
        good, bad = start, 0
        while bad < good - 1:
            lower = max(1, good - step)
            if not serves(lower):
                bad = lower
                break
            good, step = lower, 2 * step
    else:
        while True:
            if here == most:
                return None
            upper = min(most, here + step)
            if serves(upper):
                break
            here, step = upper, 2 * step
        bad, good = here, upper
    while good - bad > 1:
        middle = (bad + good) // 2
        good, bad = (middle, bad) if serves(middle) else (good, middle)
    return good


@dataclass
class _Lowering:
    """Places that are lowered as long as enough of the futures that hold still do."""

    sample: NeedsSample
    plays: Plays[Places]
    must: int
    places: Places
    holding: list[int]
    """Replications that hold there."""

    def lower(self, kind: int) -> None:
        """Lower one type as far as serves, by growing steps and bisection."""
        bottom = self.sample.levers[kind].bottom
        good, bad, step = self.places[kind], bottom - 1, 1
        while bad < good - 1:
            lower = (bad + good) // 2 if bad >= bottom else max(bottom, good - step)
            if self._serves(kind, lower):
                good, step = lower, step * _WIDER
            else:
                bad = lower

    def _serves(self, kind: int, place: int) -> bool:
        """Play those that hold, first those that need most, until it is settled; take it if so."""
        tried = (*self.places[:kind], place, *self.places[kind + 1 :])
        hardest = sorted(self.holding, key=partial(self.sample.ease, kind))
        kept: list[int] = []
        spare = len(hardest) - self.must
        for part in batches(hardest, _SOME):
            rows = self.plays.rows(tried, part, _SOME // 2)
            hold = [n for n in part if rows[n][0] == HOLDS]
            kept += hold
            spare -= len(part) - len(hold)
            if spare < 0:
                return False
        self.places, self.holding = tried, kept
        return True


def _lowered(sample: NeedsSample, plays: Plays[Places], places: Places, must: int) -> Places:
    """Lower one type after the other, the dearest first, until none can be lowered."""
    work = _Lowering(sample, plays, must, places, plays.holding(places))
    while True:
        before = work.places
        dear = {kind: sample.spent(kind, place) for kind, place in enumerate(before)}
        for kind in sorted(dear, key=lambda kind: (-dear[kind], kind)):
            work.lower(kind)
        if work.places == before:
            return before


def _alone(sample: NeedsSample, answers: Sequence[int | None]) -> JointAlone | None:
    places = tuple(place for place in answers if place is not None)
    if len(places) < len(answers):
        return None
    return JointAlone(sample.total(places), sample.cost(places), len(sample.holding(places)))


def _plan(work: _Work, settled: _Settled, needs: Sequence[Need]) -> JointPlan:
    futures, sample, places = work.futures, settled.sample, settled.places
    played = settled.plays.pooled(places)
    (fresh,) = futures.played(work.whole, Together(sample.levers, places), 0, fresh=True)
    opened, phased = _phased(work, settled, played)
    own = ranks(sample.size, work.confidence)
    shift = settled.count - settled.must
    low = sample.end(None if own.low is None else own.low + shift)
    high = sample.end(None if own.high is None else own.high + settled.count - (own.middle or 0))
    return JointPlan(
        parts=tuple(
            JointPart(
                space=need.space or "",
                planned=lever.planned,
                value=lever.value(place),
                level=sample.level(kind, place),
                alone=need.row(work.confidence).value,
                tranches=by_month(futures.plan, opened.get(kind, ())),
            )
            for kind, (need, lever, place) in enumerate(
                zip(needs, sample.levers, places, strict=True)
            )
        ),
        cost=sample.cost(places),
        low=low,
        high=high,
        must=settled.must,
        counted=len(sample.holding(places)),
        shift=shift,
        rounds=settled.rounds,
        played=played,
        fresh=fresh,
        apart=not settled.rounds and sample.holding(places) == settled.plays.holding(places),
        phased=phased,
    )


def _phased(
    work: _Work, settled: _Settled, at_once: Played
) -> tuple[dict[int, Tranches], tuple[Played, Played] | None]:
    """Open what is added in tranches, type by type, the largest first; those before stay so."""
    futures, sample, places = work.futures, settled.sample, settled.places
    areas = {kind: lever.value(places[kind]) for kind, lever in enumerate(sample.levers)}
    more = sorted((kind for kind in areas if areas[kind] > 0), key=lambda kind: -areas[kind])
    opened: dict[int, Tranches] = {}
    played = at_once
    change: Phased | None = None
    for kind in more:
        rest = [k for k in areas if k != kind and k not in opened]
        beside: Together | Phased = Together(
            tuple(sample.levers[k] for k in rest), tuple(places[k] for k in rest)
        )
        for done, tranches in opened.items():
            beside = Phased(sample.levers[done], tranches, beside)
        none = Phased(sample.levers[kind], (), beside)
        (without,) = futures.played(work.whole, none, 0)
        opened[kind], played = opened_late(
            futures,
            work.whole,
            none,
            areas[kind],
            settled.must,
            played,
            without,
            sorted(futures.replications, key=partial(sample.ease, kind)),
        )
        change = replace(none, tranches=opened[kind])
    if change is None:
        return opened, None
    (fresh,) = futures.played(work.whole, change, 0, fresh=True)
    return opened, (played, fresh)
