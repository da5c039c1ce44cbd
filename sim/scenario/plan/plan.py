"""The plan: a scenario in model units, for one drawing of its ranged numbers.

Times are integer ticks from `clock.start`, areas whole lettable m² (laws of areas are in
lettable m² too), ids are replaced by their rank among the sorted ids of their sort, so that
content alone decides every order. Both engines read a plan and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor, inf
from typing import Final, NamedTuple

from sim.scenario.plan.prices import EconomyPlan, StakesPlan
from sim.scenario.plan.works import LotPlan, PausePlan, RenewalPlan, TriggerPlan
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution

_YEAR = 12
FOREVER = 1 << 40
"""A span that outlasts every clock."""


def to_ticks(months: float) -> int:
    """Round a span half up to ticks; positive spans are at least 1 tick, `inf` is FOREVER."""
    if months == inf:
        return FOREVER
    return max(1, floor(months * MONTH + 0.5)) if months > 0 else 0


def area_with_lines(share: float, lines: float) -> float:
    """Return by what the area is multiplied when each further line asks for a share of it more."""
    return 1.0 + share * (lines - 1)


def to_area(square_metres: float) -> int:
    """Round an area half up to whole m², at least 1."""
    return max(1, floor(square_metres + 0.5))


def returned(taken: int, ratio: float) -> int:
    """Return the area that comes back for what was taken: nothing, or at least 1 m²."""
    return to_area(taken * ratio) if taken * ratio > 0.0 else 0


@dataclass(frozen=True, slots=True)
class Growth:
    """Expansion of a tenant in the last stage."""

    every: Distribution
    area: Distribution
    patience: Distribution
    fit_out: Distribution


MOST_ANSWER: Final = 50.0
"""Times that answers to cycles change anything at most; `check` refuses more."""


class Answer(NamedTuple):
    """What cycles multiply in one month, of what the companies of a stage do."""

    area: float = 1.0
    success: float = 1.0
    duration: float = 1.0
    elsewhere: float = 1.0
    closes: float = 1.0
    gives_back: float = 1.0


class StagePlan(NamedTuple):
    """One stage of one track: first its shares of companies, see `SHARES`."""

    elsewhere: float
    housed: float
    cdmo: float
    self_build: float
    cdmo_share: float
    cdmo_chance: float
    """Probability that the contract manufacturer is in the city."""
    success: float
    holds: float
    """Share that holds the space of the stage before through one without space."""
    strands: float
    """Probability that what was taken ahead for it stays let when the stage before fails."""
    closes: float
    """Hazard of closing in it, a year."""
    gives_back: float
    """Hazard of giving back a part of its lease, a year."""
    gives_back_by: float
    """That part."""
    shrinks: float
    """At the end of a lease's term: share that gives back a part; see `sim.draws.leases`."""
    shrinks_by: float
    """Part of what it leases."""
    grows: float
    grows_by: float
    compares: float
    vacancy_pull: float
    newness_pull: float
    rent_pull: float
    usual: float
    """Vacancy at which it asks as stated, see `sim.draws.market`; -1: it answers rent."""
    market_area: float
    market_elsewhere: float
    lines: float
    """Mean number of product lines in one space that is leased for it; 1 in a last stage."""
    lines_area: float
    """What each further line asks for more, as a share of the area."""
    stage: int
    """Rank of the stage id."""
    luck: str
    """The id whose luck the stage's draws use."""
    spaces: tuple[int, ...]
    """Ranks of the space types tried: the stage's own, then its substitutes; empty: it needs no
    space."""
    area: Distribution
    heavy: float
    """Share of its area that must stand on ground floors."""
    duration: Distribution
    fit_out: Distribution
    patience: Distribution
    build: Distribution
    cdmo_stream: int
    """Rank (among `Plan.streams`) of the stream a contract manufacturer asks in; -1: none."""
    look_ahead: int
    stranded: Distribution
    """Law of the time for which it does, in months."""
    prelet: int
    release: bool
    """Frees its space at the stage's end before asking for the next."""
    keep: bool
    priority: int
    weights: tuple[float, ...]
    """Weight of each park, by rank; 0 is never used."""
    order: tuple[int, ...]
    """Fixed order of parks; empty when drawn by weight."""
    stay_put: bool
    choices: int
    """Parks tried at first."""
    spillover: int
    """Ticks until all parks are tried; FOREVER: only at the last try."""
    growth: Growth | None
    cdmo_area: Distribution | None
    """Law of the area asked at a contract manufacturer; None: `cdmo_share` of the own area."""
    plant: Distribution | None
    """Law of the area of plants of one's own; None: their area is not counted."""
    answers: int
    """Place among `Plan.answers` of how its companies answer cycles; -1: they do not."""
    term: Distribution | None
    """Law of the term of a lease, in months; None: a lease lasts as long as the stage."""

    @property
    def lease(self) -> float:
        """Probability that the stage is leased."""
        if not self.spaces:
            return 0.0
        asks = (1.0 - self.elsewhere) * (1.0 - self.housed)
        return asks * (1.0 - self.cdmo) * (1.0 - self.self_build)

    def thins(self, grew: float) -> float:
        """Return the rate a month at which those in it are fewer by age: growth, closures."""
        return grew + self.closes / _YEAR

    @property
    def leased_area(self) -> float:
        """Mean area of a lease, with what several lines ask for more, m²."""
        return self.area.mean * self.larger

    @property
    def larger(self) -> float:
        """By what several lines make leases larger, on average."""
        return area_with_lines(self.lines_area, self.lines)

    @property
    def lines_met(self) -> float:
        """Mean number of product lines in the stage for each company that comes to it and stays."""
        leases = (1.0 - self.housed) * (1.0 - self.cdmo) * (1.0 - self.self_build)
        return 1.0 + leases * (self.lines - 1.0)

    @property
    def shares(self) -> tuple[float, ...]:
        """Share of the opening's tenants by park: by weight, evenly over a fixed order."""
        return _shares(self.weights)


