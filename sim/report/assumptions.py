"""The assumptions that carry the answer: what the numbers stand on, and which ones decide it."""

from __future__ import annotations

from sim.measures.verdict.judged import FAILING
from sim.plots.turning_words import at, decides
from sim.report.blocks import Block, filled, heading, paragraph, table
from sim.report.names import called
from sim.report.run_view import RunView
from sim.scenario.pedigree import count, number_rows
from sim.text.screen import whole
from sim.text.story import STORY
from sim.text.turning import TURNING
from sim.text.verdict import VERDICTS
from sim.text.words import Words

_MOST = 4
"""Numbers shown of a space type."""


def assumptions(view: RunView) -> list[Block]:
    """Count facts and assumptions; rank the unknown numbers, and say where the verdict turns."""
    statuses, grades = count(number_rows(view.loaded))
    said = filled(
        STORY["stands_on"],
        total=str(sum(statuses.values())),
        **{key: str(value) for key, value in statuses.items()},
        **{f"grade_{key}": str(value) for key, value in grades.items()},
    )
    lines = [*heading(2, STORY["carriers"]), *paragraph(said)]
    found = view.verdict.break_even
    if found is None:
        return lines
    if not found.numbers:
        return lines + paragraph(decides(found))
    counts = {"unknown": str(found.unknown), "worlds": str(found.worlds)}
    lines += paragraph(filled(STORY["moves"], bound=f"{whole(found.bound)}%", **counts))
    if found.kept:
        lines += paragraph(TURNING["kept_notes"])
    groups = [(TURNING["all"], found.numbers)]
    groups += [(called(view.verdict, f"space/{one.space}"), one.numbers) for one in found.spaces]
    rows: list[list[Words | str]] = [
        [
            name,
            number.name,
            f"{whole(number.share)}%",
            "" if number.rho is None else f"{number.rho:+.2f}",
        ]
        for name, numbers in groups
        for number in numbers[:_MOST]
    ]
    lines += table([TURNING["space"], STORY["number"], STORY["share"], STORY["rho"]], rows)
    return lines + _turns(view)


def _turns(view: RunView) -> list[Block]:
    """A row a side of a type that goes with one of these numbers, a column a level."""
    found = view.verdict.break_even
    told = [one for space in found.spaces for one in space.turns if one.told] if found else []
    if not told:
        return paragraph(TURNING["turns_none"])
    levels = [f"{whole(turn.level)}%" for turn in told[0].turns]
    heads = [TURNING["space"], TURNING["side"], STORY["number"]]
    heads += [
        TURNING["level" if place else "verdict_level"].fill(level=level)
        for place, level in enumerate(levels)
    ]
    rows: list[list[Words | str]] = []
    for one in told:
        side = TURNING["rises" if one.rising else "falls"].fill(word=VERDICTS[FAILING[one.side]])
        turns = [at(one.number, turn) for turn in one.turns]
        rows.append([called(view.verdict, f"space/{one.space}"), side, one.number.name, *turns])
    return [*table(heads, rows), *paragraph(TURNING["turn_notes"])]
