"""`map`: the verdict over two numbers at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.api.again import held_words
from sim.api.grounding import Varied, continued
from sim.api.results import Named
from sim.experiments.answer import RefusedError
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.map.answer import MapAnswer, MapPanel
from sim.experiments.map.axes import Asked, MapAxis, read_axes
from sim.experiments.map.field import near
from sim.experiments.map.screen import screen
from sim.experiments.map.words import MAP
from sim.experiments.points import Point, all_played, scenarios_played
from sim.experiments.required.question import known_id
from sim.measures.counting.checks import SIDES, Side, checks
from sim.measures.months import Floats, Ints
from sim.measures.statistics import Z95
from sim.measures.verdict.indicators import Indicators
from sim.measures.verdict.judged import Judgement, judgement
from sim.plots.frames import Origin
from sim.runs.grounded import AcceptedFutures
from sim.runs.settings import Plans, Settings, plan_of
from sim.scenario.names import labelled
from sim.scenario.schema import Spec
from sim.text.words import in_a_row

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

FUTURES: Final = 100
"""Futures of a cell, unless said otherwise."""
NEAREST: Final = 25
"""Worlds that a cell takes together, at least."""


def map(  # noqa: A001 - the verb's name, which is that of the question
    scenario: Scenario,
    x: Asked,
    y: Asked,
    spaces: Sequence[str] = (),
    replications: int | None = None,
    seed: int | None = None,
    *,
    own: bool = False,
    central: bool = False,
    grounded: AcceptedFutures | None = None,
    runner: JobRunner | None = None,
) -> Finding[MapAnswer]:
    """Lay the verdict of each space type over the plane of two numbers.

    Each number is named by its path, alone (five values over its range), as `PATH=LOW..HIGH/COUNT`,
    as `PATH=[A, B]`, or as `{path: [a, b]}`; a law keeps its shape and takes the values as means.
    Each cell plays `replications` futures (100), all with the same luck, and is what `run` says
    with both numbers set. With `own` nothing is set: the scenario's own futures are played (as many
    as it says), and a cell takes the worlds nearest to it. Without `spaces`, types that have a
    standard.
    Raises RefusedError for numbers no map can be over, ScenarioError for values it refuses.
    """
    spec = scenario.spec
    axes = read_axes(spec, x, y)
    settings = scenario.settings(seed, central, grounded)
    sides = _sides(spec, settings, spaces)
    runner, parts_in = runner or JobRunner(), None
    count = (own and replications) or spec.replications
    places, has_past = _worlds(spec, settings, axes, count), bool(settings.grounded)
    if own:
        size = settings.most(count)
        played, taken, nearest = _near(scenario, settings, axes, size, runner)
    else:
        points = _points(axes, 0)
        settings, parts_in = continued(settings, _varied(scenario, points))
        size, nearest = settings.most(replications or FUTURES), 0
        points = _points(axes, size)
        played = all_played(scenario.loaded, settings, points, runner)
        taken = [np.arange(size)] * len(points)
    judged = _Judge(spec.confidence.value, len(axes[0].values))
    answer = MapAnswer(
        x=axes[0],
        y=axes[1],
        own=own,
        replications=size,
        nearest=nearest,
        confidence=spec.confidence.value,
        panels=tuple(
            MapPanel(space, side, labelled(spec.spaces, space), judged.cells(key, played, taken))
            for space, side in sides
            for key in [f"{side}_holds.{space}"]
        ),
        worlds=places,
        grounded=has_past,
        continued=bool(settings.grounded),
        command=() if own else _command(scenario, settings, axes, size),
    )
    asked = {
        **{letter: [axis.path, *axis.written] for letter, axis in zip("xy", axes, strict=True)},
        "spaces": list(spaces),
        "own": own,
        "central": central,
        "grounded": settings.grounded.key,
    }
    return Finding(
        "map", scenario, settings.seed, size, asked, answer, screen, _draw, parts_in=parts_in
    )


def _sides(spec: Spec, settings: Settings, spaces: Sequence[str]) -> list[tuple[str, Side]]:
    """Return the types asked about with the sides that a standard of theirs speaks for."""
    asked = [known_id("space", space, spec.spaces) for space in spaces] or list(spec.spaces)
    plan = plan_of(spec, settings, 0)
    judged = {(plan.spaces[check.space], check.side) for check in checks(spec, plan)}
    sides = [(s, side) for s in dict.fromkeys(asked) for side in SIDES if s and (s, side) in judged]
    if not sides:
        names = in_a_row(labelled(spec.spaces, space) for space in asked if space)
        raise RefusedError(MAP["no_standard"].fill(spaces=names))
    return sides


def _points(axes: tuple[MapAxis, MapAxis], size: int) -> list[Point]:
    """Return the cells row by row; numbers are set as by `--set`, laws keep their shape."""
    x, y = axes
    points = []
    for j, i in product(range(len(y.values)), range(len(x.values))):
        at = ((x, i), (y, j))
        changes = {axis.path: axis.written[k] for axis, k in at if not axis.is_law}
        held = {axis.path: axis.values[k] for axis, k in at if axis.is_law}
        points.append(Point(range(size), held, changes))
    return points


def _varied(scenario: Scenario, points: Sequence[Point]) -> Iterator[Varied]:
    """Yield what the cells play; all were tried on the scenario first."""
    changed = [scenario.loaded.with_(point.changes).spec for point in points]
    for spec, point in zip(changed, points, strict=True):
        yield Varied.held(spec, point.held)


def _worlds(spec: Spec, settings: Settings, axes: tuple[MapAxis, MapAxis], count: int) -> Floats:
    """Return both numbers in each world of so many futures, [world, 2]; none where both stand."""
    if settings.central:
        return np.empty((0, 2))
    plans, each = Plans(spec, settings), range(settings.most(count))
    drawn = [plans.drawn(n) for n in dict.fromkeys(settings.world(r) for r in each)]
    places = np.array([[row.get(axis.path, axis.plan) for axis in axes] for row in drawn])
    return places if np.ptp(places, axis=0).any() else np.empty((0, 2))


def _near(
    scenario: Scenario,
    settings: Settings,
    axes: tuple[MapAxis, MapAxis],
    size: int,
    runner: JobRunner,
) -> tuple[list[Indicators], list[Ints], int]:
    """Play the scenario's own futures; which of them each cell takes, and of how many worlds."""
    if settings.central:
        raise RefusedError(MAP["no_worlds"])
    plans = Plans(scenario.spec, settings)
    worlds = np.array([settings.world(r) for r in range(size)])
    drawn = [plans.drawn(int(n)) for n in dict.fromkeys(worlds.tolist())]
    for axis in axes:
        if len({row.get(axis.path) for row in drawn}) == 1:
            raise RefusedError(MAP["not_varied"].fill(path=axis.path))
    places = np.array([[row[axis.path] for axis in axes] for row in drawn])
    confidence = scenario.spec.confidence.value
    # As many as can be 'adequate' where the standards hold in all of them (Wilson's interval).
    nearest = max(NEAREST, ceil(Z95**2 * confidence / (1 - confidence)) + 1)
    chosen = near(axes[0].values, axes[1].values, places, nearest)
    (played,) = scenarios_played([scenario.loaded], settings, size, runner)
    taken = [np.flatnonzero(np.isin(worlds, cell)) for cell in chosen.values()]
    return [played] * len(taken), taken, nearest


