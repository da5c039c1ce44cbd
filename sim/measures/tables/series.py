"""Levels of every pool over time: monthly series by replication, and the state at given dates.

A results folder keeps what the functions called `stored_…` return; the other columns follow and are
added by `whole_series` and `with_use`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.history import History, pool_jumps
from sim.measures.counting.idle import AHEAD, EARLY, IDLE
from sim.measures.counting.levels import POOL, before
from sim.measures.counting.paused import paused_levels
from sim.measures.counting.pooled import Pooled
from sim.measures.counting.rent import rented
from sim.measures.counting.tally import TRACK, Tally
from sim.measures.counting.trades import TRADED, trade_names, trade_places
from sim.measures.economy.rent import rent_courses
from sim.measures.months import Floats, first_recorded, from_start, instants, lengths, starts
from sim.measures.tables.frames import (
    coded,
    grid,
    numbers,
    place_after,
    with_trades,
    with_use,
)
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import Date

if TYPE_CHECKING:
    import pandas as pd

YEAR: Final = 12
"""Months over which net absorption is taken for the months of supply."""


def means(tallies: Sequence[Tally], plan: Plan) -> dict[str, Floats]:
    """Month means of each measure of POOL, [replication, month, pool]."""
    integrals = np.stack([tally.pools for tally in tallies], axis=1)
    return dict(zip(POOL, integrals / lengths(plan)[:, None], strict=True))


def idle(tallies: Sequence[Tally], plan: Plan) -> dict[str, Floats]:
    """Month means of IDLE and sums of AHEAD, [replication, month, pool]; empty if none is told."""
    told = np.stack([tally.idle for tally in tallies], axis=1).astype(np.float64)
    told[: len(IDLE)] /= lengths(plan)[:, None]
    return dict(zip((*IDLE, *AHEAD), told, strict=False))


def freed(tallies: Sequence[Tally]) -> dict[str, Floats]:
    """Month sums of EARLY, [replication, month, pool]; empty if none can come."""
    told = np.stack([tally.early for tally in tallies], axis=1).astype(np.float64)
    return dict(zip(EARLY, told, strict=False))


def leased_levels(tallies: Sequence[Tally]) -> NDArray[np.int64]:
    """Leased at the opening and at every month end, m², [replication, 1 + month, pool]."""
    opening = np.stack([tally.leased_open for tally in tallies])
    return np.concatenate([opening[:, None], np.stack([t.leased_end for t in tallies])], axis=1)


def ratio(part: Floats, whole: Floats) -> Floats:
    """`part` ÷ `whole`; NaN where `whole` is not positive."""
    quotient: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return quotient


def yearly_absorption(levels: NDArray[np.int64]) -> Floats:
    """Net absorption of the 12 months up to each month, m²; NaN in the first 11.

    levels: as from `leased_levels`, [replication, 1 + month, …].
    """
    twelve = np.full((levels.shape[0], levels.shape[1] - 1, *levels.shape[2:]), np.nan)
    twelve[:, YEAR - 1 :] = levels[:, YEAR:] - levels[:, :-YEAR]
    return twelve


def series(tallies: Sequence[Tally], plan: Plan, *, run_in: bool = False) -> pd.DataFrame:
    """One row per replication × month × space × park; `sim.text.glossary` has the columns.

    There is a rent only where the scenario has one; it is the city's in every park.

    Months before `record_from` are left out unless `run_in`.
    """
    first = 0 if run_in else first_recorded(plan)
    yearly = yearly_absorption(leased_levels(tallies))[:, first:]
    return whole_series(stored_series(tallies, plan, run_in=run_in), yearly.ravel())


def stored_series(tallies: Sequence[Tally], plan: Plan, *, run_in: bool = False) -> pd.DataFrame:
    """Return the columns of `series` from which the others follow."""
    import pandas as pd

    first = 0 if run_in else first_recorded(plan)
    level = {name: values[:, first:].ravel() for name, values in means(tallies, plan).items()}
    replication, month, space, park = grid(
        (len(tallies), plan.months - first, len(plan.spaces), len(plan.parks))
    )
    columns = {
        "replication": numbers(tallies)[replication],
        "month": starts(plan)[first:][month],
        "space": coded(space, plan.spaces),
        "park": coded(park, plan.parks),
        **level,
        "absorption": np.diff(leased_levels(tallies), axis=1)[:, first:].ravel(),
    }
    for name, values in (idle(tallies, plan) | freed(tallies)).items():
        columns[name] = values[:, first:].ravel()
    if plan.pauses:
        waits = np.stack([paused_levels(tally.paused, plan) for tally in tallies])
        columns["paused_area"] = (waits / lengths(plan)[:, None])[:, first:].ravel()
    if rented(plan):
        columns["rent"] = rent_courses(tallies, plan)[replication, first + month, space]
    if any(rent and rent.parks for rent in plan.rents):
        by_park = np.stack([tally.park_rents for tally in tallies])
        columns["park_rent"] = by_park[:, first:].ravel()
    return pd.DataFrame(columns)


def whole_series(stored: pd.DataFrame, yearly: Floats) -> pd.DataFrame:
    """Add the columns that follow from those stored.

    yearly: net absorption of the 12 months up to each month, [row].
    """
    whole = with_use(stored)
    free = whole["capacity"].to_numpy() - whole["leased"].to_numpy()
    for name, after, values in (
        ("free", "in_use", free),
        ("vacancy", "waiting", ratio(free, whole["capacity"].to_numpy())),
        ("months_of_supply", "absorption", ratio(free, yearly / YEAR)),
    ):
        whole.insert(place_after(whole, after), name, values)
    return whole


def tracks(tallies: Sequence[Tally], plan: Plan, *, run_in: bool = False) -> pd.DataFrame:
    """One row per replication × month × space × track: what each kind of company has and wants.

    Months before `record_from` are left out unless `run_in`.
    """
    return with_use(stored_tracks(tallies, plan, run_in=run_in))


def stored_tracks(tallies: Sequence[Tally], plan: Plan, *, run_in: bool = False) -> pd.DataFrame:
    """Return the columns of `tracks` from which the others follow."""
    import pandas as pd

    first = 0 if run_in else first_recorded(plan)
    spans = lengths(plan)[first:, None, None]
    integrals = np.stack([tally.tracks[:, first:] for tally in tallies], axis=1)
    level = {name: (integrals[index] / spans).ravel() for index, name in enumerate(TRACK)}
    replication, month, space, track = grid(
        (len(tallies), plan.months - first, len(plan.spaces), len(plan.tracks))
    )
    columns = {
        "replication": numbers(tallies)[replication],
        "month": starts(plan)[first:][month],
        "space": coded(space, plan.spaces),
        "track": coded(track, plan.tracks),
    }
    return with_trades(pd.DataFrame(columns | level), plan)


def trades(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × recorded month × space × trade: what each trade has and wants.

    Month means, as in `tracks`; with other trades sums of TRADED, too.
    """
    return with_use(stored_trades(tallies, plan))


