"""What the brief of a run says."""

from __future__ import annotations

from typing import Final

from sim.measures.verdict.judged import BAD
from sim.plots import balance, gap
from sim.plots.brief import MOST, BriefData
from sim.plots.frames import Frames
from sim.plots.style import Head
from sim.report.first_screen import facts, type_note, types
from sim.report.headline import headline, words_of
from sim.report.run_view import RunView
from sim.text.brief import BRIEF
from sim.text.first_screen import FIRST
from sim.text.page import PAGE
from sim.text.verdict import LEFT_OUT
from sim.text.words import Lang, semicolons

_ROWS: Final = 8
"""Types of the table."""
_DECIDES: Final = ("deciding", "where", "leaving")
"""Facts, what decides first."""


def brief_data(view: RunView, frames: Frames) -> BriefData:
    """Gather the brief: the same answer, table and facts as on the first screen."""
    verdict, origin = view.verdict, frames.origin
    first, last = verdict.judged
    told = facts(view)
    pictures = _shown(view)
    notes = [type_note(verdict), FIRST["brackets"]]
    for key, count in (
        ("more_rows", len(verdict.spaces) - _ROWS),
        ("rest", len(verdict.spaces) - len(pictures)),
    ):
        if count > 0:
            notes.append(BRIEF[key].fill(count=str(count)))
    played = PAGE["played"].fill(
        n=str(verdict.replications),
        first=first,
        last=last,
        seed=str(origin.seed),
        key=origin.key,
        version=origin.version,
    )
    foot = BRIEF["foot"].fill(version=origin.version, name=origin.name, key=origin.key)
    left_out = semicolons(LEFT_OUT[key].map(_name_alone) for key in verdict.left_out)
    said = headline(verdict)
    return BriefData(
        head=Head(said[0], foot, semicolons(said), origin.name, origin.key),
        played=played,
        answer=said,
        types={lang: _rows(view, lang) for lang in ("zh", "en")},
        notes=notes,
        facts=[(FIRST[key], told[key]) for key in _DECIDES if key in told],
        assumed=[(FIRST["standing"], told["standing"]), (BRIEF["left_out"], left_out)],
        spaces=pictures,
        balance=balance.data(frames),
        gap=gap.data(frames),
    )


def _rows(view: RunView, lang: Lang) -> list[list[str]]:
    heads, rows = types(view.verdict, lang)
    return [[" ".join(cell) for cell in row] for row in (heads, *rows[:_ROWS])]


def _shown(view: RunView) -> list[str]:
    """The types that pictures have room for, bad ones before others, in the scenario's order."""
    judged = view.verdict.spaces
    bad = [one.space for one in judged if {*BAD} & {*words_of(one)}]
    chosen = [*bad, *(one.space for one in judged if one.space not in bad)][:MOST]
    return [one.space for one in judged if one.space in chosen]


def _name_alone(text: str) -> str:
    """What is left out, without the words on it."""
    return text.replace("：", ":").partition(":")[0]
