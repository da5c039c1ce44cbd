"""The study: screen, apportion, swing one at a time, look for flips."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final, Literal

import numpy as np

from sim.draws.inputs import Input
from sim.experiments.answer import RefusedError
from sim.experiments.sensitivity import flips, morris, sobol, tornado
from sim.experiments.sensitivity.answer import (
    Effort,
    Kind,
    Outcome,
    SensitivityAnswer,
    influence,
)
from sim.experiments.sensitivity.blocks import BEARABLE, Play, defined, play_blocks
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


@dataclass(frozen=True)
class Asked:
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


def pairs(asked: Asked, count: int, replications: int) -> dict[str, int]:
    """Return how many pairs of replications each part plays of `count` numbers.

    Of flips, played at the scenario's `replications`, those that are sure; `found` are those that
    come on top if everything flips.
    """
    chosen = min(asked.numbers, count)
    points = chosen + (chosen < count) + 2
    sure, found = (n * replications // 2 for n in flips.effort(chosen))
    return {
        "morris": asked.trajectories * (count + 1) if asked.screens else 0,
        "sobol": asked.points * points if asked.apportions else 0,
        "tornado": (2 * count + 1) * tornado.PAIRS if asked.swings else 0,
        "flips": sure if asked.swings else 0,
        "found": found if asked.swings else 0,
    }


def study(
    loaded: Loaded, numbers: Sequence[Input], asked: Asked, play: Play, central: Play, seed: int
) -> SensitivityAnswer:
    """Carry out a study.

    `play` draws the ranged numbers that a point does not hold, `central` has them at their values.
    """
    found = [named(name, loaded.spec) for name in asked.outcomes]
    effort = Effort(0, 0, 0, 0)
    if asked.screens:
        found, effort = _screened(found, numbers, asked, play, seed)
    if asked.swings:
        swings, failed = tornado.play_ends(numbers, asked.outcomes, central)
        effort = replace(effort, dropped=(*effort.dropped[:2], failed))
        found = [_swung(one, swings[one.name]) for one in found]
    chosen = ranked(numbers, found)[: asked.numbers]
    if asked.apportions:
        found, effort = _apportioned(found, effort, numbers, chosen, asked, play, seed)
    some = [one for one in numbers if one.path in chosen]
    flipped = flips.flips(loaded, some, play) if asked.swings else None
    return SensitivityAnswer(tuple(numbers), tuple(found), flipped, effort)


def ranked(numbers: Sequence[Input], outcomes: Sequence[Outcome]) -> list[str]:
    """Return the paths of numbers by their influence, the largest over the outcomes, first."""
    most = dict.fromkeys((one.path for one in numbers), 0.0)
    for outcome in outcomes:
        for path, (share, _) in influence(outcome).items():
            most[path] = max(most[path], share)
    return sorted(most, key=lambda path: -most[path])


def _screened(
    found: Sequence[Outcome], numbers: Sequence[Input], asked: Asked, play: Play, seed: int
) -> tuple[list[Outcome], Effort]:
    uniforms = morris.design(numbers, asked.trajectories, seed)
    blocks = play_blocks(uniforms, numbers, asked.outcomes, play)
    outcomes = []
    for one in found:
        outcome = _told(one, blocks.values[one.name])
        if outcome.usual is None and outcome.undefined <= BEARABLE:
            effects, count = morris.effects(numbers, uniforms, blocks, one.name, seed)
            outcome = replace(outcome, effects=tuple(effects), trajectories=count)
        outcomes.append(outcome)
    dropped = (blocks.asked - len(blocks.kept), 0, 0)
    return outcomes, Effort(asked.trajectories, 0, 0, 0, dropped)


def _apportioned(
    found: Sequence[Outcome],
    effort: Effort,
    numbers: Sequence[Input],
    chosen: Sequence[str],
    asked: Asked,
    play: Play,
    seed: int,
) -> tuple[list[Outcome], Effort]:
    uniforms = sobol.design(numbers, chosen, asked.points, seed)
    names = sobol.groups(numbers, chosen)
    blocks = play_blocks(uniforms, numbers, asked.outcomes, play)
    outcomes = []
    for one in found:
        values = blocks.values[one.name]
        outcome = _told(one, values[:, [0, -1]])  # A and B alone are drawn as worlds are
        if outcome.usual is None and outcome.undefined <= BEARABLE:
            shares = sobol.indices(values[defined(values)], names, seed)
            outcome = replace(outcome, indices=shares)
        outcomes.append(outcome)
    dropped = (effort.dropped[0], blocks.asked - len(blocks.kept), effort.dropped[2])
    return outcomes, replace(
        effort, blocks=asked.points, points=len(names) + 2, chosen=len(chosen), dropped=dropped
    )


def _told(outcome: Outcome, values: Floats) -> Outcome:
    """Say whether an outcome hardly varies, and how often it has no value."""
    known, counts = np.unique(values[np.isfinite(values)], return_counts=True)
    share = float(counts.max() / counts.sum()) if len(known) else 0.0
    usual = float(known[counts.argmax()]) if share >= RARE else None
    undefined = 1.0 - float(defined(values).mean())
    return replace(outcome, usual=usual, share=share, undefined=undefined)


def _swung(outcome: Outcome, swings: tornado.Tornado) -> Outcome:
    """Add a tornado, unless nothing in it moves."""
    if any(bar.swing for bar in swings.bars):
        return replace(outcome, tornado=swings)
    return outcome


def named(name: str, spec: Spec) -> Outcome:
    """Return an outcome with its words, of which nothing is known yet."""
    base = name.partition(".")[0]
    words, of = TERMS[base].name, indicator_of(spec, name)
    if of:
        words = joined([of, words], "·", ": ")
    return Outcome(name, words, _kind(base), areas=Areas(spec.area_unit))


def _kind(base: str) -> Kind:
    if base.endswith("holds") or "vacancy" in base:
        return "share"
    if base in SUMS or base == "leased_end":
        return "area"
    return "month" if base.startswith("first_") else "plain"
