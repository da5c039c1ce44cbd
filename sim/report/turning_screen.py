"""What decides and where the verdict turns: the table of the whole screen."""

from __future__ import annotations

from collections.abc import Sequence

from sim.measures.counting.checks import Side
from sim.measures.verdict.judged import FAILING
from sim.measures.verdict.turning import BreakEven, SpaceDecided, Turning
from sim.measures.verdict.verdict import Verdict
from sim.plots.turning_words import at, decides, numbers
from sim.report.names import named
from sim.text.screen import narrow, paragraph, table, whole
from sim.text.turning import TURNING
from sim.text.verdict import VERDICTS
from sim.text.words import Lang, Words, in_a_row


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
    shares += [(named(verdict, f"space/{one.space}"), one.numbers) for one in found.spaces]
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
        TURNING["of_side"].fill(
            space=named(verdict, f"space/{one.space}"), word=VERDICTS[FAILING[side]]
        )
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
        cells = [named(verdict, f"space/{one.space}"), side, one.number.name.map(narrow)]
        cells += [at(one.number, turn) for turn in one.turns]
        rows.append([cell.lines(lang) for cell in cells])
    return [*table(heads, rows, gap=1), *paragraph(TURNING["turn_notes"], lang)]


def _notes(found: BreakEven) -> Words:
    return TURNING["share_notes"].fill(
        worlds=str(found.worlds), unknown=str(found.unknown), bound=f"{whole(found.bound)}%"
    )


def _untold(one: SpaceDecided) -> list[Side]:
    """Return the sides of a type that were tested and of which no number tells where they turn."""
    told = {turning.side for turning in one.turns if turning.told}
    return list(dict.fromkeys(t.side for t in one.turns if t.side not in told))
