"""The past does not know the future: what changes from a date on leaves every row before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sim.model.log import Log
from sim.scenario.plan import above, lets
from sim.scenario.plan.compile import compile_plan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from tests.choices import CYCLES, START, Raw
from tests.examples import share
from tests.kernel.engines import played
from tests.kernel.search import sound
from tests.play import scenario
from tests.strategies import scenarios

Patch = pytest.MonkeyPatch
ACCOUNT = Path(__file__).parents[1] / "theory" / "account.yaml"
TURN = 49 * MONTH + MONTH // 3
"""Ticks from the start to 2028-02-11: amid a month and a step of the account."""


def course(factor: float) -> Raw:
    return {"steps": {"2024-01": 1, "2026-05": 1.5, "2028-02-11": factor}}


USUAL = {
    "replications": 2,
    "cycles": {"funding": course(1.2), "orders": course(1.2)},
    "top_down.needs_floor": "100%",
    "top_down.streams.drugs-above.cycles": ["orders"],
    "top_down.streams.devices-above.profile": course(1.2),
    "demand.lines.cycles": ["funding"],
    "demand.halls.profile": course(1.2),
    "stages.make.answers": {"funding": {"area": 1, "duration": -1}},
}
LATER: dict[str, dict[str, Any]] = {
    "newcomers": {"cycles": {"funding": course(0.1), "orders": course(1.2)}},
    "orders": {"cycles": {"funding": course(1.2), "orders": course(0.1)}},
    "a profile from below": {"demand.halls.profile": course(3)},
    "a profile from above": {"top_down.streams.devices-above.profile": course(3)},
    "a longer clock": {"clock": {"start": "2024-01", "end": "2041-06"}},
}


def before(log: Log, tick: int) -> list[list[int]]:
    return log.rows[log.rows[:, 0] < tick].tolist()


def has_one_past(change: str) -> None:
    usual, other = (played(scenario(ACCOUNT, USUAL | later)) for later in ({}, LATER[change]))
    assert len(before(usual, TURN)) > 1000
    assert before(usual, TURN) == before(other, TURN)
    assert usual.rows.tolist() != other.rows.tolist()


@pytest.mark.parametrize("change", LATER)
def test_two_futures_have_one_past(change: str) -> None:
    """By both engines, with demand from above, whose makers replace what products give up."""
    has_one_past(change)


@pytest.mark.parametrize("change", LATER)
def test_two_futures_plan_the_same_arrivals_up_to_then(change: str) -> None:
    """Of every stream, in the world at all values: Λ up to the turn, bit for bit."""
    usual, other = (compile_plan(scenario(ACCOUNT, USUAL | more)) for more in ({}, LATER[change]))
    for one, two in zip(usual.streams, other.streams, strict=True):
        known = sum(tick <= TURN for tick in one.times)
        assert one.times[:known] == two.times[:known]
        assert list(one.arrivals[:known]) == list(two.arrivals[:known])
        assert (one.track, one.entry, one.rate) == (two.track, two.entry, two.rate)
    assert usual.candidates == other.candidates
    assert usual.pipeline == other.pipeline


def as_if_known(by_step: Any) -> Any:
    """What products bring, at its mean over the clock."""

    def fault(*given: Any) -> Any:
        return {place: np.full_like(let, let.mean()) for place, let in by_step(*given).items()}

    return fault


def in_no_time(by_step: Any) -> Any:
    """What products bring in the very step in which they enter."""

    def fault(suites: Any, chains: Any, streams: Any, rates: Any, spaces: Any) -> Any:
        return by_step(suites, chains, streams, np.hstack([rates[:, 1:], rates[:, -1:]]), spaces)

    return fault


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("newcomers", as_if_known),
        ("a profile from below", in_no_time),
        ("a longer clock", as_if_known),
    ],
)
def test_a_planted_foresight_is_found(change: str, fault: Any, monkeypatch: Patch) -> None:
    monkeypatch.setattr(above, "let_by_step", fault(lets.let_by_step))
    with pytest.raises(AssertionError):
        has_one_past(change)


GENERATED = 7 * MONTH + 10 * MONTH // 31
"""Ticks from the start to 2024-08-11."""


def turning(raw: Raw, factor: float) -> Raw:
    """A scenario whose cycles, and profiles from above, are given anew for the time to come."""
    steps = {"steps": {f"{START}-03": 2, f"{START}-08-11": factor}}
    again = raw | {"cycles": dict.fromkeys(CYCLES, steps)}
    if "top_down" in raw:
        streams = raw["top_down"]["streams"].items()
        others = {name: stream | {"profile": steps} for name, stream in streams}
        again["top_down"] = raw["top_down"] | {"streams": others}
    return again


@settings(
    max_examples=share(200),
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    deadline=None,
)
@given(scenarios(), st.integers(0, 5), st.sampled_from([0.25, 0.5, 3.0]), st.booleans())
def test_whatever_is_played_has_one_past(
    raw: Raw, replication: int, factor: float, longer: bool
) -> None:
    usual, _ = sound(turning(raw, 1.0))
    later = turning(usual, factor)
    if longer:
        later["clock"] = usual["clock"] | {"end": f"{START + 3}-02"}
    one, two = (played(Spec.model_validate(future), replication) for future in (usual, later))
    assert before(one, GENERATED) == before(two, GENERATED)
