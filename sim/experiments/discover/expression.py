"""Conditions on indicators: `shortage_holds == 0 and peak_waiting.pilot > 2万`.

Comparisons of an indicator with a number, joined by `and`, `or` and brackets; nothing is ever
evaluated as Python. A number may have 万, 亿, % or sq ft after it (areas: m²), a month is 2028-03.
An indicator without a value in a replication (a standard not tested, a shortage that never began)
makes its comparison false there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from sim.experiments.answer import RefusedError
from sim.experiments.discover.words import EXPRESSION
from sim.measures.months import Bools, Floats
from sim.scenario.errors import nearest
from sim.scenario.values.units import AREAS

_COMPARE: Final[dict[str, np.ufunc]] = {
    "<=": np.less_equal,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    ">": np.greater,
}
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<month>\d{4}-(?:0[1-9]|1[0-2]))(?![\w.])"
    r"|(?P<number>-?\d+(?:\.\d+)?)\s*(?P<unit>万|亿|%|sq ft|)"
    r"|(?P<word>[A-Za-z_][\w.-]*)|(?P<sign><=|>=|==|!=|[<>=()]))"
)
_UNITS: Final = {"": 1.0, "万": 1e4, "亿": 1e8, "%": 0.01, "sq ft": float(AREAS["sq ft"])}
_DEEPEST = 20
"""Brackets within brackets."""


class Condition(Protocol):
    """Something that holds in a replication or does not."""

    def holds(self, values: Mapping[str, Floats]) -> Bools:
        """Return where it holds, [replication]; `values` are indicators by name."""

    def comparisons(self) -> tuple[Comparison, ...]:
        """Return the comparisons it is made of, in order."""


@dataclass(frozen=True)
class Comparison:
    """An indicator beside a number."""

    name: str
    sign: str
    number: float

    def holds(self, values: Mapping[str, Floats]) -> Bools:
        """Return where it holds; never where the indicator has no value."""
        column = values[self.name]
        return np.asarray(_COMPARE[self.sign](column, self.number) & ~np.isnan(column))

    def comparisons(self) -> tuple[Comparison, ...]:
        """Return itself."""
        return (self,)


@dataclass(frozen=True)
class Joined:
    """Conditions of which all hold, or any."""

    word: str
    """`and` or `or`."""
    parts: tuple[Condition, ...]

    def holds(self, values: Mapping[str, Floats]) -> Bools:
        """Return where all or any of the parts hold."""
        join = np.logical_and if self.word == "and" else np.logical_or
        return np.asarray(join.reduce([part.holds(values) for part in self.parts]))

    def comparisons(self) -> tuple[Comparison, ...]:
        """Return those of its parts."""
        return tuple(c for part in self.parts for c in part.comparisons())


def parse(text: str) -> Condition:
    """Read a condition; RefusedError says where it cannot be read."""
    reader = _Reader(text)
    condition = reader.joined("or", 0)
    if reader.token:
        raise reader.fault("rest")
    return condition


def check_names(condition: Condition, known: Sequence[str]) -> None:
    """Refuse names that are no indicators, with the nearest that is."""
    for name in (comparison.name for comparison in condition.comparisons()):
        if name not in known:
            close = nearest(name, known)
            key = "unknown_near" if close else "unknown"
            names = ", ".join(sorted({indicator.split(".")[0] for indicator in known}))
            raise RefusedError(EXPRESSION[key].fill(name=name, near=close, known=names))


class _Reader:
    """Reads a condition from left to right, one token ahead."""

    def __init__(self, text: str) -> None:
        self._text, self._end = text.rstrip(), 0
        self._next()

    def joined(self, word: str, depth: int) -> Condition:
        parts = [self._part(word, depth)]
        while self.token == word:
            self._next()
            parts.append(self._part(word, depth))
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def _part(self, word: str, depth: int) -> Condition:
        if word == "or":
            return self.joined("and", depth)
        if self.token != "(":
            return self._comparison()
        if depth == _DEEPEST:
            raise self.fault("deep")
        self._next()
        inner = self.joined("or", depth + 1)
        self._want(self.token == ")", "bracket")
        return inner

    def _comparison(self) -> Comparison:
        name = self._want(self.kind == "word" and self.token not in ("and", "or"), "name")
        sign = self._want(self.token in _COMPARE, "sign")
        number = self.number
        self._want(self.kind in ("number", "month"), "number")
        return Comparison(name, sign, number)

    def _want(self, right: bool, key: str) -> str:
        """Take the token if it is what is wanted here."""
        if not right:
            raise self.fault(key)
        token = self.token
        self._next()
        return token

    def _next(self) -> None:
        self.begin = self._end
        self.kind, self.token, self.number = "", "", 0.0
        if self._end == len(self._text):
            return
        match = _TOKEN.match(self._text, self._end)
        if match is None:
            raise self.fault("sense")
        self.kind = next(kind for kind in ("month", "number", "word", "sign") if match[kind])
        self.token, self._end = match[self.kind], match.end()
        if self.kind == "month":
            year, month = self.token.split("-")
            self.number = int(year) * 12.0 + int(month) - 1
        elif self.kind == "number":
            self.number = float(self.token) * _UNITS[match["unit"]]

    def fault(self, key: str) -> RefusedError:
        """Return what is wrong at this place."""
        rest = self._text[self.begin :].strip()
        return RefusedError(EXPRESSION[key].fill(text=self._text, rest=rest or "…"))
