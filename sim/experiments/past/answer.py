"""What holding a scenario against the past found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.past.bands import PastCourse, PastRow
from sim.experiments.past.basket_rows import BasketRow
from sim.experiments.past.observations import NotModelled
from sim.measures.bands import Band
from sim.measures.learned import Learned, numbers_frame
from sim.measures.months import Floats
from sim.measures.plain import plain
from sim.scenario.values.amounts import Areas
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Fit:
    """What fitting came to."""

    cut: int
    """Last year of the observations that were fitted on."""
    plays: int
    """Futures played, in all waves."""
    waves: int
    wanted: int
    """Futures to be kept, as asked for."""
    accepted: int
    """Futures that were kept."""
    tolerance: float
    """How many times as large the errors of the observations were taken; 1: as they are stated."""
    effective: float
    """Effective number of the weights of all futures played; those kept count alike."""
    within: float
    """Share of futures from the ranges that are within the errors of all that was fitted on."""
    surprise: float
    """Share of the model's own pasts that are as improbable as what was seen."""
    tested: int
    """Of the futures kept, those within the errors of all that was held back."""
    learned: tuple[Learned, ...]


@dataclass(frozen=True)
class Reach:
    """How an accepted set was made, and how much of it and of the ranges agrees with the past."""

    cut: int
    """Last year of the observations that it was fitted on."""
    tolerance: float
    """How many times as large the errors of the observations were taken."""
    effective: float | None
    """Effective number of the weights of all futures played for it; None where it is not known."""
    drawn: float
    """Share of futures from the ranges that are within the errors of all that was fitted on."""
    accepted: float
    """Share of the futures of the set that are."""


@dataclass(frozen=True)
class PastAnswer:
    """Observations beside their counterparts, and what fitting came to."""

    name: Words
    """Of the data file."""
    rows: tuple[PastRow, ...]
    replications: int
    grounded: int
    """Futures that agree with the past, beside those from the ranges; 0 if there are none."""
    outside: tuple[str, ...]
    """Observations outside the recorded months."""
    not_modelled: tuple[tuple[str, NotModelled], ...]
    baskets: tuple[BasketRow, ...]
    """Of the observations."""
    fit: Fit | None
    reach: Reach | None
    """Where futures that were kept before are held against the past."""
    courses: tuple[PastCourse, ...]
    areas: Areas
    """How the scenario writes areas."""
    simulated: Floats = field(repr=False)
    """Counterparts in futures from the ranges, [replication, observation]."""
    held: Floats | None = field(default=None, repr=False)
    """Counterparts in the futures that agree with the past."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "past": self.name._asdict(),
                "replications": self.replications,
                "grounded": self.grounded,
                "fit": None if self.fit is None else _fit(self.fit),
                "reach": None if self.reach is None else asdict(self.reach),
                "observations": [_row(row) for row in self.rows],
                "baskets": [_basket(basket) for basket in self.baskets],
                "outside": list(self.outside),
                "not_modelled": [_silent(name, fact) for name, fact in self.not_modelled],
            }
        )
        return data

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The observations with their bands, by replication and by month, and the numbers."""
        import pandas as pd

        rows = [{**_row(row), **_flat(row)} for row in self.rows]
        drop = ("name", "drawn", "accepted")
        tables = {
            "observations": pd.DataFrame([_without(row, drop) for row in rows]),
            "replications": self._replications(),
            "courses": pd.concat([_course(course) for course in self.courses], ignore_index=True),
        }
        if self.fit and self.fit.learned:
            tables["numbers"] = numbers_frame(self.fit.learned, self.fit.effective)
        return tables

    def _replications(self) -> pd.DataFrame:
        """One row a replication, with all counterparts."""
        import pandas as pd

        frames = []
        for grounded, values in enumerate((self.simulated, self.held)):
            if values is None:
                continue
            replication = np.arange(len(values))
            frame = {"grounded": bool(grounded), "replication": replication}
            columns = {row.id: values[:, i] for i, row in enumerate(self.rows)}
            frames.append(pd.DataFrame(frame | columns))
        return pd.concat(frames, ignore_index=True)


def _course(course: PastCourse) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, Any] = {
        "en": course.name.en,
        "kind": course.kind,
        "month": [f"{month // 12}-{month % 12 + 1:02d}" for month in course.months],
    }
    for name, bands in (("drawn", course.drawn), ("accepted", course.accepted)):
        if bands is not None:
            ends = zip(("low", "middle", "high"), bands, strict=True)
            columns |= {f"{name}_{end}": values for end, values in ends}
    return pd.DataFrame(columns)


def _row(row: PastRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name._asdict(),
        "basket": row.basket,
        "kind": row.kind,
        "start": row.start,
        "end": row.end,
        "instant": row.instant,
        "role": row.role,
        "source": row.source,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "discrepancy": row.discrepancy,
        "error": row.error,
        "drawn": row.drawn,
        "accepted": row.accepted,
        "reading": row.reading,
        "ruled_out": row.ruled_out,
        "nearest": row.nearest,
    }


def _basket(basket: BasketRow) -> dict[str, Any]:
    data = asdict(basket)
    words = {key: getattr(basket, key)._asdict() for key in ("name", "publisher", "stands_for")}
    return data | words


def _flat(row: PastRow) -> dict[str, Any]:
    return {
        "zh": row.name.zh,
        "en": row.name.en,
        **_ends("drawn", row.drawn),
        **_ends("accepted", row.accepted),
    }


def _ends(name: str, band: Band | None) -> dict[str, float | None]:
    ends = ("low", "middle", "high")
    return {f"{name}_{end}": getattr(band, end) if band else None for end in ends}


def _without(row: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}


def _fit(fit: Fit) -> dict[str, Any]:
    learned = [number for number in fit.learned if number.beyond_chance]
    return {
        "cut": fit.cut,
        "plays": fit.plays,
        "waves": fit.waves,
        "wanted": fit.wanted,
        "accepted": fit.accepted,
        "tolerance": fit.tolerance,
        "effective": fit.effective,
        "within": fit.within,
        "surprise": fit.surprise,
        "tested": fit.tested,
        "learned": [
            {
                "path": number.path,
                "name": number.name._asdict(),
                "drawn": number.drawn,
                "accepted": number.accepted,
                "gap": number.distance,
            }
            for number in learned
        ],
    }


def _silent(name: str, fact: NotModelled) -> dict[str, Any]:
    return {"id": name, "value": fact.value, "why": {"zh": fact.why.zh, "en": fact.why.en}}
