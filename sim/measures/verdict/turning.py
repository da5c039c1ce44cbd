"""Break-even from the run itself: which number nobody knows decides, and where the verdict turns.

The worlds of a run vary all of these numbers at once, so that nothing is played for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from sim.measures.counting.checks import SIDES, Side
from sim.measures.counting.stacked import Stacked, total
from sim.measures.monotone import Block, Crossing, curve
from sim.measures.months import Floats, first_recorded, lengths
from sim.measures.plain import SHOWN
from sim.measures.statistics import FAILS, UNTESTED, beyond_chance, rank_correlation, threshold
from sim.measures.tables.series import ratio
from sim.measures.verdict.standards import Checked, combined
from sim.scenario.names import name_of
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.dates import DateChance
from sim.scenario.values.quantities import rounded_quantity
from sim.scenario.values.units import Dimension
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    import pandas as pd

FEWEST: Final = 10
"""Worlds below which nothing is told."""
NUMBERS: Final = 3
"""Numbers of which turning points are told, for each space type."""
_DOTS: Final = 10
"""Groups of worlds that a figure shows as dots."""
TURNING_COLUMNS: Final = (
    *("space", "side", "path", "number_zh", "number_en", "share", "told", "rising"),
    *("level", "turns_at", "turns_low", "turns_high", "stays_above"),
)


@dataclass(frozen=True)
class Unknown:
    """A number nobody knows, which an outcome follows beyond chance."""

    path: str
    name: Words
    dimension: Dimension = field(metadata=SHOWN)
    share: float
    """Part of what differs between worlds that it explains alone, 0 to 1."""
    rho: float | None
    """Rank correlation with the balance of the type; None for all types together."""

    def text(self, value: float, lang: Lang) -> str:
        """Return a value of it in three digits, with its unit."""
        return rounded_quantity(value, self.dimension, lang)


@dataclass(frozen=True)
class Turn:
    """Where the probability that a side fails crosses a level."""

    level: float
    value: float | None
    """The number there; None where the curve stays on one side of the level in all worlds."""
    low: float | None
    """Ends of its 95 % interval; None: beyond the values that were drawn."""
    high: float | None
    above: bool | None
    """Where there is no value: whether the curve stays above the level."""


@dataclass(frozen=True)
class Dot:
    """Worlds next to one another in a number."""

    value: float
    """Mean of the number."""
    share: float
    """Share of the futures that fail."""
    worlds: int


@dataclass(frozen=True)
class Turning:
    """How the probability that a side of a space type fails goes with a number."""

    space: str
    side: Side
    number: Unknown
    rising: bool
    """Whether it fails more often where the number is higher."""
    told: bool
    """Whether it follows the number beyond chance; if not, nothing is told of where it turns."""
    drawn: tuple[float, float]
    """Least and greatest value of the number in the worlds played."""
    middle: float = field(metadata=SHOWN)
    """Their median."""
    turns: tuple[Turn, ...]
    """By level: 1 − confidence, at which the verdict turns, ½, and confidence; empty: untold.

    Nothing crosses 0 and 1, the levels of a confidence of 0 % or 100 %.
    """
    blocks: tuple[Block, ...] = field(metadata=SHOWN)
    """The curve."""
    dots: tuple[Dot, ...] = field(metadata=SHOWN)

    @property
    def point(self) -> Turn | None:
        """Where the verdict turns: the side fails with 1 − confidence."""
        return self.turns[0] if self.turns else None


@dataclass(frozen=True)
class SpaceDecided:
    """What decides of one space type."""

    space: str
    numbers: tuple[Unknown, ...]
    """Those its balance follows beyond chance, the largest share first."""
    turns: tuple[Turning, ...]
    """With the number that decides the scenario, then with the first three of `numbers`."""

    @property
    def deciding(self) -> Unknown | None:
        """The number that decides it; None where there is too little to tell."""
        return self.numbers[0] if self.numbers else None

    def turning(self, path: str, side: Side) -> Turning | None:
        """Return how a side goes with a number, if it is among `turns`."""
        found = (one for one in self.turns if (one.number.path, one.side) == (path, side))
        return next(found, None)


@dataclass(frozen=True)
class BreakEven:
    """Which numbers decide, and where they turn the verdict."""

    worlds: int
    unknown: int
    """Numbers that differ between them."""
    bound: float
    """Share that chance explains by itself, all numbers taken together (5 %); 1 if all of it."""
    kept: bool
    """Whether the worlds were kept because they agree with the past: numbers then go together."""
    numbers: tuple[Unknown, ...]
    """Of all types together, the largest share first; empty where there is too little to tell."""
    spaces: tuple[SpaceDecided, ...]
    """In the scenario's order."""

    @property
    def deciding(self) -> Unknown | None:
        """The number that decides the scenario; None where there is too little to tell."""
        return self.numbers[0] if self.numbers else None

    @property
    def turns(self) -> tuple[Turning, ...]:
        """Where the number that decides the scenario turns the verdict of a type, told ones alone.

        With a value in the worlds played: `turn.point` has it, with its interval, `turn.number`
        says it with its unit.
        """
        if self.deciding is None:
            return ()
        found = [space.turning(self.deciding.path, side) for space in self.spaces for side in SIDES]
        return tuple(one for one in found if one and one.point and one.point.value is not None)


