"""A page of A4 for a file, and a picture of it for a phone: places in inches from the top left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from sim.plots.sheet import blank, write
from sim.plots.style import IDLE, INK, RULE, SOFT, Drawable, Panels, house
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
    return blank(WIDTH, HEIGHT)


def tall(lines: int, size: float) -> float:
    """Height of so many lines in inches."""
    return lines * size * _LINE


def put_lines(figure: Figure, x: float, y: float, lines: Iterable[str], **style: Any) -> float:
    """Put lines below each other; return where the next begins."""
    for line in lines:
        y += tall(1, style["size"])
        write(figure, x, y, line, **style)
    return y


def rule(figure: Figure, y: float, heavy: bool = False) -> None:
    """A line across the page."""
    from matplotlib.lines import Line2D

    across = [LEFT / WIDTH, RIGHT / WIDTH]
    style: dict[str, Any] = {"color": SOFT, "lw": 1.0} if heavy else {"color": RULE, "lw": 0.6}
    figure.add_artist(Line2D(across, [1 - y / HEIGHT] * 2, **style))


FAINT: Final = INK[IDLE]
"""The colour of what stands at the margin."""
