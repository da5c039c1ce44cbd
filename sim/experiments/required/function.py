"""`required`: how much space the standards need at a confidence, and how much they bear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.api.results import Named
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.required.answer import RequiredAnswer
from sim.experiments.required.joint_screen import joint_screen
from sim.experiments.required.levers import NAMED
from sim.experiments.required.method import ask
from sim.experiments.required.question import Question
from sim.experiments.required.screen import screen
from sim.plots.frames import Origin
from sim.runs.grounded import AcceptedFutures
from sim.text.words import Lang

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
    jointly: bool = False,
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

    With `jointly`, also the areas of all types that together cost least (or are least, where costs
    of building are not known) and at which all standards hold together with the confidence.

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
        jointly=jointly,
    )
    futures = question.futures(replications)
    if lever is not None and lever not in NAMED:
        for value in between or ():
            scenario.with_({lever: value})  # strict at the door
    settings = scenario.settings(seed, central, grounded)
    answered = ask(scenario.loaded, settings, question, futures, runner or JobRunner())
    asked = {
        "space": space,
        "confidence": question.confidence,
        "park": park,
        "begins": begins,
        "standards": list(standards),
        "lever": lever,
        "between": None if between is None else [str(value) for value in between],
        **({"jointly": True} if jointly else {}),
        "central": central,
        "grounded": answered.settings.grounded.key,
    }
    return Finding(
        "required",
        scenario,
        settings.seed,
        futures,
        asked,
        answered.answer,
        _screen,
        _draw,
        parts_in=answered.parts_in,
    )


def _screen(answer: RequiredAnswer, lang: Lang) -> str:
    return joint_screen(answer, answer.jointly, lang) if answer.jointly else screen(answer, lang)


def _draw(answer: RequiredAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.required import figure as plot
    from sim.experiments.required import joint_figure

    if joint := answer.jointly:
        shown = joint_figure.data(answer, joint, origin)
        yield joint_figure.RequiredJointly.name, lambda lang: joint_figure.draw(shown, lang)
    yield "16-required", lambda lang: plot.draw(plot.data(answer, origin), lang)
