"""A sweep as a planner reads it in a terminal: the answer last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.experiments.sweep.answer import AREAS, SweepAnswer, SweepRow, chance, status
from sim.experiments.sweep.words import SWEEP
from sim.measures.counting.checks import SIDES, Side
from sim.measures.verdict.judged import WORDS, judgement
from sim.scenario.values.amounts import Areas
from sim.text.screen import concluded, narrow, paragraph, percent, stated, table, whole
from sim.text.verdict import VERDICTS
from sim.text.words import Lang, Words, listed, semicolons

_ROWS = 30
"""Points that are shown."""
_NAMED = 3
"""Numbers that are varied, up to which the answer names their values."""


def screen(answer: SweepAnswer, lang: Lang) -> str:
    """Return the whole screen."""
    title = SWEEP["title"].fill(points=str(len(answer.rows)), n=str(answer.replications))
    heads = [[narrow(line) for line in name.lines(lang)] for name in answer.names.values()]
    column, large = (answer.areas.word(kind) for kind in ("column", "large"))
    keys = ("enough", "idle", "lost", "waiting", "vacant")
    heads += [SWEEP[key].fill(unit=column).lines(lang) for key in keys]
    shown = [row for row in answer.rows if row.indicators][:_ROWS]
    cells = [_cells(answer, row, lang) for row in shown]
    lines = [*paragraph(title, lang), "", *table(heads, cells, gap=1)]
    lines += paragraph(SWEEP["notes"].fill(unit=large), lang)
    left = len(answer.rows) - len(answer.failures) - len(shown)
    for key, count in (("more", left), ("failed", len(answer.failures))):
        if count:
            lines += paragraph(SWEEP[key].fill(count=str(count)), lang)
    return "\n".join(["", *lines, "", *concluded(_concludes(answer), lang)])


def _cells(answer: SweepAnswer, row: SweepRow, lang: Lang) -> list[Sequence[str]]:
    cells: list[Sequence[str]] = [[narrow(value)] for value in row.setting.shown.values()]
    for name in ("shortage_holds", "idle_holds"):
        holds = chance([row], name)
        cells.append([percent(holds, lang) if holds else "-"])
    for name in AREAS:
        mean = row.mean(name)
        cells.append(["-" if mean is None else answer.areas.text(mean)])
    return cells


def _concludes(answer: SweepAnswer) -> list[Words]:
    """How each side is judged over the points, and between which values idle area lies."""
    played = [row for row in answer.rows if row.indicators]
    if not played:
        return [SWEEP["nothing"]]
    sentences = [_side(answer, played, side) for side in SIDES]
    means = [(mean, row) for row in played if (mean := row.mean("idle_mean")) is not None]
    if means:
        unit = answer.areas.word("after")
        ends = _ends(
            answer, means, lambda area: Words(*(answer.areas.text(area) + u for u in unit))
        )
        sentences.append(SWEEP["idle_moves"].fill(**ends))
    return sentences


def _area(areas: Areas, area: float) -> Words:
    return Words(*(f"{areas.text(area)}{unit}" for unit in areas.word("after")))


def _side(answer: SweepAnswer, played: Sequence[SweepRow], side: Side) -> Words:
    judged = [
        (judgement(side, *flags_and_worlds, answer.confidence), row)
        for row in played
        if (flags_and_worlds := status([row], f"{side}_holds"))
    ]
    counts = [
        SWEEP["counted"].fill(word=VERDICTS[word], n=str(count))
        for word in WORDS
        if (count := sum(verdict.word == word for verdict, _ in judged))
    ]
    words: dict[str, Words | str] = {
        "side": SWEEP[f"{side}_label"],
        "confidence": stated(answer.confidence),
        "words": semicolons(counts),
    }
    shares = [
        (share, row) for verdict, row in judged if (share := verdict.probability.share) is not None
    ]
    if not shares:
        return SWEEP["side_untested"].fill(**words)
    if len({share for share, _ in shares}) == 1:
        return SWEEP["side_alike"].fill(share=f"{whole(shares[0][0])}%", **words)
    ends = _ends(answer, shares, lambda share: Words(*[f"{whole(share)}%"] * 2))
    return SWEEP["side_moves"].fill(**ends, **words)


def _ends(
    answer: SweepAnswer,
    values: Sequence[tuple[float, SweepRow]],
    written: Callable[[float], Words],
) -> dict[str, Words]:
    """The least and the greatest of some values in words, and where they are found."""
    ends = {"low": min(value for value, _ in values), "high": max(value for value, _ in values)}
    return {
        key: _at(answer, written(end), [row for value, row in values if value == end])
        for key, end in ends.items()
    }


def _at(answer: SweepAnswer, value: Words, rows: Sequence[SweepRow]) -> Words:
    """A value and where it is found: the numbers there if they are few and the point is one."""
    if len(rows) > 1:
        return SWEEP["at_points"].fill(value=value, n=str(len(rows)))
    if len(answer.names) > _NAMED:
        return value
    values = rows[0].setting.shown
    where = [
        Words(f"{name.zh} {values[path]}", f"{name.en} {values[path]}")
        for path, name in answer.names.items()
    ]
    return SWEEP["at"].fill(value=value, where=listed(where))
