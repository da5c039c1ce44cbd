"""Before a study and while it is played: how long it will take, and what is known already."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from time import perf_counter
from typing import Final

import numpy as np

from sim.draws.inputs import Input
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import Point, all_played, played
from sim.experiments.sensitivity.answer import SensitivityOutcome, influence
from sim.experiments.sensitivity.blocks import failed
from sim.experiments.sensitivity.study import SensitivityQuestion, named, pairs
from sim.experiments.sensitivity.words import SENSITIVITY
from sim.measures.statistics import beyond_chance, threshold
from sim.runs.executors import Failure, executor
from sim.runs.settings import Plans, Settings
from sim.scenario.load import Loaded
from sim.text.words import Words, commas, joined

_TRIAL: Final = 20
"""Pairs that are played to learn how long the study will take."""
PAIRS: Final = 100
"""Worlds, each played twice: seconds where a study takes minutes."""
_SHOWN: Final = 4
"""Numbers named of an outcome."""


def trial(loaded: Loaded, settings: Settings, runner: JobRunner) -> tuple[float, list[str]]:
    """Return pairs a second, and the names of the indicators; what it plays is not kept."""
    alone = JobRunner(runner.on or executor("threads"))
    known: list[str] = []
    points = [Point(range(2 * k, 2 * k + 2)) for k in range(1 + _TRIAL)]
    for _, result in played(loaded, settings, points[:1], alone):
        if isinstance(result, Failure):
            raise failed({0: result}, 1)
        known = list(result.values)
    began = perf_counter()
    for _ in played(loaded, settings, points[1:], alone):
        pass
    return _TRIAL / (perf_counter() - began), known


def preview(question: SensitivityQuestion, count: int, replications: int, rate: float) -> Words:
    """Say what a study of `count` numbers will take, at so many pairs a second."""
    parts = {
        name: number for name, number in pairs(question, count, replications).items() if number
    }
    whole = sum(parts.values())
    minutes, most = (str(ceil(n / rate / 60)) for n in (whole - parts.get("found", 0), whole))
    at_most = SENSITIVITY["at_most"].fill(minutes=most)
    plays = [SENSITIVITY[f"play_{name}"].fill(count=str(n)) for name, n in parts.items()]
    return SENSITIVITY["preview"].fill(
        numbers=str(count),
        parts=commas(plays),
        rate=f"{rate:.0f}",
        minutes=minutes,
        most=Words("", "") if minutes == most else at_most,
    )


def glance(
    loaded: Loaded,
    settings: Settings,
    numbers: Sequence[Input],
    outcomes: Sequence[str],
    runner: JobRunner,
) -> list[Words]:
    """Return lines that rank the numbers by rank correlation; RefusedError where a run failed."""
    points = [Point(range(2 * k, 2 * k + 2)) for k in range(PAIRS)]
    indicators = all_played(loaded, settings, points, runner)
    plans = Plans(loaded.spec, settings)
    worlds = [plans.drawn(k) for k in range(PAIRS)]
    drawn = {n.path: np.array([world[n.path] for world in worlds]) for n in numbers}
    known = {number.path: number.name for number in numbers}
    bound = threshold(len(numbers), PAIRS)
    lines = [SENSITIVITY["glance"].fill(pairs=str(PAIRS), bound=f"{bound:.2f}")]
    for outcome in outcomes:
        means = np.array([of_world.values[outcome].mean() for of_world in indicators])
        close = beyond_chance(drawn, means)[:_SHOWN]
        shown = [(known[path], f"{rho:+.2f}") for path, rho in close]
        lines.append(_follows(named(outcome, loaded.spec).words, shown))
    return lines


def standing(
    numbers: Sequence[Input], part: str, count: int, outcomes: Sequence[SensitivityOutcome]
) -> list[Words]:
    """Return lines that rank the numbers by what a part of a study says so far.

    An outcome that no number moves has none.
    """
    known = {number.path: number.name for number in numbers}
    so_far = SENSITIVITY[f"standing_{part}"].fill(count=str(count))
    lines = [SENSITIVITY["standing"].fill(part=so_far)]
    for outcome in outcomes:
        shares = {path: share for path, (share, _) in influence(outcome).items() if path in known}
        close = sorted(shares.items(), key=lambda item: -item[1])[:_SHOWN]
        shown = [(known[path], f"{share * 100:.0f}%") for path, share in close if share > 0]
        if shown:
            lines.append(_follows(outcome.words, shown))
    return lines


def _follows(outcome: Words, numbers: Sequence[tuple[Words, str]]) -> Words:
    words = SENSITIVITY["follows" if numbers else "follows_none"]
    shown = commas(joined([name, Words(size, size)], " ", " ") for name, size in numbers)
    return words.fill(outcome=outcome, numbers=shown)
