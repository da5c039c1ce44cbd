"""Closer looks: each measures what the table does not show, and returns a table of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.cases import SUPPLIES, Case, first_year, reduced, waiting, whole
from benchmarks.child import in_child
from benchmarks.compare import Timed, events, players, time_case
from benchmarks.entries import REFERENCE
from benchmarks.table import table
from benchmarks.timing import Brake, Measured, figure, spread

LEFT_OUT = "In brackets: expected from the smaller sizes and left out (--limit)."


@dataclass(frozen=True)
class Effort:
    """How much to measure."""

    quick: bool
    limit: float
    """Seconds that one replication, or a run of many, may be expected to take."""

    def rounds(self, full: int) -> int:
        """Return how many rounds to play where a full run plays `full`."""
        return max(1, full // 3) if self.quick else full


def speed(effort: Effort) -> str:
    """The city: seconds, replications and events a second, memory."""
    note = "The city at its central values, one thread."
    return _entries("Speed on the city", note, whole(), "whole()", effort, 7)


def packages(effort: Effort) -> str:
    """The reduced model: other packages too."""
    note = (
        "The reduced model (reduced.yaml): one park, one type of space for each of four stages, "
        "requests of one unit, exponential laws, patience; no dates, routes, fit-out, expansion or "
        "opening tenants. It is the part that all of these express alike."
    )
    text = _entries("The reduced model", note, reduced(), "reduced()", effort, 7)
    if effort.quick:
        return text
    title = "The reduced model, three times as large"
    large = _entries(title, "", reduced(3), "reduced(companies=3)", effort, 3)
    return f"{text}\n{large}"


def _entries(title: str, note: str, case: Case, words: str, effort: Effort, rounds: int) -> str:
    timed = time_case(case, effort.rounds(rounds), Brake(effort.limit))
    happened = events(case)
    rows = []
    for entry in players([timed]):
        sample = timed.samples[entry.name]
        each = median(sample.cpu)
        peak = "-"
        if entry.counts and not effort.quick:  # a process of its own costs seconds
            peak = f"{in_child('memory', entry.name, words, '2')['peak']:.0f}"
        speeds = (figure(1 / each), figure(happened / each), timed.versus(entry.name))
        rows.append([entry.name, spread(sample.cpu), spread(sample.wall), *speeds, peak])
    notes = list[str]()
    if note:
        notes = [note, "Events are the rows of our log of replication 0, for all entries alike."]
        notes += [f"{entry.name}: {entry.about}." for entry in players([timed])]
    header = [f"{case.name}, {happened:,} events", "CPU s", "wall s", "replications/s", "events/s"]
    return table(title, notes, [*header, f"× {REFERENCE.name}", "peak MB"], rows)


def companies(effort: Effort) -> str:
    """Growth with companies: arrivals, stock and supply all scale."""
    note = "CPU seconds of a replication; arrivals, stock and supply scale alike."
    year = [(k, first_year(k)) for k in ((1, 3) if effort.quick else (1, 10, 50))]
    late = _growth(
        "Growth with companies, the first year alone",
        f"{note} A future has room for three million requests, so not for × 100.",
        year,
        effort,
    )
    if effort.quick:
        return late
    whole_clock = [(k, whole(companies=k)) for k in (1, 3, 10)]
    return f"{_growth('Growth with companies', note, whole_clock, effort)}\n{late}"


def parks(effort: Effort) -> str:
    """Growth with parks: every park split evenly, companies as they are."""
    cases = [(7 * n, whole(parks=n)) for n in ((1, 2) if effort.quick else (1, 2, 4, 8))]
    return _growth("Growth with parks", "CPU seconds of a replication.", cases, effort)


def _growth(title: str, note: str, cases: Sequence[tuple[int, Case]], effort: Effort) -> str:
    brake, found = Brake(effort.limit), list[Timed]()
    for i, (size, case) in enumerate(cases):
        # Large cases take long, and differ less from round to round.
        rounds = effort.rounds(3) if size < 10 * cases[0][0] else 1
        found.append(time_case(case, rounds, brake, size, warm=i == 0))
    who = players(found)
    rows = [[one.case.name, *(one.each(entry.name) for entry in who)] for one in found]
    notes = [note, LEFT_OUT, *(said for one in found for said in one.refusals)]
    return table(title, notes, ["case", *(entry.name for entry in who)], rows)


def lists(effort: Effort) -> str:
    """Growth of the waiting lists: microseconds an event, by supply, queue and companies."""
    sizes = (1, 3) if effort.quick else (1, 3, 10, 100)
    found = []
    for supply in SUPPLIES:
        for queue in ("strict", "backfill"):
            brake = Brake(effort.limit)
            for size in sizes:
                rounds = effort.rounds(3) if size < 10 else 1
                timed = time_case(waiting(supply, queue, size), rounds, brake, size, size == 1)
                found.append((timed, *_length(timed)))
                for sample in timed.samples.values():
                    sample.last = None  # logs are large
    who = players([timed for timed, _, _ in found])
    rows = []
    for timed, happened, left in found:
        cells = [timed.each(entry.name, 1e6 / happened if happened else 0.0) for entry in who]
        rows.append([timed.case.name, figure(happened) if happened else "-", left, *cells])
    note = (
        "CPU microseconds an event (waiting.yaml): 14 parks, of which a company looks at three and "
        "after three months at all; supply 130%, 100% and 25% of what would be leased."
    )
    header = ["supply, queue, companies", "events", "waiting at the end"]
    return table(
        "Growth of waiting lists", [note, LEFT_OUT], [*header, *(e.name for e in who)], rows
    )


def _length(timed: Timed) -> tuple[int, str]:
    """Return the events of the last replication and how many wait at its end; 0 for unknown."""
    from sim.model.log import Log, What

    happened = 0
    for sample in timed.samples.values():
        match sample.last:
            case Log() as log, _:
                kinds = log.rows[:, 1].tolist()
                left = kinds.count(What.ASKED) - kinds.count(What.GRANTED) - kinds.count(What.LOST)
                return len(kinds), figure(left)
            case Measured() as measured:
                happened = measured.events
    return happened, "-"


def cluster(effort: Effort) -> str:
    """A Dask cluster: what a job costs whom, and what follows for a thousand cores."""
    from importlib.util import find_spec

    if not find_spec("distributed"):
        return "The cluster is left out: distributed is not installed\n"
    from benchmarks.cluster import measure

    return measure(effort.quick)


def language(effort: Effort) -> str:
    """The parts of the language: the baseline with each and without it."""
    from benchmarks.parts import measure

    return measure(effort.rounds(15))


Look = Callable[[Effort], str]
LOOKS: dict[str, Look] = {
    look.__name__: look for look in (speed, packages, companies, parks, lists, language, cluster)
}
