"""What the economy of a scenario may and may not depend on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.draws.worlds import Worlds
from sim.measures.counting.levels import POOL
from sim.measures.economy.yearly import economy
from sim.measures.verdict.verdict import verdict
from sim.model.engine import simulate
from sim.runs.settings import Plans, Settings
from sim.scenario.plan.compile import turns
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from tests.logs import tallied
from tests.play import scenario

TOWN = Path(__file__).parents[1] / "theory" / "stationary.yaml"
ECONOMY = {
    "output": {
        "plant": {
            "density": {"value": "1000 元/m²", "range": ["500 元/m²", "2000 元/m²"]},
            "basis": "lettable",
            "ramp": {"value": "5 months", "range": ["3 months", "9 months"]},
        }
    },
    "rent": {"lab": {"rate": "10 元/m²/月", "basis": "lettable"}},
    "vacancy": {"lab": {"cost": "1 元/m²/月", "basis": "lettable"}},
    "tax": "7%",
}
DENSITY = "economy.output.plant.density"
RAMP = "economy.output.plant.ramp"
COUNT = 6


def town(changes: dict[str, object] | None = None) -> Spec:
    return scenario(TOWN, {"economy": ECONOMY, **(changes or {})})


def played(spec: Spec, held: dict[str, float] | None = None):
    """Tallies and lines of a few replications, their logs, and the plan of the first."""
    plans = Plans(spec, Settings(spec.seed, held=held or {}))
    logs = [simulate(plans(number), spec.seed, number) for number in range(COUNT)]
    tallies = [replace(tallied(log), replication=i) for i, log in enumerate(logs)]
    return tallies, economy(tallies, logs[0].plan), logs


def test_without_an_economy_the_log_and_the_verdict_are_the_same() -> None:
    with_it, bare = town(), scenario(TOWN)
    one, _, logs = played(with_it)
    other, _, others = played(bare)
    for log, same in zip(logs, others, strict=True):
        np.testing.assert_array_equal(log.rows, same.rows)
    told = verdict(one, logs[0].plan, with_it).to_dict()
    told.pop("promises")
    assert told == verdict(other, others[0].plan, bare).to_dict()


def test_twice_the_density_is_twice_the_output_and_nothing_else() -> None:
    _, once, _ = played(town(), {DENSITY: 800.0})
    _, twice, _ = played(town(), {DENSITY: 1600.0})
    np.testing.assert_allclose(twice["output"], 2 * once["output"], rtol=1e-12)
    np.testing.assert_allclose(twice["tax"], 2 * once["tax"], rtol=1e-12)
    np.testing.assert_array_equal(twice["rent_income"], once["rent_income"])


def test_without_a_ramp_output_is_area_in_use_times_density() -> None:
    tallies, lines, logs = played(town(), {RAMP: 0.0, DENSITY: 800.0})
    plan = logs[0].plan
    plants = [i for i in range(len(plan.capacity)) if plan.pool_name(i)[0] == "plant"]
    for one, output in zip(tallies, lines["output"], strict=True):
        used = one.pools[POOL.index("leased")] - one.pools[POOL.index("fit_out")]
        by_year = used[:, plants].sum(axis=1).reshape(2, 12).sum(axis=1)
        np.testing.assert_allclose(output, by_year * 800 / (12 * MONTH), rtol=1e-12)


def test_a_longer_ramp_never_gives_more() -> None:
    _, fast, _ = played(town(), {RAMP: 2.0, DENSITY: 800.0})
    _, slow, _ = played(town(), {RAMP: 8.0, DENSITY: 800.0})
    assert (slow["output"] < fast["output"]).all()


def test_a_basis_is_only_another_way_to_say_it() -> None:
    shares = {"spaces.plant.lettable": "50%"}
    _, gross, _ = played(town({**shares, "economy.output.plant.basis": "gross", RAMP: "4 months"}))
    _, let, _ = played(town({**shares, RAMP: "4 months"}))
    np.testing.assert_allclose(gross["output"], 2 * let["output"], rtol=1e-12)


def test_each_world_has_its_own_numbers_and_keeps_all_others() -> None:
    spec, bare = town(), scenario(TOWN)
    worlds, others = Worlds(spec, spec.seed), Worlds(bare, bare.seed)
    drawn = [worlds.draws(i) for i in range(3)]
    assert len({one[DENSITY] for one in drawn}) == 3
    for i, one in enumerate(drawn):
        assert {k: v for k, v in one.items() if not k.startswith("economy.")} == others.draws(i)
    tallies, _, _ = played(spec)
    used = [one.economy.terms.density for one in tallies]
    assert used[0] == used[1] != used[2]
    for i, one in enumerate(tallies):
        assert max(max(row) for row in one.economy.terms.density) == drawn[i // 2][DENSITY]


def test_its_numbers_may_be_held_and_swept() -> None:
    assert turns(town(), DENSITY)
    assert turns(town(), RAMP)
    assert not turns(town(), "confidence")


def test_labels_and_the_order_of_the_file_change_nothing() -> None:
    _, lines, _ = played(town())
    turned = dict(reversed(ECONOMY.items()))
    _, others, _ = played(scenario(TOWN, {"economy": turned, "spaces.plant.label": "Plant"}))
    assert list(lines) == list(others)
    for name, values in lines.items():
        np.testing.assert_array_equal(values, others[name])


@pytest.mark.parametrize("change", [{"economy.tax": "14%"}, {"economy.rent": {}}])
def test_one_line_leaves_the_others_alone(change: dict[str, object]) -> None:
    _, lines, _ = played(town())
    _, others, _ = played(town(change))
    for name in set(lines) & set(others) - {"tax"}:
        np.testing.assert_array_equal(lines[name], others[name])
