"""An overview as a planner reads it, in a terminal and as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from urllib.parse import quote

from sim.experiments.overview.answer import Begin, OverviewAnswer, OverviewRow, Shown, Take
from sim.experiments.overview.words import HEADS, OVERVIEW
from sim.measures.verdict.judged import NOT_TESTED, UNCLEAR, WORDS
from sim.scenario.values.amounts import Areas
from sim.text.economy import money_unit
from sim.text.glossary.economy import MONEY
from sim.text.glossary.term import AREA, DATE, SHARE
from sim.text.safe import markdown
from sim.text.screen import (
    between,
    concluded,
    marked,
    narrow,
    paragraph,
    percent,
    rounded,
    stated,
    table,
)
from sim.text.turning import TURNING
from sim.text.verdict import SCREEN, SIDES, VERDICTS
from sim.text.words import Lang, Words, listed, month_text, semicolons

_NAMED = 4
"""Scenarios of one word that the answer names."""


def screen(answer: OverviewAnswer, lang: Lang) -> str:
    """Return the whole screen: verdicts, then what it would take and what else was asked for."""
    title = OVERVIEW["title"].fill(n=str(len(answer.rows)), futures=str(answer.replications))
    heads = [OVERVIEW["scenario"], *(HEADS[side] for side in _sides(answer))]
    heads += [OVERVIEW["shortage"], OVERVIEW["glut"]]
    rows = [
        [
            _names(answer, row, lang),
            *([_marked(row, side, lang)] for side in _sides(answer)),
            _begins(answer, row.shortage, lang),
            _begins(answer, row.glut, lang),
        ]
        for row in answer.rows
    ]
    lines = [*paragraph(title, lang), ""]
    lines += table([head.lines(lang) for head in heads], rows, gap=1)
    lines += [*paragraph(SCREEN["marks"], lang), *paragraph(OVERVIEW["notes"], lang), ""]
    lines += [*_areas(answer, _outcomes(answer, lang), lang), *paragraph(_area_notes(answer), lang)]
    if answer.futures:
        lines += ["", *_areas(answer, _required(answer, lang), lang)]
        lines += paragraph(_required_notes(answer), lang)
    return "\n".join(["", *lines, "", *concluded(_concludes(answer), lang)])


def _concludes(answer: OverviewAnswer) -> list[Words]:
    """Which scenarios have which word on each side; in which most and least lies idle."""
    sentences = []
    for side in _sides(answer):
        ids: dict[str, list[str]] = {}
        for row in answer.rows:
            if judged := row.side(side):
                ids.setdefault(judged.word, []).append(row.id)
        words = [_counted(answer, word, ids[word]) for word in WORDS if word in ids]
        sentences.append(OVERVIEW["side"].fill(side=SIDES[side], words=semicolons(words)))
    order = sorted((row for row in answer.rows if row.idle_end), key=lambda row: row.idle_end[1])
    if len(order) > 1:
        ends = {"least": _idle(answer, order[0]), "most": _idle(answer, order[-1])}
        sentences.append(OVERVIEW["idlest"].fill(**ends))
    return sentences


def _counted(answer: OverviewAnswer, word: str, ids: Sequence[str]) -> Words:
    """How many scenarios have a word, and which if they are few."""
    counted = OVERVIEW["counted"].fill(word=VERDICTS[word], n=str(len(ids)))
    if len(ids) > _NAMED:
        return counted
    return OVERVIEW["named"].fill(counted=counted, names=listed([answer.names[id_] for id_ in ids]))


def _idle(answer: OverviewAnswer, row: OverviewRow) -> Words:
    area = answer.areas.text(row.idle_end[1])
    return OVERVIEW["idle_in"].fill(
        name=answer.names[row.id], area=area, unit=answer.areas.word("after")
    )


def _areas(
    answer: OverviewAnswer, columns: Mapping[Words, Callable[[OverviewRow], str]], lang: Lang
) -> list[str]:
    heads = [head.lines(lang) for head in (OVERVIEW["scenario"], *columns)]
    rows = [
        [_names(answer, row, lang), *([cell(row)] for cell in columns.values())]
        for row in answer.rows
    ]
    return table(heads, rows, gap=1)


def page(answer: OverviewAnswer, lang: Lang) -> str:
    """Return one table in Markdown."""
    more = _outcomes(answer, lang) | _required(answer, lang)
    heads = [OVERVIEW["scenario"], *(SIDES[side] for side in _sides(answer))]
    heads += [OVERVIEW["shortage"], OVERVIEW["glut"], *more]
    lines = [_cells([markdown(head.line(lang)) for head in heads]), _cells(["---"] * len(heads))]
    for row in answer.rows:
        name = markdown(answer.names[row.id].line(lang))
        cells = [_worded(row, side, lang) for side in _sides(answer)]
        cells += [" ".join(_begins(answer, begin, lang)) for begin in (row.shortage, row.glut)]
        cells += [cell(row) for cell in more.values()]
        link = f"[{name}](../scenarios/{quote(row.id)}.yaml)"
        lines.append(_cells([link, *map(markdown, cells)]))
    return "\n".join(lines) + "\n"


def _cells(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _sides(answer: OverviewAnswer) -> list[str]:
    """The sides that some scenario is judged by, in the verdict's order."""
    return list(dict.fromkeys(side.side for row in answer.rows for side in row.sides))


