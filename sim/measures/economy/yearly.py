"""The economy by year: what space in use produces, employs, pays and costs.

A pure function of tallies: each holds what it counted and the terms its world drew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.accounts import Accounts, by_pool, by_year, own_spaces
from sim.measures.counting.levels import POOL
from sim.measures.counting.maturity import WHOLE
from sim.measures.counting.measure_spec import recorded_years, year_places
from sim.measures.counting.moves import tiered
from sim.measures.counting.tally import Tally
from sim.measures.months import Floats, Ints, first_recorded, lengths
from sim.measures.statistics import quantile
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

LINES: Final = (
    "output",
    "own_output",
    "jobs",
    "rent_income",
    "construction_cost",
    "fit_out_cost",
    "vacancy_cost",
    "tax",
)
"""What is told of each year: money in the scenario's currency, but jobs."""
LEVELS: Final = ("jobs",)
"""Means of a year; the others are sums over its recorded months."""
YEAR: Final = 12 * MONTH
CAPACITY, LEASED, FIT_OUT = (POOL.index(name) for name in ("capacity", "leased", "fit_out"))


class Years(NamedTuple):
    """Calendar years with recorded months; the first and the last may be partial."""

    year: Ints
    ticks: NDArray[np.int64]
    """Recorded ticks of each."""

    @property
    def whole(self) -> list[int]:
        """The years that are recorded from their beginning to their end."""
        return [int(y) for y, ticks in zip(self.year, self.ticks, strict=True) if ticks == YEAR]


class Selection(NamedTuple):
    """Which pools and tracks are asked for, as masks."""

    pools: NDArray[np.bool_]
    tracks: NDArray[np.bool_]


def recorded(plan: Plan) -> Years:
    """Return the years of a plan's record."""
    return Years(recorded_years(plan), by_year(lengths(plan), year_places(plan)))


def part(
    plan: Plan,
    spaces: Sequence[str] | None = None,
    parks: Sequence[str] | None = None,
    tracks: Sequence[str] | None = None,
) -> Selection:
    """Return some spaces, parks and tracks; all where none are named."""

    def chosen(names: Sequence[str] | None, ids: Sequence[str]) -> NDArray[np.bool_]:
        return np.array([names is None or one in names for one in ids])

    pools = chosen(spaces, plan.spaces)[:, None] & chosen(parks, plan.parks)
    return Selection(pools.ravel(), chosen(tracks, plan.tracks))


def economy(tallies: Sequence[Tally], plan: Plan) -> dict[str, Floats]:
    """Return each line that the scenario states, [replication, year]; none without an economy."""
    accounts = [tally.economy for tally in tallies if tally.economy is not None]
    if not accounts:
        return {}
    everything, areas = part(plan), areas_by_year(tallies, plan)
    lines = {
        "output": outputs(tallies, plan, everything),
        "own_output": np.stack([_owned(account, plan) for account in accounts]),
        "jobs": jobs(tallies, plan, everything, areas),
        "rent_income": _held(tallies, plan, "rent", _paying(tallies, plan, areas[:, :, LEASED])),
        "construction_cost": np.stack([_built(tally, plan) for tally in tallies]),
        "fit_out_cost": np.stack(
            [(a.granted * by_pool(a.terms.fit_out, plan)).sum(axis=1) for a in accounts]
        ),
        "vacancy_cost": _held(
            tallies, plan, "vacancy", areas[:, :, CAPACITY] - areas[:, :, LEASED]
        ),
    }
    stated = {name: values for name, values in lines.items() if _states(accounts[0], name)}
    if not plan.plants:
        stated.pop("own_output", None)
    if accounts[0].terms.tax is not None:
        taxed = lines["output"] + lines["own_output"]
        stated["tax"] = taxed * np.array([[a.terms.tax] for a in accounts])
    return stated


def outputs(tallies: Sequence[Tally], plan: Plan, selected: Selection) -> Floats:
    """Return output of some pools and tracks, [replication, year]: area × density × time.

    In money of the recorded months of each year.
    """
    by_replication = []
    for tally in tallies:
        assert tally.economy is not None
        density = np.repeat(np.array(tally.economy.terms.density), len(plan.parks), axis=0)
        mask = selected.pools[:, None] & selected.tracks
        worth = np.where(mask, density, 0.0)
        by_replication.append((tally.economy.ramped * worth).sum(axis=(1, 2)) / (WHOLE * YEAR))
    return np.stack(by_replication)


