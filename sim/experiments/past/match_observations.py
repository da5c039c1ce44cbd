"""Observations held against a scenario: which pools, stages and months each one is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, Literal

from sim.experiments.past.baskets import OWN, CompanyBasket, SpaceBasket
from sim.experiments.past.laws import Law
from sim.experiments.past.observations import (
    Absorption,
    AnyObservation,
    Change,
    Counted,
    Entries,
    Let,
    LoadedPast,
    Ratio,
    Reached,
    Shared,
    period,
    unknown,
)
from sim.measures.counting.counts import FLOW
from sim.measures.months import first_recorded, from_start, names
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH

ObservationKind = Literal["vacancy", "let", "change", "absorption", "ratio", "count"]
COMPARED: Final[tuple[ObservationKind, ...]] = ("change", "ratio")
"""Kinds that are made of two figures; the others have a course of their own."""


@dataclass(frozen=True)
class MatchedObservation:
    """One observation, ready to be compared.

    Shares and their changes, m² a year, a factor, or companies a year; all as the model has them:
    what a basket says of itself is already taken off.
    """

    id: str
    observation: AnyObservation
    basket: SpaceBasket | CompanyBasket
    kind: ObservationKind
    start: str
    """First date, as written."""
    end: str
    """Last date, as written."""
    year: int
    """Calendar year in which the period ends."""
    months: slice
    """Months of the clock; for a state at a date an empty one, before the month that follows."""
    pools: tuple[int, ...] = ()
    """Pools, for space."""
    tracks: tuple[int, ...] | None = None
    """Of the companies whose leases are absorbed; None: of all."""
    cells: tuple[tuple[int, int], ...] = ()
    """Where companies are counted, (stage, track)."""
    flow: int = -1
    """Index in FLOW, for counts."""
    figures: tuple[MatchedObservation, ...] = field(default=(), repr=False)
    """The earlier and the later figure, of a change or a ratio."""
    value: float = 0.0
    """Mean of what was observed."""
    spread: float = 0.0
    """One standard deviation of it."""
    low: float = 0.0
    high: float = 0.0
    """How far it may be off."""
    discrepancy: float = 0.0
    """One standard deviation of what the model cannot say."""

    @property
    def about(self) -> tuple[object, ...]:
        """What it is about, whatever the period."""
        return self.kind, self.pools, self.tracks, self.cells, self.flow

    @property
    def instant(self) -> bool:
        """Whether it is, or ends with, the state at a date."""
        return bool(self.months.start == self.months.stop)

    @property
    def source(self) -> str | None:
        """Id of the document that it, or the later figure of a change, is from."""
        number = getattr(self.observation, "value", None)
        if number is None:
            return self.figures[-1].source
        source: str | None = number.pedigree.source
        return source

    @property
    def years(self) -> float:
        """Length of the period."""
        return float(self.months.stop - self.months.start) / 12


def match_observations(
    loaded: LoadedPast, spec: Spec, plan: Plan
) -> tuple[list[MatchedObservation], list[str]]:
    """Return the observations of recorded months, ready to be compared, and the ids of the others.

    Raises ScenarioError (E501) where a basket names what the scenario does not have, with its place
    in the data file, and E585 where no observation lies within the recorded months.
    """
    problems = [*_unknown(loaded, spec)]
    observations = loaded.past.observations
    within = {name: None if problems else _matched(loaded, name, plan) for name in observations}
    matched = [match for match in within.values() if match]
    if not problems and not matched:
        words = {"start": names(plan)[first_recorded(plan)], "end": names(plan)[-1]}
        problems.append(Problem("E585", loaded.tree.items["observations"].here, words))
    if problems:
        raise ScenarioError(problems)
    return matched, [name for name, match in within.items() if match is None]


def _matched(loaded: LoadedPast, name: str, plan: Plan) -> MatchedObservation | None:
    """Return an observation ready to be compared; None where its months are not recorded."""
    observation = loaded.past.observations[name]
    basket = loaded.past.baskets[observation.basket]
    if isinstance(observation, Change):
        return _change(loaded, name, observation, plan)
    first, last = period(observation)
    months = slice(from_start(plan, first) // MONTH, from_start(plan, last) // MONTH)
    if months.start * MONTH < plan.record_from or months.stop * MONTH > plan.end:
        return None
    dates = [date for key in ("at", "start", "end") if (date := getattr(observation, key, None))]
    match = MatchedObservation(
        id=name,
        observation=observation,
        basket=basket,
        kind="count" if isinstance(observation, Counted) else observation.measure,
        start=str(dates[0]),
        end=str(dates[-1]),
        year=(last - 1) // (12 * MONTH),
        months=months,
    )
    if isinstance(observation, Counted):
        assert isinstance(basket, CompanyBasket)
        return _of_companies(match, observation, basket, plan)
    assert isinstance(basket, SpaceBasket)
    match = replace(match, pools=_pools(basket, plan))
    if isinstance(observation, Shared):
        return _share(match, observation, basket)
    match = replace(match, tracks=_tracks(basket, plan))
    if isinstance(observation, Absorption):
        return _absorption(match, observation, basket)
    assert isinstance(observation, Ratio)
    before = _matched(loaded, observation.before, plan)
    if before is None:
        return None
    figures = before, replace(match, kind="absorption")
    seen = _seen(match, Law.of(observation.value), observation.discrepancy.value)
    return replace(seen, figures=figures)


def _change(
    loaded: LoadedPast, name: str, observation: Change, plan: Plan
) -> MatchedObservation | None:
    """Return a change; what its basket says of itself is in both figures, and cancels."""
    before, after = (_matched(loaded, id_, plan) for id_ in (observation.before, observation.after))
    if before is None or after is None:
        return None
    earlier, later = before.observation, after.observation
    assert isinstance(earlier, Shared) and isinstance(later, Shared)
    change = replace(
        after,
        id=name,
        observation=observation,
        kind="change",
        start=before.start,
        figures=(before, after),
    )
    law = Law.of(later.value).plus(Law.of(earlier.value).scaled(-1))
    return _seen(change, law, observation.discrepancy.value)


def _share(
    match: MatchedObservation, observation: Shared, basket: SpaceBasket
) -> MatchedObservation:
    law = Law.of(observation.value)
    if basket.offset:
        sign = -1 if isinstance(observation, Let) else 1
        law = law.plus(Law.of(basket.offset).scaled(sign)).within(0, 1)
    return _seen(match, law, observation.discrepancy.value)


def _absorption(
    match: MatchedObservation, observation: Absorption, basket: SpaceBasket
) -> MatchedObservation:
    law, discrepancy = Law.of(observation.value), observation.discrepancy.value
    if basket.weight:
        part = Law.of(basket.weight)
        law, discrepancy = law.times(part), discrepancy * part.mean
    return _seen(match, law.scaled(1 / match.years), discrepancy / match.years)


def _of_companies(
    match: MatchedObservation, observation: Counted, basket: CompanyBasket, plan: Plan
) -> MatchedObservation:
    law = Law.of(observation.value)
    if basket.per:
        law = law.times(Law.inverse(basket.per))
    match = replace(
        match,
        cells=_cells(observation, basket, plan),
        flow=FLOW.index("started" if isinstance(observation, Entries) else "succeeded"),
    )
    return _seen(match, law.scaled(1 / match.years), observation.discrepancy.value * 12)


def _cells(observation: Counted, basket: CompanyBasket, plan: Plan) -> tuple[tuple[int, int], ...]:
    """Where the companies of a basket are counted, (stage, track)."""
    stage = plan.stages.index(basket.stage)
    tracks = sorted({plan.tracks.index(track) for track in basket.tracks})
    if not isinstance(observation, Reached):
        return tuple((stage, track) for track in tracks)
    chains = {track: [law.stage for law in plan.chains[track]] for track in tracks}
    return tuple(
        (before, track)
        for track, chain in chains.items()
        for before, after in pairwise(chain)
        if after == stage
    )


def _seen(match: MatchedObservation, law: Law, discrepancy: float) -> MatchedObservation:
    return replace(
        match,
        value=law.mean,
        spread=law.spread,
        low=law.low,
        high=law.high,
        discrepancy=discrepancy,
    )


def _pools(basket: SpaceBasket, plan: Plan) -> tuple[int, ...]:
    parks = plan.parks if basket.parks is None else basket.parks
    return tuple(
        sorted(
            plan.pool(plan.spaces.index(space), plan.parks.index(park))
            for space in set(basket.spaces)
            for park in set(parks)
        )
    )


def _tracks(basket: SpaceBasket, plan: Plan) -> tuple[int, ...] | None:
    """Tracks of the trades that a basket names; None where it names no trade."""
    if basket.trades is None:
        return None
    trades = {None if trade == OWN else trade for trade in basket.trades}
    return tuple(track for track, trade in enumerate(plan.trades) if trade in trades)


def _unknown(loaded: LoadedPast, spec: Spec) -> Iterator[Problem]:
    """Tell each id of the scenario that a basket names in vain."""
    for name, basket in loaded.past.baskets.items():
        lists = ("tracks",) if isinstance(basket, CompanyBasket) else ("spaces", "parks", "trades")
        named = [(key, node) for key in lists for node in loaded.at("baskets", name, key).elements]
        if isinstance(basket, CompanyBasket):
            named.append(("stages", loaded.at("baskets", name, "stage")))
        for block, node in named:
            word, known = str(node.value), getattr(spec, block)
            if word not in known and (block, word) != ("trades", OWN):
                yield unknown(block, node, known, f"baskets.{name}")
