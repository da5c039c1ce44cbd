"""Who plays: every program that is timed, in one table.

An entry prepares to play a case and returns a function that plays replication r of it; what comes
before the first call is not timed. `counts` turns what was played into numbers that every entry
can be compared by. To add an entry, write its functions and a line in `ENTRIES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from benchmarks import cplusplus
from benchmarks.cases import Case
from benchmarks.counts import Counts, of_line, of_log, of_records

Play = Callable[[int], Any]
"""Plays a replication and returns all that it recorded, or `Measured` if it timed itself."""


@dataclass(frozen=True)
class Entry:
    """A program that plays cases."""

    name: str
    about: str
    prepare: Callable[[Case], Play]
    counts: Callable[[Case, Any], Counts] | None
    """None for a program that keeps to itself what it counted."""
    absent: Callable[[], str | None] = lambda: None
    """Why it cannot run on this machine."""
    refusal: Callable[[Case], str | None] = lambda case: None
    """Why it does not play a case."""

    def obstacle(self, case: Case) -> str | None:
        """Return why it cannot play a case here and now, if so."""
        if self.absent():
            return self.absent()
        why = self.refusal(case)
        return f"does not have {why}" if why else None


def _missing(module: str) -> Callable[[], str | None]:
    return lambda: None if find_spec(module) else f"{module} is not installed"


def _simpy_engine(case: Case) -> Play:
    from sim.measures.counting.counter import Counter
    from sim.measures.counting.measure_spec import measure_spec
    from sim.model.engine import simulate

    plan, seed, asked = case.plan, case.seed, measure_spec(case.spec, case.plan)

    def play(replication: int) -> Any:
        log, counter = simulate(plan, seed, replication), Counter(asked)
        counter.add_log(log)
        return log, counter.result().tallies[0]

    return play


def _compiled_engine(case: Case) -> Play:
    from sim.kernel.engine import run
    from sim.kernel.packing.pack import pack
    from sim.kernel.workspace import Workspace
    from sim.measures.counting.counter import Counter
    from sim.measures.counting.measure_spec import measure_spec

    packed, seed = pack(case.plan), case.seed
    work, counter = Workspace(packed, log=False), Counter(measure_spec(case.spec, case.plan))

    def play(replication: int) -> Any:
        run(work, packed, seed, replication)
        counter.add_work(work)
        return replication, counter.latest

    return play


def _compiled_counts(case: Case, played: Any) -> Counts:
    from sim.kernel.engine import simulate

    replication, tallied = played
    return of_log(case, (simulate(case.plan, case.seed, replication), tallied))


def _idiomatic(case: Case) -> Play:
    from benchmarks.idiomatic.play import play

    plan, seed = case.plan, case.seed
    return lambda replication: play(plan, seed, replication)


def _beyond_the_city(case: Case) -> str | None:
    from benchmarks.played import unplayed

    return ", ".join(unplayed(case.plan)) or None


def _resource(case: Case) -> Play:
    from benchmarks.packages.simpy_resource import play
    from benchmarks.packages.stations import stations

    line, horizon = stations(case.plan)
    return lambda replication: play(line, horizon, f"{case.seed}/{replication}")


def _ciw(case: Case) -> Play:
    from benchmarks.packages.ciw_network import play
    from benchmarks.packages.stations import stations

    line, horizon = stations(case.plan)
    return lambda replication: play(line, horizon, case.seed + replication)


def _ciw_counts(case: Case, played: Any) -> Counts:
    from benchmarks.packages.ciw_network import outcome
    from benchmarks.packages.stations import stations

    return of_line(case, outcome(played, stations(case.plan)[0]))


def _salabim(case: Case) -> Play:
    from benchmarks.packages.salabim_components import play
    from benchmarks.packages.stations import stations

    line, horizon = stations(case.plan)
    return lambda replication: play(line, horizon, case.seed + replication)


def _not_reduced(case: Case) -> str | None:
    from benchmarks.packages.stations import refusal

    return refusal(case.plan)


ENGINE = Entry(
    "SimPy engine",
    "sim.model: the whole model, keyed draws, a log of every event, and its tally",
    _simpy_engine,
    of_log,
)
COMPILED = Entry(
    "compiled engine",
    "sim.kernel: the same model compiled, the same draws, and its tally",
    _compiled_engine,
    _compiled_counts,
    absent=_missing("numba"),
)
IDIOMATIC = Entry(
    "idiomatic SimPy",
    "what a competent user would write: draws from `random`, monthly levels, lists of waits",
    _idiomatic,
    of_records,
    refusal=_beyond_the_city,
)
RESOURCE = Entry(
    "SimPy Resource",
    "as SimPy's manual teaches it; reduced model: one park, one unit a request, no dates",
    _resource,
    of_line,
    refusal=_not_reduced,
)
CIW = Entry(
    "Ciw",
    "a network of nodes with reneging; reduced model",
    _ciw,
    _ciw_counts,
    absent=_missing("ciw"),
    refusal=_not_reduced,
)
SALABIM = Entry(
    "salabim",
    "components that request resources, monitors on; reduced model",
    _salabim,
    of_line,
    absent=_missing("salabim"),
    refusal=_not_reduced,
)

CPP = Entry(
    "C++",
    "the compiled engine's algorithm in C++ (benchmarks/cpp), with its records",
    cplusplus.prepare,
    None,
    absent=cplusplus.absent,
    refusal=_beyond_the_city,
)

ENTRIES = (COMPILED, ENGINE, IDIOMATIC, RESOURCE, CIW, SALABIM, CPP)
REFERENCE = IDIOMATIC
"""What the others are compared with."""


def named(name: str) -> Entry:
    """Return the entry of a name."""
    return next(entry for entry in ENTRIES if entry.name == name)
