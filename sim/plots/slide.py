"""Figures for slides: 16:9, in one language, no text below twelve points where a slide is shown.

The sheet is as wide as that of a page and lower, its small text larger; a slide is a fifth wider,
so that all of it grows. Rows of parks that do not fit on one slide go on on the next; other figures
that need more room are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sim.plots.png import png
from sim.plots.sheet import WIDTH
from sim.plots.style import Medium, NoSlideError, Panels, media
from sim.text.words import Lang

WIDE, HIGH = 40 / 3, 7.5
"""Inches of a slide."""
POINTS: Final = 12.0
"""The smallest text on it."""
DPI: Final = 144
"""Dots: 1,920 across, 1,080 down."""
_MOST: Final = 8
"""Slides of a figure."""


class Slide(Panels):
    """A figure, or a part of its rows, as large as a slide."""

    part: int = 0

    def picture(self) -> bytes:
        """PNG as large as a slide."""
        return png(self.dots(DPI * WIDE / WIDTH), DPI)


def on_slides(make: Callable[[Lang], Panels], lang: Lang) -> list[Slide]:
    """Draw a figure on as few slides as its rows need; NoSlideError where a row needs more room.

    One without rows that could go on on the next is drawn once.
    """
    rows: list[int] = []
    for parts in range(1, _MOST):
        try:
            return [_on_slide(make, lang, part, parts, rows) for part in range(parts)]
        except NoSlideError:
            if parts >= max(rows, default=1):
                raise
    return [_on_slide(make, lang, part, _MOST, rows) for part in range(_MOST)]


def _on_slide(
    make: Callable[[Lang], Panels], lang: Lang, part: int, parts: int, rows: list[int]
) -> Slide:
    with media(Medium(POINTS * WIDTH / WIDE, WIDTH * HIGH / WIDE, part, parts, rows)):
        panels = make(lang)
    slide = Slide(panels.figure, panels, panels.data, lang)
    slide.part = part
    return slide
