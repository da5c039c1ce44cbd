"""Several scenarios played side by side: the settings that all have, the clock they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.api.grounding import Varied, continued, own_futures
from sim.runs.grounded import AcceptedFutures
from sim.runs.settings import Settings

if TYPE_CHECKING:
    from sim.api.scenario import Scenario


def side_by_side(
    scenarios: Sequence[Scenario],
    seed: int | None,
    central: bool,
    grounded: AcceptedFutures | None,
) -> tuple[Settings, int | None]:
    """Return the settings that all are played with, and the year in which a past is another."""
    base = scenarios[0]
    if grounded is not None or central:
        settings = base.settings(seed, central, grounded)
        return continued(settings, (Varied(scenario.spec) for scenario in scenarios))
    own = [scenario.grounding for scenario in scenarios]
    settings = base.settings(seed, grounded=own_futures(own, seed))
    years = [one.parts_in for one in own if one and one.parts_in is not None]
    return settings, min(years, default=None) if seed is None else None


def clock(scenario: Scenario) -> str:
    """Return a scenario's clock in words; futures of two clocks are no pairs."""
    clock = scenario.spec.clock
    record = "" if clock.record_from is None else f", {clock.record_from}"
    return f"{clock.start} - {clock.end}{record}"
