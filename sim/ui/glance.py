"""At a glance: what few futures say of numbers that are moved by hand, drawn at once.

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
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from sim.api.scenario import Scenario
from sim.kernel import compiling
from sim.measures.counting.counter import compile_all
from sim.measures.tables.summary import yearly
from sim.measures.verdict.judged import Judgement
from sim.report.headline import words_of
from sim.runs.grounded import PRIOR, AcceptedFutures
from sim.text.screen import whole
from sim.text.verdict import TOLD, VERDICTS
from sim.text.words import Words, semicolons

if TYPE_CHECKING:
    from sim.api.run import Run
    from sim.runs.jobs import Progress

QUICK: Final = 8
"""Futures of what is shown first: four worlds, which two cores play in half a second."""
SLOW: Final = 40
"""Futures of what follows."""
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
    judged: str
    """The year that the areas are of: the last that is judged."""
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


Lines = Mapping[str, Mapping[str, list[float]]]
"""Medians by year: of what there is (`have`) and what is wanted (`need`), then by type."""


class _Standing(NamedTuple):
    """A scenario as it stands, played once for all who move something in it."""

    scenario: Scenario
    run: Run
    lines: Lines
    spaces: tuple[SpaceGlance, ...]


class Glances:
    """Plays few futures for whoever moves a slider, one after the other."""

    def __init__(self) -> None:
        self._playing, self._count = Lock(), Lock()
        self._asking = 0
        self._compiler: Thread | None = None
        self._newest: OrderedDict[str, object] = OrderedDict()
        self._kept: OrderedDict[tuple[int, int], _Standing] = OrderedDict()

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
                spaces = before.spaces
                if moved is not scenario:
                    grounded = before.run.settings.grounded or PRIOR
                    spaces = _spaces(_played(moved, futures, grounded, alive), before.lines)
                return Glance(
                    before.run.replications,
                    perf_counter() - began,
                    spaces,
                    {one.space: one for one in before.spaces},
                )
        finally:
            with self._count:
                self._asking -= 1

    def _as_it_stands(self, scenario: Scenario, futures: int) -> _Standing:
        key = id(scenario), futures
        if key not in self._kept:
            run = _played(scenario, futures)
            self._kept[key] = _Standing(scenario, run, _yearly(run)[1], _spaces(run))
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]


def _make_ready() -> None:
    """Compile the engine where it was not; where it cannot be had, SimPy plays."""
    with suppress(compiling.NoEngineError):
        if compiling.available() and not compiling.ready():
            compile_all()


def _played(
    scenario: Scenario,
    futures: int,
    grounded: AcceptedFutures | None = None,
    alive: Progress | None = None,
) -> Run:
    """Play on accepted futures: its own, or those given, whether or not it has their past."""
    return scenario.run(futures, progress=alive, grounded=grounded, told=_silent)


def _silent(_: object) -> None:
    """Which engine plays is no news here."""


def _spaces(run: Run, before: Lines | None = None) -> tuple[SpaceGlance, ...]:
    """Return each type at a glance; before: what is drawn beside it, as the scenario stands."""
    verdict, areas = run.verdict, run.verdict.areas
    sights = {one.space: one for one in verdict.outlooks if one.park is None}
    years, lines = _yearly(run)
    told = []
    for one in verdict.spaces:
        drawn = {f"{kind}-before": of[one.space] for kind, of in (before or {}).items()}
        drawn |= {kind: of[one.space] for kind, of in lines.items()}
        most = max(max(values) for values in drawn.values()) or 1.0
        sight = sights[one.space]
        told.append(
            SpaceGlance(
                one.space,
                verdict.labels[f"space/{one.space}"],
                semicolons([TOLD[word] for word in words_of(one)]),
                _failing(one.shortage),
                _failing(one.idle),
                verdict.judged[1][:4],
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


def _yearly(run: Run) -> tuple[list[int], Lines]:
    """The years, and medians over the futures of what there is and what is wanted, by type."""
    years, of = yearly(run.tallies, run.plan)
    city = {name: of[name][..., -1] for name in ("capacity", "leased", "waiting_area")}
    told = {"have": city["capacity"], "need": city["leased"] + city["waiting_area"]}
    medians = {kind: np.median(values, axis=0) for kind, values in told.items()}
    return years.tolist(), {
        kind: {space: median[:, i].tolist() for i, space in enumerate(run.plan.spaces)}
        for kind, median in medians.items()
    }


def _points(values: Sequence[float], most: float) -> str:
    """A line over the years, zero at the lower edge."""
    step = _WIDTH / max(1, len(values) - 1)
    return " ".join(
        f"{step * place:.1f},{_HEIGHT * (1 - value / most):.1f}"
        for place, value in enumerate(values)
    )
