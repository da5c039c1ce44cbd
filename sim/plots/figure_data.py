"""From a finished run to what its figures need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.measures.counting.checks import Check, checks, judged_time
from sim.measures.counting.counts import FLOW
from sim.measures.counting.levels import POOL
from sim.measures.counting.measure_spec import measure_spec, recorded_years, step_months
from sim.measures.counting.tally import TRACK, Tally
from sim.measures.counting.trades import OWN_TRADE, trade_names, trade_places
from sim.measures.economy.rent import rent_courses, unit_of_rents
from sim.measures.economy.yearly import economy, recorded
from sim.measures.months import Floats, Ints, first_recorded, instants, lengths, names
from sim.measures.tables.frames import coded
from sim.measures.tables.works import waited
from sim.measures.verdict.goals import readable, reading
from sim.measures.verdict.signals import glut_bound
from sim.measures.verdict.verdict import Verdict
from sim.plots.frames import (
    Aimed,
    CompanyFlows,
    Cube,
    Frames,
    Ledger,
    Origin,
    ParkYears,
    Planned,
    Renting,
    WaitBound,
    Waits,
)
from sim.scenario.names import labelled
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.goals import OutputGoal, OutputTarget
from sim.scenario.schema.supply import Instead, Project, Renewal, Triggered
from sim.scenario.values.dates import MONTH, DateChance
from sim.text.figures import LABEL
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


def figure_data(
    spec: Spec,
    plan: Plan,
    verdict: Verdict,
    tallies: Sequence[Tally],
    origin: Origin,
    lines: Mapping[str, Floats] | None = None,
    each: int = 2,
) -> Frames:
    """Frames of a run with the names and the city-wide standards of its scenario.

    lines: of the economy, if they are there already; each: replications of a world.
    """
    asked = checks(spec, plan)
    upper = {space: glut_bound(asked, plan.spaces.index(space), None) for space in spec.spaces}
    works: dict[str, Project | Renewal] = {**spec.supply, **spec.renewals}
    size, rent_unit = unit_of_rents(spec)
    courses = rent_courses(tallies, plan)[:, first_recorded(plan) :] * size
    return Frames(
        origin=origin,
        spaces={name: labelled(spec.spaces, name) for name in spec.spaces},
        cube=cube(tallies, plan, list(spec.spaces)),
        waits=waits(tallies, plan, spec),
        supply=openings(tallies, plan),
        projects={
            name: Planned(labelled(works, name), _window(work.start), spec.evidence.get(name))
            for name, work in works.items()
        },
        signals=tuple(place for place in verdict.signals if place.park is None),
        bounds=wait_bounds(verdict),
        glut={space: bound for space, bound in upper.items() if bound is not None},
        rents={space: courses[..., plan.spaces.index(space)] for space in spec.rent},
        rent_unit=rent_unit,
        blocks=verdict.top_down,
        trades=renting(tallies, plan, spec),
        shortage=spec.signals.waiting.value,
        spell=spec.signals.months,
        ledger=ledger(tallies, plan, spec, lines),
        break_even=verdict.break_even,
        parks=park_years(tallies, plan, spec, asked) if len(plan.parks) > 1 else None,
        flow=company_flows(tallies, plan, spec) if len(spec.chain) > 1 else None,
        each=each,
    )


def openings(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """Area by project and dates, of the opening and of any pause: one row for all pools alike."""
    import pandas as pd

    projects = [name.split("/")[0] for name in plan.entities]
    names, project = np.unique(projects, return_inverse=True)
    rows, areas = zip(*(_alike(tally, plan, project) for tally in tallies), strict=True)
    place, *dates = np.concatenate(rows, axis=1)
    columns = zip(("open", "paused", "dropped"), dates, strict=False)
    return pd.DataFrame(
        {
            "project": coded(place, names.tolist()),
            "area": np.concatenate(areas),
            **{name: instants(plan, ticks) for name, ticks in columns},
        }
    )


def _alike(tally: Tally, plan: Plan, project: Ints) -> tuple[Ints, Floats]:
    """Return what tells sites apart, [(project, opening, pause, drop), row], and their m²."""
    entity, _, area, _, opens = tally.sites.T.astype(np.int64)
    told = np.stack([project[entity], opens, *(waited(tally).T if plan.pauses else ())])
    kind = np.zeros_like(opens)
    for column in told:
        known, place = np.unique(column, return_inverse=True)
        kind = kind * len(known) + place
    _, first, row = np.unique(kind, return_index=True, return_inverse=True)
    return told[:, first], np.bincount(row, area).astype(np.float64)


def _window(start: DateChance | Triggered | Instead | None) -> tuple[float, float] | None:
    if not isinstance(start, DateChance):
        return None
    return start.earliest / MONTH, start.latest / MONTH


def cube(tallies: Sequence[Tally], plan: Plan, spaces: Sequence[str]) -> Cube:
    """Month means of the recorded months by space, in the order given."""
    first = first_recorded(plan)
    shape = (len(POOL), plan.months - first, len(plan.spaces), len(plan.parks))
    order = [plan.spaces.index(space) for space in spaces]
    means = np.empty((len(tallies), *shape[:3]))
    for mean, tally in zip(means, tallies, strict=True):
        city = tally.pools[:, first:].reshape(shape).sum(axis=3)
        mean[...] = city[..., order] / lengths(plan)[first:, None]
    values = {name: means[:, index] for index, name in enumerate(POOL)}
    values["in_use"] = values["leased"] - values["fit_out"]
    return Cube(plan.start_month + np.arange(first, plan.months), values)


def park_years(
    tallies: Sequence[Tally], plan: Plan, spec: Spec, asked: Sequence[Check]
) -> ParkYears:
    """Means by calendar year of every pool, those of the outlook in years that are judged.

    A year of which a part is judged is that part, one before or after is what is recorded of it.
    """
    months = np.arange(first_recorded(plan), plan.months)
    year = np.array([int(name[:4]) for name in names(plan)])
    judged = np.zeros(plan.months, dtype=bool)
    judged[judged_time(spec, plan)] = True
    kept = months[judged[months] | ~np.isin(year[months], year[judged])]
    labels, firsts = np.unique(year[kept], return_index=True)
    counted = {label: kept[year[kept] == label] for label in labels.tolist()}
    date = names(plan)
    spans = np.add.reduceat(lengths(plan)[kept], firsts)
    order = [plan.spaces.index(space) for space in spec.spaces]
    shape = (len(labels), len(plan.spaces), len(plan.parks))

    def yearly(measure: str) -> Floats:
        row = POOL.index(measure)
        sums = np.stack([np.add.reduceat(tally.pools[row, kept], firsts) for tally in tallies])
        means: Floats = sums.reshape(-1, *shape)[:, :, order] / spans[:, None, None]
        return means

    limits = [[glut_bound(asked, space, park) for park in range(shape[2])] for space in order]
    return ParkYears(
        parks={name: labelled(spec.parks, name) for name in plan.parks},
        years=labels.tolist(),
        capacity=yearly("capacity"),
        leased=yearly("leased"),
        waiting=yearly("waiting_area"),
        bounds=np.array(limits, dtype=np.float64),
        partly={
            label: (str(date[some[0]]), str(date[some[-1]]))
            for label, some in counted.items()
            if len(some) < (year[months] == label).sum()
        },
    )


def company_flows(tallies: Sequence[Tally], plan: Plan, spec: Spec) -> CompanyFlows:
    """Counts of companies by stage of the main chain, and who goes on from which to which."""
    flows = np.stack([tally.flows for tally in tallies]).sum(axis=1, dtype=np.float64)
    order = [plan.stages.index(stage) for stage in spec.chain]
    links = np.zeros((len(tallies), len(order), len(order)))
    succeeded = flows[..., FLOW.index("succeeded")]
    for track, chain in enumerate(plan.chains):
        for here, there in pairwise([one.stage for one in chain]):
            if here in order and there in order:
                at = (slice(None), order.index(here), order.index(there))
                links[at] += succeeded[:, here, track]
    counts = flows.sum(axis=2)
    return CompanyFlows(
        stages={stage: labelled(spec.stages, stage) for stage in spec.chain},
        years=recorded_years(plan).tolist(),
        counts={name: counts[:, order, index] for index, name in enumerate(FLOW)},
        links=links,
    )


def renting(tallies: Sequence[Tally], plan: Plan, spec: Spec) -> tuple[Renting, ...]:
    """What each trade leases in the recorded months, by space in the scenario's order."""
    if not any(plan.trades):
        return ()
    first, order = first_recorded(plan), [plan.spaces.index(space) for space in spec.spaces]
    names, places = trade_names(plan), trade_places(plan)
    member = (places[:, None] == np.arange(len(names))).astype(np.int64)
    let = np.empty((len(names), len(tallies), plan.months - first, len(order)))
    for replication, tally in enumerate(tallies):
        by_trade = tally.tracks[TRACK.index("leased"), first:, order] @ member
        let[:, replication] = by_trade.transpose(2, 1, 0) / lengths(plan)[first:, None]
    if not let[1:].any():
        return ()
    labels = {OWN_TRADE: LABEL["own_trade"]}
    labels |= {name: labelled(spec.trades, name) for name in spec.trades if name in names}
    return tuple(Renting(name, label, let[names.index(name)]) for name, label in labels.items())


