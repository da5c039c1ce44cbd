"""Where the time of `zhizao run` goes, from the first import to the printed verdict."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter


def phases(replications: int, folder: Path) -> dict[str, float]:
    """Run the baseline on one processor, printing as the command does; return seconds by phase."""
    times: dict[str, float] = {}
    last = perf_counter()

    def lap(phase: str) -> None:
        nonlocal last
        now = perf_counter()
        times[phase] = times.get(phase, 0.0) + now - last
        last = now

    from benchmarks.cases import BASELINE
    from sim.api.results import large_tables, tables
    from sim.api.run import Run
    from sim.api.scenario import Scenario
    from sim.kernel.engine import run as play
    from sim.kernel.packing.pack import Packed, pack
    from sim.kernel.workspace import Workspace
    from sim.measures.counting.counter import Counter
    from sim.measures.counting.measure_spec import measure_spec
    from sim.report.verdict_screen import screen
    from sim.runs.settings import Plans, Settings

    lap("imports")
    scenario = Scenario.load(BASELINE)
    lap("loading and checking")
    settings = Settings(scenario.spec.seed)
    plans = Plans(scenario.spec, settings)
    counter = Counter(measure_spec(scenario.spec, plans(0)))
    packed: Packed | None = None
    work: Workspace | None = None
    for replication in range(replications):
        plan = plans(replication)
        lap("drawing ranges, plans")
        if packed is None or packed.plan is not plan:
            packed = pack(plan)
        if work is None:
            work = Workspace(packed, log=False)
        lap("packing")
        play(work, packed, settings.seed, replication)
        lap("engine" if replication else "loading machine code, first replication")
        counter.add_work(work)
        lap("tallies" if replication else "loading machine code, first replication")
    counts = counter.result()
    run = Run(scenario, settings, counts.tallies, counts.pooled, 0.0)
    answer = run.verdict
    lap("measures, verdict")
    for _, write in (*tables(run), *large_tables(run)):
        write(folder)
    lap("tables")
    run.figures.save(folder / "figures", "both")
    lap("figures")
    print(screen(answer))
    lap("printing")
    return times
