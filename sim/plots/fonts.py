"""Which glyphs the figures use: the packaged subset of Noto Sans SC, then DejaVu Sans.

Noto comes first because its Latin letters match its hanzi and are a tenth narrower; DejaVu adds
signs and scripts it lacks. Both are registered under names of our own, so that a font of the same
name that happens to be installed cannot change a figure, and Chinese renders on a machine
without any Chinese font. What neither can draw becomes a box.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ft2font import FT2Font

LATIN = "zhizao Latin"
HANZI = "zhizao Hanzi"
STACK = (HANZI, LATIN)
"""Family names, in the order in which a glyph is looked for."""


@cache
def paths() -> tuple[Path, Path]:
    """The two font files: the one Matplotlib ships and the packaged subset.

    Raises FileNotFoundError when the package was installed without its font.
    """
    latin = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    hanzi = Path(str(files("sim") / "assets" / "NotoSansSC-GBK-Big5-subset.ttf"))
    if not hanzi.is_file():
        raise FileNotFoundError(f"the packaged Chinese font is missing: {hanzi.name}")
    return latin, hanzi


@cache
def register() -> None:
    """Make both fonts known to Matplotlib, once, on first use."""
    for family, path in zip((LATIN, HANZI), paths(), strict=True):
        fontManager.ttflist.append(FontEntry(fname=str(path), name=family, size="scalable"))


@cache
def _drawable() -> frozenset[int]:
    return frozenset[int]().union(*(FT2Font(path).get_charmap() for path in paths()))


def missing(text: str) -> str:
    """The characters of a text that the figures show as boxes, each once, in order."""
    return "".join(dict.fromkeys(c for c in text if ord(c) not in _drawable() and c != "\n"))
