"""What is known of works under way at the start, against the closed form of their laws."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.cli import main
from sim.draws.forecast import DRAWS, UnderWay, opening, under_way
from sim.model.engine import simulate
from sim.model.log import What
from sim.scenario.errors import ScenarioError
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

TOWN = Path(__file__).parents[1] / "api" / "town.yaml"
LISTED: dict[str, Any] = {
    "area": "1000 m²",
    "basis": "lettable",
    "parks": {"east": "100%"},
    "mix": {"lab": "100%"},
    "lettable": "100%",
}


def plan(**supply: Any) -> Plan:
    blocks = {name: {**LISTED, **block} for name, block in supply.items()}
    changes = {"clock.start": "2024-01", "supply": blocks}
    return compile_plan(load(TOWN, changes=[changes]).spec)


def known(**block: Any) -> UnderWay:
    (found,) = under_way(plan(halfway=block))
    assert found.project == "halfway"
    return found


def test_begun_ten_months_ago_and_built_in_8_to_24() -> None:
    """An even law: 14 of 16 months are left, and the opening lies evenly over 14 months."""
    found = known(start="2023-03", construction={"uniform": ["8 months", "24 months"]})
    left = stats.binom(DRAWS, 14 / 16)
    assert left.ppf(1e-4) <= found.left * DRAWS <= left.isf(1e-4)
    error = 14 / 12**0.5 / DRAWS**0.5
    assert found.mean / MONTH == pytest.approx(7.0, abs=4 * error)
    assert (found.p10 / MONTH, found.p90 / MONTH) == pytest.approx((1.4, 12.6), abs=1.0)


def test_what_a_list_of_projects_knew() -> None:
    """Begun on 20 November 2021: what takes 17 months is delivered, what takes 20 to 40 is not."""
    begun = {"start": "2021-11-20"}
    with pytest.raises(ScenarioError) as raised:
        plan(halfway={**begun, "construction": "17 months"})
    assert [(p.code, p.path) for p in raised.value.problems if p.is_error] == [
        ("E505", "supply.halfway.start")
    ]
    law = ["20 months", "26 months", "40 months"]
    passed = 25 + 11 / 30
    left = stats.triang(6 / 20, loc=20, scale=20).sf(passed)
    found = known(**begun, construction={"triangular": law})
    assert found.left == pytest.approx(left, abs=0.07)
    assert 0 < found.p10 < found.mean < found.p90 < (40 - passed) * MONTH


def test_what_cannot_be_open_is_not_told() -> None:
    assert under_way(plan(later={"start": "2024-03", "construction": "1 month"})) == ()
    assert under_way(plan(long={"start": "2023-03", "construction": "11 months"})) == ()
    assert under_way(plan(listed={"opens": "2024-06"})) == ()


def test_a_completion_that_lies_behind() -> None:
    found = known(opens="2023-07", slip={"exponential": "5 months"})
    assert found.left == pytest.approx(np.exp(-6 / 5), abs=0.1)
    assert found.mean / MONTH == pytest.approx(5.0, abs=1.0)


def test_what_stops_for_good_is_not_in_the_mean() -> None:
    """Begun two years ago, a tenth never opens: the others lie evenly over 12 months."""
    law = {"uniform": ["12 months", "36 months"]}
    stops = {"start": "2022-01", "construction": law, "suspension": {"chance": "10%"}}
    found = known(**stops)
    assert found.left == pytest.approx(0.55, abs=0.09)
    assert found.mean / MONTH == pytest.approx(6.0, abs=0.8)
    for chance in ("99.95%", "100%"):
        assert under_way(plan(halfway={**stops, "suspension": {"chance": chance}})) == ()


@pytest.mark.parametrize("replication", range(5))
def test_it_is_what_the_engine_draws(replication: int) -> None:
    """Start, lead, rest, slips and lag: with seed 0 the engine's log has the same opening."""
    span = {"uniform": ["1 month", "12 months"]}
    block = {
        "start": {"between": ["2023-03", "2023-06"]},
        "lots": 2,
        "lead": {"uniform": ["0 months", "2 months"]},
        "construction": {"triangular": ["3 months", "6 months", "20 months"]},
        **dict.fromkeys(("slip", "slip_common", "lag"), span),
        "suspension": {"chance": "50%", "resume": "3 months"},
    }
    made = plan(halfway=block)
    rows = simulate(made, 0, replication).rows
    told = {made.entities[r[2]]: r[10] for r in rows.tolist() if r[1] == What.CONSTRUCTION}
    assert told == {lot.id: opening(lot, replication, known=True) for lot in made.lots}


def test_check_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.dumps(LISTED, ensure_ascii=False).strip("{}")
    law = "{uniform: [8 months, 24 months]}"
    hall = f"supply.hall={{{listed}, start: 2023-03, construction: {law}}}"
    sets = ["--set", "clock.start=2024-01", "--set", hall]
    main(["check", str(TOWN), *sets, "--lang", "en"])
    assert "works under way that might be open by now" in capsys.readouterr().out
    main(["check", str(TOWN), *sets, "--json"])
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["under_way"]["hall"]["mean"].startswith("2024-")
