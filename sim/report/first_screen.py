"""The first screen of a run: the answer, and what a planner asks next, on one screen."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sim.measures.verdict.judged import NOT_TESTED, Judgement
from sim.measures.verdict.outlook import Outlook
from sim.measures.verdict.signals import Onset
from sim.measures.verdict.verdict import PlaceJudged, Verdict
from sim.plots.turning_words import decides
from sim.report.departures import leaving, numbers_of, of_own_trade
from sim.report.headline import headline, shows
from sim.report.names import named
from sim.report.next_commands import next_commands
from sim.report.run_view import RunView
from sim.report.what_fails import what_fails
from sim.scenario.pedigree import count, number_rows
from sim.text.first_screen import FIRST
from sim.text.program import typed
from sim.text.screen import (
    Cell,
    columns,
    command,
    narrow,
    pad,
    paragraph,
    table,
    whole,
    width,
    wrap,
)
from sim.text.words import Lang, Words, commas, semicolons, sentences

LINES: Final = 30
"""Lines of the screen in one language."""
_COMMANDS: Final = 3
_TYPES: Final = (
    "space", "short", "idle", "supply", "demand", "vacant", "first_queue", "first_glut",
)  # fmt: skip
_BESIDE: Final = ("sharing", "leaving")
"""Facts that stand beside the answer."""
_REST: Final = ("deciding", "standing")
"""Facts that give way last, in this order."""


def first_screen(
    view: RunView, folder: Path | None, asked: Sequence[str], lang: Lang, brief: bool
) -> str:
    """Return the screen: at most 30 lines of 80 columns in one language.

    folder: where the results are, if they are saved. asked: further words of the command that
    decide the answer, such as `--seed 7`; the commands that the screen ends with repeat them.
    brief: whether they are saved without figures, report and pages to hand on.
    """
    told = facts(view)
    if folder:
        seen = ("story.zh.md", "story.en.md") if brief else ("report.html",) * 2
        first = Words(*(str(folder / name) for name in seen))
        told["saved"] = commas([first, FIRST["take_brief" if brief else "take"]])
    rest = {key: said for key, said in told.items() if key not in _BESIDE}
    fewer = [(rest, number) for number in range(_COMMANDS, 0, -1)]
    for last in range(len(_REST)):
        gone = _REST[: last + 1]
        fewer.append(({key: said for key, said in rest.items() if key not in gone}, 1))
    most = LINES * (2 if lang == "both" else 1)
    kinds = len(view.verdict.spaces)
    # The types are the answer: what stands beside it gives way to them, then what to ask next.
    tries = [(told, _COMMANDS, kinds), *((*one, kinds) for one in fewer)]
    tries += [(*fewer[-1], some) for some in range(kinds - 1, 0, -1)]
    for shown, asking, some in tries:
        lines = _screen(view, shown, asked, asking, some, lang)
        if len(lines) <= most:
            break
    return "\n".join([*lines, ""])


def _screen(
    view: RunView,
    told: Mapping[str, Words],
    asked: Sequence[str],
    asking: int,
    kinds: int,
    lang: Lang,
) -> list[str]:
    """The screen with these facts, so many commands to ask next, and so many types."""
    verdict = view.verdict
    heads, rows = types(verdict, lang)
    left = FIRST["more"].fill(count=str(len(rows) - kinds))
    more = paragraph(left, lang) if len(rows) > kinds else []
    said = headline(verdict)
    lines = [*said[:kinds], *said[len(rows) :]]
    indent = 2 + max(width(head) for key in ("answer", *told) for head in FIRST[key].lines(lang))
    return [
        *_title(view, lang),
        *_under(FIRST["answer"], lines, lang, indent),
        "",
        *table(heads, rows[:kinds], gap=1),
        *more,
        *paragraph(type_note(verdict), lang),
        "",
        *(
            line
            for key, words in told.items()
            for line in _under(FIRST[key], [words], lang, indent)
        ),
        *_asking(view, asked, asking, lang, indent),
    ]


def _title(view: RunView, lang: Lang) -> list[str]:
    first, last = view.verdict.judged
    number = str(view.verdict.replications)
    unit = view.verdict.areas.word("plain").map(str.strip)
    said = FIRST["sample"].fill(n=number, first=first, last=last, unit=unit).lines(lang)
    lines = []
    names = [narrow(line) for line in view.name.lines(lang)]
    names += names[-1:] * (len(said) - len(names))  # a name that is the same in both languages
    for name, sample in zip(names, said, strict=True):
        room = columns() - width(sample) - 2
        beside = width(name) <= room
        lines += [f"{pad(name, room)}  {sample}"] if beside else [*wrap(name, columns()), sample]
    return lines


def types(verdict: Verdict, lang: Lang) -> tuple[list[Cell], list[list[Cell]]]:
    """The heads of the table by type, and a row for each type; a cell is its lines."""
    sights = {one.space: one for one in verdict.outlooks if one.park is None}
    rows = [_cells(verdict, judged, sights[judged.space], lang) for judged in verdict.spaces]
    return [FIRST[key].lines(lang) for key in _TYPES], rows


def type_note(verdict: Verdict) -> Words:
    """What is told of a type, what fails it, and what the columns of the table by type are."""
    sides = [side for one in verdict.spaces for side in (one.shortage, one.idle)]
    chances = [side.probability for side in sides if side.word != NOT_TESTED]
    year, unit = verdict.judged[1][:4], verdict.areas.word("large")
    said = [
        *what_fails(verdict),
        FIRST["notes"].fill(year=year, unit=unit),
        *([FIRST["not_tested"]] if len(chances) < len(sides) else []),
        *([FIRST["untested"]] if any(chance.untested for chance in chances) else []),
    ]
    return sentences(said)


def _cells(verdict: Verdict, judged: PlaceJudged, sight: Outlook, lang: Lang) -> list[Cell]:
    area = verdict.areas.text
    return [
        named(verdict, f"space/{judged.space}").lines(lang),
        [_failing(judged.shortage)],
        [_failing(judged.idle)],
        [area(sight.supply[1])],
        [area(sight.demand[1])],
        [whole(sight.vacancy_end)],
        [_onset(sight.first_short)],
        [_onset(sight.first_idle) if sight.first_idle else "-"],
    ]


def _failing(judged: Judgement) -> str:
    """Percent of the futures that could test it in which it fails, and of those that could not."""
    chance = judged.probability
    untested = chance.untested if chance.share is not None else 0
    apart = f" [{whole(chance.untested_share)}]" if untested else ""
    return f"{whole(chance.failing.share)}{apart}"


def _onset(onset: Onset) -> str:
    """In which month it first happens, the median, and in how many percent of the futures."""
    share = whole(onset.happens.share)
    return f"{onset.p50} {share}%" if onset.p50 else f"{share}%"


def facts(view: RunView) -> dict[str, Words]:
    """What a planner asks next, by keys of `FIRST`."""
    verdict = view.verdict
    where, known = _where(verdict), verdict.break_even
    return {
        **({"where": where} if where else {}),
        **({"sharing": _shares(verdict)} if verdict.trades else {}),
        "leaving": _leaves(view),
        **({"deciding": decides(known)} if known else {}),
        "standing": _stands(view),
    }


def _under(head: Words, said: Sequence[Words], lang: Lang, indent: int) -> list[str]:
    """Paragraphs, the first of each language beside its head."""
    heads = head.lines(lang)
    lines = []
    for words in said:
        for text in words.lines(lang):
            first, *rest = wrap(narrow(text), columns() - indent)
            lines.append(pad(heads.pop(0) if heads else "", indent) + first)
            lines += [" " * indent + line for line in rest]
    return lines


def _where(verdict: Verdict) -> Words | None:
    """The pool with most area beyond its bound, and that in which it runs short most often.

    In the last year, or at its worst where no type has any more by then.
    """
    last = int(verdict.judged[1][:4])
    parks = [one for one in verdict.outlooks if one.park is not None]
    ends = any(one.idle.end[1] for one in verdict.outlooks if one.idle and not one.park)
    idle = [
        (one.idle.end[1], last, one) if ends else (one.idle.worst[1], one.idle.year[1], one)
        for one in parks
        if one.idle and one.idle.year
    ]
    short = [(one.first_short.happens.holds, one) for one in parks if one.first_short.p50]
    parts = []
    if idle and shows(verdict, (most := max(idle, key=lambda three: three[0]))[0]):
        area, year, one = most
        area_said = verdict.areas.said(area)
        said = FIRST["emptiest"].fill(**_place(verdict, one), area=area_said, year=str(year))
        parts.append(said)
    if short:
        _, one = max(short, key=lambda pair: pair[0])
        share, month = whole(one.first_short.happens.share), one.first_short.p50 or ""
        said = FIRST["tightest"].fill(**_place(verdict, one), share=share, month=month)
        parts.append(said)
    return semicolons(parts) if parts else None


def _place(verdict: Verdict, one: Outlook) -> dict[str, Words | str]:
    """The names of a pool."""
    return {
        "space": named(verdict, f"space/{one.space}"),
        "park": named(verdict, f"park/{one.park}"),
    }


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


def counted(view: RunView) -> Words:
    """How many numbers the scenario has, by what they stand on."""
    statuses, _ = count(number_rows(view.loaded))
    kinds = [FIRST[key].fill(count=str(many)) for key, many in statuses.items() if many]
    return FIRST["stands"].fill(total=str(sum(statuses.values())), kinds=commas(kinds))


def _stands(view: RunView) -> Words:
    """What the numbers stand on, and how the futures did where the past was held back."""
    held_back = view.settings.grounded.held_back
    if held_back is None:
        return counted(view)
    inside, of = map(str, held_back)
    return semicolons([counted(view), FIRST["held_back"].fill(inside=inside, of=of)])


def _asking(view: RunView, asked: Sequence[str], number: int, lang: Lang, indent: int) -> list[str]:
    """What to ask next, and so many commands for it, `number` at most, that work as printed."""
    program, found = shlex.split(typed("zhizao run"))[:-1], next_commands(view, asked)[:number]
    said = commas(
        FIRST[f"ask_{words[0]}"].fill(value=words[-1].rpartition("=")[2]) for words in found
    )
    told = [line for words in found for line in command(program + words, 0)]
    return [*_under(FIRST["asking"], [said], lang, indent), *told]