def areas_by_year(tallies: Sequence[Tally], plan: Plan) -> NDArray[np.int64]:
    """Return integrals of levels by year, [replication, year, measure of POOL, pool], m²·ticks."""
    places = year_places(plan)
    return np.stack([by_year(tally.pools.swapaxes(0, 1), places) for tally in tallies])


def jobs(
    tallies: Sequence[Tally],
    plan: Plan,
    selected: Selection,
    areas: NDArray[np.int64] | None = None,
) -> Floats:
    """Return jobs in some pools, means of the recorded months of each year, [replication, year].

    areas: as from `areas_by_year`, if they are there already.
    """
    areas = areas_by_year(tallies, plan) if areas is None else areas
    ticks, by_replication = recorded(plan).ticks, []
    for tally, area in zip(tallies, areas, strict=True):
        assert tally.economy is not None
        each = np.where(selected.pools, by_pool(tally.economy.terms.jobs, plan), 0.0)
        by_replication.append(((area[:, LEASED] - area[:, FIT_OUT]) * each).sum(axis=1) / ticks)
    return np.stack(by_replication)


def _owned(accounts: Accounts, plan: Plan) -> Floats:
    """Return output of own plants, [year]."""
    density = [accounts.terms.density[space][track] for track, space in own_spaces(plan)]
    worth: Floats = (accounts.own_ramped * np.array(density)).sum(axis=1) / (WHOLE * YEAR)
    return worth


def _paying(
    tallies: Sequence[Tally], plan: Plan, leased: NDArray[np.int64]
) -> NDArray[np.int64] | Floats:
    """Return the area that would pay the same rent in old buildings, [replication, year, pool].

    Where new ones are told apart, what is let there counts by how much more they ask.
    """
    if not tiered(plan).any():
        return leased
    places, parks = year_places(plan), len(plan.parks)
    beyond = [
        by_year(tally.let_new, places) * np.repeat(tally.over_old - 1.0, parks) for tally in tallies
    ]
    return leased + np.stack(beyond)


def _held(
    tallies: Sequence[Tally], plan: Plan, price: str, areas: NDArray[np.int64] | Floats
) -> Floats:
    """Money for area [replication, year, pool] as long as it stands, [replication, year]."""
    by_replication = []
    for tally, area in zip(tallies, areas, strict=True):
        assert tally.economy is not None
        prices = by_pool(getattr(tally.economy.terms, price), plan)
        by_replication.append((area * prices).sum(axis=1) / MONTH)
    return np.stack(by_replication)


def _built(tally: Tally, plan: Plan) -> Floats:
    """Cost of what was begun in each year; of works begun before the clock, in its first."""
    assert tally.economy is not None
    terms, places = tally.economy.terms, year_places(plan)
    sites = tally.sites.astype(np.int64)
    entity, pool, area, start, _ = sites[sites[:, 3] >= 0].T  # lots never begun cost nothing
    works = _works(plan.entities, terms.works)[entity]
    assert (works >= 0).all()
    counted = start >= first_recorded(plan) * MONTH
    prices = np.array(terms.construction).reshape(len(terms.works), len(plan.spaces))
    cost = area * prices[works, pool // len(plan.parks)]
    year = places[start[counted] // MONTH]
    found = np.zeros(len(recorded_years(plan)))
    np.add.at(found, year, cost[counted])
    return found


@lru_cache(maxsize=8)
def _works(entities: tuple[str, ...], works: tuple[str, ...]) -> NDArray[np.int64]:
    """Return which of some works each entity is a lot of, [entity]; -1 where it is of none."""
    place = {name: index for index, name in enumerate(works)}
    owners = (name.partition("/")[0] for name in entities)
    return np.array([place.get(owner, -1) for owner in owners], dtype=np.int64)


def _states(accounts: Accounts, line: str) -> bool:
    """Whether the scenario states anything that a line needs."""
    terms = accounts.terms
    stated = {
        "output": terms.density,
        "own_output": terms.density,
        "jobs": terms.jobs,
        "rent_income": terms.rent,
        "construction_cost": terms.construction,
        "fit_out_cost": terms.fit_out,
        "vacancy_cost": terms.vacancy,
    }
    return bool(np.any(np.array(stated[line]) > 0))


class Spread(NamedTuple):
    """Of one line in one year, over replications."""

    mean: float
    p5: float
    p50: float
    p95: float


def spread(values: Floats) -> Spread:
    """Mean and quantiles of values [replication]."""
    ordered = sorted(values.tolist())
    return Spread(float(np.mean(values)), *(quantile(ordered, p) for p in (5, 50, 95)))
