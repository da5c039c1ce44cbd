"""How wide texts are in our fonts, and how they break into lines, before they are drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sim.plots.style import paths
from sim.text.screen import wrap


def wrapped(text: str, size: float, inches: float) -> list[str]:
    """Break a text into lines no wider than this."""
    return wrap(text, inches, lambda line: wide(line, size))


@lru_cache(maxsize=1 << 12)
def wide(text: str, size: float) -> float:
    """Width of a text in inches."""
    return sum(_advance(character) for character in text) * size / 72


@lru_cache(maxsize=1 << 12)
def _advance(character: str) -> float:
    """How far a character moves on, in parts of its size."""
    from matplotlib.ft2font import LoadFlags

    fonts, code = _fonts(), ord(character)
    font = next((one for one in fonts if one.get_char_index(code)), fonts[0])
    # A character that neither knows is its first glyph: a box.
    glyph = font.load_glyph(font.get_char_index(code), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / _FIXED / _EM


_FIXED: Final = 65536.0
"""Parts of a unit in what FreeType says of a letter's advance."""
_EM: Final = 100.0
"""Points at which letters are measured."""


@lru_cache(maxsize=1)
def _fonts() -> list[Any]:
    from matplotlib.ft2font import FT2Font

    latin, hanzi = (FT2Font(path) for path in paths())
    for font in (hanzi, latin):
        font.set_size(_EM, 72)
    return [hanzi, latin]
