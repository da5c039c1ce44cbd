"""What opens, by what its projects stand on: seen, announced or assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.counting.measure_spec import recorded_years
from sim.measures.counting.tally import Tally
from sim.measures.months import Floats, first_recorded, years
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.supply import EVIDENCE, Evidence
from sim.scenario.values.dates import MONTH


@dataclass(frozen=True)
class Delivered:
    """What opens in the record of the projects of one kind of evidence: means, lettable m²."""

    evidence: Evidence
    areas: Mapping[str, Mapping[str, float]]
    """By year of opening and space type, in the scenario's order; years without any as well."""

    @property
    def years(self) -> dict[str, float]:
        """All types of space, by year."""
        return {year: sum(spaces.values()) for year, spaces in self.areas.items()}

    @property
    def spaces(self) -> dict[str, float]:
        """All years, by type of space."""
        first = next(iter(self.areas.values()), {})
        return {space: sum(year[space] for year in self.areas.values()) for space in first}

    @property
    def total(self) -> float:
        """All years and types."""
        return sum(self.years.values())


def deliveries(tallies: Sequence[Tally], plan: Plan, spec: Spec) -> tuple[Delivered, ...]:
    """Tell what opens by evidence, seen first; nothing where no project says what it stands on."""
    if not spec.evidence:
        return ()
    means = _opened(tallies, plan, spec.evidence) / len(tallies)
    named = [(space, plan.spaces.index(space)) for space in spec.spaces]
    return tuple(
        Delivered(
            kind,
            {
                str(year): {space: float(areas[rank]) for space, rank in named}
                for year, areas in zip(recorded_years(plan).tolist(), by_year, strict=True)
            },
        )
        for kind, by_year in zip(EVIDENCE, means, strict=True)
    )


def _opened(tallies: Sequence[Tally], plan: Plan, evidence: Mapping[str, Evidence]) -> Floats:
    """Return the area that opens in all futures, [evidence, recorded year, space], m²."""
    owners = [evidence.get(name.partition("/")[0]) for name in plan.entities]
    kinds = np.array([EVIDENCE.index(owner) if owner else -1 for owner in owners])
    found = np.zeros((len(EVIDENCE), len(recorded_years(plan)), len(plan.spaces)))
    place = np.searchsorted(recorded_years(plan), years(plan))
    for tally in tallies:
        sites = tally.sites.astype(np.int64)
        entity, pool, area, _, opens = sites[kinds[sites[:, 0]] >= 0].T
        told = (opens >= first_recorded(plan) * MONTH) & (opens < plan.end)
        year = place[opens[told] // MONTH]
        at = kinds[entity[told]], year, pool[told] // len(plan.parks)
        np.add.at(found, at, area[told])
    return found
