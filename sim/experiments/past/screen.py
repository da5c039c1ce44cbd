"""The past and the model on a terminal: the finding last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.experiments.past import fitted
from sim.experiments.past.bands import READINGS, PastRow
from sim.experiments.past.words import PAST
from sim.measures.bands import Band
from sim.scenario.values.amounts import Areas
from sim.text.screen import concluded, narrow, paragraph, table
from sim.text.words import Lang, Words, listed, semicolons

if TYPE_CHECKING:
    from sim.experiments.past.answer import PastAnswer


def screen(answer: PastAnswer, lang: Lang) -> str:
    """Return the whole screen."""
    lines = [
        *paragraph(title(answer), lang),
        "",
        *_rows(answer, lang),
        *paragraph(PAST["notes"].fill(area=answer.areas.word("large")), lang),
    ]
    lines += ["", *_baskets(answer, lang), "", *_silent(answer, lang)]
    if answer.fit:
        lines += ["", *fitted.learned(answer.fit, lang)]
    return "\n".join(["", *lines, "", *concluded(finding(answer), lang)])


def finding(answer: PastAnswer) -> list[Words]:
    """Return what was found, in sentences."""
    fit, rows = answer.fit, answer.rows
    judged = [row for row in rows if row.role != "fitted"]
    counts: dict[str, str] = {}
    for reading in READINGS:
        counts[reading] = str(sum(row.reading == reading for row in judged))
    sentences = []
    if fit is None:
        sentences.append(PAST["compare"].fill(rows=str(len(judged)), **counts))
    else:
        sentences += fitted.sentences(fit, rows)
        if judged and fit.accepted:
            sentences.append(fitted.tests(fit, rows, counts))
    missed = [row.name for row in rows if row.reading in ("outside", None)]
    if missed:
        sentences.append(PAST["missed"].fill(names=listed(missed)))
    if answer.outside:
        sentences.append(PAST["outside_clock"].fill(names=", ".join(answer.outside)))
    return sentences


def shown(row: PastRow, value: float, areas: Areas) -> str:
    """Return a share in percent, points, an area a year, a factor or a count, as text."""
    if row.kind == "count":
        return f"{value:.0f}" if value >= 10 else f"{value:.1f}"
    if row.kind == "absorption":
        return areas.text(value)
    if row.kind == "ratio":
        return f"{value:.2f}"
    digits = 1 if value == row.value and value * 1000 % 10 else 0
    sign = "+" if row.kind == "change" else ""
    return f"{value * 100:{sign}.{digits}f}"


def title(answer: PastAnswer) -> Words:
    """Return what was asked of which past."""
    if answer.fit is None:
        return PAST["title_backtest"].fill(past=answer.name, n=str(answer.replications))
    return PAST["title_calibrate"].fill(past=answer.name, n=str(answer.fit.plays))


def _rows(answer: PastAnswer, lang: Lang) -> list[str]:
    narrowed = any(row.accepted for row in answer.rows)
    keys = ["observation", "seen", "drawn", *(["kept"] if narrowed else []), "role", "reading"]
    cells: list[list[Sequence[str]]] = []
    areas = answer.areas
    for row in answer.rows:
        seen = ends(row, (row.value, row.low, row.high), areas)
        if row.discrepancy:
            seen += f" ±{shown(row, row.discrepancy, areas).lstrip('+')}"
        bands = [row.drawn, *([row.accepted] if narrowed else [])]
        cells.append(
            [
                [narrow(line) for line in row.name.lines(lang)],
                [seen],
                *([_band(row, band, areas)] for band in bands),
                PAST[row.role].lines(lang),
                PAST[row.reading or "untested"].lines(lang),
            ]
        )
    return table([PAST[key].lines(lang) for key in keys], cells)


def _band(row: PastRow, band: Band | None, areas: Areas) -> str:
    if band is None:
        return "-"
    return ends(row, (band.middle, band.low, band.high), areas)


def ends(row: PastRow, numbers: tuple[float, float, float], areas: Areas) -> str:
    """A number, and in brackets the ends that it lies between."""
    middle, low, high = (shown(row, number, areas) for number in numbers)
    if numbers[1] == numbers[2]:
        return middle
    between = "..." if numbers[1] < 0 or row.kind == "change" else "-"
    return f"{middle} ({low}{between}{high})"


def _baskets(answer: PastAnswer, lang: Lang) -> list[str]:
    """What of the scenario is compared with each series, and by how much that differs."""
    lines = paragraph(PAST["baskets"], lang)
    for basket in answer.baskets:
        said = {"name": basket.name, "publisher": basket.publisher, "model": basket.stands_for}
        clauses = [PAST["basket"].fill(**said)]
        for key, size in (("offset", 100), ("weight", 100), ("per", 1)):
            band: Band | None = getattr(basket, key)
            if band:
                low, middle, high = (
                    f"{end * size:g}" for end in (band.low, band.middle, band.high)
                )
                number = middle if low == high else f"{middle} ({low} - {high})"
                clauses.append(PAST[key].fill(number=number))
        lines += paragraph(semicolons(clauses), lang, "    ")
    return lines


def _silent(answer: PastAnswer, lang: Lang) -> list[str]:
    if not answer.not_modelled:
        return []
    lines = paragraph(PAST["silent"], lang)
    for _, fact in answer.not_modelled:
        zh, en = f"{fact.label.zh}：{fact.why.zh}", f"{fact.label.en}: {fact.why.en}"
        lines += paragraph(Words(zh, en), lang, "    ")
    return lines
