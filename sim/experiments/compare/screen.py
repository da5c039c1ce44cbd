"""A comparison as a planner reads it in a terminal: the answer last."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Final

from sim.experiments.compare.answer import CompareAnswer, ComparedScenario
from sim.experiments.compare.fates import Fates
from sim.experiments.compare.outcomes import CALLED, CompareRow
from sim.experiments.compare.waterfall import MOST, Waterfall
from sim.experiments.compare.words import CALLS, COMPARE, FATES, MARKS, OUTCOMES
from sim.scenario.difference import Difference, InputSide
from sim.scenario.values.amounts import Areas
from sim.text.commands import say
from sim.text.program import calling
from sim.text.screen import (
    columns,
    command,
    concluded,
    narrow,
    paragraph,
    rounded,
    table,
    width,
    wrap,
)
from sim.text.words import Lang, Words, commas, in_a_row, joined

_INPUTS: Final = 8
"""Inputs shown of each scenario."""
_ALWAYS: Final = ("shortage_holds", "idle_holds")


def screen(answer: CompareAnswer, lang: Lang) -> str:
    """Return the whole screen."""
    title = COMPARE["title"].fill(
        base=answer.base.name, n=str(answer.replications), seed=str(answer.seed)
    )
    lines = ["", *paragraph(title, lang)]
    for other in answer.others:
        lines += ["", *paragraph(COMPARE["other"].fill(other=other.name, file=other.id), lang)]
        lines += [*_inputs(other, lang), "", *_rows(answer, other, lang)]
        for fall in answer.waterfalls:
            if fall.other == other.id:
                lines += ["", *_waterfall(answer, fall, lang)]
        for fates in answer.fates:
            if fates.other == other.id:
                lines += ["", *_fates(answer, fates, lang)]
    lines += ["", *_notes(answer, lang), ""]
    return "\n".join([*lines, *concluded(_concludes(answer), lang)])


def _inputs(other: ComparedScenario, lang: Lang) -> list[str]:
    lines = paragraph(COMPARE["inputs"].fill(count=str(len(other.inputs))), lang)
    for difference in other.inputs[:_INPUTS]:
        change = "" if difference.change is None else f"  ({difference.change:+.0%})"
        name = joined([other.names[difference.path], Words(change, change)])
        lines += paragraph(name, lang, "    ")
        for mark, side in (("  ", difference.old), ("->", difference.new)):
            lines += _side(mark, side, lang)
    if len(other.inputs) > _INPUTS:
        count = str(len(other.inputs) - _INPUTS)
        lines += paragraph(COMPARE["more_inputs"].fill(count=count), lang, "    ")
    if any(map(yardstick, other.inputs)):
        lines += paragraph(COMPARE["yardstick"], lang)
    return lines


def yardstick(difference: Difference) -> bool:
    """Tell whether an input says what is good, not what happens."""
    return difference.path.split(".")[0] in ("standards", "signals")


def _side(mark: str, side: InputSide | None, lang: Lang) -> list[str]:
    if side is None:
        return [f"      {mark} {COMPARE['none'].line(lang)}"]
    grade = "" if side.grade in ("", "none") else f" {side.grade}"
    status = say(lang, side.status) if side.status else ""
    stands = f"{status}{grade}, {side.source}" if side.source else status
    first, *rest = wrap(narrow(side.text), columns() - 9)
    lines = [f"      {mark} {first}", *(f"         {part}" for part in rest)]
    tail = "  ".join(part for part in (f"[{stands}]" if stands else "", side.place) if part)
    if width(f"{lines[-1]}  {tail}") <= columns():
        return [*lines[:-1], f"{lines[-1]}  {tail}"]
    return [*lines, *(f"         {part}" for part in wrap(narrow(tail), columns() - 9))]


def _rows(answer: CompareAnswer, other: ComparedScenario, lang: Lang) -> list[str]:
    keys = ("outcome", "a", "b", "difference", "pairs", "correlation", "call")
    rows = answer.of(other.id)
    shown = [row for row in rows if row.outcome.space is None or row.call in CALLED]
    cells = [
        [
            [narrow(line) for line in row.outcome.name.lines(lang)],
            [amount(row, row.base, answer.areas)],
            [amount(row, row.new, answer.areas)],
            [difference_of(row, answer.areas)],
            [f"{_whole(row.better)}/{_whole(row.worse)}"],
            ["-" if row.correlation is None else f"{row.correlation:.2f}"],
            called(row).lines(lang),
        ]
        for row in shown
    ]
    lines = table([COMPARE[key].lines(lang) for key in keys], cells, gap=1)
    if len(rows) > len(shown):
        lines += paragraph(COMPARE["more_rows"].fill(count=str(len(rows) - len(shown))), lang)
    return lines


def called(row: CompareRow) -> Words:
    """The call with its sign."""
    words = CALLS[row.call]
    return Words(f"{MARKS[row.call]} {words.zh}", f"{MARKS[row.call]} {words.en}")


def amount(row: CompareRow, value: float, areas: Areas) -> str:
    """A mean: percent of futures, or an area."""
    return rounded(value) if row.outcome.unit == "share" else areas.text(value)


def difference_of(row: CompareRow, areas: Areas) -> str:
    """A difference with its interval: points, or an area."""
    ends = (row.estimate.value, row.low, row.high)
    if row.outcome.unit == "share":
        value, low, high = (f"{end * 100:+.1f}" for end in ends)
    else:
        value, low, high = areas.signed(*ends)
    return f"{value} ({low}..{high})"


def _whole(share: float) -> str:
    near = f"{share * 100:.0f}"
    return "<1" if near == "0" and share > 0 else near


def _notes(answer: CompareAnswer, lang: Lang) -> list[str]:
    outcomes = {row.outcome.id for row in answer.rows if row.call != "not_called"}
    holm = COMPARE["holm"].fill(
        tests=str(answer.tests), outcomes=str(len(outcomes)), others=str(len(answer.others))
    )
    areas = COMPARE["share_note"].fill(unit=answer.areas.word("large"))
    notes = [areas, COMPARE["pairs_note"], holm]
    return [line for note in notes for line in paragraph(note, lang)]


def _waterfall(answer: CompareAnswer, fall: Waterfall, lang: Lang) -> list[str]:
    share = fall.outcome in _ALWAYS or fall.outcome.split(".")[0] in _ALWAYS
    name = next(row.outcome.name for row in answer.rows if row.outcome.id == fall.outcome)

    def shown(value: float) -> str:
        return rounded(value) if share else answer.areas.text(value)

    def ends(*values: float) -> list[str]:
        return (
            [f"{value * 100:+.1f}" for value in values] if share else answer.areas.signed(*values)
        )

    title = COMPARE["waterfall"].fill(outcome=name, base=shown(fall.base), new=shown(fall.new))
    lines = paragraph(title, lang)
    if len(fall.bars) == 1:
        single = COMPARE["joined"].fill(count=str(fall.merged + 1)) if fall.merged else None
        return [*lines, *paragraph(single or COMPARE["single"], lang)]
    cells = []
    for bar in fall.bars:
        value, low, high = ends(bar.value, bar.low, bar.high)
        rest = [["-"] if v is None else ends(v) for v in (bar.alone, bar.last)]
        names = [narrow(line) for line in bar.name.lines(lang)]
        cells.append([names, [f"{value} ({low}..{high})"], *rest])
    keys = ("delta", "contribution", "alone", "last")
    lines += table([COMPARE[key].lines(lang) for key in keys], cells)
    if fall.ordered:
        lines += paragraph(COMPARE["ordered"].fill(most=str(MOST)), lang)
    elif fall.joint is not None:
        lines += paragraph(COMPARE["shapley"].fill(joint=ends(fall.joint)[0]), lang)
    if fall.merged:
        lines += paragraph(COMPARE["merged"].fill(count=str(fall.merged)), lang)
    return lines


def _fates(answer: CompareAnswer, fates: Fates, lang: Lang) -> list[str]:
    differ = sum(count.companies for count in fates.counts)
    title = COMPARE["fates"].fill(
        differ=str(differ),
        all=str(fates.companies),
        share=f"{differ / max(fates.companies, 1) * 100:.2g}%",
        n=str(fates.replications),
    )
    lines = paragraph(title, lang)
    if not differ:
        return lines
    cells = []
    for kind, words in FATES.items():
        of_kind = [count for count in fates.counts if count.kind == kind]
        if not of_kind:
            continue
        companies = sum(count.companies for count in of_kind)
        waits = [count.months * count.companies for count in of_kind if count.months is not None]
        most = max(of_kind, key=lambda count: count.companies)
        stage, track = (
            answer.labels[key] for key in (f"stage/{most.stage}", f"track/{most.track}")
        )
        mostly = in_a_row([stage, track])
        cells.append(
            [
                words.lines(lang),
                [f"{companies / fates.replications:.1f}"],
                [answer.areas.text(sum(count.area for count in of_kind) / fates.replications)],
                [f"{sum(waits) / companies:+.1f}" if waits else ""],
                [narrow(line) for line in mostly.lines(lang)],
            ]
        )
    keys = ("kind", "companies", "area", "months", "mostly")
    named = COMPARE | {"area": answer.areas.word("column")}
    heads = [named[key].lines(lang) for key in keys]
    lines += table(heads, cells, gap=1)
    return [*lines, *_ask(answer, fates, lang)]


def _ask(answer: CompareAnswer, fates: Fates, lang: Lang) -> list[str]:
    """The command that tells the story of the first example."""
    first = fates.examples[0]
    other = next(other for other in answer.others if other.id == fates.other)
    if answer.base.file is None or other.file is None:
        return []
    words = [*shlex.split(calling()), "explain", answer.base.file, first.company]
    words += ["--replication", str(first.replication), "--against", other.file, *answer.options]
    words += [word for text in answer.sets for word in ("--set", text)]
    fate = COMPARE["explain"].fill(kind=FATES[first.kind])
    return [*paragraph(fate, lang), *command(words)]


def _concludes(answer: CompareAnswer) -> list[Words]:
    """What became better and worse in each scenario, and of what one cannot tell."""
    sentences = []
    for other in answer.others:
        rows = [row for row in answer.of(other.id) if row.outcome.space is None]
        counts = tally(rows)
        sentences.append(
            COMPARE["verdict"].fill(other=other.name, base=answer.base.name, counts=counts)
        )
        for call in ("better", "worse", "cannot_tell", "alike"):
            names = [_listed(row, answer.areas) for row in rows if row.call == call]
            if names:
                sentences.append(COMPARE[f"list_{call}"].fill(names=in_a_row(names)))
    return sentences


def _listed(row: CompareRow, areas: Areas) -> Words:
    """The name of an outcome; from what to what, or how far apart where no difference was seen."""
    name, most = OUTCOMES[row.outcome.id], max(-row.low, row.high)
    if row.call in CALLED:
        unit = Words("", "") if row.outcome.unit == "share" else areas.word("after")
        ends = {"a": amount(row, row.base, areas), "b": amount(row, row.new, areas)}
        return COMPARE["from_to"].fill(name=name, unit=unit, **ends)
    if row.call != "alike" or most == 0:
        return name
    return COMPARE["beyond"].fill(name=name, most=f"{most * 100:.1f}")


def tally(rows: Sequence[CompareRow]) -> Words:
    """How many rows are called what: `更好 1，更差 3`, `1 better, 3 worse`."""
    counts = [
        COMPARE["count"].fill(call=CALLS[call], count=str(count))
        for call in ("better", "worse", "cannot_tell", "alike")
        if (count := sum(row.call == call for row in rows))
    ]
    return commas(counts)
