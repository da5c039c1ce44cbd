"""How idle and waiting area go in two results, year by year: what their figure draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.diff.saved import SavedRun
from sim.measures.verdict.area_by_year import AREAS, AreaCourse
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class SpaceCourses:
    """One type of space in both results."""

    label: Words
    old: dict[str, AreaCourse]
    """By measure of `AREAS`."""
    new: dict[str, AreaCourse]


def courses(old: SavedRun, new: SavedRun) -> dict[str, SpaceCourses]:
    """Return the courses of each type that both have; none where one keeps no such table."""
    before, after = (_by_space(run) for run in (old, new))
    return {
        space: SpaceCourses(new.label("space", space), before[space], after[space])
        for space in after
        if space in before
    }


def _by_space(run: SavedRun) -> dict[str, dict[str, AreaCourse]]:
    table = run.table("measures", ("year", "space", "park", "measure"), ("p10", "p50", "p90"))
    if table is None:
        return {}
    told = [str(one["space"]) for one in run.verdict["spaces"] if one.get("park") is None]
    city = table[(table["park"] == "all") & table["space"].isin(told)]
    found = {}
    for space in dict.fromkeys(told):
        rows = city[city["space"] == space]
        by_measure = {name: _course(rows[rows["measure"] == name]) for name in AREAS}
        if all(len(course.years) for course in by_measure.values()):
            found[space] = by_measure
    return found


def _course(rows: pd.DataFrame) -> AreaCourse:
    rows = rows.sort_values("year")
    years = rows["year"].to_numpy(np.int64)
    p10, p50, p90 = (rows[name].to_numpy(np.float64) for name in ("p10", "p50", "p90"))
    return AreaCourse(years, p10, p50, p90)
