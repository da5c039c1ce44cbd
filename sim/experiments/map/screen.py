"""A map as a planner reads it in a terminal: a small table a type, the answer last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from sim.experiments.map.answer import MapAnswer, MapPanel
from sim.experiments.map.axes import MapAxis
from sim.experiments.map.field import passes
from sim.experiments.map.words import MAP
from sim.text.screen import (
    Cell,
    columns,
    command,
    concluded,
    narrow,
    paragraph,
    table,
    whole,
    width,
)
from sim.text.verdict import MARKS, SIDES, VERDICTS
from sim.text.words import Lang, Words, commas, joined, semicolons

_SAID = 5
"""Panels whose turns the answer tells."""
_MIDDLE = (10, 90)
_ROUGHLY = 2
"""Digits of what lies between cells, or is known from some worlds."""


def screen(answer: MapAnswer, lang: Lang) -> str:
    """Return the whole screen."""
    cells = len(answer.x.values) * len(answer.y.values)
    title = MAP["title_own" if answer.own else "title"]
    lines = paragraph(title.fill(cells=str(cells), n=str(answer.replications)), lang)
    if answer.own:
        lines += paragraph(MAP["method"].fill(nearest=str(answer.nearest)), lang)
    for key, axis in (("across", answer.x), ("up", answer.y)):
        lines += paragraph(MAP[key].fill(name=axis.name, unit=unit_of(axis)), lang)
    by_space = [list(panels) for _, panels in groupby(answer.panels, lambda panel: panel.space)]
    kinds = [(numbers, gap) for numbers in (True, False) for gap in (2, 1)]
    fitting = (k for k in kinds if all(_fits(_table(answer, p, lang, *k)) for p in by_space))
    numbers, gap = next(fitting, kinds[-1])
    for panels in by_space:
        lines += ["", *paragraph(panels[0].name, lang), *_table(answer, panels, lang, numbers, gap)]
    lines += ["", *paragraph(MAP["cells" if numbers else "words_only"], lang)]
    if len(answer.worlds):
        lines += paragraph(_worlds(answer), lang)
    if answer.command:
        lines += [*paragraph(MAP["one_cell"], lang), *command(answer.command)]
    return "\n".join(["", *lines, "", *concluded(_concludes(answer), lang)])


def unit_of(axis: MapAxis) -> Words:
    """Return the unit of an axis behind a comma; nothing where its values have their own."""
    return Words("", "") if axis.unit is None else MAP["unit"].fill(unit=axis.unit)


def word_everywhere(panel: MapPanel) -> str | None:
    """Return the word of all cells of a panel, if they have the same."""
    known = {word for row in panel.words for word in row if word}
    return known.pop() if len(known) == 1 else None


def turn_along(answer: MapAnswer, panel: MapPanel, axis: MapAxis) -> list[Words]:
    """Return where the word turns along one number, the other being nearest to the plan."""
    if axis is answer.x:
        p = panel.p[answer.y.near(answer.y.plan)]
    else:
        p = panel.p[:, answer.x.near(answer.x.plan)]
    return [axis.said(at, _ROUGHLY) for at in passes(axis.values, p.tolist(), answer.turn)]


def _fits(lines: Sequence[str]) -> bool:
    return max(map(width, lines)) <= columns()


def _table(
    answer: MapAnswer, panels: Sequence[MapPanel], lang: Lang, numbers: bool, gap: int
) -> list[str]:
    """The cells of a type, both sides in each, the highest row first."""
    heads: list[Cell] = [[narrow(MAP["corner"].line(lang))]]
    heads += [[narrow(tick.line(_one(lang)))] for tick in answer.x.ticks]
    rows: list[list[Cell]] = []
    for j in reversed(range(len(answer.y.values))):
        row: list[Cell] = [[narrow(answer.y.ticks[j].line(_one(lang)))]]
        for i in range(len(answer.x.values)):
            row.append(["".join(_cell(panel, i, j, numbers) for panel in panels).rstrip()])
        rows.append(row)
    return table(heads, rows, gap)


def _one(lang: Lang) -> Lang:
    return "zh" if lang == "both" else lang


def _cell(panel: MapPanel, i: int, j: int, numbers: bool) -> str:
    judged = panel.judged[j][i]
    if judged is None:
        return "     " if numbers else "  "
    mark = MARKS[judged.word]
    if not numbers:
        return f"{mark} "
    return f"{mark}{whole(judged.probability.failing.share):<4}"


def _worlds(answer: MapAnswer) -> Words:
    """How many of the scenario's own worlds lie on the map, and where most of them do."""
    spans = {}
    for key, axis, column in (
        ("across", answer.x, answer.worlds[:, 0]),
        ("up", answer.y, answer.worlds[:, 1]),
    ):
        low, high = (axis.said(float(v), _ROUGHLY) for v in np.percentile(column, _MIDDLE))
        spans[key] = MAP["span"].fill(low=low, high=high)
    inside, n = str(len(answer.inside())), str(len(answer.worlds))
    return MAP["worlds"].fill(n=n, inside=inside, **spans)


def _concludes(answer: MapAnswer) -> list[Words]:
    """Where the word turns along each number through the plan's place, side by side."""
    i, j = answer.x.near(answer.x.plan), answer.y.near(answer.y.plan)
    through = MAP["through"].fill(
        x=answer.x.said(answer.x.values[i]),
        y=answer.y.said(answer.y.values[j]),
        confidence=f"{answer.confidence * 100:g}%",
        turn=f"{answer.turn * 100:g}%",
    )
    told, alike = [], []
    for panel in answer.panels:
        word = word_everywhere(panel)
        side = {"space": panel.name, "side": SIDES[panel.side]}
        if word is not None:
            alike.append(MAP["alike_one"].fill(word=VERDICTS[word], **side))
            continue
        row, column = panel.words[j], [words[i] for words in panel.words]
        across = _along(answer.x, row, turn_along(answer, panel, answer.x))
        up = _along(answer.y, column, turn_along(answer, panel, answer.y))
        told.append(MAP["turns"].fill(across=across, up=up, **side))
    more = [MAP["more"].fill(n=str(len(told) - _SAID))] if len(told) > _SAID else []
    same = [MAP["alike"].fill(names=semicolons(alike))] if alike else []
    ranges = [MAP["ranges"]] if answer.grounded and not answer.continued else []
    return [*([through] if told else []), *told[:_SAID], *more, *same, *ranges]


def _along(axis: MapAxis, words: Sequence[str | None], turns: Sequence[Words]) -> Words:
    """The words along one number, from its least value on, and where they turn."""
    known = [(word, k) for k, word in enumerate(words) if word]
    if not known:
        return VERDICTS["untested"]
    if len({word for word, _ in known}) == 1:
        return MAP["always"].fill(word=VERDICTS[known[0][0]])
    parts = []
    for word, group in groupby(known, key=lambda pair: pair[0]):
        at = [axis.said(axis.values[k]) for _, k in group]
        span = at[0] if len(at) == 1 else MAP["span"].fill(low=at[0], high=at[-1])
        parts.append(MAP["part"].fill(word=VERDICTS[word], span=span))
    crossing = MAP["crossing"].fill(at=commas(turns)) if turns else Words("", "")
    return joined([commas(parts), crossing])
