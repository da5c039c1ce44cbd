"""What is compared: outcomes with their direction, their names and units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sim.experiments.compare.words import OUTCOMES
from sim.scenario.names import labelled
from sim.scenario.schema import Spec
from sim.text.words import Words, joined

Unit = Literal["share", "area"]

_CITY: Final[dict[str, tuple[int, Unit]]] = {
    "shortage_holds": (1, "share"),
    "idle_holds": (1, "share"),
    "lost_area": (-1, "area"),
    "peak_waiting": (-1, "area"),
    "waiting_mean": (-1, "area"),
    "idle_mean": (-1, "area"),
}
"""Direction (1: more is better, −1: less is better, 0: neither) and unit of each indicator."""
_SPACE: Final[dict[str, tuple[int, Unit]]] = {
    "shortage_holds": (1, "share"),
    "idle_holds": (1, "share"),
    "peak_waiting": (-1, "area"),
    "idle_mean": (-1, "area"),
    "leased_end": (0, "area"),
}


@dataclass(frozen=True)
class Outcome:
    """An indicator that is compared."""

    id: str
    """Name of the indicator."""
    name: Words
    unit: Unit
    direction: int
    space: str | None
    """Type of space; None for the whole city."""


def outcomes(spec: Spec) -> list[Outcome]:
    """Return what is compared of a scenario: the city first, then each type of space."""
    found = [Outcome(key, OUTCOMES[key], unit, way, None) for key, (way, unit) in _CITY.items()]
    for space in spec.spaces:
        said = labelled(spec.spaces, space)
        for key, (way, unit) in _SPACE.items():
            name = joined([said, OUTCOMES[key]], "·", ": ")
            found.append(Outcome(f"{key}.{space}", name, unit, way, space))
    return found
