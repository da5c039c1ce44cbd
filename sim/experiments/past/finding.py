"""What both questions about years past find: one answer, one screen, two figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.api.results import Named
from sim.experiments.finding import Finding
from sim.experiments.past.answer import PastAnswer
from sim.experiments.past.reach_screen import reach_screen
from sim.experiments.past.screen import screen
from sim.plots.frames import Origin

if TYPE_CHECKING:
    from sim.api.scenario import Scenario


def past_finding(
    verb: str,
    scenario: Scenario,
    seed: int,
    replications: int,
    asked: dict[str, Any],
    answer: PastAnswer,
) -> Finding[PastAnswer]:
    """Return the finding of a question about years past."""
    show = screen if answer.reach is None else reach_screen
    return Finding(verb, scenario, seed, replications, asked, answer, show, _draw)


def _draw(answer: PastAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.past import courses_figure as course
    from sim.experiments.past import figure as plot
    from sim.plots import numbers as moved

    name = "21-backtest" if answer.fit is None else "19-calibrate"
    yield name, lambda lang: plot.draw(plot.data(answer, origin), lang)
    yield "22-courses", lambda lang: course.draw(course.data(answer, origin), lang)
    fit = answer.fit
    if fit and fit.learned:
        yield (
            moved.Numbers.name,
            lambda lang: moved.draw(moved.data(fit.learned, fit.accepted, origin), lang),
        )
