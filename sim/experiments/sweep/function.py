"""`sweep`: play a design over any numbers of a scenario."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sim.api.again import held_words
from sim.api.grounding import Varied, continued
from sim.api.results import Named
from sim.experiments.answer import RefusedError
from sim.experiments.design import SAMPLED, DesignKind, Setting, Study, read_study, settings
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import PlayPoints, Point, kept, played
from sim.experiments.sweep.answer import SweepAnswer, SweepRow
from sim.experiments.sweep.screen import screen
from sim.experiments.sweep.words import SWEEP
from sim.plots.frames import Origin
from sim.runs.executors import Failure
from sim.runs.grounded import AcceptedFutures
from sim.runs.jobs import Progress
from sim.runs.settings import Settings
from sim.scenario.names import name_of
from sim.scenario.values.amounts import Areas
from sim.scenario.values.faults import flow
from sim.scenario.yaml.nodes import Node, SourceText, from_data

if TYPE_CHECKING:
    from sim.api.scenario import Scenario


def sweep(
    scenario: Scenario,
    vary: Mapping[str, object],
    design: DesignKind = "grid",
    points: int | None = None,
    replications: int = 100,
    seed: int | None = None,
    *,
    central: bool = False,
    grounded: AcceptedFutures | None = None,
    runner: JobRunner | None = None,
) -> Finding[SweepAnswer]:
    """Play every point of a design over numbers of a scenario.

    `vary` holds by path the values as in YAML: `["18 months", "2 years"]` for "grid" (all
    combinations) and "zip" (side by side); for "lhs" and "sobol", of which `points` are drawn,
    `{"from": "18 months", "to": "2 years"}` or "range" for the range the number carries.
    The points of a grid share their luck, so that what differs between them is what was changed;
    those of a sample have luck of their own, so that chance averages out over them; accepted
    futures are the same at all points.
    Raises ScenarioError with all that the design or the scenario refuses.
    """
    asked: dict[str, object] = {"design": design, "replications": replications, "vary": vary}
    if points is not None:
        asked["points"] = points
    tree = from_data(asked, SourceText("sweep()", ()))
    return PreparedSweep.of(scenario, tree, scenario.settings(seed, central, grounded)).play(runner)


@dataclass(frozen=True)
class Preview:
    """What a sweep will take."""

    points: int
    kept: int
    """Points that were played before."""
    replications: int
    """Of each point."""
    seconds: float | None
    """Of all processors together, from the time that one pair of replications took; None where
    that pair failed."""
    bytes: int
    """On disk, for the points that are left."""


@dataclass(frozen=True)
class PreparedSweep:
    """A sweep that passed every check and waits to be played."""

    scenario: Scenario
    study: Study
    settings: Settings
    design: list[Setting]
    parts_in: int | None = None
    """The year in which some point changes the past of accepted futures, if any does."""

    @classmethod
    def of(
        cls, scenario: Scenario, tree: Node, chosen: Settings, progress: Progress | None = None
    ) -> PreparedSweep:
        """Check a study against its scenario; ScenarioError with all that is wrong.

        `progress` hears how many points were tried.
        """
        study = read_study(tree)
        design = settings(study, tree, scenario.loaded, chosen.seed, progress)
        chosen, parts_in = continued(chosen, _varied(scenario, design))
        return cls(scenario, study, chosen, design, parts_in)

    @property
    def points(self) -> list[Point]:
        """The points in the order of the design."""
        size = self.settings.most(self.study.replications)
        own = size if self.study.design in SAMPLED and not self.settings.grounded else 0
        return [
            Point(range(index * own, index * own + size), setting.numbers, setting.changes)
            for index, setting in enumerate(self.design)
        ]

    def preview(self, runner: JobRunner) -> Preview:
        """Say what playing will take, from one pair of replications of the first point."""
        points = self.points
        before = len(kept(self.scenario.loaded, self.settings, points, runner))
        left = (len(points) - before) * self.study.replications / 2
        try:
            self.alone(0, range(2))  # the first time also loads what it needs
            began = perf_counter()
            columns = self.alone(0, range(2)).values()
        except Exception:  # noqa: BLE001 - the sweep tells of it, as of any point that fails
            return Preview(len(points), before, self.study.replications, None, 0)
        seconds = left * (perf_counter() - began)
        size = sum(len(str(value)) + 1 for column in columns for value in column)
        return Preview(len(points), before, self.study.replications, seconds, int(left * size))

    def alone(self, index: int, replications: range | None = None) -> dict[str, Any]:
        """Play one point here and now, and let what goes wrong be seen; its indicators as kept.

        Raises RefusedError where the design has no such point.
        """
        points = self.points
        if not 0 <= index < len(points):
            words = {"index": str(index), "points": str(len(points))}
            raise RefusedError(SWEEP["no_point"].fill(**words))
        point = points[index]
        if replications is not None:
            point = replace(point, replications=replications)
        work = PlayPoints(self.scenario.loaded, self.settings)
        return work(work.jobs(self.scenario.loaded, [point])[0])

    def command(self, index: int) -> str:
        """Return the command that plays one point alone."""
        loaded, study = self.scenario.loaded, self.study
        words = ["zhizao", "sweep", loaded.path, "--design", study.design]
        words += ["--points", str(study.points)] if study.points else []
        words += ["--replications", str(study.replications)]
        words += [] if self.settings.grounded else ["--seed", str(self.settings.seed)]
        words += held_words(loaded, self.settings, "FILE")
        for change in loaded.sets:
            words += ["--set", change]
        for path, values in study.vary.items():
            words += ["--vary", f"{path}={flow(values)}"]
        return shlex.join([*words, "--point", str(index)])

    def play(self, runner: JobRunner | None = None) -> Finding[SweepAnswer]:
        """Play what was not played before."""
        rows: dict[int, SweepRow] = {}
        runner = runner or JobRunner()
        for index, result in played(self.scenario.loaded, self.settings, self.points, runner):
            setting = self.design[index]
            if isinstance(result, Failure):
                rows[index] = SweepRow(setting, None, result, self.command(index))
            else:
                rows[index] = SweepRow(setting, result)
        spec, study = self.scenario.spec, self.study
        answer = SweepAnswer(
            design=study.design,
            names={path: name_of(spec, path) for path in study.vary},
            replications=study.replications,
            confidence=spec.confidence.value,
            rows=tuple(rows[index] for index in range(len(self.design))),
            areas=Areas(spec.area_unit),
        )
        asked = {
            "study": study.model_dump(include={"design", "points", "vary"}),
            "central": self.settings.central,
            "grounded": self.settings.grounded.key,
        }
        seed, size = self.settings.seed, study.replications
        return Finding(
            "sweep",
            self.scenario,
            seed,
            size,
            asked,
            answer,
            screen,
            _draw,
            parts_in=self.parts_in,
        )


def _varied(scenario: Scenario, design: Sequence[Setting]) -> Iterator[Varied]:
    """Yield what the points of a design play."""
    for point in design:
        if point.changes:
            yield Varied(scenario.loaded.with_(point.changes).spec)
        else:
            yield Varied.held(scenario.spec, point.numbers)


def _draw(answer: SweepAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.sweep import figure as plot

    yield "12-sweep", lambda lang: plot.draw(plot.data(answer, origin), lang)
