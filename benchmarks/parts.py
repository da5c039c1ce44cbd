"""What each part of the language costs: the baseline beside itself without it, in pairs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.table import table
from benchmarks.timing import figure, interleaved, ratios, spread
from sim import Scenario
from sim.kernel.engine import run
from sim.kernel.packing.pack import pack
from sim.kernel.workspace import Workspace
from sim.runs.settings import Plans, Settings

BASELINE = Path(__file__).parents[1] / "scenarios" / "baseline.yaml"
Changes = dict[str, Any]


def of_stages(*keys: str) -> Callable[[Changes], Changes]:
    """Without some fields of stages, and of tracks' stages."""

    def without(raw: Changes) -> Changes:
        places = [(f"stages.{stage}", fields) for stage, fields in raw["stages"].items()]
        places += [
            (f"tracks.{track}.stages.{stage}", fields)
            for track, said in raw["tracks"].items()
            for stage, fields in said.get("stages", {}).items()
        ]
        return {f"{at}.{key}": None for at, fields in places for key in keys if key in fields}

    return without


def of_projects(*keys: str) -> Callable[[Changes], Changes]:
    """Without some fields of supply."""

    def without(raw: Changes) -> Changes:
        supply = raw["supply"].items()
        return {f"supply.{n}.{key}": None for n, said in supply for key in keys if key in said}

    return without


def demand_from_above(raw: Changes) -> Changes:
    """Without the account: nothing is asked for from above."""
    return {"top_down.needs_floor": "0%"}


def other_trades(raw: Changes) -> Changes:
    """Without streams of other trades."""
    tracks = {name for name, said in raw["tracks"].items() if "trade" in said}
    own = {n: said for n, said in raw["demand"].items() if said.get("track") not in tracks}
    return {"demand": own}


def growth_before_the_clock(raw: Changes) -> Changes:
    """As if nothing had grown before."""
    grew = {f"demand.{name}.grew": None for name, said in raw["demand"].items() if "grew" in said}
    return {"opening.growth": "0% per year", **grew}


PARTS: dict[str, Callable[[Changes], Changes]] = {
    "demand from above": demand_from_above,
    "other trades": other_trades,
    "answers to cycles": of_stages("answers"),
    "closures and giving back": of_stages("closes", "gives_back", "answers"),
    "leases that end": of_stages("lease"),
    "looking ahead, what is stranded": of_stages("look_ahead", "strands"),
    "pre-leases": of_stages("prelet"),
    "growth before the clock": growth_before_the_clock,
    "works that answer vacancy": of_projects("pause"),
}


def plays(scenario: Scenario) -> tuple[Callable[[int], Any], Callable[[int], int]]:
    """Return what plans and packs a world of a scenario, and what plays it: rows of its log."""
    seed = scenario.spec.seed
    worlds = Plans(scenario.spec, Settings(seed))
    packed = pack(worlds(0))
    work = Workspace(packed, log=True)

    def plan(number: int) -> None:
        pack(worlds(2 * number))  # pairs of replications share their world

    def play(number: int) -> int:
        run(work, packed, seed, number)
        return int(work.city["rows"][0])

    return plan, play


def measure(rounds: int) -> str:
    """Return the table: the baseline ÷ the baseline without a part, by what is measured."""
    baseline = Scenario.load(BASELINE)
    plan, play = plays(baseline)
    rows = []
    for name, without in PARTS.items():
        other_plan, other_play = plays(baseline.with_(without(baseline.loaded.raw)))
        planned = interleaved({"with": plan, "without": other_plan}, rounds)
        played = interleaved({"with": play, "without": other_play}, rounds)
        log_rows = play(0) / other_play(0)
        times = [ratios(both["with"].cpu, both["without"].cpu) for both in (planned, played)]
        each = median(times[1]) / log_rows
        rows.append([name, *map(spread, times), figure(log_rows), figure(each)])
    notes = [
        "The baseline with a part ÷ without it, both in every round; all other parts are on.",
        "plan: a world drawn, planned and packed; play: CPU of a replication with its log.",
        "A part brings and takes away events, so that rows of the log are told beside the time.",
    ]
    header = ["part", "plan", "play", "log rows", "play a row"]
    return table("What each part costs", notes, header, rows)
