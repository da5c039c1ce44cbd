"""Sliders: which numbers there are some of, what they measure, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sim.scenario.errors import nearest
from sim.scenario.load import Loaded
from sim.scenario.names import name_of
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import rounded_quantity
from sim.scenario.values.units import FACTOR
from sim.text.ui import INPUT_BLOCKS, UI
from sim.text.words import Lang, Words, in_a_row, listed
from sim.ui.form import shown
from sim.ui.saved import AnswerTold

STEPS: Final = 100
"""Positions of a slider."""
DECIDING: Final = 3
"""Numbers that a run says decide, of which there are sliders."""
MOST: Final = 8
"""Sliders of a page."""
_NAMED: Final = 4
"""Names of what a number multiplies; more are counted."""
_CYCLES: Final = "cycles"
_LASTS: Final = {"linear": "multiple_linear", "steps": "multiple_steps"}
"""From when to when a number of a cycle is so, by how the cycle is given."""


@dataclass(frozen=True)
class Slider:
    """A number that can be moved over its range."""

    path: str
    name: Words
    measures: Words
    """What it measures; of what it is a multiple, if it is one."""
    low: Words
    high: Words
    """The ends of its range, as people write them."""
    stands: Words
    """What it is in the scenario."""
    at: int
    """Where it stands, of STEPS."""
    rests: int
    """Where it stands in the scenario."""
    told: Words
    """What it says there, to read."""
    value: str
    """The same, as `--set` takes it."""

    @property
    def moved(self) -> bool:
        """Whether it was moved."""
        return self.at != self.rests


def deciding(said: AnswerTold | None) -> list[str]:
    """Return the paths of the numbers that a run says decide, the first the most."""
    try:
        known = (said.run.verdict.get("break_even") if said else None) or {}
        return [str(number["path"]) for number in known.get("numbers", ())][:DECIDING]
    except (AttributeError, LookupError, TypeError):
        return []


def sliders(loaded: Loaded, paths: Sequence[str], at: Mapping[str, int]) -> list[Slider]:
    """Return a slider for each number that has a range, where it was moved to or as it stands."""
    known = leaves(loaded.spec)
    found = []
    for path in dict.fromkeys(paths):
        leaf = known.get(path)
        if isinstance(leaf, Number) and leaf.range is not None and leaf.range[0] < leaf.range[1]:
            found.append(_slider(loaded.spec, path, leaf, leaf.range, at.get(path)))
    return found[:MOST]


def _slider(
    spec: Spec, path: str, leaf: Number, ends: tuple[float, float], at: int | None
) -> Slider:
    low, high = ends
    rests = round((leaf.value - low) / (high - low) * STEPS)
    place = rests if at is None else min(max(at, 0), STEPS)
    value = leaf.value if place == rests else low + (high - low) * place / STEPS

    def said(amount: float) -> Words:
        texts: tuple[Lang, Lang] = ("zh", "en")
        return Words(*(rounded_quantity(amount, leaf.dimension, lang) for lang in texts))

    return Slider(
        path=path,
        name=name_of(spec, path),
        measures=_measures(spec, path, leaf),
        low=said(low),
        high=said(high),
        stands=said(leaf.value),
        at=place,
        rests=rests,
        told=said(value),
        value=rounded_quantity(value, leaf.dimension, "en"),
    )


def _measures(spec: Spec, path: str, leaf: Number) -> Words:
    block, _, rest = path.partition(".")
    if block != _CYCLES or leaf.dimension != FACTOR:
        return leaf.dimension.name
    cycle, kind, month = [*rest.split("."), "", ""][:3]
    above = spec.top_down.streams if spec.top_down else {}
    streams: dict[str, object] = {f"demand.{id_}": one for id_, one in spec.demand.items()}
    streams |= {f"top_down.streams.{id_}": one for id_, one in above.items()}
    moved = [name_of(spec, at) for at, one in streams.items() if cycle in getattr(one, _CYCLES, ())]
    if not moved:
        return leaf.dimension.name
    what = listed(moved)
    if len(moved) > _NAMED:
        more = str(len(moved) - _NAMED)
        what = UI["and_more"].fill(what=in_a_row(moved[:_NAMED]), more=more)
    said = UI["multiple"].fill(what=what)
    lasts = _LASTS.get(kind)
    return UI[lasts].fill(said=said, month=month) if lasts else said


def ranged(loaded: Loaded) -> dict[str, Words]:
    """Return the numbers that a slider can move, with their names."""
    return {
        path: name_of(loaded.spec, path)
        for path, leaf in leaves(loaded.spec).items()
        if isinstance(leaf, Number) and leaf.range is not None
    }


def by_block(numbers: Mapping[str, Words]) -> dict[Words, dict[str, Words]]:
    """Return numbers by what the blocks that they stand in are called."""
    found: dict[Words, dict[str, Words]] = {}
    for path, name in numbers.items():
        block = path.partition(".")[0]
        head = INPUT_BLOCKS.get(block, Words(block, block))
        found.setdefault(head, {})[path] = name
    return found


def unmoved(loaded: Loaded, paths: Iterable[str]) -> list[Words]:
    """Return what is to be said of paths that no slider can move: none such, or without a range."""
    known, movable = leaves(loaded.spec), ranged(loaded)
    told = []
    for path in dict.fromkeys(filter(None, paths)):
        if path in movable:
            continue
        near = nearest(path, movable)
        told.append(UI["no_range" if path in known else "no_number"].fill(path=shown(path)))
        if near:
            told[-1] = UI["rather"].fill(said=told[-1], near=near)
    return told
