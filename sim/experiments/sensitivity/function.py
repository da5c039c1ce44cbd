"""`sensitivity`: which unknowns decide the outcome, and which one alone flips the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from sim.api.results import Named
from sim.draws.inputs import Input, inputs
from sim.experiments.answer import RefusedError, needed
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import played
from sim.experiments.sensitivity import preview
from sim.experiments.sensitivity.answer import SensitivityAnswer, SensitivityOutcome
from sim.experiments.sensitivity.screen import screen
from sim.experiments.sensitivity.study import USUAL, Method, SensitivityQuestion, study
from sim.experiments.sensitivity.words import REFUSED
from sim.plots.frames import Origin
from sim.runs.grounded import PRIOR, AcceptedFutures
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

_LIBRARIES = ("SALib", "scipy")
"""What draws the designs; their versions are part of what was asked."""


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
    grounded: AcceptedFutures | None = None,
    runner: JobRunner | None = None,
    told: Callable[[Words], None] | None = None,
) -> Finding[SensitivityAnswer]:
    """Study how outcomes hang on all ranged numbers, and on chance.

    `outcomes` are names of `sim.measures.verdict.indicators`; `points` is the N of Saltelli's
    design, a power of two; `numbers` get indices of their own and are searched for flips, the
    others count together. A point is one pair of replications. `told` hears what the study
    will take, a first answer, and how it settles while the study is played.

    Futures that a scenario continues from the past have no part in it: it draws from the ranges.

    Raises RefusedError for an outcome that is not there, a design that makes no sense, `central` or
    `grounded`, more than 5 % of failed blocks, or where SALib is missing.
    """
    if central or grounded:
        raise RefusedError(REFUSED["held"])
    question = SensitivityQuestion(
        tuple(dict.fromkeys(outcomes)), method, points, numbers, trajectories
    )
    prepared, runner = PreparedStudy.of(scenario, question, seed), runner or JobRunner()
    takes = prepared.preview(runner)
    if told:
        told(takes)
        for line in prepared.glance(runner):
            told(line)
    return prepared.play(runner, told)


@dataclass(frozen=True)
class PreparedStudy:
    """A study that makes sense and waits to be played."""

    scenario: Scenario
    question: SensitivityQuestion
    numbers: list[Input]
    seed: int | None
    tools: dict[str, str]
    """Versions of what draws the designs."""

    @classmethod
    def of(
        cls, scenario: Scenario, question: SensitivityQuestion, seed: int | None
    ) -> PreparedStudy:
        """Check what is asked; RefusedError if it makes no sense, or SALib is missing."""
        question.check()
        numbers = inputs(scenario.loaded)
        if not numbers:
            raise RefusedError(REFUSED["no_ranges"])
        for library in _LIBRARIES:
            needed(library)
        tools = {library: version(library) for library in _LIBRARIES}
        return cls(scenario, question, numbers, seed, tools)

    def preview(self, runner: JobRunner) -> Words:
        """Say what the study will take, after a few pairs; RefusedError for unknown outcomes."""
        settings = self.scenario.settings(self.seed, grounded=PRIOR)
        rate, known = preview.trial(self.scenario.loaded, settings, runner)
        self.question.check_outcomes(known)
        count, replications = len(self.numbers), self.scenario.spec.replications
        return preview.preview(self.question, count, replications, rate)

    def glance(self, runner: JobRunner) -> list[Words]:
        """Return a first answer from a few futures, in lines."""
        settings = self.scenario.settings(self.seed, grounded=PRIOR)
        loaded, outcomes = self.scenario.loaded, self.question.outcomes
        return preview.glance(loaded, settings, self.numbers, outcomes, runner)

    def play(
        self, runner: JobRunner, told: Callable[[Words], None] | None = None
    ) -> Finding[SensitivityAnswer]:
        """Play what was not played before; `told` hears, line by line, what is known meanwhile."""
        loaded, settings = self.scenario.loaded, self.scenario.settings(self.seed, grounded=PRIOR)
        at_values = self.scenario.settings(self.seed, central=True)

        def watch(part: str, count: int, outcomes: Sequence[SensitivityOutcome]) -> None:
            if told:
                for line in preview.standing(self.numbers, part, count, outcomes):
                    told(line)

        answer = study(
            loaded,
            self.numbers,
            self.question,
            lambda points: played(loaded, settings, points, runner),
            lambda points: played(loaded, at_values, points, runner),
            settings.seed,
            watch,
        )
        asked = {
            **asdict(self.question),
            "outcomes": list(self.question.outcomes),
            "tools": self.tools,
        }
        return Finding("sensitivity", self.scenario, settings.seed, 2, asked, answer, screen, _draw)


def _draw(answer: SensitivityAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.sensitivity import sobol_figure as sobol
    from sim.experiments.sensitivity import tornado_figure as tornado

    moved = tornado.moved(answer)
    if any(outcome.tornado for outcome in moved):
        yield "11-tornado", lambda lang: tornado.draw(tornado.data(answer, origin), lang)
    if any(outcome.indices or outcome.effects for outcome in moved):
        yield "17-sobol", lambda lang: sobol.draw(sobol.data(answer, origin), lang)
