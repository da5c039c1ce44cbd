"""A page of A4 for a file, and a picture of it for a phone: places in inches from the top left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from sim.plots.style import INK, SOFT, Drawable, Panels, house
from sim.text.screen import pieces
from sim.text.words import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 8.268, 11.693
LEFT, RIGHT = 0.62, 7.65
PHONE: Final = 1080
"""Dots across of the picture."""
_LINE: Final = 1.36 / 72
"""Inches from a line to the next, of a point of their size."""


class Paper(Panels):
    """A drawn page in one language."""

    def __init__(
        self, figure: Figure, axes: Mapping[str, Axes], data: Drawable, lang: Lang, title: str
    ) -> None:
        super().__init__(figure, axes, data, lang)
        self.title = title

    def pdf(self) -> bytes:
        """The page as PDF, its text as text, without date or program."""
        import matplotlib

        about = {"CreationDate": None, "Creator": None, "Producer": None, "Title": self.title}
        with house(), matplotlib.rc_context({"pdf.fonttype": 42}), BytesIO() as out:
            self.figure.savefig(out, format="pdf", metadata=about)
            return out.getvalue()

    def files(self) -> dict[str, bytes]:
        """Its files by name: PDF, and PNG as wide as a phone shows."""
        # A little more than the dots asked for: what is left of one more is cut off.
        dots = (PHONE + 0.2) / WIDTH
        named = f"{self.data.name}.{self.lang}"
        return {f"{named}.pdf": self.pdf(), f"{named}.png": self.png(dots)}


def paper() -> Figure:
    """An empty page."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEIGHT))
    FigureCanvasAgg(figure)
    return figure


def tall(lines: int, size: float) -> float:
    """Height of so many lines in inches."""
    return lines * size * _LINE


def wrapped(text: str, size: float, inches: float) -> list[str]:
    """Break a text into lines no wider than this."""
    lines, line = [], ""
    for piece in pieces(text):
        if line and wide((line + piece).rstrip(), size) > inches:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


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

    from sim.plots.style import paths

    latin, hanzi = (FT2Font(path) for path in paths())
    for font in (hanzi, latin):
        font.set_size(_EM, 72)
    return [hanzi, latin]


def put(figure: Figure, x: float, y: float, text: str, **style: Any) -> None:
    """Put a line on the page, its baseline at inches from the top left."""
    figure.text(x / WIDTH, 1 - y / HEIGHT, text, **style)


def put_lines(figure: Figure, x: float, y: float, lines: Iterable[str], **style: Any) -> float:
    """Put lines below each other; return where the next begins."""
    for line in lines:
        y += tall(1, style["size"])
        put(figure, x, y, line, **style)
    return y


def rule(figure: Figure, y: float, heavy: bool = False) -> None:
    """A line across the page."""
    from matplotlib.lines import Line2D

    across = [LEFT / WIDTH, RIGHT / WIDTH]
    style: dict[str, Any] = {"color": SOFT, "lw": 1.0} if heavy else {"color": "#D9D9D9", "lw": 0.6}
    figure.add_artist(Line2D(across, [1 - y / HEIGHT] * 2, **style))


def panel(figure: Figure, x: float, y: float, width: float, height: float) -> Axes:
    """Axes at a rectangle."""
    box = (x / WIDTH, 1 - (y + height) / HEIGHT, width / WIDTH, height / HEIGHT)
    return figure.add_axes(box)


FAINT: Final = INK["#777777"]
"""The colour of what stands at the margin."""
