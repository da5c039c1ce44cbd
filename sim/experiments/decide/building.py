"""What each option builds: lots by their months, and what differs from the first option."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sim.measures.months import Floats
from sim.measures.statistics import quantile
from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    import pandas as pd

    from sim.measures.counting.tally import Tally
    from sim.scenario.plan.plan import Plan

CHANGES: Final = (
    "begun", "later", "earlier", "dropped", "added", "added_converted", "converted_from",
    "converted_to",
)  # fmt: skip
"""Areas of an option, m²: begun in the years that count; then against the first option, lot by lot
in the same future: what begins later or earlier, is not begun, is begun besides, and of that what
is of another type than the first had planned; what another type stands in the place of, by the type
that it was to be and by the one that it is."""
TENTHS: Final = (10, 50, 90)
"""Percentiles of dates."""
_BEGUN, _LATER, _EARLIER, _DROPPED, _ADDED, _OTHER, _FROM, _TO = range(len(CHANGES))


class Site(NamedTuple):
    """A part of a lot: what is built of one type in one park."""

    lot: str
    """Id of the lot, or of the works that take space back first."""
    space: str
    park: str
    before: str
    """The type that was there and is taken back; empty for what is newly built."""


@dataclass(frozen=True)
class Building:
    """What is begun on each site in each future; a site is one that any option begins in any."""

    sites: tuple[Site, ...]
    spaces: tuple[str, ...]
    parks: tuple[str, ...]
    area: Floats
    """m² lettable, [option, site, replication]; 0 where it is not begun."""
    taken: Floats
    """m² taken back for it, likewise."""
    start: Floats
    """Months of the calendar from year 0 on, likewise; NaN where it is not begun."""
    opens: Floats
    """Likewise; NaN also for what never opens."""
    planned: Mapping[tuple[str, str], Collection[str]]
    """The types of a lot in a park, as the first option has it, begun or not."""
    since: int
    """The month from which on what is begun is told, as `start`: that from which on mistakes count,
    or the first in which options differ."""

    def changes(self, option: int) -> Floats:
        """Return the areas of `CHANGES`, [change, space, park, replication]."""
        return self._changes[option]

    def begun(self, option: int) -> Floats:
        """Return the areas that are begun in the years that count, [space, park, replication]."""
        areas: Floats = self._changes[option][_BEGUN]
        return areas

    @cached_property
    def _changes(self) -> list[Floats]:
        return [self._changed(option) for option in range(len(self.area))]

    def _changed(self, option: int) -> Floats:
        shape = (len(CHANGES), len(self.spaces), len(self.parks), self.area.shape[-1])
        found = np.zeros(shape)
        begun = np.where(self.start[option] >= self.since, self.area[option], 0.0)
        for site, area in zip(self.sites, begun, strict=True):
            found[(_BEGUN, *self._place(site))] += area
        if option:
            for places in self._lots:
                self._compare(option, places, found)
        return np.round(found, 6) + 0.0  # parts of areas leave a rest of rounding, or -0

    def months_later(self, option: int) -> float:
        """Return by how many months what begins later does, mean of its area; 0 where none does."""
        least = np.minimum(self.area[0], self.area[option])
        months = np.nan_to_num(self.start[option] - self.start[0])
        late = least * (months > 0)
        return float((late * months).sum() / late.sum()) if late.any() else 0.0

    @cached_property
    def _lots(self) -> list[list[int]]:
        """Places of the sites of each lot in each park."""
        lots: dict[tuple[str, str], list[int]] = {}
        for place, site in enumerate(self.sites):
            lots.setdefault((site.lot, site.park), []).append(place)
        return list(lots.values())

    def _place(self, site: Site) -> tuple[int, int]:
        return self.spaces.index(site.space), self.parks.index(site.park)

    def _compare(self, option: int, places: Sequence[int], found: Floats) -> None:
        """Add what differs on the sites of one lot in one park."""
        first, other = self.area[0, places], self.area[option, places]
        if np.array_equal(first, other) and np.array_equal(
            self.start[0, places], self.start[option, places], equal_nan=True
        ):
            return
        gain, loss = np.maximum(other - first, 0.0), np.maximum(first - other, 0.0)
        # What is renewed as it was is begun or not, and turns into nothing else.
        anew = np.array([self.sites[place].before != self.sites[place].space for place in places])
        turned = np.minimum(gain[anew].sum(axis=0), loss[anew].sum(axis=0))
        months = np.nan_to_num(self.start[option, places] - self.start[0, places])
        same = np.minimum(first, other)
        for row, place in enumerate(places):
            site = self.sites[place]
            at = self._place(site)
            found[(_LATER, *at)] += same[row] * (months[row] > 0)
            found[(_EARLIER, *at)] += same[row] * (months[row] < 0)
            if not anew[row]:
                found[(_ADDED, *at)] += gain[row]
                found[(_DROPPED, *at)] += loss[row]
                continue
            if site.before:
                found[(_TO, *at)] += gain[row]
                taken = self.spaces.index(site.before), at[1]
                more = np.maximum(self.taken[option, place] - self.taken[0, place], 0.0)
                found[(_FROM, *taken)] += more
                found[(_DROPPED, *at)] += loss[row]
                continue
            to, of = (turned * _part(side, row) for side in (gain, loss))
            found[(_TO, *at)] += to
            found[(_FROM, *at)] += of
            found[(_ADDED, *at)] += gain[row] - to
            if site.space not in self.planned.get((site.lot, site.park), (site.space,)):
                found[(_OTHER, *at)] += gain[row] - to
            found[(_DROPPED, *at)] += loss[row] - of

    def tables(self, options: Sequence[str]) -> Mapping[str, pd.DataFrame]:
        """What is built by district and type, by month, and lot by lot."""
        import pandas as pd

        frames = {
            "building": list(self._by_place(options)),
            "starts": list(self._by_month(options)),
            "lots": list(self._by_lot(options)),
        }
        return {name: pd.DataFrame(rows) for name, rows in frames.items() if rows}

    def _by_place(self, options: Sequence[str]) -> Iterator[dict[str, Any]]:
        for index, option in enumerate(options):
            areas = self.changes(index)
            for s, space in enumerate(self.spaces):
                for p, park in enumerate(self.parks):
                    here = areas[:, s, p]
                    if here.any():
                        begun = sorted(here[_BEGUN].tolist())
                        means = dict(zip(CHANGES, here.mean(axis=1).tolist(), strict=True))
                        ends = {f"begun_p{at}": float(quantile(begun, at)) for at in (5, 95)}
                        yield {
                            "option": option,
                            "park": park,
                            "space": space,
                            **means,
                            **ends,
                            **self.when(index, space, park),
                        }

    def when(self, option: int, space: str, park: str) -> dict[str, str | None]:
        """Months until which a tenth, half and nine tenths of a type's area here have begun."""
        here = [i for i, s in enumerate(self.sites) if (s.space, s.park) == (space, park)]
        start, area = self.start[option, here].ravel(), self.area[option, here].ravel()
        order = np.argsort(np.where(start >= self.since, start, np.inf), kind="stable")
        run = np.cumsum(area[order] * (start[order] >= self.since))
        if not len(run) or run[-1] == 0:
            return {f"start_p{at}": None for at in TENTHS}
        reached = [order[np.searchsorted(run, run[-1] * at / 100)] for at in TENTHS]
        months = [month_of(int(start[one])) for one in reached]
        return {f"start_p{at}": month for at, month in zip(TENTHS, months, strict=True)}

    def _by_month(self, options: Sequence[str]) -> Iterator[dict[str, Any]]:
        """The mean area that begins in a month, of all futures, and what is opened in it."""
        futures = self.area.shape[-1]
        for index, option in enumerate(options):
            sums: dict[tuple[str, str, int], list[float]] = {}
            for way, when in enumerate((self.start[index], self.opens[index])):
                site, replication = np.nonzero(when >= self.since)
                month = np.floor(when[site, replication]).astype(np.int64)
                area = self.area[index, site, replication]
                for place, at, value in zip(site, month.tolist(), area.tolist(), strict=True):
                    one = self.sites[place]
                    sums.setdefault((one.park, one.space, at), [0.0, 0.0])[way] += value
            for (park, space, at), (begun, opened) in sorted(sums.items()):
                place_ = {"option": option, "park": park, "space": space, "month": month_of(at)}
                yield {**place_, "begun": begun / futures, "opened": opened / futures}

    def _by_lot(self, options: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Of each site that is begun, or is by the first option: how often, how much and when."""
        for index, option in enumerate(options):
            for place, site in enumerate(self.sites):
                start, first = self.start[index, place], self.start[0, place]
                counted = start >= self.since
                if not counted.any() and not (first >= self.since).any():
                    continue
                area, opens = self.area[index, place], self.opens[index, place]
                yield {
                    "option": option,
                    "lot": site.lot,
                    "park": site.park,
                    "space": site.space,
                    "from": site.before or None,
                    "begun_p": float(counted.mean()),
                    "area": float(area[counted].mean()) if counted.any() else 0.0,
                    **_dates("start", start[counted]),
                    **_dates("open", opens[counted & ~np.isnan(opens)]),
                    "first_p": float((first >= self.since).mean()),
                    **_dates("first_start", first[first >= self.since]),
                }


def _part(side: Floats, row: int) -> Floats:
    """Return the part of a row in what is gained or lost on a lot, [replication]."""
    whole = side.sum(axis=0)
    part: Floats = np.divide(side[row], whole, out=np.zeros_like(whole), where=whole > 0)
    return part


def _dates(name: str, months: Floats) -> dict[str, str | None]:
    ordered = sorted(months.tolist())
    return {
        f"{name}_p{at}": month_of(int(quantile(ordered, at))) if ordered else None for at in TENTHS
    }


def month_of(month: int) -> str:
    """Return a month of the calendar as `2028-03`."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def built(tally: Tally, plan: Plan) -> list[list[int]]:
    """Return the sites that were begun, [site, (entity, pool, m², start, opening, m² taken)].

    As `History.sites`, each with what was taken back for it.
    """
    taken = {works.id: took for works, (_, took) in zip(plan.renewals, tally.taken, strict=True)}
    return [
        [entity, pool, area, start, opens, int(taken.get(plan.entities[entity], 0))]
        for entity, pool, area, start, opens in tally.sites.tolist()
        if start >= 0
    ]


def building(
    found: Sequence[Sequence[Sequence[Sequence[int]]]],
    plans: Sequence[Plan],
    spaces: Sequence[str],
    parks: Sequence[str],
) -> Building:
    """Return what was begun, of the sites of `built`, [option][replication].

    plans: one of each option; spaces, parks: of all of them.
    """
    known: dict[Site, int] = {}
    rows: list[tuple[float, ...]] = []
    for option, (futures, plan) in enumerate(zip(found, plans, strict=True)):
        renewed = {works.id: works.pool for works in plan.renewals}
        for replication, sites in enumerate(futures):
            for entity, pool, amount, begins, ends, took in sites:
                site = _site(plan, plan.entities[entity], pool, renewed)
                place = known.setdefault(site, len(known))
                begun = plan.start_month + begins / MONTH
                opened = plan.start_month + ends / MONTH if ends >= 0 else np.nan
                rows.append((option, place, replication, amount, took, begun, opened))
    shape = (len(found), len(known), len(found[0]))
    area, taken = np.zeros(shape), np.zeros(shape)
    start, opens = np.full(shape, np.nan), np.full(shape, np.nan)
    if rows:
        columns = np.array(rows)
        at: Any = tuple(columns[:, :3].astype(np.int64).T)
        for values, column in zip((area, taken, start, opens), columns[:, 3:].T, strict=True):
            values[at] = column
    order = [known[site] for site in sorted(known)]
    area, taken, start, opens = (values[:, order] for values in (area, taken, start, opens))
    stakes = plans[0].stakes
    assert stakes is not None
    apart = ((area != area[0]) | (np.nan_to_num(start) != np.nan_to_num(start[0]))).any(axis=0)
    differ = start[:, apart][~np.isnan(start[:, apart])].tolist()
    return Building(
        sites=tuple(sorted(known)),
        spaces=tuple(spaces),
        parks=tuple(parks),
        area=area,
        taken=taken,
        start=start,
        opens=opens,
        planned=_planned(plans[0]),
        since=int(min([plans[0].start_month + stakes.since, *differ])),
    )


def _planned(plan: Plan) -> dict[tuple[str, str], set[str]]:
    """Return the types of each lot in each park."""
    found: dict[tuple[str, str], set[str]] = {}
    parks = len(plan.parks)
    for lot in plan.lots:
        for pool, _ in lot.cells:
            found.setdefault((lot.id, plan.parks[pool % parks]), set()).add(
                plan.spaces[pool // parks]
            )
    return found


def _site(plan: Plan, works: str, pool: int, renewed: Mapping[str, int]) -> Site:
    parks = len(plan.parks)
    before = plan.spaces[renewed[works] // parks] if works in renewed else ""
    return Site(works, plan.spaces[pool // parks], plan.parks[pool % parks], before)
