"""Yearly means of the monthly levels with their spread over replications: for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.measures.counting.idle import AHEAD
from sim.measures.counting.levels import POOL
from sim.measures.counting.rent import rented
from sim.measures.counting.tally import Tally
from sim.measures.economy.rent import rent_courses
from sim.measures.months import Floats, Ints, first_recorded, years
from sim.measures.tables.frames import coded, grid
from sim.measures.tables.series import freed, idle, leased_levels, means, ratio
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

QUANTILES: Final = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


def summary(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """Return year × space × park × measure: mean, P10, P50 and P90 over replications.

    `absorption`, what failures free or strand and what is freed early are sums over the year's
    months, the rest are means. Park `all` is the city. Vacancy is of the yearly means. Years may
    be partial at both ends.
    """
    import pandas as pd

    labels, values = yearly(tallies, plan)
    parks, measures = sorted([*plan.parks, "all"]), sorted(values)
    order = [[*plan.parks, "all"].index(park) for park in parks]
    spreads = [_spread(values.pop(name)[..., order]) for name in measures]
    year, space, park, measure = grid((*spreads[0]["mean"].shape, len(measures)))
    return pd.DataFrame(
        {
            "year": labels[year],
            "space": coded(space, plan.spaces),
            "park": coded(park, parks),
            "measure": coded(measure, measures),
        }
        | {
            name: np.stack([spread[name] for spread in spreads], axis=-1).round(6).ravel()
            for name in spreads[0]
        }
    )


def _spread(values: Floats) -> dict[str, Floats]:
    """Mean and quantiles over the replications, which are put in order."""
    middle = mean(values)
    values.sort(axis=0)
    return {"mean": middle} | {name: quantile(values, share) for name, share in QUANTILES.items()}


def yearly(tallies: Sequence[Tally], plan: Plan) -> tuple[Ints, dict[str, Floats]]:
    """Years, and each measure by [replication, year, space, park]; the last park is the city."""
    labels, begins = np.unique(years(plan)[first_recorded(plan) :], return_index=True)
    parts = [
        _yearly(tallies[i : i + _SLICE], plan, labels, begins)
        for i in range(0, len(tallies), _SLICE)
    ]
    measures = list(parts[0])
    return labels, {name: np.concatenate([part.pop(name) for part in parts]) for name in measures}


_SLICE: Final = 50
"""Replications whose months are in memory at once."""


def _yearly(tallies: Sequence[Tally], plan: Plan, labels: Ints, begins: Ints) -> dict[str, Floats]:
    """Each measure as in `yearly`; begins: months of the record with which years begin."""
    import pandas as pd

    unused = idle(tallies, plan)
    first, monthly = first_recorded(plan), means(tallies, plan) | unused
    shape = (len(tallies), len(labels), len(plan.spaces), len(plan.parks))
    change = np.diff(leased_levels(tallies), axis=1)[:, first:]
    pools: dict[str, Floats] = {"absorption": np.add.reduceat(change, begins, axis=1) * 1.0}
    sums = {name: unused[name] for name in AHEAD if unused} | freed(tallies)
    for name, amounts in sums.items():
        pools[name] = np.add.reduceat(amounts[:, first:], begins, axis=1)
    for name in (*POOL, *_DIFFERENCE, *(name for name in unused if name not in AHEAD)):
        whole, *less = (monthly[x][:, first:] for x in _DIFFERENCE.get(name, (name,)))
        months = np.split(whole - less[0] if less else whole, begins[1:], axis=1)
        pools[name] = np.stack([added(x, axis=1) / x.shape[1] for x in months], axis=1)
    cell = np.repeat(np.arange(np.prod(shape[:3])), shape[3])
    values = {}
    for name, level in pools.items():
        parks = level.reshape(shape)
        city = pd.Series(parks.ravel()).groupby(cell).sum().to_numpy()
        values[name] = np.concatenate([parks, city.reshape(*shape[:3], 1)], axis=3)
    values["vacancy"] = ratio(values["capacity"] - values["leased"], values["capacity"])
    if rented(plan):
        values["rent"] = _rents(tallies, plan, begins)
    return values


def _rents(tallies: Sequence[Tally], plan: Plan, begins: Ints) -> Floats:
    """Means of each year's months; one for all parks."""
    months = np.split(rent_courses(tallies, plan)[:, first_recorded(plan) :], begins[1:], axis=1)
    means = np.stack([added(x, axis=1) / x.shape[1] for x in months], axis=1)
    return np.repeat(means[..., None], len(plan.parks) + 1, axis=3)


_DIFFERENCE: Final = {"in_use": ("leased", "fit_out"), "free": ("capacity", "leased")}


def added(values: Floats, axis: int) -> Floats:
    """Sum over an axis with Kahan's compensation: as if the sum were rounded but once.

    Whole m² and months make many exact ties of the last digit shown; plain sums would break them
    by the order of adding.
    """
    total = np.zeros(np.delete(values.shape, axis))
    lost = np.zeros_like(total)
    for part in np.moveaxis(values, axis, 0):
        more = part - lost
        grown = total + more
        lost, total = grown - total - more, grown
    return total


def mean(values: Floats) -> Floats:
    """Mean over the replications where it is known; NaN where it never is."""
    known = ~np.isnan(values)
    return ratio(added(np.where(known, values, 0.0), axis=0), known.sum(axis=0) * 1.0)


def quantile(ordered: Floats, share: float) -> Floats:
    """Quantile over the replications where it is known, between neighbours; NaN if it never is.

    ordered: ascending along the replications, NaN last.
    """
    most = np.maximum((~np.isnan(ordered)).sum(axis=0, keepdims=True) - 1, 0)
    place = share * most
    below = place.astype(np.int64)
    above = np.minimum(below + 1, most)
    low, high = (np.take_along_axis(ordered, index, axis=0) for index in (below, above))
    found: Floats = (low + (high - low) * (place - below))[0]
    return found