class Outcomes(NamedTuple):
    """What of a run may follow the numbers, by space type; arrays [replication]."""

    balance: Mapping[str, Floats]
    """Area waiting less area vacant, m², mean of the record: `waiting_mean` − `idle_mean`."""
    fails: Mapping[tuple[str, Side], Floats]
    """Whether a standard of a side fails: 1, 0, or NaN where none was tested."""


def outcomes_of(run: Stacked, plan: Plan, spec: Spec, results: Sequence[Checked]) -> Outcomes:
    """Read them from a run and what its standards gave."""
    return Outcomes(
        {name: _balance(run, plan, name) for name in spec.spaces},
        {
            (name, side): _fails(run, plan, name, side, results)
            for name in spec.spaces
            for side in SIDES
        },
    )


def break_even(
    spec: Spec, outcomes: Outcomes, drawn: Mapping[str, Floats], *, paired: bool
) -> BreakEven | None:
    """Rank the numbers by how the balance of each type follows them; find where sides turn.

    drawn: values of the ranged numbers by path, [world]; world k is replications 2k and 2k + 1 if
    they are `paired`, else replication k. None where no number differs between worlds.

    A number's share is the square of its rank correlation with the balance of a type, less what
    chance adds (Ezekiel 1930, Methods of correlation analysis: 1 − (1 − ρ²)(n − 1)/(n − 2)), told
    where ρ is beyond chance. Of all types together it is the share of the sum of their variances,
    as for outputs of several dimensions (Lamboni, Monod & Makowski 2011, Reliability Engineering
    and System Safety 96).
    """
    each = 2 if paired else 1
    worlds = min(map(len, outcomes.balance.values()), default=0) // each
    known = {path: values for path, values in drawn.items() if worlds and np.ptp(values)}
    if not known:
        return None
    told = known if worlds >= FEWEST else {}
    bound = min(1.0, threshold(len(known), worlds)) if told else 1.0
    of = _namer(spec, worlds)
    balances = [_by_world(outcomes.balance[name], each) for name in spec.spaces]
    ranked = [[of(*pair) for pair in beyond_chance(told, balance)] for balance in balances]
    whole = _together(ranked, [float(np.var(balance)) for balance in balances])
    spaces = []
    for name, numbers in zip(spec.spaces, ranked, strict=True):
        asked = {one.path: one for one in (*whole[:1], *numbers[:NUMBERS])}
        sides = {side: _by_world(outcomes.fails[name, side], each) for side in SIDES}
        turns = tuple(
            _turning(name, side, number, told, shares, spec.confidence.value, each)
            for number in asked.values()
            for side, shares in sides.items()
            if np.isfinite(shares).any()
        )
        spaces.append(SpaceDecided(name, tuple(numbers), turns))
    return BreakEven(worlds, len(known), _share(bound, worlds), not paired, whole, tuple(spaces))


def turning_frame(found: BreakEven | None) -> pd.DataFrame:
    """Return one row a type × side × number × level; told ones alone have turning values."""
    import pandas as pd

    rows = []
    for space in found.spaces if found else ():
        shares = {number.path: number.share for number in space.numbers}
        for one in space.turns:
            number = one.number
            about = {
                "space": one.space,
                "side": one.side,
                "path": number.path,
                "number_zh": number.name.zh,
                "number_en": number.name.en,
                "share": shares.get(number.path, np.nan),
                "told": one.told,
                "rising": one.rising,
            }
            rows += [
                {
                    **about,
                    "level": turn.level,
                    "turns_at": turn.value,
                    "turns_low": turn.low,
                    "turns_high": turn.high,
                    "stays_above": turn.above,
                }
                for turn in one.turns or (_NO_TURN,)
            ]
    return pd.DataFrame(rows, columns=TURNING_COLUMNS)


