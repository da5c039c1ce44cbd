"""What the numbers of a scenario stand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sim.scenario.load import Loaded
from sim.scenario.schema.leaves import Leaf, leaves

STATUSES: Final = ("fact", "literature", "assumption", "nothing")
GRADES: Final = ("A", "B", "C", "D", "none")


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number of a scenario and what it stands on."""

    path: str
    text: str
    """As written."""
    status: str
    """`fact`, `literature`, `assumption` or `nothing`."""
    grade: str
    """`A` to `D`, or `none`."""
    source: str
    """Id under `sources`; empty when there is none."""
    place: str
    """`file:line`, `--set` or `with_()`."""


def number_rows(loaded: Loaded) -> list[NumberRow]:
    """Return every number of a scenario, in the schema's order.

    A number with a source and no status counts as fact, or as assumption where the source is
    our `own` judgement; one with neither stands on nothing.
    """
    return [_row(loaded, path, leaf) for path, leaf in leaves(loaded.spec).items()]


def _row(loaded: Loaded, path: str, leaf: Leaf) -> NumberRow:
    pedigree = leaf.pedigree
    source = loaded.spec.sources.get(pedigree.source or "")
    status = pedigree.status or ("nothing" if source is None else "fact")
    if pedigree.status is None and source is not None and source.kind == "own":
        status = "assumption"
    return NumberRow(
        path=path,
        text=leaf.text,
        status=status,
        grade=pedigree.grade or "none",
        source=pedigree.source or "",
        place=loaded.origin(path),
    )


def count(rows: Sequence[NumberRow]) -> tuple[dict[str, int], dict[str, int]]:
    """Return (how many numbers by status, how many by grade), zeros included."""
    statuses = Counter(row.status for row in rows)
    grades = Counter(row.grade for row in rows)
    return {s: statuses[s] for s in STATUSES}, {g: grades[g] for g in GRADES}
