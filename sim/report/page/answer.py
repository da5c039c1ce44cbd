"""The page of an answer: what a question found, its figures and tables, and what it was made of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.plots.frames import Origin
from sim.report.blocks import Section
from sim.report.page.contents import (
    PageFigure,
    figures_told,
    overrides_of,
    parent_of,
    record,
)
from sim.scenario.inherit.edit import Override
from sim.scenario.load import Loaded
from sim.text.page import PAGE
from sim.text.screen import ending
from sim.text.words import Lang, Words


@dataclass(frozen=True)
class AnswerPage:
    """All that the page of an answer shows."""

    origin: Origin
    verb: str
    played: Words
    answer: Words
    """The end of the screen, its lines as they are."""
    screen: Words
    sections: tuple[Section, ...]
    """What the screen has no room for."""
    figures: Mapping[str, PageFigure]
    tables: tuple[tuple[str, int, str], ...]
    """File, rows, and the names of its columns."""
    parent: str
    overrides: tuple[Override, ...]
    record: tuple[tuple[Words, str], ...]
    redraw: Words


def answer_page(
    loaded: Loaded,
    origin: Origin,
    made_of: Mapping[str, Any],
    screens: Mapping[Lang, str],
    tables: Mapping[str, tuple[int, Sequence[str]]],
    drawn: Mapping[str, Mapping[str, Any]],
    sections: tuple[Section, ...] = (),
) -> AnswerPage:
    """Gather what the page of an answer shows.

    screens: in Chinese and in English, the answer last; tables: rows and columns by name; the rest
    as in `contents`.
    """
    verb = made_of["verb"]
    asked = json.dumps(made_of["asked"], ensure_ascii=False, sort_keys=True)
    return AnswerPage(
        origin=origin,
        verb=verb,
        played=PAGE["answered"].fill(
            n=str(origin.replications),
            seed=str(origin.seed),
            key=origin.key,
            version=origin.version,
        ),
        answer=Words(_end(screens["zh"]), _end(screens["en"])),
        screen=Words(screens["zh"].strip("\n"), screens["en"].strip("\n")),
        sections=sections,
        figures=figures_told((), drawn),
        tables=tuple(
            (f"{key}.csv", rows, ", ".join(names)) for key, (rows, names) in tables.items()
        ),
        parent=parent_of(loaded),
        overrides=overrides_of(loaded),
        record=(*record(origin, made_of), (PAGE["asked"], asked)),
        redraw=PAGE["redraw_verb"].fill(verb=verb),
    )


def _end(screen: str) -> str:
    return "\n".join(ending(screen)) or screen.rstrip("\n")
