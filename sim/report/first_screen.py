"""The first screen of a run: the answer, and what a planner asks next, on one screen."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sim.draws.inputs import inputs
from sim.measures.counting.checks import checks
from sim.measures.verdict.judged import ADEQUATE, IDLE, NOT_TESTED, SHORT, UNCLEAR
from sim.measures.verdict.outlook import Outlook
from sim.measures.verdict.signals import Onset, PlaceSignals
from sim.measures.verdict.verdict import PlaceJudged, Verdict
from sim.report.departures import leaving, numbers_of, of_own_trade
from sim.report.run_view import RunView
from sim.report.turning_screen import decides, turns
from sim.report.verdict_screen import named
from sim.scenario.pedigree import count, number_rows
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import show_quantity
from sim.text.first_screen import FIRST
from sim.text.program import typed
from sim.text.screen import (
    ANSWER,
    Cell,
    columns,
    command,
    narrow,
    pad,
    paragraph,
    percent,
    table,
    whole,
    width,
    wrap,
)
from sim.text.verdict import VERDICTS
from sim.text.words import Lang, Words, commas, in_a_row, joined, semicolons

LINES: Final = 32
"""Lines of the screen in one language."""
_WORDS: Final = (SHORT, IDLE, ADEQUATE, UNCLEAR, NOT_TESTED)
"""Words of the answer in its order."""
_COMMANDS: Final = 3


def first_screen(view: RunView, folder: Path | None, asked: Sequence[str], lang: Lang) -> str:
    """Return the screen: at most 32 lines of 80 columns in one language.

    folder: where the results are, if they are saved. asked: further words of the command that
    decide the answer, such as `--seed 7`; the commands that the screen ends with repeat them.
    """
    above = [*_title(view, lang), *_answer(view.verdict, lang), ""]
    facts = ["", *_facts(view, folder, lang)]
    whole = _table(view.verdict, None, lang)
    # What to ask next gives way to the types: they are the answer.
    for asking in range(_COMMANDS, 0, -1):
        below = [*facts, *_commands(view, asked, asking, lang)]
        room = (LINES - len(above) - len(below)) * (2 if lang == "both" else 1)
        if len(whole) <= room:
            break
    return "\n".join([*above, *_table(view.verdict, room, lang), *below, ""])


def _title(view: RunView, lang: Lang) -> list[str]:
    first, last = view.verdict.record
    number = str(view.verdict.replications)
    said = FIRST["sample"].fill(n=number, first=first, last=last).lines(lang)
    lines = []
    for name, sample in zip([narrow(line) for line in view.name.lines(lang)], said, strict=False):
        room = columns() - width(sample) - 2
        beside = width(name) <= room
        lines += [f"{pad(name, room)}  {sample}"] if beside else [*wrap(name, columns()), sample]
    return lines


def _answer(verdict: Verdict, lang: Lang) -> list[str]:
    said = Words("{head}：{said}。", "{head}: {said}.").fill(head=ANSWER, said=answer(verdict))
    return paragraph(said, lang, "")


def answer(verdict: Verdict) -> Words:
    """One sentence: what is short, idle, enough; where most lies idle or is wanting."""
    by_word: dict[str, list[Words]] = {}
    for judged in verdict.spaces:
        for word in _words(judged):
            by_word.setdefault(word, []).append(named(verdict, f"space/{judged.space}"))
    parts = [
        FIRST["are"].fill(word=VERDICTS[word], spaces=in_a_row(by_word[word]))
        for word in _WORDS
        if word in by_word
    ]
    sides = {judged.shortage.word for judged in verdict.spaces}
    if ADEQUATE in sides and not sides & {SHORT, UNCLEAR}:
        parts.insert(0, FIRST["nothing_short"])
    for found in (_lacking(verdict), _excess(verdict)):
        parts += [found] if found else []
    return semicolons(parts)


def _words(judged: PlaceJudged) -> list[str]:
    """The closed words of a type: what is bad on either side, else the most doubtful."""
    words = [judged.shortage.word, judged.idle.word]
    bad = [word for word in words if word in (SHORT, IDLE)]
    return bad or [next(w for w in (UNCLEAR, ADEQUATE, NOT_TESTED) if w in words)]


def _idlest(verdict: Verdict) -> Outlook | None:
    """The type too idle with most area beyond its bound."""
    idle = [judged.space for judged in verdict.spaces if judged.idle.word == IDLE]
    sights = [sight for sight in verdict.outlooks if sight.space in idle and sight.excess]
    return max(sights, key=lambda sight: sight.excess[1] if sight.excess else 0.0, default=None)


def _excess(verdict: Verdict) -> Words | None:
    most = _idlest(verdict)
    if most is None or not most.excess or not most.excess[1]:
        return None
    return FIRST["excess"].fill(
        space=named(verdict, f"space/{most.space}"),
        end=verdict.record[1],
        area=verdict.areas.text(most.excess[1]),
        unit=verdict.areas.word("large"),
    )


def _lacking(verdict: Verdict) -> Words | None:
    short = [judged.space for judged in verdict.spaces if judged.shortage.word == SHORT]
    sights = [sight for sight in verdict.outlooks if sight.space in short and sight.tightest]
    most = max(sights, key=lambda sight: sight.short[1], default=None)
    if most is None or not most.tightest or not most.short[1]:
        return None
    return FIRST["lacking"].fill(
        space=named(verdict, f"space/{most.space}"),
        year=most.tightest,
        area=verdict.areas.text(most.short[1]),
        unit=verdict.areas.word("large"),
    )


def _table(verdict: Verdict, room: int | None, lang: Lang) -> list[str]:
    """A row a type, as many as the room holds; all where there is no end of it."""
    heads, rows = types(verdict, lang)
    notes = [line for words in type_notes(verdict) for line in paragraph(words, lang)]
    shown = len(rows)
    while True:
        left = len(rows) - shown
        more = paragraph(FIRST["more"].fill(count=str(left)), lang) if left else []
        lines = [*table(heads, rows[:shown], gap=1), *more, *notes]
        if room is None or len(lines) <= room or shown == 1:
            return lines
        shown -= 1


def types(verdict: Verdict, lang: Lang) -> tuple[list[Cell], list[list[Cell]]]:
    """The heads of the table by type, and a row for each type; a cell is its lines."""
    keys = ("space", "short", "idle", "supply", "demand", "vacant", "word")
    sights = {one.space: one for one in verdict.outlooks}
    rows = [_cells(verdict, judged, sights[judged.space], lang) for judged in verdict.spaces]
    return [FIRST[key].lines(lang) for key in keys], rows


def type_notes(verdict: Verdict) -> list[Words]:
    """What the columns of the table by type are."""
    notes = [FIRST["notes"].fill(unit=verdict.areas.word("large"))]
    sides = [side for one in verdict.spaces for side in (one.shortage, one.idle)]
    if any(side.word != NOT_TESTED and side.probability.untested for side in sides):
        notes.append(FIRST["untested"])
    return notes


def _cells(verdict: Verdict, judged: PlaceJudged, sight: Outlook, lang: Lang) -> list[Cell]:
    area = verdict.areas.text
    words = [VERDICTS[word] for word in _words(judged)]
    word = FIRST["both"].fill(short=words[0], idle=words[1]) if len(words) == 2 else words[0]
    return [
        named(verdict, f"space/{judged.space}").lines(lang),
        [percent(judged.shortage.probability.failing, lang)],
        [percent(judged.idle.probability.failing, lang)],
        [area(sight.supply[1])],
        [area(sight.demand[1])],
        [_vacant(sight)],
        word.lines(lang),
    ]


def _vacant(sight: Outlook) -> str:
    shares = (sight.vacancy_start, sight.vacancy_end, sight.vacancy_most)
    course = "-".join("?" if share is None else whole(share) for share in shares)
    return f"{course} {sight.emptiest}" if sight.emptiest else "-"


def _facts(view: RunView, folder: Path | None, lang: Lang) -> list[str]:
    told = facts(view)
    if folder:
        told["seeing"] = FIRST["see"].fill(folder=str(folder))
    heads = {key: FIRST[key].lines(lang) for key in told}
    indent = 2 + max(width(head) for lines in heads.values() for head in lines)
    lines = []
    for key, words in told.items():
        for head, text in zip(heads[key], words.lines(lang), strict=False):
            first, *rest = wrap(narrow(text), columns() - indent)
            lines.append(f"{pad(head, indent)}{first}")
            lines += [" " * indent + line for line in rest]
    return lines


def facts(view: RunView) -> dict[str, Words]:
    """What a planner asks next, by keys of `FIRST`."""
    verdict = view.verdict
    return {
        "first_short": _first(verdict, {place: place.shortage for place in verdict.signals}),
        "first_idle": _first(verdict, {p: p.glut for p in verdict.signals if p.glut}),
        **({"sharing": _shares(verdict)} if verdict.trades else {}),
        "leaving": _leaves(view),
        **({"deciding": decides(known)} if (known := verdict.break_even) else {}),
        **({"turning": turns(verdict)} if known and known.deciding else {}),
        "standing": _stands(view),
        "judging": _judges(verdict),
    }


def _first(verdict: Verdict, onsets: Mapping[PlaceSignals, Onset]) -> Words:
    """The type in which it happens most often, then earliest, and the park most often with it."""
    span = FIRST["span"].fill(first=verdict.record[0], last=verdict.record[1])
    if not onsets:
        return FIRST["unbounded"]
    order = sorted(onsets, key=lambda p: (-onsets[p].happens.holds, onsets[p].p50 or ""))
    happened = [place for place in order if onsets[place].happens.holds]
    city = next((place for place in happened if place.park is None), None)
    if city is None:
        return FIRST["never"].fill(months=span)
    said = FIRST["onset"].fill(space=named(verdict, f"space/{city.space}"), **_when(onsets[city]))
    parks = [p for p in happened if p.space == city.space and onsets[p].with_type]
    park = max(parks, key=lambda p: onsets[p].with_type or 0, default=None)
    if park is None:
        return said
    share = f"{whole((onsets[park].with_type or 0) / verdict.replications)}%"
    beside = FIRST["park"].fill(park=named(verdict, f"park/{park.park}"), share=share)
    return joined([said, beside])


def _when(onset: Onset) -> dict[str, Words | str]:
    return {"share": f"{whole(onset.happens.share or 0.0)}%", "month": onset.p50 or "-"}


def _shares(verdict: Verdict) -> Words:
    """What other trades hold of each type, from the start of the record to its end."""
    parts = (
        FIRST["shared"].fill(
            space=named(verdict, f"space/{trades.space}"),
            start=whole(trades.start),
            end=whole(trades.end[1]),
        )
        for trades in verdict.trades
    )
    return FIRST["shares"].fill(parts=commas(parts))


def _leaves(view: RunView) -> Words:
    """Who leaves of the city's own trade, which is said where there are others."""
    (flows, gone), own = leaving(view), of_own_trade(view)
    said = FIRST["leaves" if own.all() else "leaves_own"]
    return said.fill(**numbers_of(view, flows[:, own], gone[:, own]))


