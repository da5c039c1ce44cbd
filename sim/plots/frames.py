"""What the figures are drawn from: the frames of a run, and the names and bounds beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.measures.months import EPOCH_MONTH, Floats
from sim.scenario.geography.places import Places
from sim.scenario.values.amounts import USUAL, Areas
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from sim.measures.verdict.signals import PlaceSignals
    from sim.measures.verdict.topdown import Beside
    from sim.measures.verdict.turning import BreakEven
    from sim.scenario.schema.supply import Evidence


@dataclass(frozen=True)
class Origin:
    """Where the numbers come from; printed on every figure."""

    scenario: str
    name: Words
    key: str
    version: str
    seed: int
    replications: int
    areas: Areas = USUAL


@dataclass(frozen=True)
class SharedScale:
    """Where the axes of the same figure of another run end, by panel: m², persons or money."""

    name: Words
    """Of the other scenario."""
    ends: Mapping[str, tuple[float, float]]

    @property
    def reach(self) -> float:
        """The farthest from zero."""
        return max((abs(end) for ends in self.ends.values() for end in ends), default=0.0)


@dataclass(frozen=True)
class Planned:
    """A building project as announced: its name and the window of its start (absolute months)."""

    name: Words
    start: tuple[float, float] | None
    """None: a trigger decides."""
    evidence: Evidence | None = None
    """What it stands on; None where no project says it, or where it builds nothing new."""


@dataclass(frozen=True)
class WaitBound:
    """A standard on waiting: at least `share` of the requests granted within `months`."""

    months: float
    share: float
    value: float | None
    """Median over the futures of the share granted in time, as the verdict has it."""
    holds: float
    """Share of the futures in which the standard holds."""


@dataclass(frozen=True)
class Cube:
    """City-wide monthly means by space: `values[measure][replication, month, space]`.

    `months` are absolute (year × 12 + month − 1) and consecutive. Measures: capacity, leased,
    fit_out, in_use and waiting_area in m² (lettable), waiting in companies.
    """

    months: NDArray[np.int64]
    values: Mapping[str, Floats]

    @cached_property
    def quarters(self) -> list[str]:
        """Names of the quarters the months fall in, such as `2028Q3`."""
        return [f"{q // 4}Q{q % 4 + 1}" for q in np.unique(self.months // 3).tolist()]

    @cached_property
    def quarter_middles(self) -> Floats:
        """Middles of those quarters, absolute months."""
        return np.asarray(np.unique(self.months // 3) * 3 + 1.5, dtype=np.float64)

    def by_quarter(self, values: Floats) -> Floats:
        """Means over the months of each quarter (axis 1); the first and last may be partial."""
        edges = np.unique(self.months // 3, return_index=True)[1]
        counts = np.diff(np.append(edges, len(self.months)))
        sums = np.add.reduceat(values, edges, axis=1)
        shape = (1, -1) + (1,) * (values.ndim - 2)
        means: Floats = sums / counts.reshape(shape)
        return means


@dataclass(frozen=True)
class Waits:
    """How long requests waited, by type of space.

    `counts[replication, space, end, step]` as in `sim.measures.counting.outcomes.incidence`;
    `months` are the steps.
    """

    months: Floats
    counts: NDArray[np.int64]


NO_UNIT = Words("", "")


@dataclass(frozen=True)
class Aimed:
    """A target or goal for output: what is read for it in every whole year."""

    id: str
    label: Words
    year: int
    value: float
    reached: float
    """Share of the futures in which it is reached."""
    values: Floats
    """[replication, year]"""


@dataclass(frozen=True)
class Ledger:
    """The economy by whole year, in the scenario's currency."""

    years: list[int]
    lines: Mapping[str, Floats]
    """As from `sim.measures.economy.yearly`, [replication, year]."""
    aimed: Sequence[Aimed]
    currency: tuple[str, str]
    """Its code and its Chinese name."""


@dataclass(frozen=True)
class Renting:
    """What the companies of one trade lease."""

    id: str
    label: Words
    leased: Floats
    """m² in the months of `cube`, [replication, month, space]."""