_NO_TURN: Final = Turn(np.nan, None, None, None, None)


def _namer(spec: Spec, worlds: int) -> Callable[[str, float], Unknown]:
    known = leaves(spec)

    def named(path: str, rho: float) -> Unknown:
        leaf = known[path]
        assert not isinstance(leaf, DateChance)  # it was drawn
        return Unknown(path, name_of(spec, path), leaf.dimension, _share(rho, worlds), rho)

    return named


def _share(rho: float, worlds: int) -> float:
    """Return the part of a variance that a correlation explains, less what chance adds."""
    if abs(rho) >= 1:
        return 1.0
    return max(0.0, 1.0 - (1.0 - rho * rho) * (worlds - 1) / (worlds - 2))


def _together(
    ranked: Sequence[Sequence[Unknown]], variances: Sequence[float]
) -> tuple[Unknown, ...]:
    """Return the numbers with their shares of all variances together, the largest first."""
    shares: dict[str, float] = {}
    numbers = {}
    for of_type, variance in zip(ranked, variances, strict=True):
        for number in of_type:
            part = number.share * variance / sum(variances)
            shares[number.path] = shares.get(number.path, 0.0) + part
            numbers[number.path] = number
    order = sorted(shares, key=lambda path: (-shares[path], path))
    return tuple(replace(numbers[path], share=shares[path], rho=None) for path in order)


def _balance(run: Stacked, plan: Plan, name: str) -> Floats:
    space, recorded = plan.spaces.index(name), slice(first_recorded(plan), None)
    pools = plan.pools(space)
    area = total(run.waiting_area, pools) - total(run.capacity, pools) + total(run.leased, pools)
    span = max(1, int(lengths(plan)[recorded].sum()))
    return np.asarray(area[:, recorded].sum(axis=1) / span, dtype=np.float64)


def _fails(run: Stacked, plan: Plan, name: str, side: Side, results: Sequence[Checked]) -> Floats:
    space = plan.spaces.index(name)
    own = [r.status for r in results if (r.check.space, r.check.side) == (space, side)]
    status = combined(own, run.replications)
    return np.where(status == UNTESTED, np.nan, status == FAILS)


def _by_world(values: Floats, each: int) -> Floats:
    """Return means over the futures of each whole world, of those tested; NaN if none is."""
    futures = values[: len(values) // each * each].reshape(-1, each)
    tested = np.isfinite(futures)
    sums = np.where(tested, futures, 0.0).sum(axis=1)
    return ratio(sums, tested.sum(axis=1).astype(np.float64))


def _turning(
    space: str,
    side: Side,
    number: Unknown,
    drawn: Mapping[str, Floats],
    shares: Floats,
    confidence: float,
    each: int,
) -> Turning:
    """Fit the curve of a side; where it turns is told if the side follows the number."""
    tested = np.isfinite(shares)
    values, shares = drawn[number.path][tested], shares[tested]
    rho = rank_correlation(values, shares)
    told = len(values) >= FEWEST and abs(rho) > threshold(len(drawn), len(values))
    levels = [*dict.fromkeys((1.0 - confidence, 0.5, confidence))]
    asked = [level for level in levels if 0 < level < 1]
    rising = rho > 0 if rho else side == "shortage"
    fitted = curve(values, shares, asked, rising=rising, cases=each)
    turns = {
        level: _turn(level, crossing, fitted.rising)
        for level, crossing in zip(asked, fitted.crossings, strict=True)
    }
    return Turning(
        space=space,
        side=side,
        number=number,
        rising=rising,
        told=told,
        drawn=(float(values.min()), float(values.max())),
        middle=float(np.median(values)),
        turns=tuple(turns.get(level) or _limit(level) for level in levels) if told else (),
        blocks=fitted.blocks,
        dots=_dots(values, shares),
    )


def _turn(level: float, crossing: Crossing, rising: bool) -> Turn:
    value, low, high = (end if isfinite(end) else None for end in crossing)
    above = None if value is not None else (crossing.value < 0) == rising
    return Turn(level, value, low, high, above)


def _limit(level: float) -> Turn:
    """Return what is told of failing never, or always: worlds cannot show where either begins."""
    return Turn(level, None, None, None, above=level == 0)


def _dots(values: Floats, shares: Floats) -> tuple[Dot, ...]:
    order = np.argsort(values, kind="stable")
    groups = np.array_split(order, min(_DOTS, len(order)))
    return tuple(
        Dot(float(values[group].mean()), float(shares[group].mean()), len(group))
        for group in groups
    )