def _stands(view: RunView) -> Words:
    statuses, _ = count(number_rows(view.loaded))
    said = {key: str(value) for key, value in statuses.items()}
    return FIRST["stands"].fill(total=str(sum(statuses.values())), **said)


def _judges(verdict: Verdict) -> Words:
    spans = [judged.months for judged in verdict.spaces if judged.months]
    standards = (min(a for a, _ in spans), max(b for _, b in spans)) if spans else ("-", "-")
    return FIRST["judges"].fill(
        standards=FIRST["span"].fill(first=standards[0], last=standards[1]),
        signals=FIRST["span"].fill(first=verdict.record[0], last=verdict.record[1]),
        confidence=f"{verdict.confidence * 100:.3g}%",
    )


def _commands(view: RunView, asked: Sequence[str], number: int, lang: Lang) -> list[str]:
    """So many commands, `number` at most, that work as they are printed."""
    file = view.loaded.path
    sets = [word for text in view.loaded.as_sets for word in ("--set", text)]
    given = [*sets, *asked]
    asks = []
    if space := _asked_of(view):
        asks.append(["required", file, "--space", space, *given])
    most = view.verdict.break_even and view.verdict.break_even.deciding
    if most and (value := _other_end(view, most.path)):
        asks.append(["run", file, *given, "--set", f"{most.path}={value}"])
    if (parent := view.loaded.composed.parent) and not given:
        asks.append(["compare", parent, file])
    held = view.settings.central or view.settings.grounded
    if inputs(view.loaded) and not held:
        asks.append(["sensitivity", file, *given])
    asks += [["overview", file, *given], ["check", file, *sets], ["show", file, *sets]]
    lines = FIRST["asking"].lines(lang)[:1]
    for words in asks[:number]:
        lines += command(shlex.split(typed("zhizao run"))[:-1] + words)
    return lines


def _asked_of(view: RunView) -> str:
    """The type whose required space is asked: short, else idlest; '' if nothing says what it is."""
    bounds = checks(view.loaded.spec, view.plan)
    bounded = {one.standard.space for one in bounds if one.side == "shortage"}
    short = [one.space for one in view.verdict.spaces if SHORT in _words(one)]
    idlest = _idlest(view.verdict)
    rest = [one.space for one in view.verdict.spaces]
    order = [*short, *([idlest.space] if idlest else []), *rest]
    return next((space for space in order if space in bounded), "")


def _other_end(view: RunView, path: str) -> str:
    """The end of its range that a number is farther from; '' if it is a law."""
    leaf = leaves(view.loaded.spec).get(path)
    if not isinstance(leaf, Number) or leaf.range is None:
        return ""
    far = max(leaf.range, key=lambda end: abs(end - leaf.value))
    return show_quantity(far, leaf.dimension, "en")
