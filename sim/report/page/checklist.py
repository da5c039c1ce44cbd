"""The STRESS-DES checklist, filled from a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sim.measures.months import first_recorded, names
from sim.measures.verdict.verdict import left_out
from sim.report.run_view import RunView, stages_in_order
from sim.scenario.load import Loaded
from sim.scenario.names import labelled
from sim.scenario.pedigree import count, number_rows
from sim.scenario.plan.plan import Plan
from sim.text.page import PAGE
from sim.text.screen import stated
from sim.text.stress import AUTHOR, STRESS
from sim.text.verdict import LEFT_OUT
from sim.text.words import Words, in_a_row, joined, semicolons

Told = Words | str

_BY_SCENARIO: Final = {"1.1": "why", "3.2": "note"}
"""Rows that the scenario fills, by the key that does."""


@dataclass(frozen=True)
class StressRow:
    """A row of the checklist."""

    number: str
    name: Words
    said: Words
    by: Words
    """Who filled it."""
    filled: bool
    """False where only the author can fill it, and has not."""


def checklist(view: RunView, seed: int, versions: Mapping[str, str]) -> list[StressRow]:
    """Return its rows in order; what the scenario does not tell is left to its author."""
    verdict = view.verdict
    played: dict[str, Told] = {
        "standards": str(len(verdict.standards)),
        "standard_names": in_a_row(verdict.labels[f"standard/{s.id}"] for s in verdict.standards),
        "unknown": str(verdict.break_even.unknown if verdict.break_even else 0),
        "n": str(verdict.replications),
        "confidence": stated(verdict.confidence),
        "command": view.command,
    }
    return filled(view.loaded, view.plan, seed, versions, played)


def filled(
    loaded: Loaded, plan: Plan, seed: int, versions: Mapping[str, str], played: Mapping[str, Told]
) -> list[StressRow]:
    """Return the rows of a scenario, with what is `played` told by who plays it."""
    facts = {**_facts(loaded, plan), **played}
    facts |= {"seed": str(seed), "versions": ", ".join(f"{a} {b}" for a, b in versions.items())}
    rows = []
    for item in STRESS:
        key = _BY_SCENARIO.get(item.number)
        told = key is None or getattr(loaded.spec, key) is not None
        by = "program" if key is None else "scenario" if told else "author"
        rows.append(StressRow(item.number, item.name, item.said.fill(**facts), PAGE[by], told))
    return rows


def _facts(loaded: Loaded, plan: Plan) -> dict[str, Told]:
    spec, months = loaded.spec, names(plan)
    statuses, _ = count(number_rows(loaded))
    queues = {space.queue: None for space in spec.spaces.values()}
    return {
        "why": spec.why.words if spec.why else AUTHOR.fill(key="why"),
        "note": spec.note.words if spec.note else AUTHOR.fill(key="note"),
        "changes": str(len(loaded.overrides)),
        "chain": joined([labelled(spec.stages, name) for name in spec.chain], " → ", " → "),
        "projects": str(len(spec.supply)),
        "pools": str(len(plan.capacity)),
        "queues": ", ".join(queues),
        "tracks": str(len(spec.tracks)),
        "track_names": _named(spec.tracks),
        "stages": in_a_row(labelled(spec.stages, name) for name in stages_in_order(spec)),
        "spaces": _named(spec.spaces),
        "parks": _named(spec.parks),
        "streams": str(len(spec.demand_used) + len(spec.top_down_used)),
        "sources": str(len(spec.sources)),
        "total": str(sum(statuses.values())),
        **{key: str(value) for key, value in statuses.items()},
        "left_out": semicolons(LEFT_OUT[key] for key in left_out(plan)),
        "start": months[0],
        "end": months[-1],
        "record": months[min(first_recorded(plan), plan.months - 1)],
    }


def _named(things: Mapping[str, object]) -> Words:
    return in_a_row(labelled(things, id_) for id_ in things)
