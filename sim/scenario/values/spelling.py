"""How people spell a quantity: signs, widths and units brought to what the grammar reads.

Nothing here guesses: a sign that only looks like a digit is refused, and a number whose dot may
stand between thousands is asked about.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sim.scenario.values.faults import Fault

_WIDE: Final = "０１２３４５６７８９"
_ROOTS: Final = "mMｍＭtTｔＴ"
"""What ² and ³ may stand after: metres and feet."""
_QUOTED: Final = re.compile('[“"＂‘](.*)[”"＂’]')
_SQUARE: Final = re.compile(r"(?<=[A-Za-z])(?=[㎡㎢])")
"""Before one sign for a unit a magnitude ends: `30k㎡` is 30k m², not 30 km²."""
_TRADITIONAL: Final = str.maketrans("萬億畝個頃週曆", "万亿亩个顷周历")
_WORDS: Final = tuple(
    (re.compile(rf"(?<![a-z])(?:{form})(?![a-z])", re.IGNORECASE), word)
    for form, word in (
        (r"per\s+cent", "%"),
        ("psf", "/sq ft"),
        ("psm", "/sq m"),
        ("pcm", "/month"),
        (r"p\.a\.|pa", "/year"),
        (r"万\s*方(?!\w)", "万平方米"),
    )
)
_STROKE: Final = re.compile(
    r"\s*(?:/|每|(?<![a-z])(?:per(?![a-z])|a(?=\s+(?:day|month|quarter|year)(?![a-z]))))\s*",
    re.IGNORECASE,
)
_DOT: Final = re.compile(r"\s*[·・•∙⋅]\s*|(?<=[2米])\.(?=[^\W\d])")
"""Between units below the stroke: `元/m²·天`."""
_THOUSANDS: Final = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def plain(raw: str) -> str:
    """Return a text in its usual characters (NFKC), in which no sign has become a digit.

    Raises Fault (E346) for `10⁶`, `½`, `①`: NFKC alone would read 106, 12 and 1.
    """
    text = _QUOTED.sub(r"\1", raw.strip())
    for before, sign in zip(" " + text, text, strict=False):
        folded = unicodedata.normalize("NFKC", sign)
        if folded == sign or sign in _WIDE or not re.search("[0-9]", folded):
            continue
        if not (folded[0].isalpha() or (sign in "²³" and before in _ROOTS)):
            raise Fault("E346", raw, sign=sign)
    text = _SQUARE.sub(" ", text)
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()


def parts(unit: str) -> list[str]:
    """Return the units of a text: the one above the stroke, then those below it."""
    text = unit.translate(_TRADITIONAL)
    for form, word in _WORDS:
        text = form.sub(word, text)
    above, *below = _STROKE.split(text)
    return [above, *(word for one in below for word in _DOT.split(_bare(one)))]


def asks(number: str) -> bool:
    """Whether a number may be read in two ways: `30.000` is 30 here and 30,000 elsewhere."""
    return _THOUSANDS.fullmatch(number) is not None


def settled(number: str) -> tuple[str, str]:
    """Return the two readings of such a number, written so that nobody asks: `30`, `30,000`."""
    whole, _, digits = number.partition(".")
    few = digits.rstrip("0")
    decimal = "" if not few else f".{few}0" if len(few) == 3 else f".{few}"
    return whole + decimal, f"{whole},{digits}"


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text