@dataclass(frozen=True)
class ParkYears:
    """Every type of space in every park: m² lettable, means of calendar years.

    Arrays are [replication, year, space, park], the spaces in the order of `Frames.spaces`.
    """

    parks: Mapping[str, Words]
    years: list[int]
    capacity: Floats
    leased: Floats
    waiting: Floats
    bounds: Floats
    """Upper bound of vacancy as the verdict has it, [space, park]; NaN without one."""
    partly: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """First and last month that counts, by year of which less is judged than recorded."""

    def of(self, parks: Iterable[str]) -> ParkYears:
        """The same of some parks, in the same order."""
        wanted = set(parks)
        places = [place for place, park in enumerate(self.parks) if park in wanted]
        return replace(
            self,
            parks={park: label for park, label in self.parks.items() if park in wanted},
            capacity=self.capacity[..., places],
            leased=self.leased[..., places],
            waiting=self.waiting[..., places],
            bounds=self.bounds[..., places],
        )


@dataclass(frozen=True)
class CompanyFlows:
    """What companies do in the stages of the main chain, over all recorded years."""

    stages: Mapping[str, Words]
    years: list[int]
    counts: Mapping[str, Floats]
    """By flow of `FLOW`, [replication, stage]."""
    links: Floats
    """Companies whose stage succeeded, by the next one of their chain, [replication, from, to]."""


@dataclass(frozen=True)
class Frames:
    """A run, ready to be drawn. The order of `spaces` is the order of the panels.

    supply: project, area (m²), open (a date, missing = never), one row for all pools of a future in
    which a project opens at one instant.
    `signals` are the verdict's first shortages and gluts of the types of space.
    `blocks` are the two ways to count demand, where the scenario has both.
    `glut` is the vacancy above which a space counts as glutted; a space without is not judged.
    """

    origin: Origin
    spaces: Mapping[str, Words]
    cube: Cube
    waits: Waits
    supply: pd.DataFrame
    projects: Mapping[str, Planned]
    signals: Sequence[PlaceSignals] = ()
    bounds: Mapping[str, WaitBound] = field(default_factory=dict)
    glut: Mapping[str, float] = field(default_factory=dict)
    rents: Mapping[str, Floats] = field(default_factory=dict)
    """By type of space that has one: rent in the months of `cube`, [replication, month]."""
    rent_unit: Words = NO_UNIT
    """The unit of `rents`."""
    blocks: Beside | None = None
    shortage: float = 0.05
    spell: int = 3
    trades: tuple[Renting, ...] = ()
    """The city's own, then the others, in the scenario's order; none if these lease nothing."""
    ledger: Ledger | None = None
    """None where the scenario has no economy, or no whole year."""
    break_even: BreakEven | None = None
    """What decides, and where the verdict turns."""
    parks: ParkYears | None = None
    """None where there is one park: it is the city."""
    places: Places | None = None
    """Where the parks lie, if the scenario says so."""
    scales: Mapping[str, SharedScale] = field(default_factory=dict)
    """By figure: scales of another run, than which none is shorter."""
    flow: CompanyFlows | None = None
    """None where the chain has one stage."""
    each: int = 2
    """Replications of a world."""


def absolute(dates: pd.Series[Any]) -> Floats:
    """Dates as absolute months with their fraction; NaN for a missing date."""
    instants = dates.to_numpy().astype("datetime64[s]")
    months = instants.astype("datetime64[M]")
    begin, end = (m.astype("datetime64[s]") for m in (months, months + 1))
    share = (instants - begin) / (end - begin)
    whole = np.where(np.isnat(instants), np.nan, months.astype(np.int64) + EPOCH_MONTH)
    return np.asarray(whole + share, dtype=np.float64)


def positions(column: pd.Series[Any], names: Sequence[str]) -> NDArray[np.int64]:
    """Place of each value of a text column in a list of names; -1 when it is not there."""
    import pandas as pd

    place, distinct = pd.factorize(column)
    known = {name: index for index, name in enumerate(names)}
    lookup = np.array([known.get(str(name), -1) for name in distinct] + [-1], dtype=np.int64)
    found: NDArray[np.int64] = lookup[place]
    return found
