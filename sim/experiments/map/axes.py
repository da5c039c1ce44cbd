"""The two numbers of a map: read, with the values at which cells stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.experiments.answer import RefusedError
from sim.experiments.map.words import MAP
from sim.scenario.errors import nearest
from sim.scenario.names import name_of
from sim.scenario.plan.compile import turns
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import Leaf, leaves, size
from sim.scenario.values.chances import Chance
from sim.scenario.values.dates import DateChance
from sim.scenario.values.faults import Fault
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import (
    parse_quantity,
    parted,
    rounded_quantity,
    show_quantity,
)
from sim.scenario.values.units import Dimension
from sim.scenario.yaml.nodes import SourceText
from sim.scenario.yaml.parse import parse
from sim.text.messages.values import MESSAGES
from sim.text.words import Words

Asked = str | Mapping[str, Sequence[object]]
"""`PATH`, `PATH=LOW..HIGH/COUNT`, `PATH=[A, B]`, or the path with its values as in YAML."""
COUNT: Final = 5
"""Values of a number, unless said otherwise."""
MOST: Final = 9
"""Values of a number at most: a map is read cell by cell."""
_JUDGES: Final = "standards"
"""The block whose numbers judge what was played."""
_DIGITS: Final = 4
"""Of a value as people are shown it."""
_SHORT: Final = 3
"""Digits at the edge of a map."""
_SPREAD: Final = re.compile(r"(.+?)\.\.(.+?)(?:/(\d+))?")


@dataclass(frozen=True)
class MapAxis:
    """One number: its values ascending, in canonical units; those of a law are its means."""

    path: str
    name: Words
    dimension: Dimension
    is_law: bool
    values: tuple[float, ...]
    written: tuple[str | float, ...]
    """The values as a scenario has them."""
    plan: float
    """What the scenario says."""

    def said(self, value: float, digits: int = _DIGITS) -> Words:
        """Return a value with its unit, as people write it, to so many digits."""
        return Words(
            *(rounded_quantity(value, self.dimension, lang, digits) for lang in Words._fields)
        )

    @property
    def unit(self) -> Words | None:
        """The unit that all values share; None where they have none in common, or none at all."""
        units = [self.said(value).map(lambda text: parted(text)[1]) for value in self.values]
        kinds = {unit.map(lambda text: text.removesuffix("s")) for unit in units}
        return units[-1] if len(kinds) == 1 and units[-1].en else None

    @property
    def ticks(self) -> tuple[Words, ...]:
        """The values in words: without the unit if all have the same."""
        said = [self.said(value, _SHORT) for value in self.values]
        if self.unit is None:
            return tuple(said)
        return tuple(text.map(lambda one: parted(one)[0]) for text in said)

    def near(self, value: float) -> int:
        """Return the index of the value nearest to another."""
        return int(np.argmin(np.abs(np.array(self.values) - value)))


def read_axes(spec: Spec, x: Asked, y: Asked) -> tuple[MapAxis, MapAxis]:
    """Return both numbers; RefusedError for what is none, or has no values to stand at."""
    across, up = read_axis(spec, "x", x), read_axis(spec, "y", y)
    if across.path == up.path:
        raise RefusedError(MAP["same"].fill(path=across.path))
    return across, up


def read_axis(spec: Spec, letter: str, asked: Asked) -> MapAxis:
    """Return the number of one axis."""
    path, given = _taken_apart(letter, asked)
    leaf = _leaf(spec, path)
    need = leaf.dimension
    if given is None and leaf.range is None:
        raise RefusedError(MAP["no_range"].fill(path=path))
    ends = leaf.range if given is None else None
    if isinstance(given, str):
        spread = _SPREAD.fullmatch(given)
        if spread is None:
            raise RefusedError(MAP["axis"].fill(letter=letter, text=given))
        low, high = (_value(_bare(end), need) for end in spread.groups()[:2])
        given = _between(path, low, high, int(spread[3] or COUNT), need)
    elif ends is not None:
        given = _between(path, *ends, COUNT, need)
    assert given is not None
    by_value = {_value(text, need): text for text in given}
    _check_count(path, len(by_value))
    values = sorted(by_value)
    name, is_law = name_of(spec, path), isinstance(leaf, Chance)
    return MapAxis(
        path=path,
        name=MAP["mean"].fill(name=name) if is_law else name,
        dimension=need,
        is_law=is_law,
        values=tuple(values),
        written=tuple(by_value[value] for value in values),
        plan=size(leaf),
    )


def _taken_apart(letter: str, asked: Asked) -> tuple[str, str | list[str | float] | None]:
    """Return the path, and its values: a text of two ends, a list, or None for its range."""
    if isinstance(asked, str):
        path, equals, values = (part.strip() for part in asked.partition("="))
        if not path or (equals and not values):
            raise RefusedError(MAP["axis"].fill(letter=letter, text=asked))
        if not equals:
            return path, None
        if not values.startswith("["):
            return path, values
        listed: object = parse(values, SourceText.of(f"--{letter} {path}", values)).plain()
    else:
        if len(asked) != 1:
            raise RefusedError(MAP["axis"].fill(letter=letter, text=str(dict(asked))))
        ((path, listed),) = asked.items()
    if not isinstance(listed, list | tuple):
        raise RefusedError(MAP["axis"].fill(letter=letter, text=f"{path}={listed}"))
    return path, list(listed)


def _leaf(spec: Spec, path: str) -> Number | Chance:
    """Return the number at a path that a map can be over."""
    known = leaves(spec)
    leaf: Leaf | None = known.get(path)
    if leaf is None:
        near = nearest(path, known)
        words = MAP["near"].fill(path=near) if near else Words("", "")
        raise RefusedError(MAP["unknown"].fill(path=path, near=words))
    if isinstance(leaf, DateChance):
        raise RefusedError(MAP["date"].fill(path=path))
    if path == "confidence":
        raise RefusedError(MAP["confidence"])
    if path.split(".")[0] != _JUDGES and not turns(spec, path):
        raise RefusedError(MAP["judges"].fill(path=path))
    return leaf


def _between(path: str, low: float, high: float, count: int, need: Dimension) -> list[str | float]:
    """Return values spread evenly, as a scenario would have them."""
    _check_count(path, count)
    return [show_quantity(float(value), need, "en") for value in np.linspace(low, high, count)]


def _check_count(path: str, count: int) -> None:
    if not 2 <= count <= MOST:
        raise RefusedError(MAP["count"].fill(path=path, most=str(MOST), n=str(count)))


def _bare(text: str) -> str | float:
    """Return a text as YAML has it: a number where it is one."""
    try:
        return float(text)
    except ValueError:
        return text.strip()


def _value(raw: object, need: Dimension) -> float:
    """Return a value in its canonical unit."""
    try:
        return parse_quantity(raw, need)
    except Fault as fault:
        raise RefusedError(MESSAGES[fault.code].says.fill(**fault.context)) from None
