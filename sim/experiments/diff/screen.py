"""Two results as a planner reads them in a terminal: the answer last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sim.experiments.diff.answer import DiffAnswer, DiffSide
from sim.experiments.diff.inputs import InputMoved
from sim.experiments.diff.outputs import OutputMoved
from sim.experiments.diff.words import CALLS, DIFF
from sim.text.economy import Money, money_unit, people_unit
from sim.text.screen import columns, concluded, narrow, paragraph, table, whole, wrap
from sim.text.verdict import VERDICTS
from sim.text.words import Lang, Words, in_a_row, joined, semicolons

_INPUTS: Final = 12
"""Inputs shown."""
_OUTPUTS: Final = 20
"""Outputs shown of those beyond their own error."""
_NAMED: Final = 4
"""Names in a sentence of the answer."""
_TOLD: Final = 4
"""Words of the verdict in it."""


def screen(answer: DiffAnswer, lang: Lang) -> str:
    """Return the whole screen."""
    lines = ["", *paragraph(DIFF["title"], lang)]
    for key, side in (("old", answer.old), ("new", answer.new)):
        lines += paragraph(_side(key, side), lang, "    ")
    lines += ["", *_inputs(answer, lang)]
    if answer.made_of:
        lines += ["", *_made_of(answer, lang)]
    if answer.called("beyond"):
        lines += ["", *_outputs(answer, lang)]
    if answer.words:
        lines += ["", *_words(answer, lang)]
    lines += ["", *(line for note in _notes(answer) for line in paragraph(note, lang)), ""]
    return "\n".join([*lines, *concluded(_concludes(answer), lang)])


def _side(key: str, side: DiffSide) -> Words:
    return DIFF[key].fill(name=side.name, n=str(side.replications), key=side.key[:12])


def _inputs(answer: DiffAnswer, lang: Lang) -> list[str]:
    lines = paragraph(DIFF["inputs"].fill(count=str(len(answer.inputs))), lang)
    for moved in answer.inputs[:_INPUTS]:
        change = "" if moved.change is None else f"  ({moved.change:+.0%})"
        lines += paragraph(joined([moved.name, Words(change, change)]), lang, "    ")
        if moved.name.en != moved.path:
            lines += [f"      {part}" for part in wrap(narrow(moved.path), columns() - 6)]
        for mark, text in (("  ", moved.old), ("->", moved.new)):
            first, *rest = wrap(narrow(text or DIFF["absent"].line(lang)), columns() - 9)
            lines += [f"      {mark} {first}", *(f"         {part}" for part in rest)]
    if len(answer.inputs) > _INPUTS:
        count = str(len(answer.inputs) - _INPUTS)
        lines += paragraph(DIFF["more_inputs"].fill(count=count), lang, "    ")
    if not answer.understood:
        lines += paragraph(DIFF["as_written"], lang)
    return lines


def _made_of(answer: DiffAnswer, lang: Lang) -> list[str]:
    lines = paragraph(DIFF["made_of"].fill(count=str(len(answer.made_of))), lang)
    for one in answer.made_of:
        words = DIFF["word"].fill(name=one.name, old=one.old, new=one.new)
        lines += paragraph(words, lang, "    ")
    return lines


def _outputs(answer: DiffAnswer, lang: Lang) -> list[str]:
    keys = ("output", "unit", "a", "b", "difference")
    beyond = answer.called("beyond")
    cells = [
        [
            [narrow(line) for line in output.name.lines(lang)],
            [narrow(line) for line in unit.lines(lang)],
            [_with_ends(a, output.old_ends)],
            [_with_ends(b, output.new_ends)],
            [f"{difference} ({low}..{high})"],
        ]
        for output in beyond[:_OUTPUTS]
        for unit, (a, b, difference, low, high) in [_numbers(output, answer)]
    ]
    lines = table([DIFF[key].lines(lang) for key in keys], cells, gap=1)
    if len(beyond) > _OUTPUTS:
        count = str(len(beyond) - _OUTPUTS)
        lines += paragraph(DIFF["beyond_more"].fill(count=count), lang)
    return lines


def _numbers(output: OutputMoved, answer: DiffAnswer) -> tuple[Words, Sequence[str]]:
    """Its unit; both values, the difference and the ends of its interval in it."""
    low, high = (end if end is not None else 0.0 for end in (output.low, output.high))
    changes = (output.difference, low, high)
    if output.unit == "share":
        values = [f"{whole(value)}" for value in (output.old, output.new)]
        return DIFF["points"], [*values, *(f"{change * 100:+.0f}" for change in changes)]
    unit = _unit(output, answer)
    values = [unit.text(value) for value in (output.old, output.new)]
    return unit.name, [*values, *(_signed(unit, change) for change in changes)]


def _with_ends(value: str, ends: tuple[float, float] | None) -> str:
    return value if ends is None else f"{value} ({whole(ends[0])}..{whole(ends[1])})"


def _unit(output: OutputMoved, answer: DiffAnswer) -> Money:
    largest = max(abs(output.old), abs(output.new))
    if output.unit == "m2":
        return Money(answer.areas.large, answer.areas.word("column"))
    if output.unit == "money":
        return money_unit(largest, *answer.currency)
    return people_unit(largest)


def _signed(unit: Money, amount: float) -> str:
    return f"{'-' if amount < 0 else '+'}{unit.text(abs(amount))}"


def _words(answer: DiffAnswer, lang: Lang) -> list[str]:
    lines = paragraph(DIFF["words"].fill(count=str(len(answer.words))), lang)
    for words in _changed(answer):
        lines += paragraph(words, lang, "    ")
    return lines


def _changed(answer: DiffAnswer) -> list[Words]:
    def said(word: str) -> Words:
        return VERDICTS.get(word, Words(word, word))

    return [
        DIFF["word" if one.is_beyond else "word_within"].fill(
            name=one.name,
            old=said(one.old),
            new=said(one.new),
            a=whole(one.old_share),
            b=whole(one.new_share),
        )
        for one in answer.words
    ]


def _notes(answer: DiffAnswer) -> Iterator[Words]:
    counts = {call: str(len(answer.called(call))) for call in CALLS}
    total = len(answer.outputs)
    yield DIFF["counts"].fill(all=str(total), **counts)
    if not answer.identical:
        yield DIFF["chance"].fill(all=str(total), few=f"{total / 20:.0f}")
        ways = {output.way for output in answer.outputs if output.call != "same"}
        for way in ("intervals", "paired", "independent", "spread", "none"):
            if way == "paired" and way in ways and len(set(_futures(answer))) > 1:
                yield DIFF["way_common"].fill(n=str(min(_futures(answer))))
            elif way in ways:
                yield DIFF[f"way_{way}"]
            if way == "intervals" and way in ways and answer.same_futures:
                yield DIFF["way_intervals_same"]
    for name, side in (("A", answer.old), ("B", answer.new)):
        if side.altered:
            yield DIFF["altered"].fill(side=name, files=", ".join(side.altered))
        only = [Words(text, text) for text in side.only]
        only += [one.name for one in answer.one_sided if one.is_new == (name == "B")]
        if only:
            yield DIFF["missing"].fill(side=name, names=in_a_row(only))


def _futures(answer: DiffAnswer) -> tuple[int, int]:
    return answer.old.replications, answer.new.replications


def _concludes(answer: DiffAnswer) -> list[Words]:
    if answer.same_folder:
        return [DIFF["same_folder"].fill(folder=answer.old.folder)]
    if answer.identical:
        return [DIFF["identical"].fill(count=str(len(answer.outputs)))]
    said = [DIFF["same_key"]] if answer.old.key == answer.new.key else []
    return [*said, *_from(answer), moved(answer), _worded(answer)]


def _from(answer: DiffAnswer) -> Iterator[Words]:
    if answer.inputs:
        names = _first([_short(moved) for moved in answer.inputs], _NAMED)
        yield DIFF["says_inputs"].fill(count=str(len(answer.inputs)), names=semicolons(names))
    else:
        yield DIFF["says_no_input"]
    if answer.made_of:
        names = _first([one.name for one in answer.made_of], _NAMED)
        yield DIFF["says_made"].fill(names=in_a_row(names))


def _short(moved: InputMoved) -> Words:
    """An input in a sentence: its values too, where they are short."""
    old, new = moved.old, moved.new
    if old is None or new is None or len(old) + len(new) > columns() // 3:
        return moved.name
    return moved.name.map(lambda text: f"{text} {old} -> {new}")


def moved(answer: DiffAnswer) -> Words:
    """Say how many outputs moved beyond their own error, and which did most; or that none did."""
    total, same = len(answer.outputs), len(answer.called("same"))
    beyond = answer.called("beyond")
    if not beyond:
        key = "says_same" if same == total else "says_none"
        return DIFF[key].fill(all=str(total), same=str(same))
    first = beyond[0]
    unit, (a, b, difference, low, high) = _numbers(first, answer)
    points = first.unit == "share"
    value = unit.map(lambda text: f"{b}%" if points else f"{b} {text}")
    return DIFF["says_beyond"].fill(
        beyond=str(len(beyond)),
        all=str(total),
        name=first.name,
        old=f"{a}%" if points else a,
        new=value,
        ends=f"{difference}, {low}..{high}",
    )


def _worded(answer: DiffAnswer) -> Words:
    if not answer.words:
        return DIFF["says_no_word"]
    words = semicolons(_first(_changed(answer), _TOLD))
    return DIFF["says_words"].fill(count=str(len(answer.words)), words=words)


def _first(names: list[Words], most: int) -> list[Words]:
    return names if len(names) <= most else [*names[:most], DIFF["and_more"]]
