"""What all futures come to at one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.measures.plain import plain
from sim.measures.statistics import Probability


@dataclass(frozen=True)
class Played:
    """All futures, played at one place."""

    chance: Probability
    """That the standards hold."""
    idle: float
    """Vacant area, m² lettable: mean over the standards' months and the futures."""
    capacity: float
    """Area that is open, likewise."""
    status: tuple[int, ...]
    """By future."""

    @property
    def tested(self) -> int:
        """Futures in which some standard was tested."""
        return self.chance.holds + self.chance.fails

    @property
    def vacancy(self) -> float:
        """Share of the open area that is vacant."""
        return self.idle / self.capacity if self.capacity > 0 else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "holds": self.chance,
                "idle_m2": self.idle,
                "capacity_m2": self.capacity,
                "vacancy": self.vacancy,
            }
        )
        return data
