"""What each option builds: lots by their months, and what differs from the first option.

Lot by lot in the same future; where the two divide a project into other numbers of lots, no lot of
the one is a lot of the other, and their areas are compared in the order in which they begin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sim.measures.months import Bools, Floats
from sim.measures.statistics import quantile
from sim.scenario.plan.identities import project_of
from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    import pandas as pd

    from sim.measures.counting.tally import Tally
    from sim.scenario.plan.plan import Plan

CHANGES: Final = (
    "begun", "later", "earlier", "dropped", "added", "added_converted", "converted_from",
    "converted_to", "stopped", "finished", "opens_later", "opens_earlier",
)  # fmt: skip
"""Areas of an option, m²: begun in the years that count; then against the first option, lot by lot
in the same future: what begins later or earlier, is not begun, is begun besides, and of that what
is of another type than the first had planned; what another type stands in the place of, by the type
that it was to be and by the one that it is; of what both begin, what never opens and does with the
first, the contrary, and what begins when it does there but opens later or earlier."""
DELAYED: Final = ("later", "opens_later")
"""Of `CHANGES` those that are told with the months by which they are."""
TENTHS: Final = (10, 50, 90)
"""Percentiles of dates."""
_BEGUN, _LATER, _EARLIER, _DROPPED, _ADDED, _OTHER, _FROM, _TO, *_MOVED = range(len(CHANGES))
_DELAYS: Final = tuple(len(CHANGES) + move for move in range(len(DELAYED)))
"""Beside `CHANGES`: m² × months of each of `DELAYED`."""
_MOVES: Final = (_LATER, _EARLIER, *_MOVED, *_DELAYS)


class Site(NamedTuple):
    """A part of a lot: what is built of one type in one park."""

    lot: str
    """Id of the lot, or of the works that take space back first."""
    space: str
    park: str
    before: str
    """The type that was there and is taken back; empty for what is newly built."""

    @property
    def project(self) -> str:
        """Id of the project that the lot is of, or of the works."""
        return project_of(self.lot)


class Place(NamedTuple):
    """What is built of one type in one park by one project."""

    project: str
    space: str
    park: str


@dataclass(frozen=True)
class Building:
    """What is begun on each site in each future.

    Sites are all that any option begins in any future, and all that the first has planned.
    """

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
    planned: Floats
    """m² that the first option has planned there, begun or not, [site, replication]."""
    lots: tuple[Mapping[str, int], ...]
    """Of each option: the number of lots of each project."""
    since: int
    """The month from which on what is begun is told, as `start`: that from which on mistakes count,
    or the first in which options differ."""

    def changes(self, option: int) -> Floats:
        """Return the areas of `CHANGES`, [change, space, park, replication]."""
        return self._by_pool[option]

    def begun(self, option: int) -> Floats:
        """Return the areas that are begun in the years that count, [space, park, replication]."""
        areas: Floats = self._by_pool[option][_BEGUN]
        return areas

    def of_projects(self, option: int) -> Floats:
        """Return the areas of `CHANGES`, [change, one of `places`, replication]."""
        areas: Floats = self._changes[option][: len(CHANGES)]
        return areas

    def months_later(self, option: int, change: str, places: Sequence[int] | None = None) -> float:
        """Return by how many months what begins, or opens, later does, mean of its area; 0 if none.

        change: one of `DELAYED`; places: of `places`, all when absent.
        """
        some = slice(None) if places is None else places
        changes, delay = self._changes[option], _DELAYS[DELAYED.index(change)]
        late = changes[CHANGES.index(change)][some].sum()
        return float(changes[delay][some].sum() / late) if late else 0.0

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All projects, types and parks, by id."""
        found = {Place(site.project, site.space, site.park) for site in self.sites}
        taken = {Place(s.project, s.before, s.park) for s in self.sites if s.before}
        return tuple(sorted(found | taken))

    @cached_property
    def _by_pool(self) -> list[Floats]:
        shape = (len(CHANGES), len(self.spaces), len(self.parks), self.area.shape[-1])
        summed = []
        for areas in self._changes:
            found = np.zeros(shape)
            for at, place in enumerate(self.places):
                pool = self.spaces.index(place.space), self.parks.index(place.park)
                found[:, *pool] += areas[: len(CHANGES), at]
            summed.append(found)
        return summed

    @cached_property
    def _changes(self) -> list[Floats]:
        return [self._changed(option) for option in range(len(self.area))]

    def _changed(self, option: int) -> Floats:
        """Return the areas of `CHANGES`, then those of `_DELAYS`, [change, place, replication]."""
        found = np.zeros((len(CHANGES) + len(_DELAYS), len(self.places), self.area.shape[-1]))
        begun = np.where(self.start[option] >= self.since, self.area[option], 0.0)
        for site, area in zip(self.sites, begun, strict=True):
            found[_BEGUN, self._at[site.project, site.space, site.park]] += area
        if option:
            for sites in self._compared(option):
                self._compare(option, sites, found)
        return np.round(found, 6) + 0.0  # parts of areas leave a rest of rounding, or -0

    @cached_property
    def _at(self) -> dict[tuple[str, str, str], int]:
        return {place: at for at, place in enumerate(self.places)}

    def _compared(self, option: int) -> list[list[int]]:
        """Return the sites that are compared as one in each park: a lot's, or a project's."""
        first, other = self.lots[0], self.lots[option]
        found: dict[tuple[str, str], list[int]] = {}
        for place, site in enumerate(self.sites):
            counts = {lots[site.project] for lots in (first, other) if site.project in lots}
            whole = site.project if len(counts) > 1 else site.lot
            found.setdefault((whole, site.park), []).append(place)
        return list(found.values())

    def _compare(self, option: int, sites: Sequence[int], found: Floats) -> None:
        """Add what differs on the sites of one lot, or of one project, in one park."""
        if all(
            np.array_equal(values[0, sites], values[option, sites], equal_nan=True)
            for values in (self.area, self.start, self.opens)
        ):
            return
        kinds: dict[tuple[str, str], list[int]] = {}
        for at in sites:
            kinds.setdefault((self.sites[at].space, self.sites[at].before), []).append(at)
        rows = [*kinds.values()]
        first, other, planned = (
            np.array([areas[row].sum(axis=0) for row in rows])
            for areas in (self.area[0], self.area[option], self.planned)
        )
        gain, loss = np.maximum(other - first, 0.0), np.maximum(first - other, 0.0)
        # What is renewed as it was is begun or not, and turns into nothing else.
        anew = np.array([space != before for space, before in kinds])
        turned = np.minimum(gain[anew].sum(axis=0), loss[anew].sum(axis=0))
        to, of = (_parts(side, anew, turned) for side in (gain, loss))
        # Of what is begun besides: what was planned of its own type, then what of another.
        own = np.minimum(gain - to, np.maximum(planned - first, 0.0))
        rest, free = gain - to - own, np.maximum(planned - first, 0.0) - own
        besides = np.minimum(rest[anew].sum(axis=0), free[anew].sum(axis=0))
        converted = _parts(rest, anew, besides)
        for k, ((space, before), row) in enumerate(kinds.items()):
            site = self.sites[row[0]]
            at = self._at[site.project, space, site.park]
            found[_MOVES, at] += self._moved(option, row)
            if space == before:
                found[_ADDED, at] += gain[k]
                found[_DROPPED, at] += loss[k]
                continue
            if before:
                found[_TO, at] += gain[k]
                taken = self._at[site.project, before, site.park]
                more = np.maximum(self.taken[option, row] - self.taken[0, row], 0.0).sum(axis=0)
                found[_FROM, taken] += more
                found[_DROPPED, at] += loss[k]
                continue
            found[_TO, at] += to[k]
            found[_FROM, at] += of[k]
            found[_ADDED, at] += gain[k] - to[k]
            found[_OTHER, at] += converted[k]
            found[_DROPPED, at] += loss[k] - of[k]

    def _moved(self, option: int, sites: Sequence[int]) -> Floats:
        """Return how what both begin differs in time, m², [one of `_MOVES`, replication].

        Of several sites what begins first is compared with what begins first, m² by m².
        """
        old, new = (
            np.stack([self.start[of, sites], self.opens[of, sites], self.area[of, sites]])
            for of in (0, option)
        )
        if len(sites) == 1:
            return _moves(old[:2, 0], new[:2, 0], np.minimum(old[2, 0], new[2, 0]))
        moved = np.zeros((len(_MOVES), old.shape[-1]))
        for replication in range(old.shape[-1]):
            times, areas = _matched(old[..., replication], new[..., replication])
            moved[:, replication] = _moves(times[:2], times[2:], areas).sum(axis=1)
        return moved

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
        return self.when_of(option, here)

    def when_of(self, option: int, sites: Sequence[int]) -> dict[str, str | None]:
        """Months until which a tenth, half and nine tenths of the area of sites have begun."""
        start, area = self.start[option, sites].ravel(), self.area[option, sites].ravel()
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


