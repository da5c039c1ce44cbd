"""What becomes of each project of the pipeline under an option: a row a project and district."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sim.experiments.decide.building import CHANGES, DELAYED, Building
from sim.measures.months import Floats

FATES: Final = (
    "stopped", "dropped", "converted", "later", "opens_later", "added", "earlier",
    "opens_earlier", "finished",
)  # fmt: skip
"""What becomes of an area against the first option: as `CHANGES`, with what is built as another
type than the first has planned in `converted` alone. Of two as large the one that stands first."""


@dataclass(frozen=True)
class ProjectRow:
    """What becomes of a project, or of works, in one park; areas are m² lettable, means."""

    project: str
    park: str
    spaces: tuple[str, ...]
    """Types that the option begins there, the largest first; those of the first where it begins
    none."""
    areas: Mapping[str, float]
    """What is not as in the first option, of `FATES`, the largest first; none where all is."""
    months_later: Mapping[str, float]
    """By how many months each of `DELAYED` is; 0 where none is."""
    begun: float
    """Area begun in the years that count."""
    share: float
    """Share of the futures in which any of it is."""
    start: Mapping[str, str | None]
    """Months until which a tenth, half and nine tenths of it have begun, as `Building.when_of`."""
    first_begun: float
    """What the first option begins there."""

    @property
    def fate(self) -> str | None:
        """What becomes of most of what is not as in the first option; None where all is."""
        return next(iter(self.areas), None)

    @property
    def changed(self) -> float:
        """Area that is not as in the first option."""
        return sum(self.areas.values())


def by_project(building: Building, option: int) -> list[ProjectRow]:
    """Return what becomes of each project in each park, what changes most first.

    Left out is where neither option begins anything in the years that count and nothing changes.
    """
    of_projects: dict[tuple[str, str], list[int]] = {}
    for at, place in enumerate(building.places):
        of_projects.setdefault((place.project, place.park), []).append(at)
    sites: dict[tuple[str, str], list[int]] = {}
    for at, site in enumerate(building.sites):
        sites.setdefault((site.project, site.park), []).append(at)
    changes, first = building.of_projects(option), building.of_projects(0)
    rows = []
    for (project, park), places in of_projects.items():
        here, before = changes[:, places], first[CHANGES.index("begun"), places]
        if not here.any() and not before.any():
            continue
        begun = here[CHANGES.index("begun")]
        areas = begun if begun.any() else before if before.any() else here.sum(axis=0)
        ranked = np.argsort(-areas.mean(axis=1), kind="stable").tolist()
        rows.append(
            ProjectRow(
                project=project,
                park=park,
                spaces=tuple(building.places[places[i]].space for i in ranked if areas[i].any()),
                areas=_fates(here.sum(axis=1)),
                months_later={
                    change: building.months_later(option, change, places) for change in DELAYED
                },
                begun=float(begun.sum(axis=0).mean()),
                share=float(begun.any(axis=0).mean()),
                start=building.when_of(option, sites[project, park]),
                first_begun=float(before.sum(axis=0).mean()),
            )
        )
    return sorted(rows, key=lambda row: (-row.changed, -row.begun, row.project, row.park))


def _fates(changes: Floats) -> dict[str, float]:
    """Return the mean areas by fate of areas of `CHANGES`, [change, replication]."""
    means = dict(zip(CHANGES, changes.mean(axis=1).tolist(), strict=True))
    other = means["added_converted"]
    means |= {"converted": means["converted_to"] + other, "added": means["added"] - other}
    return {fate: means[fate] for fate in sorted(FATES, key=lambda of: -means[of]) if means[fate]}


def table(building: Building, options: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of `projects.csv`; options: their ids."""
    for index, option in enumerate(options):
        for row in by_project(building, index):
            yield {
                "option": option,
                "project": row.project,
                "park": row.park,
                "spaces": " + ".join(row.spaces),
                "fate": row.fate,
                "changed": row.changed,
                **{fate: row.areas.get(fate, 0.0) for fate in FATES},
                **{f"months_{change}": months for change, months in row.months_later.items()},
                "begun": row.begun,
                "begun_p": row.share,
                **row.start,
                "first_begun": row.first_begun,
            }
