"""What a type checker knows of the public API; never run, mypy reads it in `python3 dev check`."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import pandas as pd
from matplotlib.axes import Axes

import sim
from sim.api.grounding import Grounding
from sim.experiments.compare.answer import CompareAnswer
from sim.experiments.decide.answer import DecideAnswer
from sim.experiments.diff.finding import DiffFinding
from sim.experiments.discover.answer import DiscoverAnswer
from sim.experiments.explain.answer import ExplainAnswer
from sim.experiments.finding import Finding
from sim.experiments.map.answer import MapAnswer
from sim.experiments.optimise.answer import OptimiseAnswer
from sim.experiments.overview.answer import OverviewAnswer
from sim.experiments.past.answer import PastAnswer
from sim.experiments.required.answer import RequiredAnswer
from sim.experiments.sensitivity.answer import SensitivityAnswer
from sim.experiments.sweep.answer import SweepAnswer
from sim.measures.verdict.verdict import Verdict
from sim.plots.style import Panels, Style


def a_notebook(folder: Path) -> None:
    """First steps, with the type of each thing that it holds."""
    scenario = sim.Scenario.load("baseline")
    assert_type(scenario.with_({"clock.end": "2030-12"}), sim.Scenario)
    assert_type(scenario.grounding, Grounding | None)
    run = scenario.run(replications=4)
    assert_type(run, sim.Run)
    assert_type(run.verdict, Verdict)
    assert_type(run.indicators, pd.DataFrame)
    assert_type(run.series, pd.DataFrame)
    assert_type(run.levels(["2028"]), pd.DataFrame)
    assert_type(run.save(folder), Path)
    assert_type(sim.read_table(folder, "series"), pd.DataFrame)
    assert_type(run.figures.balance(), Panels)
    assert_type(run.figures.balance()["pilot"], Axes)
    assert_type(sim.style(), Style)
    with sim.style() as colours:
        assert_type(colours.supply, str)


def the_questions(base: sim.Scenario, other: sim.Scenario, runner: sim.JobRunner) -> None:
    """Each verb gives a finding of its own answer."""
    assert_type(sim.backtest(base, "shanghai"), Finding[PastAnswer])
    assert_type(sim.calibrate(base, "shanghai", runner=runner), Finding[PastAnswer])
    assert_type(sim.compare(base, other), Finding[CompareAnswer])
    assert_type(sim.decide(base, other), Finding[DecideAnswer])
    assert_type(sim.diff("latest", "baseline"), DiffFinding)
    assert_type(sim.discover(base, "idle_holds == 0"), Finding[DiscoverAnswer])
    assert_type(sim.explain(base, "newcomers#1"), Finding[ExplainAnswer])
    assert_type(sim.map(base, "a", "b"), Finding[MapAnswer])
    assert_type(sim.optimise(base), Finding[OptimiseAnswer])
    assert_type(sim.overview(base, other), Finding[OverviewAnswer])
    assert_type(sim.required(base, "lab"), Finding[RequiredAnswer])
    assert_type(sim.sensitivity(base), Finding[SensitivityAnswer])
    swept = sim.sweep(base, {"clock.end": ["2030-12"]})
    assert_type(swept, Finding[SweepAnswer])
    assert_type(swept.answer, SweepAnswer)
    assert_type(swept.figures(), list[Panels])
    assert_type(swept.screen("zh"), str)
