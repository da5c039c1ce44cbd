"""Where the time of `zhizao run` goes, from the first import to the printed verdict."""

from __future__ import annotations

import gc
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
    from sim.api.results import _tables
    from sim.api.run import Run
    from sim.api.scenario import Scenario
    from sim.measures.screen import screen
    from sim.measures.tally import tally
    from sim.model.engine import simulate
    from sim.runs.settings import Settings, plan_of

    lap("imports")
    scenario = Scenario.load(BASELINE)
    lap("loading and checking")
    settings = Settings(scenario.spec.seed)
    tallies = []
    for replication in range(replications):
        # As in a run, two replications share a plan.
        if replication % 2 == 0:
            plan = plan_of(scenario.spec, settings, replication)
            lap("drawing ranges, plans")
        gc.disable()
        played = simulate(plan, settings.seed, replication)
        lap("engine")
        tallies.append(tally(played, plan))
        lap("tallies")
        gc.collect(0)
        gc.enable()
        lap("garbage of the engine")
    run = Run(scenario, settings, tuple(tallies), 0.0)
    answer = run.verdict
    lap("measures, verdict")
    _tables(run, folder, False)
    lap("tables")
    run.figures.save(folder / "figures", "both")
    lap("figures")
    print(screen(answer))
    lap("printing")
    return times