def _parts(side: Floats, of: Bools, area: Floats) -> Floats:
    """Divide an area, [replication], over some rows of a side as they are, [row, replication]."""
    some = side * of[:, None]
    whole = some.sum(axis=0)
    parts: Floats = some * np.divide(area, whole, out=np.zeros_like(whole), where=whole > 0)
    return parts


def _moves(old: Floats, new: Floats, area: Floats) -> Floats:
    """Return how areas that both begin differ in time, [one of `_MOVES`, case].

    old, new: (start, opening) in months, NaN for none, [of the two, case]; area: [case].
    """
    start, opening = np.nan_to_num(new - old)
    never, still = np.isnan(old[1]), np.isnan(new[1])
    alike = never == still
    later, opens_later = alike & (start > 0), alike & (start == 0) & (opening > 0)
    moved: Floats = area * np.stack(
        [
            later,
            alike & (start < 0),
            ~never & still,
            never & ~still,
            opens_later,
            alike & (start == 0) & (opening < 0),
            later * start,
            opens_later * opening,
        ]
    )
    return moved


def _matched(old: Floats, new: Floats) -> tuple[Floats, Floats]:
    """Return what both begin, the first m² of the one with that of the other.

    old, new: (start, opening, area), [of the three, site]. (start and opening of the one, those of
    the other) and the area of each piece, [of the four, piece] and [piece].
    """
    rows = [side[:, np.argsort(side[0], kind="stable")] for side in (old, new)]
    ends = [np.cumsum(side[2]) for side in rows]
    edges = np.unique(np.concatenate(ends))
    edges = edges[(edges > 0) & (edges <= min(end[-1] for end in ends))]
    areas = np.diff(edges, prepend=0.0)
    at = [np.searchsorted(end, edges) for end in ends]
    return np.concatenate([side[:2, i] for side, i in zip(rows, at, strict=True)]), areas


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
    firsts: Sequence[Plan],
    spaces: Sequence[str],
    parks: Sequence[str],
) -> Building:
    """Return what was begun, of the sites of `built`, [option][replication].

    plans: one of each option; firsts: of the first option, that of each replication; spaces, parks:
    of all of them.
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
    planned_rows = [
        (known.setdefault(_site(plan, lot.id, pool, {}), len(known)), replication, area)
        for replication, plan in enumerate(firsts)
        for lot in plan.lots
        for pool, area in lot.cells
    ]
    shape = (len(found), len(known), len(found[0]))
    area, taken, planned = np.zeros(shape), np.zeros(shape), np.zeros(shape[1:])
    start, opens = np.full(shape, np.nan), np.full(shape, np.nan)
    if rows:
        columns = np.array(rows)
        at: Any = tuple(columns[:, :3].astype(np.int64).T)
        for values, column in zip((area, taken, start, opens), columns[:, 3:].T, strict=True):
            values[at] = column
    for place, replication, amount in planned_rows:
        planned[place, replication] += amount
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
        planned=planned[order],
        lots=tuple(Counter(project_of(lot.id) for lot in plan.lots) for plan in plans),
        since=int(min([plans[0].start_month + stakes.since, *differ])),
    )


def _site(plan: Plan, works: str, pool: int, renewed: Mapping[str, int]) -> Site:
    parks = len(plan.parks)
    before = plan.spaces[renewed[works] // parks] if works in renewed else ""
    return Site(works, plan.spaces[pool // parks], plan.parks[pool % parks], before)
