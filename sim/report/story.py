"""The story of a run as a page: what happens, where and to whom, and what it stands on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sim.measures.verdict.judged import Judgement
from sim.report.assumptions import assumptions
from sim.report.bottlenecks import bottlenecks, named
from sim.report.demand import demand
from sim.report.departures import departures
from sim.report.markdown import escaped, filled, heading, paragraph, table
from sim.report.moves import moves
from sim.report.oversupply import oversupply
from sim.report.run_view import RunView
from sim.text.safe import code
from sim.text.screen import spread, whole
from sim.text.story import FIGURES, STORY
from sim.text.verdict import LEFT_OUT, SIDES, VERDICTS
from sim.text.words import Words


def story(view: RunView) -> str:
    """Return the page in Markdown, both languages side by side; every number is from the run."""
    spec = view.loaded.spec
    lines = heading(1, view.name)
    if spec.why:
        lines += paragraph(escaped(spec.why.words))
    for part, figure in _PARTS:
        lines += part(view)
        if figure:
            lines += [f"![{FIGURES[figure].line('both')}](figures/{figure}.png)", ""]
    return "\n".join(lines).rstrip() + "\n"


def _verdict(view: RunView) -> list[str]:
    lines = heading(2, STORY["verdict"])
    heads = [STORY["space"], SIDES["shortage"], SIDES["idle"], STORY["months"]]
    rows: list[list[Words | str]] = [
        [
            named(view, f"space/{judged.space}"),
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
        *paragraph(filled(STORY["judged"], first=first, last=last)),
        *paragraph(sample),
    ]


def _other_trades(view: RunView) -> list[str]:
    """What other trades hold of each type, where there are any."""
    lines = []
    for trades in view.verdict.trades:
        p10, p50, p90 = (whole(share) for share in trades.end)
        said = filled(
            STORY["trades"],
            space=named(view, f"space/{trades.space}"),
            start=whole(trades.start),
            end=p50,
            ends=spread(p10, p90, "–"),
        )
        lines += paragraph(said)
    return lines


def _judged(judged: Judgement) -> Words:
    """Its word, the probability with its interval, and the untested share."""
    word, chance = VERDICTS[judged.word], judged.probability
    if chance.share is None:
        return word
    ends = spread(whole(chance.low), whole(chance.high), "–")
    zh, en = (f" {whole(chance.share)}% ({both})" for both in ends)
    if not chance.untested:
        return Words(word.zh + zh, word.en + en)
    apart = STORY["untested"].fill(n=whole(chance.untested_share))
    return Words(f"{word.zh}{zh}，{apart.zh}", f"{word.en}{en}, {apart.en}")


def _left_out(view: RunView) -> list[str]:
    items = [f"- {LEFT_OUT[key].line('both')}" for key in view.verdict.left_out]
    return [*heading(2, STORY["left_out"]), *items, ""]


def _checked(view: RunView) -> list[str]:
    again = code(view.command)
    said = STORY["checked"].fill(command=again)
    return [*heading(2, STORY["how"]), *paragraph(said)]


_PARTS: Final[tuple[tuple[Callable[[RunView], list[str]], str], ...]] = (
    (_verdict, ""),
    (bottlenecks, "05-timeline"),
    (oversupply, "01-balance"),
    (departures, "03-stages"),
    (moves, ""),
    (demand, "02-gap"),
    (assumptions, ""),
    (_left_out, ""),
    (_checked, ""),
)
"""The sections, each with its figure of the results folder."""
