"""The numbers nobody knows: each with its range, its law and what it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.draws.inverse import Quantile
from sim.draws.worlds import range_law
from sim.scenario.load import Loaded
from sim.scenario.names import name_of
from sim.scenario.pedigree import number_rows
from sim.scenario.schema.leaves import leaves, size
from sim.scenario.values.chances import Chance
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import parted, rounded_quantity
from sim.scenario.values.units import Dimension
from sim.text.words import Words

WEAKNESS: Final[dict[str, dict[str, float]]] = {
    "fact": {"A": 0.1, "B": 0.2, "C": 0.4, "D": 0.6, "none": 0.6},
    "literature": {"A": 0.3, "B": 0.4, "C": 0.5, "D": 0.7, "none": 0.7},
    "assumption": {"A": 0.5, "B": 0.6, "C": 0.8, "D": 1.0, "none": 1.0},
    "nothing": {"A": 1.0, "B": 1.0, "C": 1.0, "D": 1.0, "none": 1.0},
}
"""How weak a number's standing is, by status and grade: a judgement of ours, declared here.

Setting influence against the strength of the pedigree is the NUSAP diagnostic diagram (van der
Sluijs et al. 2005, Risk Analysis 25(2):481-492); the weights are not theirs.
"""


@dataclass(frozen=True)
class Input:
    """A number with a range of ignorance; canonical units, for a law its mean."""

    path: str
    name: Words
    low: float
    value: float
    """What the scenario says; the mode of the law over the range."""
    high: float
    law: Quantile
    """From a uniform number to a value: that by which worlds are drawn."""
    dimension: Dimension
    is_law: bool
    """A distribution, of which the mean is not known."""
    status: str
    grade: str
    source: str

    @property
    def weakness(self) -> float:
        """How weak its standing is, 0 to 1."""
        return WEAKNESS[self.status][self.grade]

    def shown(self, value: float) -> Words:
        """A value of it as people write it, to three digits."""
        return Words(*(rounded_quantity(value, self.dimension, lang) for lang in Words._fields))

    def span(self, low: float, high: float) -> Words:
        """Two values of it, `15% - 20%` or `12 - 24 per year`."""
        return Words(*(self._span(low, high, lang) for lang in ("zh", "en")))

    def _span(self, low: float, high: float, lang: str) -> str:
        one, other = (rounded_quantity(value, self.dimension, lang) for value in (low, high))
        (number, unit), (_, same) = parted(one), parted(other)
        if one == other:
            return one
        return f"{number if unit == same else one} - {other}"


def inputs(loaded: Loaded) -> list[Input]:
    """Return the ranged numbers of a scenario, in the schema's order.

    Those of top-down demand only where it is played: shown beside, they change nothing.
    """
    rows = {row.path: row for row in number_rows(loaded)}
    found = []
    for path, leaf in leaves(loaded.spec).items():
        law = range_law(leaf)
        shown_beside = path.startswith("top_down.") and not loaded.spec.top_down_used
        if law is None or shown_beside:
            continue
        assert isinstance(leaf, Number | Chance) and leaf.range is not None
        row = rows[path]
        found.append(
            Input(
                path=path,
                name=name_of(loaded.spec, path),
                low=leaf.range[0],
                value=size(leaf),
                high=leaf.range[1],
                law=law,
                dimension=leaf.dimension,
                is_law=isinstance(leaf, Chance),
                status=row.status,
                grade=row.grade,
                source=row.source,
            )
        )
    return found
