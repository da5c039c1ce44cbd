"""What companies lease where, and how long after they enter: what the streams of `demand` bring."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from math import exp, fsum, isinf
from typing import Final, NamedTuple

import numpy as np

from sim.scenario.plan.ends import Floats
from sim.scenario.plan.laplace import ended
from sim.scenario.plan.plan import StagePlan, StreamPlan
from sim.scenario.values.dates import MONTH

STEP: Final = 6
"""Months in a step of the account: from the start of the clock on, whatever its end."""
Place = tuple[int, int]
"""A track and a position in its chain."""
Areas = Mapping[Place, float]
"""Where what area is let: m², or m² a month."""
Chains = Sequence[Sequence[StagePlan]]


class Let(NamedTuple):
    """What a company that enters asks for on its way through its chain, on average."""

    place: Place
    area: float
    """Lettable m²."""
    lag: float
    """Months from entering to the request, without waiting."""


def lets(
    suites: Sequence[Place], chains: Chains, entry: Place, spaces: Collection[int]
) -> list[Let]:
    """Return what a company asks for of some types of space, from its entry on.

    E[lines that come] × P(lease) × E[area] at each stage, with what contract makers ask for;
    `suites` has where each stream enters. After a stage for ever comes nobody.
    """
    track, first = entry
    found, reached, lag, before = list[Let](), 1.0, 0.0, 0.0
    last = len(chains[track]) - 1
    for position, stage in enumerate(chains[track][first:], first):
        ahead = min(stage.look_ahead / MONTH, before) if stage.look_ahead else 0.0
        if stage.cdmo_stream >= 0 or (stage.spaces and stage.spaces[0] in spaces):
            for place, area in let_at(suites, chains, (track, position), spaces):
                found.append(Let(place, reached * area, lag - ahead))
        if position == last or isinf(stage.duration.mean):
            break
        reached *= (1.0 - stage.elsewhere) * stage.success * stage.lines_met
        if stage.closes:
            reached *= 1.0 - ended(stage.duration, stage.thins(0.0))
        lag += _through(stage, ahead)
        before = stage.duration.mean
    return found


def let_at(
    suites: Sequence[Place], chains: Chains, place: Place, spaces: Collection[int]
) -> list[tuple[Place, float]]:
    """Return what a company leases of some types of space for one stage: where, m².

    What contract makers ask of what is outsourced is in it.
    """
    stage, areas = at(chains, place), []
    if stage.spaces and stage.spaces[0] in spaces:
        areas.append((place, stage.lease * stage.leased_area))
    if stage.cdmo_stream >= 0:
        suite = suites[stage.cdmo_stream]
        if at(chains, suite).spaces[0] in spaces:
            area = stage.cdmo_area.mean if stage.cdmo_area else stage.cdmo_share * stage.area.mean
            outsourced = (1.0 - stage.elsewhere) * (1.0 - stage.housed) * stage.cdmo
            areas.append((suite, outsourced * stage.cdmo_chance * area))
    return areas


def let_by_rate(
    suites: Sequence[Place], chains: Chains, entering: Areas, spaces: Collection[int]
) -> float:
    """Return what companies lease of some types of space, m² a month, if so many enter where."""
    return fsum(
        rate * let.area
        for entry, rate in entering.items()
        for let in lets(suites, chains, entry, spaces)
    )


def let_by_step(
    suites: Sequence[Place],
    chains: Chains,
    streams: Sequence[StreamPlan],
    rates: Floats,
    spaces: Collection[int],
) -> dict[Place, Floats]:
    """Return what streams lease where in some types of space, m² a month, mean of each step.

    `rates` are companies a month that enter, [stream, step]. They ask their mean lag later, and at
    least a step, so that no step depends on what comes after its start: who entered in a step is
    shared out over the two that the lag leads to. Before the clock they entered at the rate of the
    start, or as they grew up to it.
    """
    of_entry = {
        entry: lets(suites, chains, entry, spaces)
        for entry in {(s.track, s.entry) for s in streams}
    }
    asked = sorted(
        (let.place, row, let.lag, let.area)
        for row, stream in enumerate(streams)
        for let in of_entry[stream.track, stream.entry]
        if let.area
    )
    if not asked:
        return {}
    places, rows, lags, areas = zip(*asked, strict=True)
    whole, part = np.divmod(np.maximum(1.0, np.array(lags) / STEP), 1.0)
    past, steps = int(whole.max()) + 1, rates.shape[1]
    entered = np.empty((len(streams), past + steps))
    entered[:, :past] = np.array([stream.rate for stream in streams])[:, None]
    entered[:, past:] = rates
    for row, stream in enumerate(streams):
        if stream.grew:
            grew_into = chains[stream.track][stream.entry : stream.grew_from]
            entered[row, :past] *= _growing(stream.grew, sum(map(_through, grew_into)), past)
    first = np.array(rows) * (past + steps) + past - whole.astype(np.int64)
    at_lag = first[:, None] + np.arange(steps)
    later, flat = part[:, None], entered.ravel()
    came = (1.0 - later) * flat[at_lag] + later * flat[at_lag - 1]
    begins = [i for i, place in enumerate(places) if i == 0 or place != places[i - 1]]
    let = np.add.reduceat(np.array(areas)[:, None] * came, begins)
    return {places[i]: of_place for i, of_place in zip(begins, let, strict=True)}


def at(chains: Chains, place: Place) -> StagePlan:
    """Return the stage at a place."""
    return chains[place[0]][place[1]]


def _through(stage: StagePlan, ahead: float = 0.0) -> float:
    """Return the mean months from the end of the stage before to its end, if asked ahead."""
    if not stage.spaces:
        return stage.duration.mean
    fit_out, build = stage.fit_out.mean, stage.build.mean
    if ahead:
        fit_out, build = max(0.0, fit_out - ahead), max(0.0, build - ahead)
    rented = (1.0 - stage.self_build) * fit_out * stage.lines + stage.self_build * build
    asks = (1.0 - stage.housed) * (1.0 - stage.cdmo)
    return asks * rented / stage.lines_met + stage.duration.mean


@lru_cache(maxsize=256)
def _growing(grew: float, after: float, past: int) -> Floats:
    """Return who entered in each of the last steps before the start, in parts of who does then.

    Who comes to the stage into which the flow grew after the start, `after` months after entering,
    came at the rate of the start.
    """
    middles = [(n + 0.5 - past) * STEP for n in range(past)]
    return np.array([exp(grew * min(0.0, middle + after)) for middle in middles])
