"""The study: screen, apportion, swing one at a time, look for flips."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final, Literal

import numpy as np

from sim.draws.inputs import Input
from sim.experiments.answer import RefusedError
from sim.experiments.sensitivity import flips, morris, sobol, tornado
from sim.experiments.sensitivity.answer import (
    Effort,
    OutcomeKind,
    SensitivityAnswer,
    SensitivityOutcome,
    influence,
)
from sim.experiments.sensitivity.blocks import (
    BEARABLE,
    Blocks,
    PointPlayer,
    defined,
    play_blocks,
)
from sim.experiments.sensitivity.words import REFUSED
from sim.measures.months import Floats
from sim.measures.verdict.indicators import SUMS
from sim.scenario.load import Loaded
from sim.scenario.names import indicator_of
from sim.scenario.schema import Spec
from sim.scenario.values.amounts import Areas
from sim.text.glossary.catalogue import TERMS
from sim.text.words import joined

Method = Literal["all", "morris", "sobol", "tornado"]
METHODS: Final = ("all", "morris", "sobol", "tornado")
USUAL: Final = ("shortage_holds", "peak_waiting", "idle_holds", "idle_mean")
"""Both sides of the verdict, each with an area that goes on varying where the side does not."""
RARE: Final = 0.99
"""An outcome with one value in this share of the futures has no indices: they would hang on the
few others."""
_LEAST_POINTS, _LEAST_TRAJECTORIES = 64, 10


Watch = Callable[[str, int, Sequence[SensitivityOutcome]], None]
"""Hears (part of the study, as in `pairs`; its blocks, or pairs, so far; what is then known)."""


@dataclass(frozen=True)
class SensitivityQuestion:
    """What is asked of a study."""

    outcomes: tuple[str, ...] = USUAL
    method: Method = "all"
    points: int = 256
    """Blocks of Saltelli's design."""
    numbers: int = 20
    """Numbers with indices of their own; also those that are searched for flips."""
    trajectories: int = 20

    def check(self) -> None:
        """Refuse what makes no sense."""
        if self.method not in METHODS:
            raise RefusedError(REFUSED["method"].fill(given=self.method))
        if self.points < _LEAST_POINTS or self.points & (self.points - 1):
            raise RefusedError(REFUSED["points"].fill(given=str(self.points)))
        if self.trajectories < _LEAST_TRAJECTORIES:
            raise RefusedError(REFUSED["trajectories"].fill(given=str(self.trajectories)))
        if self.numbers < 1:
            raise RefusedError(REFUSED["numbers"].fill(given=str(self.numbers)))

    def check_outcomes(self, known: Collection[str]) -> None:
        """Refuse outcomes that no replication has, with the nearest that it has."""
        for name in self.outcomes:
            if name not in known:
                near = get_close_matches(name, known, n=3, cutoff=0.0)
                raise RefusedError(REFUSED["unknown"].fill(given=name, near=", ".join(near)))

    @property
    def screens(self) -> bool:
        """Whether Morris' method is used; Sobol indices need it to choose their numbers."""
        return self.method != "tornado"

    @property
    def apportions(self) -> bool:
        """Whether Sobol indices are wanted."""
        return self.method in ("all", "sobol")

    @property
    def swings(self) -> bool:
        """Whether numbers are moved one at a time, and flips looked for."""
        return self.method in ("all", "tornado")


