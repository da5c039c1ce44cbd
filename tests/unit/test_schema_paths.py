"""Paths of a scenario: what a document can have at one, whatever another one has there."""

from __future__ import annotations

import pytest

from sim.scenario.schema import Spec
from sim.scenario.schema.keys import has


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("supply.hall.area", True),
        ("supply.hall.aera", False),
        ("cycles.funding.linear.2029-01", True),
        ("cycles.funding.steps.2029-01", True),
        ("cycles.funding.growth", True),
        ("cycles.funding.liner.2029-01", False),
        ("tracks.device.stages.research.success", True),
    ],
)
def test_a_path_is_one_that_a_scenario_can_have_or_none(path: str, there: bool) -> None:
    """The key `linear` is also the name of a member of a union, which no path names."""
    assert has(Spec, path.split(".")) is there
