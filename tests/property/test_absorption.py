"""What is leased at month ends, told apart by track, adds up to what is leased, in any scenario."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given

from sim.measures.counting.history import history
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.requests import leased_by_track
from sim.measures.counting.tally import tally
from sim.model.log import Log
from sim.scenario.schema import Spec
from tests.examples import examples
from tests.play import play
from tests.strategies import scenarios


def adds_up(spec: Spec, log: Log) -> None:
    past, plan = history(log), log.plan
    counted = tally(past, plan, measure_spec(spec, plan))
    by_track = leased_by_track(past.requests, plan)
    assert (by_track >= 0).all()
    levels = np.vstack([counted.leased_open, counted.leased_end])
    np.testing.assert_array_equal(by_track.sum(axis=2), levels)


@examples(60)
@given(scenarios())
def test_tracks_add_up(raw: dict[str, Any]) -> None:
    spec = Spec.model_validate(raw)
    play(spec, lambda log: adds_up(spec, log), 2)
