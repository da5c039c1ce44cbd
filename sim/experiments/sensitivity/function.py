"""`sensitivity`: which unknowns decide the outcome, and which one alone flips the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from time import perf_counter
from typing import TYPE_CHECKING

from sim.api.results import Drawn
from sim.draws.inputs import Input, inputs
from sim.experiments.answer import RefusedError
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import Point, played
from sim.experiments.sensitivity.answer import SensitivityAnswer
from sim.experiments.sensitivity.glance import glance
from sim.experiments.sensitivity.screen import screen
from sim.experiments.sensitivity.study import USUAL, Asked, Method, pairs, study
from sim.experiments.sensitivity.tools import tools
from sim.experiments.sensitivity.words import REFUSED, SENSITIVITY
from sim.plots.frames import Origin
from sim.runs.executors import Failure, executor
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.text.words import Words, commas

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

_TRIAL = 20
"""Pairs that are played to learn how long the study will take."""


def sensitivity(
    scenario: Scenario,
    outcomes: Sequence[str] = USUAL,
    method: Method = "all",
    points: int = 256,
    numbers: int = 20,
    trajectories: int = 20,
    seed: int | None = None,
    *,
    central: bool = False,
    grounded: Sequence[Mapping[str, float]] = (),
    runner: JobRunner | None = None,
    told: Callable[[Words], None] | None = None,
) -> Finding[SensitivityAnswer]:
    """Study how outcomes hang on all ranged numbers, and on chance.

    `outcomes` are names of `sim.measures.verdict.indicators`; `points` is the N of Saltelli's
    design, a power of two; `numbers` get indices of their own and are searched for flips, the
    others count together. A point is one pair of replications. `told` hears what the study
    will take, and a first answer.

    Raises RefusedError for an outcome that is not there, a design that makes no sense, `central` or
    `grounded`, more than 5 % of failed blocks, or where SALib is missing.
    """
    if central or grounded:
        raise RefusedError(REFUSED["held"])
    asked = Asked(tuple(dict.fromkeys(outcomes)), method, points, numbers, trajectories)
    prepared, runner = Prepared.of(scenario, asked, seed), runner or JobRunner()
    preview = prepared.preview(runner)
    if told:
        told(preview)
        for line in prepared.glance(runner):
            told(line)
    return prepared.play(runner)


@dataclass(frozen=True)
class Prepared:
    """A study that makes sense and waits to be played."""

    scenario: Scenario
    asked: Asked
    numbers: list[Input]
    seed: int | None
    tools: dict[str, str]
    """Versions of what draws the designs."""

    @classmethod
    def of(cls, scenario: Scenario, asked: Asked, seed: int | None) -> Prepared:
        """Check what is asked; RefusedError if it makes no sense, or SALib is missing."""
        asked.check()
        numbers = inputs(scenario.loaded)
        if not numbers:
            raise RefusedError(REFUSED["no_ranges"])
        return cls(scenario, asked, numbers, seed, tools())

    def preview(self, runner: JobRunner) -> Words:
        """Say what the study will take, after a few pairs; RefusedError for unknown outcomes."""
        rate, known = _trial(self.scenario.loaded, self.scenario.settings(self.seed), runner)
        self.asked.check_outcomes(known)
        return _preview(self.asked, len(self.numbers), self.scenario.spec.replications, rate)

    def glance(self, runner: JobRunner) -> list[Words]:
        """Return a first answer from a few futures, in lines."""
        settings = self.scenario.settings(self.seed)
        return glance(self.scenario.loaded, settings, self.numbers, self.asked.outcomes, runner)

    def play(self, runner: JobRunner) -> Finding[SensitivityAnswer]:
        """Play what was not played before."""
        loaded, settings = self.scenario.loaded, self.scenario.settings(self.seed)
        at_values = self.scenario.settings(self.seed, central=True)
        answer = study(
            loaded,
            self.numbers,
            self.asked,
            lambda points: played(loaded, settings, points, runner),
            lambda points: played(loaded, at_values, points, runner),
            settings.seed,
        )
        asked = {**asdict(self.asked), "outcomes": list(self.asked.outcomes), "tools": self.tools}
        return Finding("sensitivity", self.scenario, settings.seed, 2, asked, answer, screen, _draw)


def _trial(loaded: Loaded, settings: Settings, runner: JobRunner) -> tuple[float, list[str]]:
    """Return pairs a second, and the names of the indicators; what it plays is not kept."""
    alone = JobRunner(runner.on or executor("threads"))
    known: list[str] = []
    points = [Point(range(2 * k, 2 * k + 2)) for k in range(1 + _TRIAL)]
    for _, found in played(loaded, settings, points[:1], alone):
        if isinstance(found, Failure):
            raise RefusedError(REFUSED["failures"].fill(lost="1", of="1", error=found.error))
        known = list(found.values)
    began = perf_counter()
    for _ in played(loaded, settings, points[1:], alone):
        pass
    return _TRIAL / (perf_counter() - began), known


def _preview(asked: Asked, count: int, replications: int, rate: float) -> Words:
    parts = {name: number for name, number in pairs(asked, count, replications).items() if number}
    whole = sum(parts.values())
    least, most = (str(ceil(n / rate / 60)) for n in (whole - parts.get("found", 0), whole))
    said = [SENSITIVITY[f"play_{name}"].fill(count=str(n)) for name, n in parts.items()]
    return SENSITIVITY["preview"].fill(
        numbers=str(count),
        parts=commas(said),
        rate=f"{rate:.0f}",
        minutes=least if least == most else f"{least}-{most}",
    )


def _draw(answer: SensitivityAnswer, origin: Origin) -> Iterator[Drawn]:
    from sim.experiments.sensitivity import sobol_figure as sobol
    from sim.experiments.sensitivity import tornado_figure as tornado

    told = tornado.moved(answer)
    if any(one.tornado for one in told):
        yield "11-tornado", lambda lang: tornado.draw(tornado.data(answer, origin), lang)
    if any(one.indices or one.effects for one in told):
        yield "17-sobol", lambda lang: sobol.draw(sobol.data(answer, origin), lang)
