"""The answer of `discover` as a terminal shows it: the box and its rivals, the finding last."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.discover.answer import DiscoverAnswer
from sim.experiments.discover.boxes import Quality
from sim.experiments.discover.words import DISCOVER
from sim.text.screen import Cell, concluded, narrow, paragraph, rounded, table
from sim.text.words import Lang, Words, listed


def screen(answer: DiscoverAnswer, lang: Lang) -> str:
    """Return the whole screen."""
    lines = [line for words in _opening(answer) for line in paragraph(words, lang)]
    limited = bool(answer.discovery.box.limits)
    if limited:
        lines += ["", *_limits(answer, lang), "", *_halves(answer, lang)]
    lines += ["", *_rules(answer, lang), "", *paragraph(DISCOVER["notes"], lang)]
    if names := [number.name for number in answer.inputs if number.spread]:
        lines += paragraph(DISCOVER["evenly"].fill(names=listed(names)), lang)
    if limited and not answer.discovery.dense:
        lines += paragraph(DISCOVER["sparse"].fill(density=rounded(answer.density)), lang)
    return "\n".join(["", *lines, "", *concluded(_concludes(answer), lang)])


def _opening(answer: DiscoverAnswer) -> list[Words]:
    """What was asked, how often the plan fails, and how much of that is chance."""
    worlds, base = str(len(answer.sample.x)), answer.base
    told = [
        DISCOVER["title"].fill(fails=answer.fails, worlds=worlds, inputs=str(len(answer.inputs))),
        DISCOVER["base"].fill(
            share=rounded(base.share or 0.0),
            low=f"{base.low * 100:.0f}",
            high=f"{base.high * 100:.0f}",
        ),
    ]
    if answer.agreement is not None:
        told.append(DISCOVER["chance"].fill(share=rounded(answer.agreement)))
    return told


def _limits(answer: DiscoverAnswer, lang: Lang) -> list[str]:
    keys = ("limit", "in_box", "sampled", "freed", "quasi_p")
    heads = [DISCOVER[key].lines(lang) for key in keys]
    rows: list[Sequence[Cell]] = []
    for side in answer.discovery.sides:
        number = answer.inputs[side.index]
        value = number.show(answer.discovery.limit(side))
        low, high = (number.show(end).lines(lang) for end in (number.low, number.high))
        rows.append(
            [
                [narrow(line) for line in number.name.lines(lang)],
                [narrow(f"{'><'[side.end]} {line}") for line in value.lines(lang)],
                [narrow(f"{least} - {most}") for least, most in zip(low, high, strict=True)],
                [_dense(side.freed)],
                [_chance(side.quasi_p)],
            ]
        )
    return table(heads, rows)


def _halves(answer: DiscoverAnswer, lang: Lang) -> list[str]:
    heads = [DISCOVER[key].lines(lang) for key in ("of", "coverage", "density", "mass")]
    box = answer.discovery.box
    rows = [
        [DISCOVER["found_on"].lines(lang), *_cells(box.used)],
        [DISCOVER["held_out"].lines(lang), *_cells(box.unused)],
    ]
    return table(heads, rows)


def _rules(answer: DiscoverAnswer, lang: Lang) -> list[str]:
    rules = answer.discovery.rules
    if not rules:
        return paragraph(DISCOVER["no_rules"], lang)
    heads = [DISCOVER[key].lines(lang) for key in ("rules", "coverage", "density", "mass")]
    rows = [
        [
            [narrow(line) for line in answer.box_words(rule.box).lines(lang)],
            *_cells(rule.unused),
        ]
        for rule in rules
    ]
    return table(heads, rows)


def _concludes(answer: DiscoverAnswer) -> list[Words]:
    box = answer.discovery.box
    if not box.limits:
        return [answer.statement]
    numbers = DISCOVER["numbers"].fill(
        density=rounded(box.unused.density or 0.0),
        low=f"{box.unused.low * 100:.0f}",
        high=f"{box.unused.high * 100:.0f}",
        base=rounded(answer.discovery.base.density or 0.0),
        coverage=rounded(box.unused.coverage),
    )
    unproven = [] if answer.discovery.proven else [DISCOVER["unproven"]]
    return [answer.statement, numbers, *unproven]


def _dense(quality: Quality) -> str:
    return "-" if quality.density is None else f"{quality.density * 100:.0f}"


def _chance(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _cells(quality: Quality) -> list[Cell]:
    interval = f"{_dense(quality):>3} ({quality.low * 100:.0f}-{quality.high * 100:.0f})"
    return [[f"{quality.coverage * 100:.0f}"], [interval], [f"{quality.mass * 100:.0f}"]]