@dataclass(frozen=True)
class _Judge:
    """Judges cells."""

    confidence: float
    across: int
    """Cells of a row."""

    def cells(
        self, key: str, played: Sequence[Indicators], taken: Sequence[Ints]
    ) -> tuple[tuple[Judgement | None, ...], ...]:
        """Judge an indicator in the futures that each cell takes, row by row."""
        cells = [self._cell(key, *each) for each in zip(played, taken, strict=True)]
        starts = range(0, len(cells), self.across)
        return tuple(tuple(cells[start : start + self.across]) for start in starts)

    def _cell(self, key: str, played: Indicators, taken: Ints) -> Judgement | None:
        if not len(taken):
            return None
        side: Side = "shortage" if key.startswith("shortage") else "idle"
        return judgement(side, played.status(key)[taken], played.worlds[taken], self.confidence)


def _command(
    scenario: Scenario, settings: Settings, axes: tuple[MapAxis, MapAxis], size: int
) -> tuple[str, ...]:
    """Return what plays the cell nearest to the plan; none where `run` has no words for it."""
    own = scenario.grounding
    other = settings.grounded and (own is None or own.futures.key != settings.grounded.key)
    if other or any(axis.is_law for axis in axes):
        return ()
    loaded = scenario.loaded
    words = ["zhizao", "run", loaded.path]
    sets = [f"{axis.path}={axis.written[axis.near(axis.plan)]}" for axis in axes]
    for change in (*loaded.as_sets, *sets):
        words += ["--set", change]
    words += ["--replications", str(size)]
    words += [] if settings.grounded else ["--seed", str(settings.seed)]
    return (*words, *held_words(loaded, settings, ""))


def _draw(answer: MapAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.map import figure as plot

    yield "26-map", lambda lang: plot.draw(plot.data(answer, origin), lang)
