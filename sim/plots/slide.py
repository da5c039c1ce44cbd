"""Figures for slides: 16:9, in one language, no text below twelve points where a slide is shown.

The sheet is as wide as that of a page and lower, its small text larger; a slide is a fifth wider,
so that all of it grows. Figures of rows that do not fit are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sim.plots.png import png
from sim.plots.sheet import WIDTH
from sim.plots.style import Panels, media
from sim.text.words import Lang

WIDE, HIGH = 40 / 3, 7.5
"""Inches of a slide."""
POINTS: Final = 12.0
"""The smallest text on it."""
DPI: Final = 144
"""Dots: 1,920 across, 1,080 down."""


class Slide(Panels):
    """A figure as large as a slide."""

    def picture(self) -> bytes:
        """PNG as large as a slide."""
        return png(self.dots(DPI * WIDE / WIDTH), DPI)


def on_slide(make: Callable[[Lang], Panels], lang: Lang) -> Slide:
    """Draw a figure on a slide; NoSlideError where it needs more room."""
    with media(small=POINTS * WIDTH / WIDE, high=WIDTH * HIGH / WIDE):
        panels = make(lang)
    return Slide(panels.figure, panels, panels.data, lang)