def _worded(row: OverviewRow, side: str, lang: Lang) -> str:
    """The word, and in which share of futures it is so; of what nobody can tell, that it holds."""
    judged = row.side(side)
    if judged is None:
        return "-"
    word = VERDICTS[judged.word]
    if judged.word == NOT_TESTED:
        return word.line(lang)
    if judged.word == UNCLEAR:
        word = OVERVIEW["holds"].fill(word=word)
    return f"{word.line(lang)} {percent(judged.so, lang).strip()}"


def _outcomes(answer: OverviewAnswer, lang: Lang) -> dict[Words, Callable[[OverviewRow], str]]:
    """Columns of idle and lost area, and of what else was asked for."""
    columns: dict[Words, Callable[[OverviewRow], str]] = {
        OVERVIEW["idle_end"]: lambda row: _spread(row.idle_end, answer.areas),
        OVERVIEW["lost"]: lambda row: _spread(row.lost, answer.areas),
        OVERVIEW["decides"]: partial(_decides, lang=lang),
    }
    for name, shown in answer.outcomes.items():
        columns[shown.name] = partial(_outcome, name=name, shown=shown, answer=answer, lang=lang)
    return columns


def _decides(row: OverviewRow, lang: Lang) -> str:
    if row.deciding is None:
        return TURNING["turns_untold"].line(lang)
    return f"{row.deciding.name.map(narrow).line(lang)} {rounded(row.deciding.share)}"


def _required(answer: OverviewAnswer, lang: Lang) -> dict[Words, Callable[[OverviewRow], str]]:
    """Columns of the area that is required: of all types together, and of each."""
    if not answer.futures:
        return {}
    columns: dict[Words, Callable[[OverviewRow], str]] = {
        OVERVIEW["required"]: lambda row: _total(row.takes, answer.areas)
    }
    for space in dict.fromkeys(take.space for row in answer.rows for take in row.takes):
        columns[answer.labels[space]] = partial(_take, space=space, areas=answer.areas, lang=lang)
    return columns


def _names(answer: OverviewAnswer, row: OverviewRow, lang: Lang) -> list[str]:
    return [narrow(line) for line in answer.names[row.id].lines(lang)]


def _marked(row: OverviewRow, side: str, lang: Lang) -> str:
    judged = row.side(side)
    return "-" if judged is None else marked(judged, lang)


def _begins(answer: OverviewAnswer, begin: Begin | None, lang: Lang) -> list[str]:
    """Space type, share of futures and median month."""
    if begin is None:
        return ["-"]
    name = answer.labels[begin.space].lines(lang)[0]
    share = max(1, round(begin.share * 100))
    return [narrow(name), f"{'<' if begin.share < 0.005 else ''}{share}% {month_text(begin.month)}"]


def _spread(three: Sequence[float], areas: Areas, unit: Words = AREA) -> str:
    return _between(three, partial(_valued, areas=areas, unit=unit))


def _between(three: Sequence[float], written: Callable[[float], str]) -> str:
    texts = [written(value) for value in three]
    return texts[1] if texts[0] == texts[2] else between(texts)


def _valued(value: float, areas: Areas, unit: Words) -> str:
    if unit is AREA:
        return areas.text(value)
    if unit is DATE:
        return month_text(int(value))
    return rounded(value) if unit is SHARE else f"{value:.4g}"


def _outcome(row: OverviewRow, name: str, shown: Shown, answer: OverviewAnswer, lang: Lang) -> str:
    three = row.outcomes[name]
    if three is None:
        return "-"
    if shown.unit is MONEY:
        money = money_unit(max(map(abs, three)), *row.currency)
        return f"{_between(three, money.text)} {money.name.line(lang)}"
    return _spread(three, answer.areas, shown.unit)


def _take(row: OverviewRow, space: str, areas: Areas, lang: Lang) -> str:
    take = next((take for take in row.takes if take.space == space), None)
    if take is None:
        return "-"
    total = take.total
    return OVERVIEW["never"].line(lang) if total is None else areas.text(total)


def _total(takes: Sequence[Take], areas: Areas) -> str:
    """What all types take, and its share of what is planned."""
    totals = [take.total for take in takes]
    known = [total for total in totals if total is not None]
    if not takes or len(known) < len(totals):
        return "-"
    planned = sum(take.planned for take in takes)
    share = f" ({rounded(sum(known) / planned)})" if planned else ""
    return f"{areas.text(sum(known))}{share}"


def _area_notes(answer: OverviewAnswer) -> Words:
    return OVERVIEW["area_notes"].fill(unit=answer.areas.word("large"))


def _required_notes(answer: OverviewAnswer) -> Words:
    return OVERVIEW["required_notes"].fill(
        confidence=stated(answer.confidence), futures=str(answer.futures)
    )