SHARES: Final = StagePlan._fields[: StagePlan._fields.index("stage")]
"""Shares of companies: they stand first in a stage, as ranges are mostly on them."""


@lru_cache(maxsize=1024)
def _shares(weights: tuple[float, ...]) -> tuple[float, ...]:
    whole = sum(weights)
    return tuple([weight / whole for weight in weights])


class StreamPlan(NamedTuple):
    """Companies that arrive at random: Λ is piecewise linear through (times, arrivals)."""

    id: str
    luck: str
    track: int
    entry: int
    """Position in the track's chain."""
    grew: float
    """Exponential growth per month before the start of the flow into a stage, for the opening."""
    grew_from: int
    """Position of that stage in the track's chain."""
    times: tuple[float, ...]
    """Ticks."""
    arrivals: Sequence[float]
    """Expected arrivals up to each time."""
    rate: float
    """Arrivals per month at the start, for the opening."""

    def growth(self, position: int) -> float:
        """Return at which rate the cohorts grew that are now in a stage."""
        return self.grew if position >= self.grew_from else 0.0


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """A known project that asks for space."""

    id: str
    luck: str
    track: int
    entry: int
    earliest: int
    latest: int
    area: int
    own_plant: bool = False
    """It builds for itself."""


@dataclass(frozen=True, slots=True)
class ReturnPlan:
    """Return flow of firms that left."""

    away: Distribution
    """Law of the time that a firm stays away."""
    after: frozenset[str]
    """How those left who may come back: names of `sim.model.log.Fate` in small letters."""


@dataclass(frozen=True, slots=True)
class ReservePlan:
    """A share of a pool kept for some tracks."""

    share: float
    tracks: frozenset[int]


@dataclass(frozen=True, slots=True)
class RentPlan:
    """How the rent of a space type moves, and how companies answer it; see `sim.draws.rent`."""

    level: float
    """At the opening, money per lettable m² and month."""
    natural_vacancy: float
    adjustment: float
    """Relative change a year per unit of the gap between natural and actual vacancy."""
    reversion: float
    """Share of the gap to the opening level (of logarithms) that closes in a year."""
    area: float
    """Elasticity of the area asked with a new stage; so are the next two."""
    expansion: float
    elsewhere: float
    parks: tuple[float, ...]
    """By park: ln(rent ÷ `level`) at the opening; empty where no lease compares rents."""
    new: float | None
    """ln(rent of new buildings ÷ that of old ones); None where leases do not tell them apart."""


class Candidate(NamedTuple):
    """A stream and stage that opening tenants of a space type may belong to."""

    stream: int
    position: int
    number: float
    """Relative number of tenants."""
    shares: tuple[float, ...]
    """Share of them by park."""
    fit_out: float
    """Mean number in fit-out for each that comes in a month; see `sim.scenario.plan.laplace`."""
    stay: float
    """Mean number that has moved in, likewise."""
    grew: float
    """Exponential growth per month of their cohorts."""
    thins: float
    """The same and those who close, while the stage runs."""

    @property
    def weights(self) -> tuple[float, ...]:
        """Relative number of tenants by park; 0 rules it out."""
        return tuple([self.number * share for share in self.shares])


class Asker(NamedTuple):
    """A stream and stage whose companies ask for a space type."""

    stream: int
    position: int
    rate: float
    """Companies that ask in a month."""
    waiting: float
    """Those of them that wait where there is no room; all but those without patience."""
    shares: tuple[float, ...]
    """Share of them by park."""


