"""What is wrong with the texts of a drawn figure: cut off, one on the other, or too small."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.plots.sheet import LEFT, RIGHT
from sim.plots.style import SMALL, Panels, house

TOUCH = 1.5
"""Points by which boxes may share a border: a line's box is higher than its letters."""
_MARGIN = (LEFT - 0.02, RIGHT + 0.15)
"""Inches between which texts stand; names at the end of lines may go a little farther."""


class _Texts(RendererAgg):
    """Draws nothing, and keeps the texts that it was to draw."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__(width, height, dpi)
        self.drawn: dict[Text, None] = {}

    def draw_text(self, *_: Any, mtext: Text | None = None, **__: Any) -> None:
        if mtext is not None:
            self.drawn[mtext] = None

    def draw_path(self, *_: Any, **__: Any) -> None:
        pass

    draw_markers = draw_path_collection = draw_image = draw_quad_mesh = draw_path


def text_faults(panels: Panels, least: float = SMALL) -> list[str]:
    """Each fault in a line; none where every text is whole, alone at its place, and large enough.

    A text may not leave the sheet or its margins, lie on another text or reach into a panel that is
    not its own.
    """
    figure = panels.figure
    with house():
        width, height = figure.bbox.size
        renderer = _Texts(width, height, figure.dpi)
        figure.draw(renderer)
        boxes = {text: text.get_window_extent(renderer) for text in renderer.drawn}
    return [f"{panels.data.name} {panels.lang}: {fault}" for fault in _faults(panels, boxes, least)]


def crossed_texts(ax: Axes) -> list[str]:
    """The texts within axes that one of their lines crosses."""
    lines = [line.get_transform().transform_path(line.get_path()) for line in ax.lines]
    air = TOUCH / 72 * ax.figure.dpi
    boxes = {text.get_text(): text.get_window_extent().padded(0, -air) for text in ax.texts}
    return [
        text
        for text, box in boxes.items()
        if any(path.intersects_bbox(box, filled=False) for path in lines)
    ]


def _faults(panels: Panels, boxes: dict[Text, Bbox], least: float) -> Iterator[str]:
    figure = panels.figure
    touch = TOUCH / 72 * figure.dpi
    for text, box in boxes.items():
        said = text.get_text()
        if box.x0 < 0 or box.y0 < 0 or box.x1 > figure.bbox.x1 or box.y1 > figure.bbox.y1:
            yield f"{said!r} leaves the sheet"
        elif box.x0 < _MARGIN[0] * figure.dpi or box.x1 > _MARGIN[1] * figure.dpi:
            yield f"{said!r} leaves the margin"
        if float(text.get_fontsize()) < least - 1e-9:
            yield f"{said!r} has {float(text.get_fontsize()):.1f} points"
        for ax in figure.axes:
            if ax.axison and ax is not text.axes and _shared(box, ax.get_window_extent(), touch):
                yield f"{said!r} reaches into another panel"
    for (one, first), (other, second) in combinations(boxes.items(), 2):
        if _shared(first, second, touch):
            yield f"{one.get_text()!r} lies on {other.get_text()!r}"


def _shared(one: Bbox, other: Bbox, touch: float) -> bool:
    """Whether two boxes share more than a border."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    up = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across > touch and up > touch
