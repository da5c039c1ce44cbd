"""The first answer of `sensitivity`: it finds the number that was made to matter, and only that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from sim.draws.inputs import inputs
from sim.experiments.job_runner import JobRunner
from sim.experiments.sensitivity import preview as module
from sim.experiments.sensitivity.preview import PAIRS, glance
from sim.measures.verdict.indicators import Indicators
from sim.runs.settings import Plans, Settings
from sim.scenario.load import load

KNOWN = Path(__file__).with_name("known.yaml")
SETTINGS = Settings(3)


@pytest.mark.parametrize(("sign", "said"), [(1.0, " +1.00"), (-1.0, " -1.00"), (0.0, "")])
def test_the_number_that_decides_is_named(
    monkeypatch: pytest.MonkeyPatch, sign: float, said: str
) -> None:
    """`idle_mean` is made to be the first number itself; `peak_waiting` does not vary."""
    loaded = load(KNOWN)
    numbers = inputs(loaded)
    first = numbers[0]
    plans = Plans(loaded.spec, SETTINGS)

    def played(_: object, __: object, points: Sequence[object], ___: object) -> list[Indicators]:
        drawn = [sign * plans.drawn(world)[first.path] for world in range(len(points))]
        return [
            Indicators((0, 1), {"idle_mean": np.array([x, x]), "peak_waiting": np.zeros(2)})
            for x in drawn
        ]

    monkeypatch.setattr(module, "all_played", played)
    found = glance(loaded, SETTINGS, numbers, ("idle_mean", "peak_waiting"), JobRunner())
    head, idle, waiting = (line.en for line in found)
    assert f"{PAIRS} worlds" in head
    assert "no number clearly moves it" in waiting
    if sign:
        assert idle.partition(": ")[2].startswith(f"{first.name.en}{said}")
    else:
        assert "no number clearly moves it" in idle


def test_futures_in_which_an_outcome_is_not_tested_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded = load(KNOWN)
    numbers = inputs(loaded)
    plans = Plans(loaded.spec, SETTINGS)

    def values() -> Iterator[float]:
        for world in range(PAIRS):
            yield np.nan if world % 3 else plans.drawn(world)[numbers[0].path]

    told = [Indicators((0, 1), {"idle_mean": np.array([x, x])}) for x in values()]
    monkeypatch.setattr(module, "all_played", lambda *_: told)
    (_, idle) = glance(loaded, SETTINGS, numbers, ("idle_mean",), JobRunner())
    assert idle.en.partition(": ")[2].startswith(f"{numbers[0].name.en} +1.00")


@pytest.mark.parametrize("tested", [0, 1, 2])
@pytest.mark.filterwarnings("error")
def test_an_outcome_next_to_never_tested_follows_nothing(
    monkeypatch: pytest.MonkeyPatch, tested: int
) -> None:
    """Two worlds always are in some order, and chance would show it."""
    loaded = load(KNOWN)
    numbers = inputs(loaded)
    plans = Plans(loaded.spec, SETTINGS)
    drawn = [plans.drawn(world)[numbers[0].path] for world in range(PAIRS)]
    values = [x if world < tested else np.nan for world, x in enumerate(drawn)]
    told = [Indicators((0, 1), {"idle_mean": np.array([x, x])}) for x in values]
    monkeypatch.setattr(module, "all_played", lambda *_: told)
    (_, idle) = glance(loaded, SETTINGS, numbers, ("idle_mean",), JobRunner())
    assert "no number clearly moves it" in idle.en
