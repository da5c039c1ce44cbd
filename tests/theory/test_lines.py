"""Firms with several lines in one space: who goes on, and what floor they hold, in closed form.

With n lines of success s a firm goes on with probability 1 − (1 − s)ⁿ, and n·s lines do. At the
same rate of firms all later flows are E[n] times as large, as they are in `test_thinning`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.measures.counting.counts import FLOW
from sim.measures.counting.levels import POOL
from sim.model.log import Log
from sim.scenario.plan.balance import balance
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.opening import flows, leased_a_year
from sim.scenario.values.dates import MONTH
from tests.logs import tallied
from tests.play import play, scenario
from tests.theory.sampling import column, near

HERE = Path(__file__).parent
RATE, SUCCESS, NUMBER = 6.0, 0.6, 2.4
FEW, MORE = 0.6, 0.4
"""Shares of firms with two lines and with three."""
FIRMS = FEW * (1 - 0.4**2) + MORE * (1 - 0.4**3)
"""Share of firms that go on."""


def counts(log: Log) -> np.ndarray:
    """Recorded by flow: in research, in the trial."""
    return tallied(log).flows.sum(axis=(0, 2))


def test_lines_part_and_firms_go_on() -> None:
    spec = scenario(HERE / "chain.yaml", {"stages.research.lines": {"number": NUMBER}})
    found = column(play(spec, counts))
    plan = compile_plan(spec)
    research, trial = (plan.stages.index(stage) for stage in ("research", "trial"))
    of = {name: found[..., FLOW.index(name)] / (plan.months - 24) for name in FLOW}
    near("firms that go on", of["succeeded"][:, research], RATE * FIRMS)
    near("firms that fail", of["failed"][:, research], RATE * (1 - FIRMS))
    lines = NUMBER * SUCCESS - FIRMS
    near("lines that part", of["lines"][:, trial], RATE * lines)
    near("lines that come to the trial", of["elsewhere"][:, trial] / 0.1, RATE * NUMBER * SUCCESS)
    assert not of["lines"][:, research].any()


LABS = {
    "stages.research": {
        "space": "lab",
        "basis": "lettable",
        "area": "8 m²",
        "success": "50%",
        "fit_out": "1 month",
        "lines": {"number": 2.5, "area": "50%"},
    },
    "stages.make.area": "2 m²",
    # Leases are 1 + 50 % × 1.5 = 1.75 times as large, and 34 firms are in the laboratories; 7.5 a
    # month end. Of two lines 75 % go on, 1.5 times as large, of three 87.5 %, twice as large: on
    # average 1.4375. 80 % of them hold on for two months: 8 m² × (1.75 × 34 + 1.4375 × 12) = 614.
    "stock.lab.occupied": "30.7%",
    # 2.5 times as many plants: 65 of 2 m².
    "stock.plant.occupied": "6.5%",
}


def leased(log: Log) -> np.ndarray:
    return tallied(log).pools[POOL.index("leased")] / MONTH


def test_a_stationary_city_of_firms_stays_stationary() -> None:
    spec = scenario(HERE / "stationary.yaml", LABS)
    for of_type in balance(compile_plan(spec)):
        assert abs(of_type.in_use / of_type.leased - 1) < 1e-3, of_type
    found = column(play(spec, leased))
    labs, plants = found[..., :2].sum(axis=2), found[..., 2:].sum(axis=2)
    for month in (0, 1, 3, 6, 12, 23):
        near(f"labs in month {month}", labs[:, month], 614)
        near(f"plants in month {month}", plants[:, month], 130)


def test_flows_of_the_opening_under_growth() -> None:
    """Who leases takes all lines on, who is housed or outsources one; cohorts shrink by route."""
    growing = {"opening.growth": "30% per year", "stages.research.route": {"housed": "20%"}}
    lines = {"stages.research.lines": {"number": NUMBER}}
    path = HERE / "chain.yaml"
    one, many = (compile_plan(scenario(path, growing | more)) for more in ({}, lines))
    rates = [flows(plan.streams, plan.chains)[0, 1] for plan in (one, many)]
    # without fit-out all routes take the same time
    assert rates[1] / rates[0] == np.float64(0.2 + 0.8 * NUMBER)


def test_floor_a_year_is_of_lines_and_of_firms() -> None:
    """Firms ask for laboratories, 1.56 times as large; lines for plants, 2.4 times as many."""
    lines = {"stages.research.lines": {"number": NUMBER, "area": "40%"}}
    one, many = (compile_plan(scenario(HERE / "chain.yaml", more)) for more in ({}, lines))
    for space, times in (("lab", 1 + 0.4 * 1.4), ("plant", NUMBER)):
        rank = [one.spaces.index(space)]
        np.testing.assert_allclose(leased_a_year(many, rank), times * leased_a_year(one, rank))