def stored_trades(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """Return the columns of `trades` from which the others follow."""
    import pandas as pd

    first, names = first_recorded(plan), trade_names(plan)
    member = (trade_places(plan)[:, None] == np.arange(len(names))).astype(np.int64)
    integrals = np.stack([tally.tracks[:, first:] @ member for tally in tallies], axis=1)
    spans = lengths(plan)[first:, None, None]
    level = {name: (integrals[index] / spans).ravel() for index, name in enumerate(TRACK)}
    told = np.stack([tally.trades[:, first:] for tally in tallies], axis=1)
    sums = {name: values.ravel() for name, values in zip(TRADED, told, strict=False)}
    replication, month, space, trade = grid(integrals.shape[1:])
    columns = {
        "replication": numbers(tallies)[replication],
        "month": starts(plan)[first:][month],
        "space": coded(space, plan.spaces),
        "trade": coded(trade, names),
    }
    return pd.DataFrame(columns | level | sums)


def asked_ticks(plan: Plan, at: Sequence[Date]) -> NDArray[np.int64]:
    """Ticks of dates, each once, ascending.

    Raises ValueError for a date outside the clock.
    """
    ticks = np.unique([from_start(plan, date.first) for date in at])
    if len(ticks) == 0 or ticks[0] < 0 or ticks[-1] > plan.end:
        outside = [str(d) for d in at if not 0 <= from_start(plan, d.first) <= plan.end]
        raise ValueError(f"not within the clock: {', '.join(outside) or 'no date given'}")
    return ticks


def state(past: History, plan: Plan, ticks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Levels just before ascending ticks, [instant, measure of POOL, pool]; at 0 the opening's."""
    shape = (len(ticks), len(POOL), len(plan.capacity))
    return before(pool_jumps(past, plan), ticks, shape[1] * shape[2]).reshape(shape)


def levels(
    states: Sequence[NDArray[np.int64]], plan: Plan, ticks: NDArray[np.int64]
) -> pd.DataFrame:
    """One row per replication × date × space × park: the state just before each date.

    states: those of replications 0, 1, …, as from `state`.
    """
    import pandas as pd

    every = np.stack(states)
    level = {name: every[:, :, index].ravel() for index, name in enumerate(POOL)}
    replication, instant, space, park = grid(
        (len(states), len(ticks), len(plan.spaces), len(plan.parks))
    )
    return pd.DataFrame(
        {
            "replication": replication.astype(np.int32),
            "at": instants(plan, ticks)[instant],
            "space": coded(space, plan.spaces),
            "park": coded(park, plan.parks),
            "capacity": level["capacity"],
            "leased": level["leased"],
            "fit_out": level["fit_out"],
            "in_use": level["leased"] - level["fit_out"],
            "free": level["capacity"] - level["leased"],
            "withdrawn": level["withdrawn"],
            "construction": level["construction"],
            "waiting_area": level["waiting_area"],
            "waiting": level["waiting"],
        }
    )


def pools_by_track(pooled: Pooled, plan: Plan, *, run_in: bool = False) -> pd.DataFrame:
    """One row per month × space × park × track, means over replications and the month."""
    return with_use(stored_pools_by_track(pooled, plan, run_in=run_in))


def stored_pools_by_track(pooled: Pooled, plan: Plan, *, run_in: bool = False) -> pd.DataFrame:
    """Return the columns of `pools_by_track` from which the others follow."""
    import pandas as pd

    first = 0 if run_in else first_recorded(plan)
    spans = lengths(plan)[first:, None, None] * pooled.replications
    level = {
        name: (pooled.levels[first:, index] / spans).ravel() for index, name in enumerate(TRACK)
    }
    month, space, park, track = grid(
        (plan.months - first, len(plan.spaces), len(plan.parks), len(plan.tracks))
    )
    columns = {
        "month": starts(plan)[first:][month],
        "space": coded(space, plan.spaces),
        "park": coded(park, plan.parks),
        "track": coded(track, plan.tracks),
    }
    return with_trades(pd.DataFrame(columns | level), plan)
