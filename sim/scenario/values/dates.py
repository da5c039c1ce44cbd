"""Dates as periods on the tick axis: a year, quarter, month or day.

All months are 43,200 ticks long; day d of an n-day month begins at tick ⌈(d−1)·43200/n⌉ of it.
Ticks here are absolute: tick 0 is the start of year 0.

Read is what can mean one period only. A spreadsheet's serial number, `202406` or `June 2024` name
one too, but so do numbers and words that are no dates: those are answered with the form to write.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Any, Final, Self

from pydantic import ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from sim.scenario.values.faults import Fault, ValueReader, flow
from sim.scenario.values.fields import (
    Pedigree,
    Value,
    Written,
    keep,
    pedigree_schema,
    read_pedigree,
)
from sim.scenario.values.spelling import plain

_WRITTEN: Final = (
    r"(?P<year>\d{4})年?",
    r"(?P<year>\d{4})-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?",
    r"(?P<year>\d{4})/(?P<month>\d{1,2})(/(?P<day>\d{1,2}))?",
    r"(?P<year>\d{4})\.(?P<month>0\d|1[0-2]|[2-9])",
    r"(?P<year>\d{4})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})",
    r"(?P<year>\d{4})年(?P<month>\d{1,2})月((?P<day>\d{1,2})[日号])?",
    r"(?P<year>\d{4})[ -]?[Qq](?P<quarter>\d)",
    r"[Qq](?P<quarter>\d)[ -]?(?P<year>\d{4})",
    r"(?P<year>\d{4})年第?(?P<quarter>[1-4一二三四])季度",
    r"(?P<year>\d{4})[ -]?[Hh](?P<half>\d)",
    r"[Hh](?P<half>\d)[ -]?(?P<year>\d{4})",
    r"(?P<year>\d{4})年(?P<half>[上下])半年",
)
_FORMS: Final = tuple(re.compile(form, re.ASCII) for form in _WRITTEN)
FORM: Final = "^(" + "|".join(re.sub(r"\?P<\w+>", "", form) for form in _WRITTEN) + ")$"
"""The forms that are read, as one pattern for editors."""
_WORDS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAME: Final = "(" + "|".join(_MONTHS) + ")[a-z]*"
_SERIAL: Final = (date(1899, 12, 30), 30_000, 80_000)
"""Day 0 of spreadsheets, and the serial numbers of 1982 to 2119."""


def read_date(text: str) -> dict[str, int] | None:
    """Return year and month, day, quarter or half of a text in its usual characters, or None."""
    for form in _FORMS:
        if found := form.fullmatch(text):
            words = {name: word for name, word in found.groupdict().items() if word}
            return {name: _WORDS.get(word) or int(word) for name, word in words.items()}
    return None


def written_otherwise(text: str) -> str:
    """Return how to write what a text most likely means; empty when it names no period."""
    for form, write in _OFFERS:
        if found := re.fullmatch(form, text, re.ASCII | re.IGNORECASE):
            return write(found)
    return ""


def serial_date(text: str) -> str:
    """Return the day of a spreadsheet's serial number, `45444`; empty when it is none."""
    day0, first, last = _SERIAL
    number = int(text) if re.fullmatch(r"\d{5}", text, re.ASCII) else 0
    return str(day0 + timedelta(days=number)) if first <= number <= last else ""


def _named(name: str, year: str) -> str:
    return f"{year}-{_MONTHS.index(name[:3].lower()) + 1:02d}"


_OFFERS: Final[tuple[tuple[str, Callable[[re.Match[str]], str]], ...]] = (
    (r"(\d{4})(0[1-9]|1[0-2])", lambda m: f"{m[1]}-{m[2]}"),
    (r"(\d{4})(0[1-9]|1[0-2])([0-3]\d)", lambda m: f"{m[1]}-{m[2]}-{m[3]}"),
    (r"(\d{4}-\d{2}-\d{2})[T ][\d:.Z+]+", lambda m: m[1]),
    (r"(\d{4})\.1", lambda m: f"{m[1]}-01 / {m[1]}-10"),
    (r"(0?[1-9]|1[0-2])/(\d{4})", lambda m: f"{m[2]}-{int(m[1]):02d}"),
    (r"([1-4])Q'?(\d{2}|\d{4})", lambda m: f"20{m[2][-2:]}Q{m[1]}"),
    (r"([12])H'?(\d{2}|\d{4})", lambda m: f"20{m[2][-2:]}H{m[1]}"),
    (_NAME + r"[ .,'-]+(\d{4})", lambda m: _named(m[1], m[2])),
    (_NAME + r"[ .,'-]+(\d{2})", lambda m: _named(m[1], f"20{m[2]}")),
    (r"(\d{4})年年?初", lambda m: f"{m[1]}-01"),
    (r"mid[ -]?(\d{4})|(\d{4})年年?中", lambda m: f"{m[1] or m[2]}-07"),
    (r"(?:late|end of)[ -]?(\d{4})|(\d{4})年年?(?:底|末)", lambda m: f"{m[1] or m[2]}-12"),
    (r"(\d{4})\+|FY ?(\d{4})", lambda m: m[1] or m[2]),
    (r"(\d{4}) ?[-~–至到] ?(\d{4})", lambda m: f"{{between: [{m[1]}, {m[2]}]}}"),
)

MONTH = 43_200
"""Ticks in a month; all months are equally long."""


