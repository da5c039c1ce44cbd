"""Names of what is changed for a question: the scenario's own, and what is changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.text.figures import Words
from sim.text.safe import cut, line

_SHOWN: Final = 2
"""Changes that a name holds; of more, the first and their number."""
_LONGEST: Final = 48
"""Characters of one change."""
_MORE: Final = Words("{first} 等 {count} 处改动", "{first} and {more} more changes")
_CENTRAL: Final = Words("区间取中值", "ranged numbers at their values")
_GROUNDED: Final = Words("只用校准接受的 {count} 组参数", "{count} accepted sets of numbers")


def changed(name: Words, changes: Sequence[str]) -> Words:
    """A scenario's name with what is changed in it, such as `Baseline · supply.x.lots = 3`."""
    if not changes:
        return name
    shown = [cut(line(change), _LONGEST) for change in changes[:_SHOWN]]
    said = Words(", ".join(shown), ", ".join(shown))
    if len(changes) > _SHOWN:
        more = str(len(changes) - 1)
        said = _MORE.fill(first=shown[0], count=str(len(changes)), more=more)
    return _joined(name, said)


def held(name: Words, central: bool, grounded: int) -> Words:
    """A scenario's name with how its ranged numbers are held: at their values, or at accepted ones.

    `grounded` is the number of accepted sets.
    """
    if central:
        return _joined(name, _CENTRAL)
    return _joined(name, _GROUNDED.fill(count=str(grounded))) if grounded else name


def _joined(name: Words, said: Words) -> Words:
    return Words(f"{name.zh} · {said.zh}", f"{name.en} · {said.en}")
