"""The story of a run as a page: what happens, where and to whom, and what it stands on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sim.measures.verdict.judged import Judgement
from sim.report.assumptions import assumptions
from sim.report.blocks import (
    Block,
    Cell,
    Items,
    Picture,
    Section,
    escaped,
    filled,
    heading,
    paragraph,
    table,
)
from sim.report.bottlenecks import bottlenecks
from sim.report.demand import demand
from sim.report.departures import departures
from sim.report.markdown import PICTURES, page
from sim.report.moves import moves
from sim.report.names import called
from sim.report.outlook import outlook
from sim.report.oversupply import oversupply
from sim.report.run_view import RunView
from sim.text.safe import code
from sim.text.screen import spread, whole
from sim.text.story import FIGURES, STORY
from sim.text.verdict import LEFT_OUT, SIDES, VERDICTS
from sim.text.words import Lang, Words


def story(view: RunView, lang: Lang, pictures: str = PICTURES) -> str:
    """Return the page in Markdown; every number is from the run. pictures: where they lie."""
    blocks = [block for section in sections(view) for block in section.blocks]
    return page([*opening(view), *blocks], lang, pictures)


def opening(view: RunView) -> list[Block]:
    """What a report begins with: what is played, and what it asks."""
    why = view.loaded.spec.why
    return [*heading(1, view.name), *(paragraph(escaped(why.words)) if why else [])]


def sections(view: RunView) -> list[Section]:
    """Return the parts of the story, each with the figure that belongs to it."""
    return [Section(key, tuple(part(view))) for key, part in _PARTS.items()]


def _binds(view: RunView) -> list[Block]:
    return [*bottlenecks(view), *_picture("05-timeline")]


def _ahead(view: RunView) -> list[Block]:
    return [*oversupply(view), *_picture("01-balance")]


def _leave(view: RunView) -> list[Block]:
    return [*departures(view), *_picture("03-stages"), *moves(view)]


def _demand(view: RunView) -> list[Block]:
    return [*demand(view), *_picture("02-gap")]


def _picture(name: str) -> list[Block]:
    return [Picture(name, FIGURES[name])]


def _verdict(view: RunView) -> list[Block]:
    lines = heading(2, STORY["verdict"])
    heads = [STORY["space"], SIDES["shortage"], SIDES["idle"], STORY["months"]]
    rows: list[list[Cell]] = [
        [
            called(view.verdict, f"space/{judged.space}"),
            _judged(judged.shortage),
            _judged(judged.idle),
            "–".join(judged.months) if judged.months else "-",
        ]
        for judged in view.verdict.spaces
    ]
    first, last = view.verdict.record
    sample = filled(STORY["sample"], n=str(len(view.tallies)), first=first, last=last)
    return [
        *lines,
        *table(heads, rows),
        *_other_trades(view),
        *outlook(view),
        *paragraph(filled(STORY["judged"], first=first, last=last)),
        *paragraph(sample),
    ]


def _other_trades(view: RunView) -> list[Block]:
    """What other trades hold of each type, where there are any."""
    lines: list[Block] = []
    for trades in view.verdict.trades:
        p10, p50, p90 = (whole(share) for share in trades.end)
        said = filled(
            STORY["trades"],
            space=called(view.verdict, f"space/{trades.space}"),
            start=whole(trades.start),
            end=p50,
            ends=spread(p10, p90, "–"),
        )
        lines += paragraph(said)
    return lines


def _judged(judged: Judgement) -> Words:
    """Its word, in which share of futures that is so, its interval, and the untested share.

    Of what nobody can tell, the share in which the standards hold.
    """
    word, chance = VERDICTS[judged.word], judged.so
    if chance.share is None:
        return word
    ends = spread(whole(chance.low), whole(chance.high), "–")
    zh, en = (f" {whole(chance.share)}% ({both})" for both in ends)
    if not chance.untested:
        return Words(word.zh + zh, word.en + en)
    apart = STORY["untested"].fill(n=whole(chance.untested_share))
    return Words(f"{word.zh}{zh}，{apart.zh}", f"{word.en}{en}, {apart.en}")


def _left_out(view: RunView) -> list[Block]:
    items = tuple(LEFT_OUT[key] for key in view.verdict.left_out)
    return [*heading(2, STORY["left_out"]), Items(items)]


def _checked(view: RunView) -> list[Block]:
    again = code(view.command)
    said = STORY["checked"].fill(command=again)
    return [*heading(2, STORY["how"]), *paragraph(said)]


_PARTS: Final[dict[str, Callable[[RunView], list[Block]]]] = {
    "verdict": _verdict,
    "binds": _binds,
    "ahead": _ahead,
    "leave": _leave,
    "demand": _demand,
    "carriers": assumptions,
    "left_out": _left_out,
    "how": _checked,
}
"""The sections by what they are called in links."""
