"""Sliders: the numbers that decide moved by hand, the verdict and the balance drawn at once.

What is shown is played anew, in this process, with few futures, and beside it the same futures of
the scenario as it stands; how many they are is said, and more follow while nobody moves anything.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Final

from sim.api.scenario import Scenario
from sim.experiments.answer import RefusedError
from sim.experiments.diff.saved import read_run
from sim.kernel import compiling
from sim.measures.counting.counter import compile_all
from sim.measures.verdict.judged import Judgement
from sim.report.headline import words_of
from sim.runs.grounded import PRIOR
from sim.scenario.load import Loaded
from sim.scenario.names import name_of
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import rounded_quantity
from sim.text.screen import whole
from sim.text.verdict import VERDICTS
from sim.text.words import Words, listed
from sim.ui.project import ResultTold

if TYPE_CHECKING:
    import pandas as pd

    from sim.api.run import Run
    from sim.runs.jobs import Progress

QUICK: Final = 8
"""Futures of what is shown first: four worlds, which two cores play in half a second."""
SLOW: Final = 40
"""Futures of what follows."""
STEPS: Final = 100
"""Positions of a slider."""
DECIDING: Final = 3
"""Numbers that a run says decide, of which there are sliders."""
MOST: Final = 8
"""Sliders of a page."""
_ASKING: Final = 3
"""Who may wait for the one who is being answered."""
_PATIENCE: Final = 0.5
"""Seconds to wait for the engine before it is said that it is not ready."""
_TABS: Final = 64
"""Pages of which is known what they asked last."""
_KEPT: Final = 4
"""Runs of scenarios as they stand that are kept."""
_WIDTH, _HEIGHT = 300.0, 120.0
"""Of a drawing of the balance, in its own units."""


class BusyError(Exception):
    """Too many ask at once."""


class MovedOnError(Exception):
    """Who asked has asked again."""


class NotReadyError(Exception):
    """The engine is still being compiled."""


@dataclass(frozen=True)
class Slider:
    """A number that can be moved over its range."""

    path: str
    name: Words
    low: str
    high: str
    """The ends of its range, as people write them."""
    at: int
    """Where it stands, of STEPS."""
    rests: int
    """Where it stands in the scenario."""
    value: str
    """What it says there, as `--set` takes it."""

    @property
    def moved(self) -> bool:
        """Whether it was moved."""
        return self.at != self.rests


@dataclass(frozen=True)
class Curve:
    """A line of a drawing."""

    kind: str
    points: str


@dataclass(frozen=True)
class SpaceGlance:
    """A type of space at a glance: percents of futures that fail, medians of areas."""

    space: str
    name: Words
    word: Words
    short: Words
    idle: Words
    have: Words
    need: Words
    curves: tuple[Curve, ...]
    top: Words
    """The area at the upper edge of the drawing."""
    years: tuple[str, str]


@dataclass(frozen=True)
class Glance:
    """What few futures say."""

    futures: int
    seconds: float
    spaces: tuple[SpaceGlance, ...]
    before: Mapping[str, SpaceGlance]
    """The same futures of the scenario as it stands, by type."""


def deciding(standing: ResultTold | None) -> list[str]:
    """Return the paths of the numbers that a run says decide, the first the most."""
    if standing is None:
        return []
    try:
        known = read_run(standing.result.folder).verdict.get("break_even") or {}
        return [str(number["path"]) for number in known.get("numbers", ())][:DECIDING]
    except (OSError, ValueError, RefusedError, LookupError, TypeError):
        return []


def sliders(loaded: Loaded, paths: Sequence[str], at: Mapping[str, int]) -> list[Slider]:
    """Return a slider for each number that has a range, where it was moved to or as it stands."""
    known = leaves(loaded.spec)
    found = []
    for path in dict.fromkeys(paths):
        leaf = known.get(path)
        if isinstance(leaf, Number) and leaf.range is not None and leaf.range[0] < leaf.range[1]:
            found.append(_slider(loaded, path, leaf, leaf.range, at.get(path)))
    return found[:MOST]


def _slider(
    loaded: Loaded, path: str, leaf: Number, ends: tuple[float, float], at: int | None
) -> Slider:
    low, high = ends
    rests = round((leaf.value - low) / (high - low) * STEPS)
    place = rests if at is None else min(max(at, 0), STEPS)
    value = leaf.value if place == rests else low + (high - low) * place / STEPS
    low_text, high_text, text = (
        rounded_quantity(v, leaf.dimension, "en") for v in (low, high, value)
    )
    return Slider(path, name_of(loaded.spec, path), low_text, high_text, place, rests, text)


def ranged(loaded: Loaded) -> dict[str, Words]:
    """Return the numbers that a slider can move, with their names."""
    return {
        path: name_of(loaded.spec, path)
        for path, leaf in leaves(loaded.spec).items()
        if isinstance(leaf, Number) and leaf.range is not None
    }


class Glances:
    """Plays few futures for whoever moves a slider, one after the other."""

    def __init__(self) -> None:
        self._playing, self._count = Lock(), Lock()
        self._asking = 0
        self._compiler: Thread | None = None
        self._newest: OrderedDict[str, object] = OrderedDict()
        self._kept: OrderedDict[tuple[int, int], tuple[Scenario, Run]] = OrderedDict()

    def compile(self) -> None:
        """Have the engine compiled meanwhile, if it is not and can be."""
        with self._count:
            if self._compiler is None:
                self._compiler = Thread(target=_make_ready, daemon=True)
                self._compiler.start()

    def look(self, scenario: Scenario, moved: Scenario, futures: int, tab: str) -> Glance:
        """Return what so many futures say of a scenario that was moved, beside it as it stands.

        tab: who asks; MovedOnError once they ask for something else. BusyError where many do,
        NotReadyError where the engine is not compiled yet.
        ScenarioError where the scenario names accepted futures that cannot be read.
        """
        ticket = object()
        self.compile()
        assert self._compiler is not None
        self._compiler.join(_PATIENCE)
        if self._compiler.is_alive():
            raise NotReadyError
        with self._count:
            if self._asking > _ASKING:
                raise BusyError
            self._asking += 1
            self._newest[tab] = ticket
            self._newest.move_to_end(tab)
            while len(self._newest) > _TABS:
                self._newest.popitem(last=False)

        def alive(*_: int) -> None:
            if self._newest.get(tab) is not ticket:
                raise MovedOnError

        try:
            with self._playing:
                alive()
                began = perf_counter()
                before = self._as_it_stands(scenario, futures)
                after = before if moved is scenario else _played(scenario, moved, futures, alive)
                spaces = _spaces(after, before)
                return Glance(
                    after.replications,
                    perf_counter() - began,
                    spaces,
                    {one.space: one for one in _spaces(before, before)},
                )
        finally:
            with self._count:
                self._asking -= 1

    def _as_it_stands(self, scenario: Scenario, futures: int) -> Run:
        key = id(scenario), futures
        if key not in self._kept:
            self._kept[key] = scenario, _played(scenario, scenario, futures)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[key][1]


def _make_ready() -> None:
    """Compile the engine where it was not; where it cannot be had, SimPy plays."""
    with suppress(compiling.NoEngineError):
        if compiling.available() and not compiling.ready():
            compile_all()


def _played(
    scenario: Scenario, moved: Scenario, futures: int, alive: Progress | None = None
) -> Run:
    """Play on the accepted futures of the scenario, whether or not it still has their past."""
    return moved.run(
        futures, progress=alive, grounded=scenario.settings().grounded or PRIOR, told=_silent
    )


def _silent(_: object) -> None:
    """Which engine plays is no news here."""


def _spaces(run: Run, beside: Run) -> tuple[SpaceGlance, ...]:
    verdict, areas = run.verdict, run.verdict.areas
    sights = {one.space: one for one in verdict.outlooks if one.park is None}
    years, lines = _yearly(run.series)
    _, others = _yearly(beside.series)
    told = []
    for one in verdict.spaces:
        own = {kind: lines[kind][one.space] for kind in ("have", "need")}
        drawn = (
            own
            if run is beside
            else {
                **{f"{kind}-before": others[kind][one.space] for kind in ("have", "need")},
                **own,
            }
        )
        most = max(max(values) for values in drawn.values()) or 1.0
        sight = sights[one.space]
        told.append(
            SpaceGlance(
                one.space,
                verdict.labels[f"space/{one.space}"],
                listed([VERDICTS[word] for word in words_of(one)]),
                _failing(one.shortage),
                _failing(one.idle),
                areas.said(sight.supply[1]),
                areas.said(sight.demand[1]),
                tuple(Curve(kind, _points(values, most)) for kind, values in drawn.items()),
                areas.said(most),
                (str(years[0]), str(years[-1])),
            )
        )
    return tuple(told)


def _failing(side: Judgement) -> Words:
    """In how many futures a side fails; that it was not tested, where none tests it."""
    share = side.probability.failing.share
    said = f"{whole(share)}%"
    return VERDICTS["untested"] if share is None else Words(said, said)


def _yearly(series: pd.DataFrame) -> tuple[list[int], dict[str, dict[str, list[float]]]]:
    """The years, and medians over the futures of what there is and what is wanted, by type."""
    table = series.assign(
        year=series["month"].dt.year,
        have=series["capacity"],
        need=series["leased"] + series["waiting_area"],
    )
    monthly = table.groupby(["replication", "space", "year", "month"], observed=True)
    yearly = monthly[["have", "need"]].sum().groupby(["replication", "space", "year"]).mean()
    median = yearly.groupby(["space", "year"]).median()
    spaces = median.index.get_level_values("space").unique()
    years = [int(year) for year in median.index.get_level_values("year").unique()]
    return years, {
        kind: {str(space): median[kind].loc[space].tolist() for space in spaces}
        for kind in ("have", "need")
    }


def _points(values: Sequence[float], most: float) -> str:
    """A line over the years, zero at the lower edge."""
    step = _WIDTH / max(1, len(values) - 1)
    return " ".join(
        f"{step * place:.1f},{_HEIGHT * (1 - value / most):.1f}"
        for place, value in enumerate(values)
    )
