"""Names of what is changed for a question: the scenario's own, and what is changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.text.safe import cut, line
from sim.text.words import Words, joined

_ROOM: Final = 64
"""Characters of the changes that a name holds; where they need more, the first and their number."""
_PATH: Final = 40
_VALUE: Final = 24
_MORE: Final = Words("{first} 等 {count} 处改动", "{first} and {more} more")
_CENTRAL: Final = Words("区间取中值", "ranged numbers at their values")
_GROUNDED: Final = Words("只用校准接受的 {count} 组参数", "{count} accepted sets of numbers")


def changed(name: Words, changes: Sequence[tuple[str, str]]) -> Words:
    """A scenario's name with what is changed in it, such as `Baseline · supply.x.lots = 3`.

    `changes` are paths with their new values, as YAML on one line.
    """
    if not changes:
        return name
    shown = [f"{cut(line(path), _PATH)} = {_short(line(value))}" for path, value in changes]
    text = ", ".join(shown)
    if len(shown) == 1 or len(text) <= _ROOM:
        return _joined(name, Words(text, text))
    more = str(len(changes) - 1)
    return _joined(name, _MORE.fill(first=shown[0], count=str(len(changes)), more=more))


def _short(value: str) -> str:
    """A value as far as there is room: its beginning says what kind of value it is."""
    return value if len(value) <= _VALUE else f"{value[: _VALUE - 1]}…"


def held(name: Words, central: bool, grounded: int) -> Words:
    """A scenario's name with how its ranged numbers are held: at their values, or at accepted ones.

    `grounded` is the number of accepted sets.
    """
    if central:
        return _joined(name, _CENTRAL)
    return _joined(name, _GROUNDED.fill(count=str(grounded))) if grounded else name


def _joined(name: Words, said: Words) -> Words:
    return joined([name, said], " · ", " · ")
