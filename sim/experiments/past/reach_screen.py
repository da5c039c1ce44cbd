"""Futures continued from the past, on one screen: what was seen, and what of it is reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.experiments.past.answer import PastAnswer
from sim.experiments.past.bands import PastRow, Role
from sim.experiments.past.fitted import percent
from sim.experiments.past.screen import ends, shown, title
from sim.experiments.past.words import PAST
from sim.scenario.values.amounts import Areas
from sim.text.screen import concluded, narrow, paragraph, table
from sim.text.words import Lang, Words, listed

ROLES: Final[tuple[Role, ...]] = ("fitted", "tested", "held_back")
"""In the order of the screen."""
MARKS: Final[dict[str | None, str]] = {"inside": "v", "near": "~", "outside": "X", None: "-"}
"""Before the band of the futures, by the finding."""


def reach_screen(answer: PastAnswer, lang: Lang) -> str:
    """Return the whole screen of an accepted set that is held against the past."""
    lines = [
        *paragraph(title(answer), lang),
        "",
        *_rows(answer, lang),
        *paragraph(PAST["reach_notes"].fill(area=answer.areas.word("large")), lang),
    ]
    return "\n".join(["", *lines, "", *concluded(reached(answer), lang)])


def reached(answer: PastAnswer) -> list[Words]:
    """Return what the futures of the set reach, in sentences; how much agrees at once, last."""
    fitted = [row for row in answer.rows if row.role == "fitted"]
    others = [row for row in answer.rows if row.role != "fitted"]
    counts = {"fitted": len(fitted), "inside": _inside(fitted)}
    counts |= {"tests": len(others), "tested": _inside(others)}
    sentences = [PAST["reached"].fill(**{key: str(count) for key, count in counts.items()})]
    if missed := [row.name for row in answer.rows if row.reading in ("outside", None)]:
        sentences.append(PAST["missed"].fill(names=listed(missed)))
    if answer.outside:
        sentences.append(PAST["outside_clock"].fill(names=", ".join(answer.outside)))
    reach = answer.reach
    assert reach is not None
    larger = PAST["larger"].fill(h=f"{reach.tolerance:.3g}")
    errors = larger if reach.tolerance > 1 else PAST["as_stated"]
    words: dict[str, str | Words] = {"count": str(answer.grounded), "cut": str(reach.cut)}
    words |= {"errors": errors}
    words |= {"drawn": percent(reach.drawn), "accepted": percent(reach.accepted)}
    if reach.effective is not None:
        words["effective"] = f"{reach.effective:.0f}"
    of_set = "set" if reach.effective is None else "set_effective"
    return [*sentences, PAST[of_set].fill(**words), PAST["reach"].fill(**words)]


def _inside(rows: Sequence[PastRow]) -> int:
    return sum(row.reading == "inside" for row in rows)


def _rows(answer: PastAnswer, lang: Lang) -> list[str]:
    """The observations by their role, each with its source below what was seen."""
    keys = ("observation", "seen_from", "grounded", "prior_median")
    cells: list[list[Sequence[str]]] = []
    for role in ROLES:
        of_role = [row for row in answer.rows if row.role == role]
        if of_role:
            heads = [f"[{line}]" for line in PAST[f"{role}_rows"].lines(lang)]
            cells.append([heads, *[[""]] * (len(keys) - 1)])
        cells += [_row(row, answer.areas, lang) for row in of_role]
    return table([PAST[key].lines(lang) for key in keys], cells)


def _row(row: PastRow, areas: Areas, lang: Lang) -> list[Sequence[str]]:
    seen, error = (shown(row, value, areas) for value in (row.value, row.error))
    kept, drawn = row.accepted, row.drawn
    band = ends(row, (kept.middle, kept.low, kept.high), areas) if kept else ""
    return [
        [narrow(line) for line in row.name.lines(lang)],
        [f"{seen} ±{error.lstrip('+')}", row.source or ""],
        [f"{MARKS[row.reading]} {band}".rstrip()],
        [shown(row, drawn.middle, areas) if drawn else "-"],
    ]
