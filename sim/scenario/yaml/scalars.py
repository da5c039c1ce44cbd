"""Which plain words of YAML are not text: one table for reading and for writing."""

from __future__ import annotations

import math
import re
from typing import Final

Scalar = str | int | float | bool | None

INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,30})")
DECIMAL: Final = re.compile(
    r"[-+]?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,40})?(?:[eE][-+]?[0-9]{1,4})?"
)
CONSTANTS: Final[dict[str, bool | None]] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}

INVISIBLE: Final = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u00ad]")
"""What nobody sees, and nobody means outside quotes: of no width, or turning the direction."""
FORBIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that no scenario holds: controls, lone surrogates, hidden line breaks."""

_YEAR_MONTH: Final = re.compile(r"(?:19|20|21)[0-9]{2}\.(?:0[1-9]|1[0-2]|[1-9])")
"""`2024.10` is a date and no number: a number would lose the last digit."""

_BOOLEANS: Final = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false"})
_NUMBERS: Final = (
    ("month", _YEAR_MONTH),
    ("sixty", re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?")),
    ("zeros", re.compile(r"[-+]?0[0-9_]+(?:\.[0-9]+)?")),
    ("base", re.compile(r"0[xob][0-9a-fA-F_]+")),
    ("point", re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.)|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")),
)
_STARTS: Final = frozenset("+-.0123456789")


def scalar(text: str) -> Scalar:
    """Return what a plain (unquoted) word means; all but the listed forms is text."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    if _YEAR_MONTH.fullmatch(text):
        return text
    if DECIMAL.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


def surprise(text: str) -> str | None:
    """Return why other YAML readers would not take a plain word for the text it is here.

    The answer is a key of HINTS in `sim.text.messages`; None: every reader takes it as we do.
    """
    if text[:1] in _STARTS:
        return next((name for name, form in _NUMBERS if form.fullmatch(text)), None)
    if len(text) > 5 or text in CONSTANTS:
        return None
    word = text.lower()
    return "boolean" if word in _BOOLEANS else "null" if word == "null" else None
