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

FORBIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that no scenario holds: controls, lone surrogates, hidden line breaks."""

_SURPRISES: Final = (
    ("boolean", re.compile(r"(?i:yes|no|on|off|y|n)|True|TRUE|False|FALSE")),
    ("null", re.compile(r"Null|NULL")),
    ("sixty", re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?")),
    ("zeros", re.compile(r"[-+]?0[0-9_]+(?:\.[0-9]+)?")),
    ("base", re.compile(r"0[xob][0-9a-fA-F_]+")),
    ("point", re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.)|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")),
)


def scalar(text: str) -> Scalar:
    """Return what a plain (unquoted) word means; all but the listed forms is text."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


def surprise(text: str) -> str | None:
    """Return why other YAML readers would not take a plain word for text.

    The answer is a key of `sim.text.errors.SURPRISES`; None: every reader takes it as we do.
    """
    return next((name for name, form in _SURPRISES if form.fullmatch(text)), None)
