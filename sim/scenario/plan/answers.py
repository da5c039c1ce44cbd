"""How companies answer cycles: what these multiply in each month of the clock."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

import numpy as np
from numpy.typing import NDArray

from sim.scenario.plan.arrivals import factors
from sim.scenario.plan.chains import answering
from sim.scenario.plan.plan import Answer, to_ticks
from sim.scenario.plan.reading import WorldReading
from sim.scenario.schema import demand
from sim.scenario.values.dates import MONTH


def answers(read: WorldReading) -> tuple[tuple[Answer, ...], ...]:
    """Return what cycles multiply, by the places of `answering` and by month of the clock."""
    return tuple([_by_month(read, *of) for of in read.part(answering).items()])


def _by_month(
    read: WorldReading, path: str, cycles: Mapping[str, demand.Answer]
) -> tuple[Answer, ...]:
    """Return the products over all cycles of factor ^ elasticity, at the start of each month."""
    end = read.tick(read.spec.clock.end.last)
    starts: NDArray[np.float64] = np.arange(0.0, end, MONTH)
    powers = []
    for cycle, answer in sorted(cycles.items()):
        where = f"{path}.{cycle}"
        lag = to_ticks(read.number(f"{where}.lag", answer.lag))
        factor = factors(read, f"cycles.{cycle}", starts - lag).tolist()
        elasticities = [
            read.number(f"{where}.{name}", getattr(answer, name)) for name in Answer._fields
        ]
        powers.append([[f**elasticity for elasticity in elasticities] for f in factor])
    return tuple(
        [Answer(*map(prod, zip(*month, strict=True))) for month in zip(*powers, strict=True)]
    )
