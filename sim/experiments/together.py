"""Several scenarios played side by side: their names, their clock, the settings that all have."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import count
from typing import TYPE_CHECKING, Final

from sim.api.grounding import Varied, continued, own_futures
from sim.experiments.answer import RefusedError
from sim.experiments.words import CLOCK, FEW
from sim.runs.grounded import AcceptedFutures
from sim.runs.settings import Settings
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.api.scenario import Scenario


LEAST: Final = 4
"""Replications without which there is no interval."""


def enough(settings: Settings, replications: int) -> int:
    """Return how many replications there are to play; RefusedError for too few to be paired."""
    left = settings.most(replications)
    if left < LEAST:
        raise RefusedError(FEW.fill(least=str(LEAST)))
    return left


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


def refuse_clock(base: Scenario, other: Scenario) -> None:
    """Refuse a scenario that has another clock: its futures are no pairs."""
    a, b = _clock(base), _clock(other)
    if a != b:
        raise RefusedError(CLOCK.fill(other=other.id, base=base.id, a=a, b=b))


def free(name: str, taken: Container[str]) -> str:
    """Return a name that is not taken: itself, or with the least number behind it from 2 on."""
    if name not in taken:
        return name
    return next(one for n in count(2) if (one := f"{name}-{n}") not in taken)


def with_id(name: Words, id_: str) -> Words:
    """Return a name with the id behind it, where others have the same."""
    return Words(f"{name.zh}（{id_}）", f"{name.en} ({id_})")


def _clock(scenario: Scenario) -> str:
    clock = scenario.spec.clock
    record = "" if clock.record_from is None else f", {clock.record_from}"
    return f"{clock.start} - {clock.end}{record}"
