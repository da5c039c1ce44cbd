"""How people write dates: what is read, and what is only offered in the form that is.

Read is what can mean one period only. A spreadsheet's serial number, `202406` or `June 2024` name
one too, but so do numbers and words that are no dates: those are answered with the form to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

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
