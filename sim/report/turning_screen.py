"""What decides and where the verdict turns: sentences, and the table of the whole screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sim.measures.verdict.turning import BreakEven, SpaceDecided, Turn, Turning, Unknown
from sim.measures.verdict.verdict import Verdict
from sim.text.screen import narrow, paragraph, table, whole
from sim.text.turning import TURNING
from sim.text.verdict import VERDICTS
from sim.text.words import Lang, Words, commas, in_a_row, semicolons

FAILING: Final = {"shortage": "short", "idle": "idle"}
"""The word of the verdict where a side fails."""
_NAMED: Final = 3
"""Numbers named in one line."""
_DIGITS: Final = re.compile(r"-?[\d,]+(\.\d+)?")


def decides(found: BreakEven) -> Words:
    """Return what decides of all types together: at most three numbers, each with its share."""
    if not found.numbers:
        counts = {"worlds": str(found.worlds), "unknown": str(found.unknown)}
        return TURNING["too_little"].fill(**counts)
    kept = TURNING["kept"] if found.kept else Words("", "")
    return TURNING["decides"].fill(numbers=numbers(found.numbers), kept=kept)


def turns(verdict: Verdict) -> Words:
    """Return where the number that decides the scenario turns the verdict, type by type."""
    found = verdict.break_even
    if found is None or found.deciding is None:
        return TURNING["turns_untold"]
    if not found.turns:
        return TURNING["turns_none"]
    by_space: dict[str, list[Words]] = {}
    for one in found.turns:
        by_space.setdefault(one.space, []).append(turned(one))
    parts = [
        TURNING["type"].fill(space=_space(verdict, space), parts=commas(said))
        for space, said in by_space.items()
    ]
    return TURNING["turns"].fill(number=found.deciding.name.map(narrow), parts=semicolons(parts))


def turned(one: Turning) -> Words:
    """Return where one side turns: `short above 57.2% (49.5% to 58.5%)`."""
    assert one.point is not None
    word = VERDICTS[FAILING[one.side]]
    key = "above" if one.rising else "below"
    return TURNING[key].fill(word=word, at=at(one.number, one.point))


def at(number: Unknown, turn: Turn) -> Words:
    """Return a turning value with its interval, or that there is none among the values drawn."""
    return Words(*(_at(number, turn, lang) for lang in Words._fields))


def _at(number: Unknown, turn: Turn, lang: str) -> str:
    """The unit is said once where all three values have the same."""
    spoken: Lang = "zh" if lang == "zh" else "en"
    known = [end for end in (turn.value, turn.low, turn.high) if end is not None]
    texts = {end: number.text(end, spoken) for end in known}
    units = {_DIGITS.sub("#", text, count=1) for text in texts.values()}
    if turn.value is not None and len(units) == 1:
        for end in (turn.low, turn.high):
            if end is not None and (bare := _DIGITS.search(texts[end])):
                texts[end] = bare.group()
    value = TURNING["always" if turn.above else "never"].line(spoken)
    if turn.value is not None:
        value = number.text(turn.value, spoken)
    low, high = (None if end is None else texts[end] for end in (turn.low, turn.high))
    if low is None and high is None:
        return value if turn.value is None else f"{value} ({TURNING['anywhere'].line(spoken)})"
    key = "up_to" if low is None else "from" if high is None else "span"
    ends = TURNING[key].fill(low=low or "", high=high or "")
    return TURNING["at"].fill(value=value, span=ends).line(spoken)


def numbers(some: Sequence[Unknown], most: int = _NAMED) -> Words:
    """Return numbers with their shares, the largest first."""
    return commas(
        TURNING["number"].fill(number=one.name.map(narrow), share=f"{whole(one.share)}%")
        for one in some[:most]
    )


def turning_screen(verdict: Verdict, lang: Lang) -> list[str]:
    """Return what decides each type, then where its verdict turns; nothing if all is known."""
    found = verdict.break_even
    if found is None:
        return []
    lines = paragraph(TURNING["title"], lang)
    if not found.numbers:
        return [*lines, *paragraph(decides(found), lang), ""]
    heads = [TURNING[key].lines(lang) for key in ("space", "numbers")]
    shares = [(TURNING["all"], found.numbers)]
    shares += [(_space(verdict, one.space), one.numbers) for one in found.spaces]
    rows = [
        [name.lines(lang), (numbers(some) if some else TURNING["turns_untold"]).lines(lang)]
        for name, some in shares
    ]
    lines += [*table(heads, rows), *paragraph(_notes(found), lang)]
    if found.kept:
        lines += paragraph(TURNING["kept_notes"], lang)
    told = [one for space in found.spaces for one in space.turns if one.told]
    if told:
        lines += _table(verdict, told, lang)
    untold = [
        TURNING["of_side"].fill(space=_space(verdict, one.space), word=VERDICTS[FAILING[side]])
        for one in found.spaces
        for side in _untold(one)
    ]
    if untold:
        lines += paragraph(TURNING["untold"].fill(sides=in_a_row(untold)), lang)
    return [*lines, ""]


def _table(verdict: Verdict, told: Sequence[Turning], lang: Lang) -> list[str]:
    levels = [turn.level for turn in told[0].turns]
    heads = [TURNING[key].lines(lang) for key in ("space", "side", "of")]
    for level in levels:
        key = "level" if heads[3:] else "verdict_level"
        heads.append(TURNING[key].fill(level=f"{whole(level)}%").lines(lang))
    rows = []
    for one in told:
        word = VERDICTS[FAILING[one.side]]
        side = TURNING["rises" if one.rising else "falls"].fill(word=word)
        cells = [_space(verdict, one.space), side, one.number.name.map(narrow)]
        cells += [at(one.number, turn) for turn in one.turns]
        rows.append([cell.lines(lang) for cell in cells])
    return [*table(heads, rows, gap=1), *paragraph(TURNING["turn_notes"], lang)]


def _notes(found: BreakEven) -> Words:
    return TURNING["share_notes"].fill(
        worlds=str(found.worlds), unknown=str(found.unknown), bound=f"{whole(found.bound)}%"
    )


def _untold(one: SpaceDecided) -> list[str]:
    """Return the sides of a type of which no number tells where they turn."""
    told = {turning.side for turning in one.turns if turning.told}
    return [side for side in FAILING if side not in told]


def _space(verdict: Verdict, space: str) -> Words:
    return verdict.labels[f"space/{space}"].map(narrow)
