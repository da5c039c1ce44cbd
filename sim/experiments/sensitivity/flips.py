"""Which assumption alone flips the verdict, and at what value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sim.draws.inputs import Input
from sim.experiments.points import Point
from sim.experiments.sensitivity.blocks import PointPlayer
from sim.measures.counting.checks import SIDES, Side
from sim.measures.verdict.indicators import Indicators
from sim.measures.verdict.judged import judgement
from sim.runs.executors import Failure
from sim.scenario.errors import ScenarioError
from sim.scenario.load import Loaded
from sim.scenario.values.quantities import show_quantity

BEYOND: Final = 4.0
"""Beyond its range a number is tried up to this many times, and down to this part of, its value."""
_HALVINGS: Final = 5
"""The bracket ends a 32nd of the span that was searched."""


@dataclass(frozen=True)
class Flip:
    """A value at which holding one number changes the word of one side of the verdict."""

    path: str
    side: Side
    was: str
    """The word it changes from: that of the verdict, or one it changed to on the way."""
    word: str
    """The word it changes to."""
    still: float
    """Nearest value tried at which the word is yet as it was."""
    flipped: float
    """Nearest value tried at which it has changed."""
    within: bool
    """Both lie in the number's range."""


@dataclass(frozen=True)
class Flips:
    """What the search found."""

    words: Mapping[Side, str]
    """The verdict with all ranged numbers drawn as usual: that of `run`."""
    replications: int
    """Futures of each value: as many as the scenario's own, so that words are those of `run`."""
    searched: tuple[str, ...]
    """Paths of the numbers that were held, one at a time."""
    found: tuple[Flip, ...]
    """Within ranges first; in widths of the range, the shortest way first."""
    failed: int
    """Values that could not be played; the word there is not known."""


@dataclass(frozen=True)
class _Bracket:
    number: Input
    side: Side
    still: float
    flipped: float
    within: bool
    was: str
    word: str


def flips(loaded: Loaded, numbers: Sequence[Input], play: PointPlayer) -> Flips:
    """Hold one number after the other at other values, all the rest drawn as usual.

    So it answers what `run --set` would: `play` draws the ranged numbers. Each side's word is tried
    at the number's value, at both ends of its range, and beyond up to 4 times the value either way
    as far as the scenario allows; wherever two neighbours differ, the bracket is halved 5 times. A
    word that changes and changes back between two values tried is not seen.
    """
    confidence, replications = loaded.spec.confidence.value, loaded.spec.replications
    tried: dict[tuple[str, float], Mapping[Side, str] | None] = {}

    def try_all(wanted: Sequence[tuple[str, float]]) -> None:
        points = [Point(range(replications), {path: v} if path else {}) for path, v in wanted]
        for index, result in play(points):
            words = None if isinstance(result, Failure) else _words(result, confidence)
            tried[wanted[index]] = words

    ladders = {number.path: _ladders(loaded, number) for number in numbers}
    steps = [(path, v) for path, both in ladders.items() for ladder in both for v in ladder]
    try_all([("", 0.0), *dict.fromkeys(steps)])
    base = tried["", 0.0]
    if base is None:
        return Flips({}, replications, (), (), 1)
    brackets = (
        bracket
        for number in numbers
        for ladder in ladders[number.path]
        for side in SIDES
        for bracket in _changes(number, side, ladder, tried, base[side])
    )
    open_ = list(dict.fromkeys(brackets))
    for _ in range(_HALVINGS):
        middles = [
            (b.number.path, (b.still + b.flipped) / 2) for b in open_ if b.still != b.flipped
        ]
        new = [middle for middle in dict.fromkeys(middles) if middle not in tried]
        if not new:
            break
        try_all(new)
        open_ = [part for bracket in open_ for part in _halved(bracket, tried)]
    flipped = [
        Flip(b.number.path, b.side, b.was, b.word, b.still, b.flipped, b.within)
        for b in sorted(open_, key=lambda b: (not b.within, _far(b)))
    ]
    failed = sum(word is None for word in tried.values())
    searched = tuple(number.path for number in numbers)
    return Flips(base, replications, searched, tuple(flipped), failed)


def effort(count: int) -> tuple[int, int]:
    """Return how many values `flips` tries of so many numbers, and how many more if all flip.

    Once down and once up, each side: a word that changes more often takes more.
    """
    return 1 + 5 * count, 2 * len(SIDES) * _HALVINGS * count


def _words(played: Indicators, confidence: float) -> Mapping[Side, str]:
    return {
        side: judgement(side, played.status(f"{side}_holds"), played.worlds, confidence).word
        for side in SIDES
    }


def _ladders(loaded: Loaded, number: Input) -> tuple[list[float], list[float]]:
    """Values to try downwards and upwards, each from the number's own."""
    down, up = [number.value, number.low], [number.value, number.high]
    if not number.is_law:
        least, most = sorted((number.value / BEYOND, number.value * BEYOND))
        least, most = max(least, number.dimension.low), min(most, number.dimension.high)
        down += [least] if least < number.low and _allowed(loaded, number, least) else []
        up += [most] if most > number.high and _allowed(loaded, number, most) else []
    return down, up


def _allowed(loaded: Loaded, number: Input, value: float) -> bool:
    try:
        loaded.with_({number.path: show_quantity(value, number.dimension, "en")})
    except ScenarioError:
        return False
    return True


def _changes(
    number: Input,
    side: Side,
    ladder: Sequence[float],
    tried: Mapping[tuple[str, float], Mapping[Side, str] | None],
    word: str,
) -> Iterator[_Bracket]:
    """Yield every change of the word along a ladder, from the verdict's own `word` on."""
    still = ladder[0]
    for place, value in enumerate(ladder):
        words = tried[number.path, value]
        if words is None:
            return  # what could not be played can be no end of a bracket
        if words[side] != word:
            yield _Bracket(number, side, still, value, place <= 1, word, words[side])
        still, word = value, words[side]


def _halved(
    bracket: _Bracket, tried: Mapping[tuple[str, float], Mapping[Side, str] | None]
) -> Iterator[_Bracket]:
    """Yield the half in which the word changes; both, where there is a third word between."""
    middle = (bracket.still + bracket.flipped) / 2
    words = tried.get((bracket.number.path, middle))
    if words is None or bracket.still == bracket.flipped:
        yield bracket
        return
    word = words[bracket.side]
    if word != bracket.was:
        yield replace(bracket, flipped=middle, word=word)
    if word != bracket.word:
        yield replace(bracket, still=middle, was=word)


def _far(bracket: _Bracket) -> float:
    """How far a number has to go from its value, or out of its range, in widths of the range."""
    number, value = bracket.number, bracket.flipped
    if bracket.within:
        return abs(value - number.value) / (number.high - number.low)
    return max(number.low - value, value - number.high) / (number.high - number.low)
