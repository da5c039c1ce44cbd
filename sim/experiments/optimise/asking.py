"""What may be asked of `optimise`, and with which words the rest is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sim.experiments.answer import RefusedError
from sim.experiments.optimise.answer import Aim
from sim.experiments.optimise.levers import Levers
from sim.experiments.optimise.search import POPULATION
from sim.experiments.optimise.words import AIMS, OPTIMISE
from sim.scenario.names import name_of
from sim.scenario.schema import Spec
from sim.scenario.values.units import YUAN
from sim.text.words import Words

SHELL: Final = 4200.0
"""Yuan per m² of gross area where no price is given: the mode of what three contracts for shells
paid, 3,300 to 9,000 (厦门五期 5.6亿/16.8万, 金工 1.28亿/3.1万, and a third 5.8亿/6.41万 m²)."""
LEAST: Final = 4
"""Fewest replications: two worlds."""


def check_counts(evaluations: int, replications: int, judge: int) -> None:
    """Refuse numbers of designs and replications that no answer can come of."""
    if evaluations < POPULATION:
        raise RefusedError(OPTIMISE["few_evaluations"].fill(least=str(POPULATION)))
    if any(count < LEAST or count % 2 for count in (replications, judge)):
        raise RefusedError(OPTIMISE["odd"].fill(least=str(LEAST)))


def aims_of(spec: Spec, keys: Sequence[str]) -> tuple[Aim, ...]:
    """Return aims by their names, such as `lost_area` and `idle_mean.lab`."""
    found = []
    for key in dict.fromkeys(keys):
        measure, _, space = key.partition(".")
        of_space = space in spec.spaces and measure not in ("cost", "lost_area")
        if measure not in AIMS or not (of_space or key == measure):
            raise RefusedError(OPTIMISE["bad_aim"].fill(name=key, known=", ".join(AIMS)))
        name = AIMS[measure]
        if space:
            of = name_of(spec, f"spaces.{space}")
            name = Words(f"{name.zh}（{of.zh}）", f"{name.en} ({of.en})")
        found.append(Aim(key, name, spec.units))
    if len(found) < 2:
        raise RefusedError(OPTIMISE["one_aim"])
    return tuple(found)


def prices_of(
    levers: Levers, aims: Sequence[str], given: Mapping[str, float], currency: str
) -> Mapping[str, float]:
    """Return the price of every space type per m² of gross area; none if cost is no aim."""
    for space, price in given.items():
        if space not in levers.spaces:
            words = {"name": space, "known": ", ".join(levers.spaces)}
            raise RefusedError(OPTIMISE["no_space"].fill(**words))
        if not price > 0:
            raise RefusedError(OPTIMISE["bad_price"].fill(name=space))
    if "cost" not in aims:
        return {}
    lacking = [space for space in levers.spaces if space not in given]
    if currency != YUAN and lacking:
        raise RefusedError(OPTIMISE["no_price"].fill(names=", ".join(lacking), code=currency))
    prices = {space: given.get(space, SHELL) for space in levers.spaces}
    if len(set(prices.values())) == 1 or "mix" not in levers.parts:
        raise RefusedError(OPTIMISE["same_cost"])
    return prices


def labels_of(spec: Spec, levers: Levers) -> dict[str, Words]:
    """Return the names of the parts of levers, by `lever.part`."""
    blocks = {"phases": "supply", "mix": "spaces", "parks": "parks"}
    found = {}
    for lever, parts in levers.parts.items():
        for part in parts:
            label = getattr(spec, blocks[lever])[part].label
            found[f"{lever}.{part}"] = Words(label.zh, label.en) if label else Words(part, part)
    return found
