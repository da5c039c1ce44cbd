"""What closures free and what tenants give back, by month and year."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.api.scenario import Scenario
from sim.measures.tables.summary import summary

TINY = Path(__file__).parents[1] / "scenarios" / "tiny"


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_what_is_freed_early_is_told_by_month_and_type(engine: str) -> None:
    """By the logs of the tiny scenarios."""
    for name, amounts in (
        ("closes", {("closed_area", 0, "lab"): 100, ("closed_area", 0, "factory"): 80,
                    ("closed_area", 2, "lab"): 60, ("closed_area", 2, "factory"): 80}),
        ("gives-back", {("given_back", 0, "lab"): 30 + 29, ("given_back", 2, "factory"): 200}),
    ):  # fmt: skip
        run = Scenario.load(TINY / f"{name}.yaml").run(replications=1, engine=engine)
        told = run.series.melt(["month", "space"], ["closed_area", "given_back"])
        told = told[told["value"] > 0]
        months = told["month"].dt.month - 1
        keys = zip(told["variable"], months.tolist(), told["space"].tolist(), strict=True)
        assert dict(zip(keys, told["value"].tolist(), strict=True)) == amounts
        years = summary(run.tallies, run.plan)
        city = years.query("park == 'all' and measure in ('closed_area', 'given_back')")
        assert city["mean"].sum() == sum(amounts.values())


def test_where_nothing_is_freed_early_nothing_is_told() -> None:
    run = Scenario.load(TINY / "keep-then-fail.yaml").run(replications=1)
    assert not {"closed_area", "given_back"} & set(run.series.columns)
