"""Plants that companies build for themselves, outside the pools."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Plant:
    """A plant of a company's own, for one stage."""

    stage: int
    track: int
    area: int


class Plants:
    """The areas of all of them, by (stage, track), m²."""

    def __init__(self) -> None:
        self.building: Counter[tuple[int, int]] = Counter()
        self.in_use: Counter[tuple[int, int]] = Counter()
        self.stranded: Counter[tuple[int, int]] = Counter()

    def begin(self, plant: Plant) -> None:
        """Start to build."""
        self.building[plant.stage, plant.track] += plant.area

    def give_up(self, plant: Plant) -> None:
        """Stop building: its company is gone."""
        self.building[plant.stage, plant.track] -= plant.area

    def strand(self, plant: Plant) -> None:
        """Finish it for nobody: its company has failed."""
        self.give_up(plant)
        self.stranded[plant.stage, plant.track] += plant.area

    def stand(self, plant: Plant) -> None:
        """Let a plant be in use that was not built within the clock."""
        self.in_use[plant.stage, plant.track] += plant.area

    def open(self, plant: Plant) -> None:
        """Put into use what was built."""
        self.give_up(plant)
        self.stand(plant)

    def close(self, plant: Plant) -> None:
        """Stop using it: its stage is over."""
        self.in_use[plant.stage, plant.track] -= plant.area