def waits(tallies: Sequence[Tally], plan: Plan, spec: Spec) -> Waits:
    """How long requests waited, by space in the scenario's order."""
    order = [plan.spaces.index(space) for space in spec.spaces]
    counts = np.stack([tally.incidence[order] for tally in tallies])
    return Waits(step_months(measure_spec(spec, plan)), counts.astype(np.int64))


def wait_bounds(verdict: Verdict) -> dict[str, WaitBound]:
    """The city-wide standard on waiting of each type of space; the strictest if several."""
    bounds: dict[str, WaitBound] = {}
    for standard in verdict.standards:
        if standard.within is None or standard.park or standard.track:
            continue
        holds = standard.judged.probability.share or 0.0
        bound = WaitBound(standard.within, standard.bound, standard.value[1], holds)
        kept = bounds.get(standard.space)
        if kept is None or (bound.months, -bound.share) < (kept.months, -kept.share):
            bounds[standard.space] = bound
    return bounds


def ledger(
    tallies: Sequence[Tally],
    plan: Plan,
    spec: Spec,
    lines: Mapping[str, Floats] | None = None,
) -> Ledger | None:
    """The economy by whole year, and what is asked of output."""
    years = recorded(plan)
    whole = [index for index, year in enumerate(years.year.tolist()) if year in years.whole]
    of_all = economy(tallies, plan) if lines is None else lines
    if not whole or not of_all:
        return None
    aims: dict[str, Any] = {**spec.targets, **spec.goals}
    return Ledger(
        years=years.whole,
        lines={name: values[:, whole] for name, values in of_all.items()},
        aimed=[
            _aimed(name, labelled(aims, name), aim, tallies, plan, years.whole)
            for name, aim in aims.items()
            if isinstance(aim, OutputTarget | OutputGoal) and readable(aim, plan)
        ],
        currency=(spec.currency.code, spec.currency.zh),
    )


def _aimed(
    name: str,
    label: Words,
    aim: OutputTarget | OutputGoal,
    tallies: Sequence[Tally],
    plan: Plan,
    years: Sequence[int],
) -> Aimed:
    """What is read for a target or goal, as if each year were its own."""
    values = np.stack(
        [reading(aim.model_copy(update={"year": year}), tallies, plan) for year in years], axis=1
    )
    asked = aim.value.value if isinstance(aim, OutputTarget) else aim.at_least.value
    reached = float(np.mean(values[:, list(years).index(aim.year)] >= asked))
    return Aimed(name, label, aim.year, asked, reached, values)