def pairs(question: SensitivityQuestion, count: int, replications: int) -> dict[str, int]:
    """Return how many pairs of replications each part plays of `count` numbers.

    Of flips, played at the scenario's `replications`, those that are sure; `found` are those that
    come on top if everything flips.
    """
    chosen = min(question.numbers, count)
    points = chosen + (chosen < count) + 2
    sure, found = (n * replications // 2 for n in flips.effort(chosen))
    return {
        "morris": question.trajectories * (count + 1) if question.screens else 0,
        "sobol": question.points * points if question.apportions else 0,
        "tornado": (2 * count + 1) * tornado.PAIRS if question.swings else 0,
        "flips": sure if question.swings else 0,
        "found": found if question.swings else 0,
    }


def study(
    loaded: Loaded,
    numbers: Sequence[Input],
    question: SensitivityQuestion,
    play: PointPlayer,
    central: PointPlayer,
    seed: int,
    watch: Watch = lambda *_: None,
) -> SensitivityAnswer:
    """Carry out a study.

    `play` draws the ranged numbers that a point does not hold, `central` has them at their values.
    `watch` hears what is known while it is played.
    """
    outcomes = [named(name, loaded.spec) for name in question.outcomes]
    effort = Effort(0, 0, 0, 0)
    if question.screens:
        outcomes, effort = _screened(outcomes, numbers, question, play, seed, watch)
    if question.swings:
        swings, failed = tornado.play_ends(numbers, question.outcomes, central)
        effort = replace(effort, dropped=(*effort.dropped[:2], failed))
        outcomes = [_swung(outcome, swings[outcome.name]) for outcome in outcomes]
        watch("tornado", tornado.PAIRS, outcomes)
    chosen = ranked(numbers, outcomes)[: question.numbers]
    if question.apportions:
        outcomes, effort = _apportioned(
            outcomes, effort, numbers, chosen, question, play, seed, watch
        )
    leading = [number for number in numbers if number.path in chosen]
    flipped = flips.flips(loaded, leading, play) if question.swings else None
    return SensitivityAnswer(tuple(numbers), tuple(outcomes), flipped, effort)


def ranked(numbers: Sequence[Input], outcomes: Sequence[SensitivityOutcome]) -> list[str]:
    """Return the paths of numbers by their influence, the largest over the outcomes, first."""
    most = dict.fromkeys((number.path for number in numbers), 0.0)
    for outcome in outcomes:
        for path, (share, _) in influence(outcome).items():
            most[path] = max(most[path], share)
    return sorted(most, key=lambda path: -most[path])


def _screened(
    outcomes: Sequence[SensitivityOutcome],
    numbers: Sequence[Input],
    question: SensitivityQuestion,
    play: PointPlayer,
    seed: int,
    watch: Watch,
) -> tuple[list[SensitivityOutcome], Effort]:
    uniforms = morris.design(numbers, question.trajectories, seed)

    def screen(blocks: Blocks) -> list[SensitivityOutcome]:
        screened = []
        for unknown in outcomes:
            outcome = _known(unknown, blocks.values[unknown.name])
            if outcome.usual is None and outcome.undefined <= BEARABLE:
                effects, count = morris.effects(numbers, uniforms, blocks, outcome.name, seed)
                outcome = replace(outcome, effects=tuple(effects), trajectories=count)
            screened.append(outcome)
        watch("morris", len(blocks.kept), screened)
        return screened

    blocks = play_blocks(uniforms, numbers, question.outcomes, play, screen)
    screened = screen(blocks)
    dropped = (blocks.designed - len(blocks.kept), 0, 0)
    return screened, Effort(question.trajectories, 0, 0, 0, dropped)


def _apportioned(
    outcomes: Sequence[SensitivityOutcome],
    effort: Effort,
    numbers: Sequence[Input],
    chosen: Sequence[str],
    question: SensitivityQuestion,
    play: PointPlayer,
    seed: int,
    watch: Watch,
) -> tuple[list[SensitivityOutcome], Effort]:
    uniforms = sobol.design(numbers, chosen, question.points, seed)
    names = sobol.groups(numbers, chosen)

    def apportion(blocks: Blocks) -> list[SensitivityOutcome]:
        apportioned = []
        for unknown in outcomes:
            values = blocks.values[unknown.name]
            outcome = _known(unknown, values[:, [0, -1]])  # A and B alone are drawn as worlds are
            if outcome.usual is None and outcome.undefined <= BEARABLE:
                shares = sobol.indices(values[defined(values)], names, seed)
                outcome = replace(outcome, indices=shares)
            apportioned.append(outcome)
        watch("sobol", len(blocks.kept), apportioned)
        return apportioned

    blocks = play_blocks(uniforms, numbers, question.outcomes, play, apportion)
    apportioned = apportion(blocks)
    dropped = (effort.dropped[0], blocks.designed - len(blocks.kept), effort.dropped[2])
    return apportioned, replace(
        effort, blocks=question.points, points=len(names) + 2, chosen=len(chosen), dropped=dropped
    )


def _known(outcome: SensitivityOutcome, values: Floats) -> SensitivityOutcome:
    """Say whether an outcome hardly varies, and how often it has no value."""
    known, counts = np.unique(values[np.isfinite(values)], return_counts=True)
    share = float(counts.max() / counts.sum()) if len(known) else 0.0
    usual = float(known[counts.argmax()]) if share >= RARE else None
    undefined = 1.0 - float(defined(values).mean())
    return replace(outcome, usual=usual, share=share, undefined=undefined)


def _swung(outcome: SensitivityOutcome, swings: tornado.Tornado) -> SensitivityOutcome:
    """Add a tornado, unless nothing in it moves."""
    if any(bar.swing for bar in swings.bars):
        return replace(outcome, tornado=swings)
    return outcome


def named(name: str, spec: Spec) -> SensitivityOutcome:
    """Return an outcome with its words, of which nothing is known yet."""
    base = name.partition(".")[0]
    words, of = TERMS[base].name, indicator_of(spec, name)
    if of:
        words = joined([of, words], "·", ": ")
    return SensitivityOutcome(name, words, _kind(base), areas=Areas(spec.area_unit))


def _kind(base: str) -> OutcomeKind:
    if base.endswith("holds") or "vacancy" in base:
        return "share"
    if base in SUMS or base == "leased_end":
        return "area"
    return "month" if base.startswith("first_") else "plain"