class Pipeline(NamedTuple):
    """Companies in mid-stage that lease nothing."""

    stream: int
    position: int
    housed: float
    """Expected number in room that their firm had already."""
    cdmo: float
    """Expected number at a contract manufacturer."""
    self_build: float
    """Expected number in plants of their own."""
    no_space: float
    """Expected number in a stage that needs no space."""
    building: float
    """Expected number that are building plants of their own."""
    grew: float
    """Exponential growth per month of their cohorts."""
    thins: float
    """The same and those who close, while the stage runs."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an engine needs, and the terms of what is measured in money afterwards."""

    start_month: int
    """Absolute month of tick 0: year × 12 + month − 1."""
    end: int
    record_from: int
    months: int
    parks: tuple[str, ...]
    park_lucks: tuple[str, ...]
    spaces: tuple[str, ...]
    space_lucks: tuple[str, ...]
    tracks: tuple[str, ...]
    stages: tuple[str, ...]
    entities: tuple[str, ...]
    """Ids of all streams, named projects, opening pools, lots, renewals and retirements."""
    strict: tuple[bool, ...]
    """By space type: whether its queue is strict."""
    max_waiting: tuple[int, ...]
    """By space type; FOREVER: no limit."""
    units: tuple[int, ...]
    """By space type: leases take whole multiples of this many m²."""
    floors: tuple[float | None, ...]
    """By space type: usual share on ground floors; None where floors are not told apart."""
    capacity: tuple[int, ...]
    """By pool (space × number of parks + park), at the start."""
    ground: tuple[int, ...]
    """By pool: capacity on ground floors at the start; 0 where floors are not told apart."""
    occupied: tuple[int, ...]
    """By pool: area leased at the start."""
    limit: tuple[int, ...]
    """By pool: more than it can ever hold fits nowhere."""
    ground_limit: tuple[int, ...]
    """By pool: the most it can ever hold on ground floors."""
    reserves: tuple[ReservePlan | None, ...]
    chains: tuple[tuple[StagePlan, ...], ...]
    """By track."""
    answers: tuple[tuple[Answer, ...], ...]
    """What cycles multiply, by month of the clock."""
    streams: tuple[StreamPlan, ...]
    named: tuple[NamedPlan, ...]
    lots: tuple[LotPlan, ...]
    renewals: tuple[RenewalPlan, ...]
    """Renewals and retirements, by id."""
    triggers: tuple[TriggerPlan, ...]
    pauses: tuple[PausePlan, ...]
    candidates: tuple[tuple[Candidate, ...], ...]
    """By space type."""
    fill_order: tuple[int, ...]
    """Space types in the order in which their pools are filled at the opening."""
    askers: tuple[tuple[Asker, ...], ...]
    """By space type, where something was let ahead before the clock or somebody waits already."""
    queue: tuple[int, ...]
    """By space type: how many companies wait already at the start."""
    pipeline: tuple[Pipeline, ...]
    rents: tuple[RentPlan | None, ...]
    """By space type; None where rent is no part of the scenario."""
    trades: tuple[str | None, ...]
    """By track: the other trade of its companies, None for the city's own; no engine reads it."""
    economy: EconomyPlan | None = None
    stakes: StakesPlan | None = None
    returns: ReturnPlan | None = None

    @property
    def plants(self) -> tuple[tuple[int, int], ...]:
        """(stage, track) of each stage whose own plants are counted, by rank."""
        laws = {(s.stage, t) for t, chain in enumerate(self.chains) for s in chain if s.plant}
        named = {(self.chains[n.track][n.entry].stage, n.track) for n in self.named if n.own_plant}
        return tuple(sorted(laws | named))

    @property
    def any_strict(self) -> bool:
        """Whether any space type has a strict queue."""
        return any(self.strict)

    @property
    def reads_month_ends(self) -> bool:
        """Whether anything is decided by the state at month ends; otherwise nobody looks."""
        return bool(self.triggers) or bool(self.pauses) or any(self.rents)

    def pool(self, space: int, park: int) -> int:
        """Return the index of a pool."""
        return space * len(self.parks) + park

    def pools(self, space: int, park: int | None = None) -> list[int]:
        """Return the indices of a type's pools: those of all parks, or that of one."""
        parks = range(len(self.parks)) if park is None else [park]
        return [self.pool(space, one) for one in parks]

    def tiers(self, space: int) -> bool:
        """Tell whether old and new buildings of a type are told apart."""
        rent = self.rents[space]
        return rent is not None and rent.new is not None

    def pool_name(self, pool: int) -> tuple[str, str]:
        """Return (space id, park id) of a pool."""
        return self.spaces[pool // len(self.parks)], self.parks[pool % len(self.parks)]
