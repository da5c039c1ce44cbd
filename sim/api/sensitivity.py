"""`sensitivity`: which unknowns decide the outcome, and which one alone flips the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from time import perf_counter
from typing import TYPE_CHECKING

from sim.api.finding import Finding
from sim.experiments.answer import RefusedError
from sim.experiments.points import Point, played
from sim.experiments.sensitivity.answer import SensitivityAnswer
from sim.experiments.sensitivity.inputs import inputs
from sim.experiments.sensitivity.study import USUAL, Asked, Method, pairs, study
from sim.experiments.sensitivity.tools import tools
from sim.experiments.workbench import Workbench
from sim.measures.indicators import Indicators
from sim.plots.frames import Origin
from sim.runs.executors import Failure, executor
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.text.figures import Lang, Words
from sim.text.sensitivity import REFUSED, SENSITIVITY

if TYPE_CHECKING:
    from sim.api.scenario import Scenario
    from sim.plots.style import Panels

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
    bench: Workbench | None = None,
    told: Callable[[Words], None] | None = None,
) -> Finding[SensitivityAnswer]:
    """Study how outcomes hang on all ranged numbers, and on chance.

    `outcomes` are names of `sim.measures.indicators`; `points` is the N of Saltelli's design, a
    power of two; `numbers` get indices of their own and are searched for flips, the others count
    together. A point is one pair of replications. `told` hears before the run what it will take.

    Raises RefusedError for an outcome that is not there, a design that makes no sense, `central` or
    `grounded`, more than 5 % of failed blocks, or where SALib is missing.
    """
    if central or grounded:
        raise RefusedError(REFUSED["held"])
    asked = Asked(tuple(dict.fromkeys(outcomes)), method, points, numbers, trajectories)
    asked.check()
    some = inputs(scenario.loaded)
    if not some:
        raise RefusedError(REFUSED["no_ranges"])
    bench = bench or Workbench()
    settings = scenario.settings(seed)
    rate, known = _trial(scenario.loaded, settings, bench)
    asked.check_outcomes(known)
    if told:
        told(_preview(asked, len(some), rate))

    def play(settings: Settings) -> Callable[..., Iterable[tuple[int, Indicators | Failure]]]:
        return lambda points: played(scenario.loaded, settings, points, bench)

    at_values = scenario.settings(seed, central=True)
    answer = study(scenario.loaded, some, asked, play(settings), play(at_values), settings.seed)
    what = {
        "outcomes": list(asked.outcomes),
        "method": method,
        "points": points,
        "numbers": numbers,
        "trajectories": trajectories,
        "tools": tools(),
    }
    return Finding("sensitivity", scenario, settings.seed, 2, what, answer, _draw)


def _trial(loaded: Loaded, settings: Settings, bench: Workbench) -> tuple[float, list[str]]:
    """Return pairs a second, and the names of the indicators; what it plays is not kept."""
    alone = Workbench(bench.on or executor("threads"))
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


def _preview(asked: Asked, count: int, rate: float) -> Words:
    parts = {name: number for name, number in pairs(asked, count).items() if number}
    whole = sum(parts.values())
    least, most = (str(ceil(n / rate / 60)) for n in (whole - parts.get("found", 0), whole))
    said = [SENSITIVITY[f"play_{name}"].fill(count=str(n)) for name, n in parts.items()]
    return SENSITIVITY["preview"].fill(
        numbers=str(count),
        parts=Words("，".join(one.zh for one in said), ", ".join(one.en for one in said)),
        rate=f"{rate:.0f}",
        minutes=least if least == most else f"{least}-{most}",
    )


def _draw(answer: SensitivityAnswer, origin: Origin, lang: Lang) -> Iterable[Panels]:
    from sim.plots import sobol, tornado

    told = tornado.moved(answer)
    if any(one.tornado for one in told):
        yield tornado.draw(tornado.data(answer, origin), lang)
    if any(one.indices or one.effects for one in told):
        yield sobol.draw(sobol.data(answer, origin), lang)
