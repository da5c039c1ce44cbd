"""The first screen of a run: the answer, and what a planner asks next, on one screen."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sim.measures.verdict.judged import NOT_TESTED, Judgement
from sim.measures.verdict.outlook import Extent, Outlook
from sim.measures.verdict.signals import Onset
from sim.measures.verdict.verdict import PlaceJudged, Verdict
from sim.plots.turning_words import decides, turns
from sim.report.departures import leaving, numbers_of, of_own_trade
from sim.report.headline import answer, words_of
from sim.report.names import named
from sim.report.next_commands import next_commands
from sim.report.run_view import RunView
from sim.report.verdict_screen import points
from sim.scenario.pedigree import count, number_rows
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
    stated,
    table,
    whole,
    width,
    wrap,
)
from sim.text.verdict import TOLD
from sim.text.words import Lang, Words, commas, joined, semicolons

LINES: Final = 30
"""Lines of the screen in one language."""
_COMMANDS: Final = 3
_COLUMNS: Final = (
    "space", "short", "idle", "supply", "demand", "vacant",
    "lack", "tightest_year", "spare", "emptiest_year", "word",
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
    ends = Words("{head}：{said}。", "{head}: {said}.")
    said = ends.fill(head=ANSWER, said=answer(view.verdict))
    above = [*_title(view, lang), *paragraph(said, lang, ""), ""]
    told = facts(view)
    if folder:
        seen = ("story.zh.md", "story.en.md") if brief else ("report.html",) * 2
        first = Words(*(str(folder / name) for name in seen))
        told["saved"] = commas([first, FIRST["take_brief" if brief else "take"]])
    whole = _table(view.verdict, None, lang)
    rest = {key: said for key, said in told.items() if key not in _BESIDE}
    fewer = [(rest, number) for number in range(_COMMANDS, 0, -1)]
    for last in range(len(_REST)):
        gone = _REST[: last + 1]
        fewer.append(({key: said for key, said in rest.items() if key not in gone}, 1))
    # The types are the answer: what stands beside it gives way to them, then what to ask next.
    for shown, asking in ((told, _COMMANDS), *fewer):
        indent = 2 + max(width(head) for key in shown for head in FIRST[key].lines(lang))
        commands = _asking(view, asked, asking, lang, indent)
        below = ["", *_told(shown, lang, indent), *commands]
        room = LINES * (2 if lang == "both" else 1) - len(above) - len(below)
        if len(whole) <= room:
            break
    return "\n".join([*above, *_table(view.verdict, room, lang), *below, ""])


def _title(view: RunView, lang: Lang) -> list[str]:
    first, last = view.verdict.judged
    number = str(view.verdict.replications)
    said = FIRST["sample"].fill(n=number, first=first, last=last).lines(lang)
    lines = []
    for name, sample in zip([narrow(line) for line in view.name.lines(lang)], said, strict=False):
        room = columns() - width(sample) - 2
        beside = width(name) <= room
        lines += [f"{pad(name, room)}  {sample}"] if beside else [*wrap(name, columns()), sample]
    return lines


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
    sights = {one.space: one for one in verdict.outlooks if one.park is None}
    rows = [_cells(verdict, judged, sights[judged.space], lang) for judged in verdict.spaces]
    return [FIRST[key].lines(lang) for key in _COLUMNS], rows


def type_notes(verdict: Verdict) -> list[Words]:
    """What the columns of the table by type are."""
    sides = [side for one in verdict.spaces for side in (one.shortage, one.idle)]
    tested = [side.probability for side in sides if side.word != NOT_TESTED]
    said = FIRST["notes"].fill(
        unit=verdict.areas.word("large"),
        year=verdict.judged[1][:4],
        points=points(max((chance.margin for chance in tested), default=0.0)),
        confidence=stated(verdict.confidence),
    )
    return [said, *([FIRST["untested"]] if any(chance.untested for chance in tested) else [])]


def _cells(verdict: Verdict, judged: PlaceJudged, sight: Outlook, lang: Lang) -> list[Cell]:
    area = verdict.areas.text
    told = [(FIRST if word.endswith("?") else TOLD)[word] for word in words_of(judged)]
    return [
        named(verdict, f"space/{judged.space}").lines(lang),
        [_failing(judged.shortage)],
        [_failing(judged.idle)],
        [area(sight.supply[1])],
        [area(sight.demand[1])],
        [whole(sight.vacancy_end)],
        *_extent(verdict, sight.short),
        *_extent(verdict, sight.idle),
        joined(told, " ", " ").lines(lang)  # two words on a line each, if one language speaks
        if lang == "both"
        else [word.line(lang) for word in told],
    ]


def _failing(judged: Judgement) -> str:
    """Percent of the futures that could test it in which it fails, and of those that could not."""
    chance = judged.probability
    untested = chance.untested if chance.share is not None else 0
    apart = f" [{whole(chance.untested_share)}]" if untested else ""
    return f"{whole(chance.failing.share)}{apart}"


def _extent(verdict: Verdict, extent: Extent | None) -> list[Cell]:
    """How much in the last year; how much at its worst, with the year of that."""
    if extent is None:
        return [["-"], ["-"]]
    area, worst = verdict.areas.text, extent.worst[1]
    year = f" {extent.year[1]}" if extent.year and worst else ""
    return [[area(extent.end[1])], [f"{area(worst)}{year}"]]


def facts(view: RunView) -> dict[str, Words]:
    """What a planner asks next, by keys of `FIRST`."""
    verdict = view.verdict
    where, known = _where(verdict), verdict.break_even
    return {
        **({"where": where} if where else {}),
        "when": _when(verdict),
        **({"sharing": _shares(verdict)} if verdict.trades else {}),
        "leaving": _leaves(view),
        **({"turning": turns(known, verdict.labels)} if known and known.deciding else {}),
        **({"deciding": decides(known)} if known else {}),
        "standing": _stands(view),
    }


def _told(told: Mapping[str, Words], lang: Lang, indent: int) -> list[str]:
    lines = []
    for key, words in told.items():
        for head, text in zip(FIRST[key].lines(lang), words.lines(lang), strict=False):
            first, *rest = wrap(narrow(text), columns() - indent)
            lines.append(f"{pad(head, indent)}{first}")
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
    if idle and (most := max(idle, key=lambda three: three[0]))[0]:
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


def _when(verdict: Verdict) -> Words:
    """When shortage and glut begin, each in the type in which most often, then earliest."""
    types = [one for one in verdict.outlooks if one.park is None]
    idle = [(one, one.first_idle) for one in types if one.first_idle]
    return semicolons(
        [
            _first(verdict, "shortage", [(one, one.first_short) for one in types]),
            _first(verdict, "glut", idle) if idle else FIRST["unbounded"],
        ]
    )


def _first(verdict: Verdict, kind: str, onsets: Sequence[tuple[Outlook, Onset]]) -> Words:
    happened = [(one, onset) for one, onset in onsets if onset.p50]
    if not happened:
        return FIRST[f"no_{kind}"]
    one, onset = min(happened, key=lambda pair: (-pair[1].happens.holds, pair[1].p50 or ""))
    at_once = onset.p50 == verdict.judged[0]
    since = FIRST["at_once" if at_once else "since"].fill(month=onset.p50 or "")
    share = whole(onset.happens.share)
    name = named(verdict, f"space/{one.space}")
    return FIRST[kind].fill(space=name, share=share, since=since)


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
    """So many commands, `number` at most, that work as they are printed."""
    head, program = FIRST["asking"].lines(lang)[0], shlex.split(typed("zhizao run"))[:-1]
    told = [command(program + words, indent) for words in next_commands(view, asked)[:number]]
    first, *rest = [line for lines in told for line in lines]
    return [pad(head, indent) + first[indent:], *rest]
