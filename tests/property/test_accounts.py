"""What the economy counts against a slow and obvious count, holding by holding and part by part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from sim.measures.counting.history import History, history
from sim.measures.counting.maturity import STEPS, WHOLE, after_opening
from sim.measures.counting.measure_spec import measure_spec, year_places
from sim.measures.counting.tally import tally
from sim.measures.economy.yearly import recorded
from sim.model.log import Log
from sim.scenario.load import load
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from tests.examples import examples
from tests.play import play
from tests.strategies import scenarios

TINY = Path(__file__).parents[1] / "scenarios" / "tiny"


def priced(raw: dict[str, Any]) -> Spec:
    """The scenario with an output in all its space that takes a hundred days to grow."""
    output = {"density": "8000 元/m²", "basis": "gross", "ramp": "100 days"}
    return Spec.model_validate({**raw, "economy": {"output": dict.fromkeys(raw["spaces"], output)}})


def years(plan: Plan) -> list[tuple[int, int, int]]:
    """(index, first tick, tick after the last) of each recorded year."""
    places = year_places(plan)
    months = [np.flatnonzero(places == i) for i in range(len(recorded(plan).year))]
    return [(i, m[0] * MONTH, min((m[-1] + 1) * MONTH, plan.end)) for i, m in enumerate(months)]


def grown(stands: bool, since: int, gone: int, law: Any, ramp: int) -> list[tuple[int, int, int]]:
    """(parts, from, to) of one holding."""
    middles = [ramp * (2 * k + 1) // (2 * STEPS) for k in range(STEPS)]
    if stands:
        first, *parts = after_opening(law, ramp)
        return [(first, 0, gone), *((n, t, gone) for n, t in zip(parts, middles, strict=True))]
    return [(WHOLE // STEPS, since + t, gone) for t in middles]


def slow(told: History, plan: Plan) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mature area of leases and of own plants, and area granted."""
    assert plan.economy is not None
    spans, tracks = years(plan), len(plan.tracks)
    ramped = np.zeros((len(spans), len(plan.capacity), tracks), dtype=np.int64)
    own = np.zeros((len(spans), len(plan.plants)), dtype=np.int64)
    granted = np.zeros((len(spans), len(plan.capacity)), dtype=np.int64)
    laws = {(s.stage, t): s for t, chain in enumerate(plan.chains) for s in chain}

    def add(table: np.ndarray, cell: Any, area: int, parts: list[tuple[int, int, int]]) -> None:
        for count, begin, end in parts:
            for year, first, last in spans:
                ticks = max(0, min(end, last) - max(begin, first))
                table[(year, *cell)] += count * area * ticks

    table = told.requests
    for i in range(len(table.area)):
        one = {name: int(getattr(table, name)[i]) for name in table._fields}
        if one["served"] < 0:
            continue
        for year, first, last in spans:
            for_nobody = 0 <= one["stranded"] < one["served"]
            if one["opening"] == 0 and first <= one["served"] < last and not for_nobody:
                granted[year, one["pool"]] += one["taken"]
        stands = one["opening"] == 2
        if one["moved"] < 0 and not stands:
            continue
        gone = one["ended"] if one["ended"] >= 0 else plan.end
        gone = one["held"] if one["held"] >= 0 else gone
        law = laws[one["stage"], one["track"]].duration
        ramp = plan.economy.ramp[one["pool"] // len(plan.parks)][one["track"]]
        parts = grown(stands, one["moved"], gone, law, ramp)
        add(ramped, (one["pool"], one["track"]), one["taken"], parts)
    for stage, track, area, begun, started, ended, _ in zip(*told.plants, strict=True):
        if started < 0:
            continue
        place, law = plan.plants.index((int(stage), int(track))), laws[int(stage), int(track)]
        gone = int(ended) if ended >= 0 else plan.end
        ramp = plan.economy.ramp[law.spaces[0]][track]
        parts = grown(begun < 0 and started == 0, int(started), gone, law.duration, ramp)
        add(own, (place,), int(area), parts)
    return ramped, own, granted


def same(spec: Spec, log: Log) -> None:
    told, plan = history(log), log.plan
    found = tally(told, plan, measure_spec(spec, plan)).economy
    assert found is not None
    mine = (found.ramped, found.own_ramped, found.granted)
    for fast, expected in zip(mine, slow(told, plan), strict=True):
        np.testing.assert_array_equal(fast, expected)


@pytest.mark.parametrize("path", sorted(TINY.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_accounts_of_a_written_scenario(path: Path) -> None:
    spec = priced(load(path).raw)
    play(spec, lambda log: same(spec, log), 1)


@examples(40)
@given(scenarios())
def test_the_accounts_of_any_scenario(raw: dict[str, Any]) -> None:
    spec = priced(raw)
    play(spec, lambda log: same(spec, log), 2)
