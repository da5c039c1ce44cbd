"""`required`: how much space the standards need at a confidence, and how much they bear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.api.grounding import continued
from sim.api.results import Named
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.required.answer import RequiredAnswer
from sim.experiments.required.levers import NAMED
from sim.experiments.required.method import ask, ends
from sim.experiments.required.question import Question
from sim.experiments.required.screen import screen
from sim.plots.frames import Origin
from sim.runs.grounded import AcceptedFutures

if TYPE_CHECKING:
    from sim.api.scenario import Scenario


def required(
    scenario: Scenario,
    space: str | None = None,
    confidence: float | None = None,
    *,
    park: str | None = None,
    begins: str | None = None,
    standards: Sequence[str] = (),
    lever: str | None = None,
    between: tuple[object, object] | None = None,
    replications: int | None = None,
    seed: int | None = None,
    central: bool = False,
    grounded: AcceptedFutures | None = None,
    runner: JobRunner | None = None,
) -> Finding[RequiredAnswer]:
    """Find the least area of a space type at which its standards hold with a confidence.

    Without `space`, of each type that has a standard against shortage. `confidence` is a share;
    the scenario's own unless given. Extra area opens at `begins` (`2026-01`; as the standards
    begin to count unless given), in a `park` or spread as the programme is; where the plan is more
    than enough the answer is how much less would do. `standards` names those that must hold, in
    place of those of the type.

    With `lever`, the inverse: how far a number, by its path, or `demand`, `construction` or
    `delay`, may go `between` two values before the standards break.

    Each of the `replications` is a future in a world of its own: at least 100, and as many as
    the confidence takes, unless given. Raises RefusedError for a question that makes no sense, and
    ScenarioError for bounds that the scenario refuses.
    """
    question = Question(
        confidence=scenario.spec.confidence.value if confidence is None else confidence,
        space=space,
        park=park,
        begins=begins,
        standards=tuple(standards),
        lever=lever,
        between=between,
    )
    futures = question.futures(replications)
    if lever is not None and lever not in NAMED:
        for value in between or ():
            scenario.with_({lever: value})  # strict at the door
    settings = scenario.settings(seed, central, grounded)
    settings, parts_in = continued(settings, ends(scenario.loaded, settings, question))
    answer = ask(scenario.loaded, settings, question, futures, runner or JobRunner())
    asked = {
        "space": space,
        "confidence": question.confidence,
        "park": park,
        "begins": begins,
        "standards": list(standards),
        "lever": lever,
        "between": None if between is None else [str(value) for value in between],
        "central": central,
        "grounded": settings.grounded.key,
    }
    return Finding(
        "required",
        scenario,
        settings.seed,
        futures,
        asked,
        answer,
        screen,
        _draw,
        parts_in=parts_in,
    )


def _draw(answer: RequiredAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.required import figure as plot

    yield "16-required", lambda lang: plot.draw(plot.data(answer, origin), lang)