@dataclass(frozen=True, slots=True)
class Date(Value):
    """A calendar period, written `2028`, `2028H1`, `2028Q1`, `2028-03` or `2028-03-15`."""

    year: int
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the accepted data."""
        return {
            "anyOf": [
                {"type": "string", "pattern": FORM, "examples": ["2028-03", "2028Q1"]},
                {"type": "integer", "minimum": 1900, "maximum": 2199},
            ]
        }

    @classmethod
    def read(cls, raw: Any, reader: ValueReader) -> Self | None:
        """Read a YAML leaf; a year may be a plain number."""
        return reader.read((), cls._parse, raw)

    @classmethod
    def _parse(cls, raw: object) -> Self:
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise Fault("E330", raw)
        text = plain(str(raw))
        parts = read_date(text)
        if parts is None:
            if serial := serial_date(text):
                raise Fault("E349", raw, form=serial)
            if written := written_otherwise(text):
                raise Fault("E348", raw, form=written)
            raise Fault("E330", raw)
        date = cls(**parts)
        if not date._exists():
            raise Fault("E331", raw)
        return date

    def _exists(self) -> bool:
        if not (1900 <= self.year < 2200 and 1 <= (self.month or 1) <= 12):
            return False
        if (
            self.month == 0
            or self.quarter not in (None, 1, 2, 3, 4)
            or self.half not in (None, 1, 2)
        ):
            return False
        return self.day is None or 1 <= self.day <= self._days()

    def _days(self) -> int:
        return calendar.monthrange(self.year, self.month or 1)[1]

    @property
    def first(self) -> int:
        """Absolute tick of the first instant."""
        month = self.month or 3 * (self.quarter or 1) + 6 * (self.half or 1) - 8
        start = (self.year * 12 + month - 1) * MONTH
        return start if self.day is None else start - (-(self.day - 1) * MONTH // self._days())

    @property
    def last(self) -> int:
        """Absolute tick of the first instant after the period."""
        if self.day is not None:
            return (self.first // MONTH) * MONTH - (-self.day * MONTH // self._days())
        months = 1 if self.month else 3 if self.quarter else 6 if self.half else 12
        return self.first + months * MONTH

    def __str__(self) -> str:
        if self.quarter is not None:
            return f"{self.year}Q{self.quarter}"
        if self.half is not None:
            return f"{self.year}H{self.half}"
        parts = (p for p in (self.month, self.day) if p is not None)
        return "-".join([str(self.year), *(f"{p:02d}" for p in parts)])

    def __repr__(self) -> str:
        return f"Date('{self}')"

    def to_raw(self) -> str:
        """The date as text for YAML."""
        return str(self)


def _canonical(raw: Any, handler: ValidatorFunctionWrapHandler) -> Date:
    date: Date = handler(raw)
    if isinstance(raw, str) and raw != str(date):
        fault = Fault("E348", raw, form=str(date))
        raise PydanticCustomError("E348", "{raw}", fault.context)
    return date


DateKey = Annotated[Date, WrapValidator(_canonical)]
"""A date that is a key, in its one form: it is part of a path, and paths name numbers."""


@dataclass(frozen=True, repr=False)
class DateChance(Written):
    """A date, or one drawn evenly between two: `2023-09`, `{between: [2023-07, 2023-12]}`."""

    earliest: int
    """Absolute tick of the first possible instant."""
    latest: int
    """Absolute tick of the end of the last possible period; `earliest` for a plain date."""
    pedigree: Pedigree
    text: str = field(compare=False)
    """The date or dates as written."""
    written: str = field(compare=False)

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the accepted data."""
        date = Date.schema()
        between = {"type": "array", "items": date, "minItems": 2, "maxItems": 2}
        says = {"description": "Evenly from the start of the first to the end of the last."}
        mapping = {
            "type": "object",
            "properties": {"value": date, "between": {**between, **says}, **pedigree_schema()},
            "oneOf": [{"required": ["value"]}, {"required": ["between"]}],
            "additionalProperties": False,
        }
        return {"anyOf": [date, mapping]}

    @classmethod
    def read(cls, raw: Any, reader: ValueReader) -> Self | None:
        """Read a date or a mapping with `value` or `between`."""
        if not isinstance(raw, dict):
            date = Date.read(raw, reader)
            return None if date is None else cls._of(date, None, Pedigree(), raw, raw)
        pedigree = read_pedigree(raw, ("value", "between"), reader)
        if ("value" in raw) == ("between" in raw):
            if not reader.told("E311"):
                reader.tell("E334", raw)
            return None
        key = "value" if "value" in raw else "between"
        dates = raw[key] if key == "between" else (raw[key],)
        if key == "between" and not (isinstance(dates, list | tuple) and len(dates) == 2):
            reader.tell("E333", dates, (key,))
            return None
        places = [(key,)] if key == "value" else [(key, 0), (key, 1)]
        found = [reader.read(p, Date._parse, d) for p, d in zip(places, dates, strict=True)]
        low, high = found[0], found[1] if len(found) == 2 else None
        if low is not None and high is not None and low.first >= high.last:
            reader.tell("E332", dates, (key,), low=str(low), high=str(high))
        if low is None or reader.faults:
            return None
        return cls._of(low, high, pedigree, raw[key], raw)

    @classmethod
    def _of(cls, low: Date, high: Date | None, pedigree: Pedigree, text: Any, raw: Any) -> Self:
        latest = low.first if high is None else high.last
        return cls(low.first, latest, pedigree, flow(text), keep(raw))
