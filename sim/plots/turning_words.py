"""What decides and where the verdict turns, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sim.measures.verdict.judged import FAILING
from sim.measures.verdict.turning import BreakEven, Turn, Turning, Unknown
from sim.scenario.values.quantities import parted
from sim.text.screen import narrow, whole
from sim.text.turning import TURNING
from sim.text.verdict import VERDICTS
from sim.text.words import Lang, Words, commas, semicolons

_NAMED: Final = 3
"""Numbers named in one line."""


def decides(found: BreakEven) -> Words:
    """Return what decides of all types together: at most three numbers, each with its share."""
    if not found.numbers:
        counts = {"worlds": str(found.worlds), "unknown": str(found.unknown)}
        few = Words("", "")
        if found.bound < 1:
            few = TURNING["too_few"].fill(bound=f"{whole(found.bound)}%")
        return TURNING["too_little"].fill(**counts, bound=few)
    kept = TURNING["kept"] if found.kept else Words("", "")
    return TURNING["decides"].fill(numbers=numbers(found.numbers), kept=kept)


def turns(found: BreakEven, labels: Mapping[str, Words], *, brief: bool = False) -> Words:
    """Return where the number that decides the scenario turns the verdict, type by type.

    labels: of `space/…`. brief: without intervals.
    """
    if found.deciding is None:
        return TURNING["turns_untold"]
    if not found.turns:
        return TURNING["turns_none"]
    parts = by_type(found.turns, labels, lambda one: turned(one, brief=brief))
    number = found.deciding.name.map(narrow)
    return TURNING["turns"].fill(number=number, parts=parts, level=level(found.turns))


def level(turns: Sequence[Turning]) -> str:
    """Return the percent of futures that fail where sides turn: what the verdict does not bear."""
    (point, *_) = [one.point for one in turns if one.point is not None]
    return whole(point.level)


def by_type(
    some: Iterable[Turning], labels: Mapping[str, Words], said: Callable[[Turning], Words]
) -> Words:
    """Return what is said of each side behind the name of its type; labels: of `space/…`."""
    by_space: dict[str, list[Words]] = {}
    for one in some:
        by_space.setdefault(one.space, []).append(said(one))
    return semicolons(
        TURNING["type"].fill(space=labels[f"space/{space}"].map(narrow), parts=commas(parts))
        for space, parts in by_space.items()
    )


def turned(one: Turning, *, brief: bool = False) -> Words:
    """Return where one side turns: `short above 57.2% (49.5-58.5)`; brief: no interval."""
    point = one.point
    assert point is not None
    word = VERDICTS[FAILING[one.side]]
    if point.value is None:
        key = "throughout" if point.above else "nowhere"
        return TURNING[key].fill(word=word)
    value = turns_at(one) if brief else at(one.number, point)
    return TURNING["above" if one.rising else "below"].fill(word=word, at=value)


def turns_at(one: Turning) -> Words:
    """Return the value where one side turns, without its interval."""
    assert one.point is not None
    return at(one.number, replace(one.point, low=None, high=None))


def at(number: Unknown, turn: Turn, key: str = "at") -> Words:
    """Return a turning value with its interval, or that there is none among the values drawn.

    key: of `TURNING`, how both stand together.
    """
    return Words(*(_at(number, turn, lang, key) for lang in Words._fields))


def _at(number: Unknown, turn: Turn, lang: str, together: str) -> str:
    """The unit is said once where all three values have the same."""
    spoken: Lang = "zh" if lang == "zh" else "en"
    known = [end for end in (turn.value, turn.low, turn.high) if end is not None]
    texts = {end: number.text(end, spoken) for end in known}
    units = {parted(text)[1] for text in texts.values()}
    if turn.value is not None and len(units) == 1:
        for end in (turn.low, turn.high):
            if end is not None:
                texts[end] = parted(texts[end])[0]
    value = TURNING["always" if turn.above else "never"].line(spoken)
    if turn.value is not None:
        value = number.text(turn.value, spoken)
    low, high = (None if end is None else texts[end] for end in (turn.low, turn.high))
    if low is None and high is None:
        return value
    key = "up_to" if low is None else "from" if high is None else "span"
    ends = TURNING[key].fill(low=low or "", high=high or "")
    return TURNING[together].fill(value=value, span=ends).line(spoken)


def numbers(some: Sequence[Unknown], most: int = _NAMED) -> Words:
    """Return numbers with their shares, the largest first."""
    return commas(
        TURNING["number"].fill(number=one.name.map(narrow), share=f"{whole(one.share)}%")
        for one in some[:most]
    )
