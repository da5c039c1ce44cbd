"""One case, every entry that can play it, timed in turn: the rows that most tables are made of."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from benchmarks.cases import Case
from benchmarks.entries import ENTRIES, REFERENCE, Entry
from benchmarks.timing import Brake, RefusedError, Sample, interleaved, ratios, spread
from sim.scenario.errors import ScenarioError


@dataclass(frozen=True)
class Timed:
    """How long the entries took for a case."""

    case: Case
    samples: dict[str, Sample]
    reasons: dict[str, str]
    """Why an entry that could have did not play, by name: for its cell."""
    refusals: tuple[str, ...] = ()
    """What those said that refused: for a note."""

    def each(self, name: str, factor: float = 1.0) -> str:
        """Return processor seconds of a replication times a factor, or why there are none."""
        if name in self.samples and factor:
            return spread(self.samples[name].cpu, factor)
        return self.reasons.get(name, "-")

    def speed(self, name: str) -> list[float]:
        """Return how many times as fast as the reference, round by round."""
        return ratios(self.samples[REFERENCE.name].cpu, self.samples[name].cpu)

    def versus(self, name: str) -> str:
        """Return the speed beside the reference as text."""
        there = name in self.samples and REFERENCE.name in self.samples
        return f"{spread(self.speed(name))}" if there else "-"


def time_case(case: Case, rounds: int, brake: Brake, size: float = 1.0, warm: bool = True) -> Timed:
    """Time all entries on a case, but those that cannot play it or would take too long.

    `size` says how large the case is beside the others that `brake` has seen.
    """
    reasons, plays, refusals = {}, {}, list[str]()
    for entry in ENTRIES:
        try:
            if not entry.obstacle(case):
                reason = brake.holds(entry.name, size)
                if reason is None:
                    plays[entry.name] = entry.prepare(case)
                else:
                    reasons[entry.name] = reason
        except ScenarioError as error:
            reasons[entry.name] = "refused"
            problem = error.problems[0]
            refusals.append(f"Refused, {case.name}: {problem.code}, {problem.says.en}.")
        except RefusedError as error:
            reasons[entry.name] = "refused"
            refusals.append(f"Refused by {entry.name}, {case.name}: {error}.")
    samples = interleaved(plays, rounds, warm)
    for name, sample in samples.items():
        brake.note(name, size, median(sample.cpu))
    return Timed(case, samples, reasons, tuple(dict.fromkeys(refusals)))


def events(case: Case) -> int:
    """Return how many events replication 0 has: the rows of our log, the same for every entry."""
    from sim.model.engine import simulate

    return len(simulate(case.plan, case.seed, 0).rows)


def players(timed: list[Timed]) -> list[Entry]:
    """Return the entries that played at least one of some cases."""
    return [entry for entry in ENTRIES if any(entry.name in one.samples for one in timed)]
