"""The answer of `optimise` as a terminal shows it: designs beside the plan, the finding last."""

from __future__ import annotations

from sim.experiments.optimise.answer import JudgedDesign, OptimiseAnswer
from sim.experiments.optimise.levers import LeverKind
from sim.experiments.optimise.words import OPTIMISE
from sim.scenario.values.amounts import money_name, money_unit
from sim.text.screen import Cell, concluded, paragraph, table
from sim.text.words import Lang, Words, listed


def screen(answer: OptimiseAnswer, lang: Lang) -> str:
    """Return the whole screen."""
    lines = [*paragraph(_title(answer), lang), "", *_aims_table(answer, lang)]
    lines += ["", *_shares_table(answer, lang), ""]
    for words in (*(_legend(answer, lever) for lever in answer.levers.parts), *_notes(answer)):
        lines += paragraph(words, lang)
    concludes = [answer.statement]
    if answer.compromise is not None:
        concludes.append(_builds(answer, answer.compromise))
    return "\n".join(["", *lines, "", *concluded(concludes, lang)])


def _title(answer: OptimiseAnswer) -> Words:
    areas = answer.aims[0].areas
    number, unit = areas.text(answer.levers.total), areas.word("after")
    return OPTIMISE["title"].fill(
        projects=listed(list(answer.projects)),
        total=Words(f"{number}{unit.zh}", f"{number}{unit.en}"),
        aims=listed([aim.name for aim in answer.aims]),
        tried=str(len(answer.tried)),
        search=str(answer.replications[0]),
        candidates=str(len(answer.candidates)),
        confirm=str(answer.replications[1]),
    )


def _notes(answer: OptimiseAnswer) -> list[Words]:
    """What the tables hold, what is assumed, and how far the search was from the judgement."""
    units = answer.aims[0].units
    notes = [
        OPTIMISE["notes"].fill(
            by=OPTIMISE[f"by_{answer.by}"],
            other=OPTIMISE[f"beside_{answer.by}"],
            area=answer.aims[0].areas.word("large"),
            money=money_unit(units.currency)[1],
        ),
        OPTIMISE["grid"],
    ]
    if answer.prices:
        prices = ", ".join(f"{name} {price:,.0f}" for name, price in answer.prices.items())
        notes.append(OPTIMISE["prices"].fill(prices=prices, money=money_name(units.currency)))
    for index, aim in enumerate(answer.aims):
        if not aim.money:
            gap = answer.flattery(index)
            words = OPTIMISE["higher" if gap > 0 else "lower"]
            notes.append(words.fill(aim=aim.name, gap=aim.words(abs(gap))))
    return notes


def _legend(answer: OptimiseAnswer, lever: LeverKind) -> Words:
    names = [answer.labels[f"{lever}.{part}"] for part in answer.levers.parts[lever]]
    parts = Words(*("/".join(getattr(name, lang) for name in names) for lang in ("zh", "en")))
    return OPTIMISE["parts"].fill(lever=OPTIMISE[lever], parts=parts)


def _aims_table(answer: OptimiseAnswer, lang: Lang) -> list[str]:
    worst = OPTIMISE["worst" if answer.by == "mean" else "average"].lines(lang)
    heads: list[Cell] = [OPTIMISE["design"].lines(lang)]
    for aim in answer.aims:
        heads += [aim.name.lines(lang)] if aim.money else [aim.name.lines(lang), worst]
    rows = []
    for name, judged in _rows(answer, lang):
        cells: list[Cell] = [name]
        for aim, outcome in zip(answer.aims, judged.outcomes, strict=True):
            value, low, high = map(aim.text, (outcome.value, outcome.low, outcome.high))
            if aim.money:
                cells.append([value])
                continue
            cells.append([f"{value} ({low}-{high})"])
            cells.append([aim.text(outcome.worst if answer.by == "mean" else outcome.mean)])
        rows.append(cells)
    return table(heads, rows)


def _shares_table(answer: OptimiseAnswer, lang: Lang) -> list[str]:
    heads = [OPTIMISE[key].lines(lang) for key in ("design", *answer.levers.parts)]
    rows: list[list[Cell]] = []
    for name, judged in _rows(answer, lang):
        shares = answer.shares(judged.design)
        rows.append([name])
        for lever in answer.levers.parts:
            parts = [shares[key] for key in shares if key.startswith(f"{lever}.")]
            rows[-1].append(["/".join(f"{share:.0f}" for share in parts)])
    return table(heads, rows)


def _rows(answer: OptimiseAnswer, lang: Lang) -> list[tuple[Cell, JudgedDesign]]:
    """The plan, then the designs shown; a star marks those clearly better than it."""
    shown = [(place + 1, answer.front[place]) for place in answer.shown]
    named = [([f"{number}{'*' * judged.better}"], judged) for number, judged in shown]
    return [(OPTIMISE["plan"].lines(lang), answer.plan), *named]


def _builds(answer: OptimiseAnswer, place: int) -> Words:
    """What a design of the front builds and when, beside the plan."""
    design, plan = answer.shares(answer.front[place].design), answer.shares(None)
    parts = [
        OPTIMISE["part"].fill(
            name=answer.labels[key], share=f"{design[key]:.0f}%", now=f"{plan[key]:.0f}%"
        )
        for key in design
        if not key.startswith("parks.")
    ]
    return OPTIMISE["builds"].fill(design=str(place + 1), parts=listed(parts))
