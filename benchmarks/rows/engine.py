"""Rows of the engine: replications of the city, timed within this process."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from time import perf_counter, process_time
from typing import Any

from benchmarks import cplusplus
from benchmarks.cases import Case, whole
from benchmarks.entries import COMPILED, CPP, IDIOMATIC
from benchmarks.rows.bench import Bench
from benchmarks.rows.figure import Figure
from benchmarks.timing import interleaved, ratios


def cpp(bench: Bench) -> list[Figure]:
    """A replication of the compiled engine ÷ the C++ program, which counts the same.

    Its records have all that the tally has of the city, and the economy's accounts. What is
    not compiled of ours is in the time of everything together alone.
    """
    if reason := CPP.absent():
        return [Figure("loop + tally ÷ C++", [], missing=reason)]
    case = whole()
    plays = _parts(case)
    plays |= {"C++": CPP.prepare(case), "C++ loop": cplusplus.prepare(case, "--bare")}
    samples = interleaved(plays, bench.rounds(24))
    took = {name: sample.cpu for name, sample in samples.items()}
    counted = [a + b for a, b in zip(took["loop"], took["tally"], strict=True)]
    everything = [a + b for a, b in zip(took["loop"], took["kept"], strict=True)]
    return [
        Figure("loop + tally ÷ C++", ratios(counted, took["C++"]), "1.8", 1.2),
        Figure("loop ÷ C++ that counts nothing", ratios(took["loop"], took["C++ loop"])),
        Figure("loop, tally, hand-over ÷ C++", ratios(everything, took["C++"])),
        Figure("loop, ms CPU", [1000 * s for s in took["loop"]], "7.7"),
        Figure("tally, ms CPU", [1000 * s for s in took["tally"]], "1.1"),
        Figure("tally and hand-over, ms CPU", [1000 * s for s in took["kept"]], "3.3"),
        Figure("C++, ms CPU", [1000 * s for s in took["C++"]]),
    ]


def _parts(case: Case) -> dict[str, Callable[[int], Any]]:
    """Return what plays a replication, what counts the one played last, what keeps its tally."""
    from sim.kernel.engine import run
    from sim.kernel.packing.pack import pack
    from sim.kernel.workspace import Workspace
    from sim.measures.counting.counter import Sums
    from sim.measures.counting.measure_spec import measure_spec

    packed = pack(case.plan)
    work = Workspace(packed, log=False)
    sums = Sums(case.plan, measure_spec(case.spec, case.plan))
    return {
        "loop": lambda replication: run(work, packed, case.seed, replication),
        "tally": lambda replication: sums.add_up(work),
        "kept": lambda replication: sums.tally(work),
    }


def simpy(bench: Bench) -> list[Figure]:
    """The compiled engine, all that a run keeps handed over, × the idiomatic SimPy program."""
    case = whole()
    plays = {entry.name: entry.prepare(case) for entry in (COMPILED, IDIOMATIC)}
    samples = interleaved(plays, bench.rounds(16))
    ours, theirs = samples[COMPILED.name].cpu, samples[IDIOMATIC.name].cpu
    return [
        Figure("compiled engine × idiomatic SimPy", ratios(theirs, ours), "34", at_least=70),
        Figure("compiled engine, ms CPU", [1000 * seconds for seconds in ours], "12.9"),
    ]


def tenfold(bench: Bench) -> list[Figure]:
    """Ten times the companies, stock and supply ÷ once."""
    plays = {str(size): COMPILED.prepare(whole(companies=size)) for size in (1, 10)}
    samples = interleaved(plays, bench.rounds(12))
    grown = ratios(samples["10"].cpu, samples["1"].cpu)
    return [Figure("10 × companies ÷ the city", grown, "14", 12)]


_EACH = 20
"""Replications that are timed together."""


def ranged(bench: Bench) -> list[Figure]:
    """A replication with its ranges drawn ÷ one at central values, both per log row."""
    plays = {central: _player(central) for central in (True, False)}
    each: dict[bool, list[float]] = {True: [], False: []}
    for number in range(bench.rounds(12) + 1):
        replications = range(_EACH * number, _EACH * (number + 1))
        for central in (True, False)[:: 1 if number % 2 == 0 else -1]:
            each[central].append(plays[central](replications))
    drawn, held = each[False][1:], each[True][1:]  # the first warms up
    return [
        Figure("ranges drawn ÷ at central values", ratios(drawn, held), "1.28", 1.05),
        Figure("ranges drawn, ns CPU a log row", [1e9 * seconds for seconds in drawn]),
    ]


def _player(central: bool) -> Callable[[Sequence[int]], float]:
    """Return what plays replications on one thread as a run does: CPU seconds a log row."""
    from sim.measures.counting.counter import Counter
    from sim.measures.counting.measure_spec import measure_spec
    from sim.runs.player import Player
    from sim.runs.settings import Settings

    spec, seed = whole().spec, whole().seed
    player = Player(spec, Settings(seed, central=central), "compiled")
    asked = measure_spec(spec, player.plans(0))

    def play(replications: Sequence[int]) -> float:
        counter, began = Counter(asked), process_time()
        player.play(replications, counter)
        took = process_time() - began
        return took / sum(tally.events for tally in counter.result().tallies)

    return play


_MANY = 200
"""Replications of a run on one thread and on two."""


def threads(bench: Bench) -> list[Figure]:
    """Two threads on a run with ranges: speed-up ÷ that of two separate C++ processes."""
    if reason := CPP.absent():
        return [Figure("two threads ÷ two C++ processes", [], missing=reason)]
    words = [*cplusplus.command(whole()), "0", str(_MANY)]
    _run_on(1)
    ours, theirs = list[float](), list[float]()
    for _ in range(bench.rounds(8)):
        alone, alike = _run_on(1), _at_once(words, 1)
        ours.append(alone / _run_on(2))
        theirs.append(2 * alike / _at_once(words, 2))
    return [
        Figure("two threads ÷ two C++ processes", ratios(ours, theirs), "0.72", at_least=0.95),
        Figure("two threads × one", ours, "1.36"),
        Figure("two C++ processes × one", theirs, "1.89"),
    ]


def _run_on(workers: int) -> float:
    """Return the wall seconds of a run with ranges on so many threads, without verdict."""
    from functools import partial

    from sim.measures.counting.counter import Counter
    from sim.measures.counting.measure_spec import measure_spec
    from sim.runs.replicate import collected
    from sim.runs.settings import Settings

    spec, seed = whole().spec, whole().seed
    collect = partial(Counter, measure_spec(spec, whole().plan))
    began = perf_counter()
    for _ in collected(spec, Settings(seed), range(_MANY), collect, workers, engine="compiled"):
        pass
    return perf_counter() - began


def _at_once(words: Sequence[str], count: int) -> float:
    """Return the wall seconds of a command run so many times at once."""
    began = perf_counter()
    processes = [subprocess.Popen(words, stdout=subprocess.DEVNULL) for _ in range(count)]
    if sum(abs(process.wait()) for process in processes):
        raise RuntimeError(f"{' '.join(words)} failed")
    return perf_counter() - began
