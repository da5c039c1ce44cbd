"""Figures drawn in a process of their own, beside the tables that this one writes.

A process and not a thread, since drawing holds Python's lock. It begins afresh and knows only what
a figure shows, so that scripts without a main guard and notebooks may save as well.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future, wait
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sim.runs.executors import ExecutionError
from sim.runs.executors.processes import Processes
from sim.runs.interrupts import PATIENCE, interrupts
from sim.text.words import Lang

if TYPE_CHECKING:
    from sim.plots.style import Panels

Drawing = tuple["Callable[[Lang], Panels | Sequence[Panels]]", Lang]
"""What draws a figure, or the slides of one, and in which language."""
Drawn = tuple[dict[str, bytes], str]
"""The files of a figure by name, and the characters for which it shows boxes."""


def draw(drawing: Drawing) -> Drawn:
    """Draw a figure: the same bytes in any process; none where a slide has too little room."""
    from sim.plots.save import files
    from sim.plots.style import NoSlideError

    make, lang = drawing
    try:
        panels = make(lang)
    except NoSlideError:
        return {}, ""
    if not isinstance(panels, Sequence):
        return files(panels), panels.boxes
    written = {name: content for one in panels for name, content in files(one).items()}
    return written, "".join(dict.fromkeys("".join(one.boxes for one in panels)))


def as_svg(make: Callable[[Lang], Panels], lang: Lang) -> Panels:
    """Draw a figure of which only the SVG is wanted."""
    panels = make(lang)
    panels.kinds = ("svg",)
    return panels


def _draw(drawing: Drawing | None) -> Drawn | None:
    """Draw a figure in a process that does nothing else; None: get ready to."""
    if drawing is not None:
        return draw(drawing)
    import_module("sim.plots.catalogue")
    import_module("matplotlib.backends.backend_svg")
    # A figure is thrown away whole: to search for what is not used any more takes a tenth.
    gc.disable()
    return None


class DrawingProcess:
    """Draws what is submitted, one after the other; it gets ready while others are at work."""

    def __init__(self) -> None:
        self._pool = Processes(1).begin(_draw)
        self._pool.submit(None)

    def submit(self, drawing: Drawing) -> Callable[[], Drawn]:
        """Have a figure drawn; return what gives it, and draws it here if nobody has begun it."""
        try:
            return partial(_landed, drawing, self._pool.submit(drawing))
        except Exception:  # noqa: BLE001 - what cannot travel, whatever it raises
            return partial(draw, drawing)

    def close(self) -> None:
        """End the process, whatever it does."""
        self._pool.stop()


def _landed(drawing: Drawing, future: Future[Any]) -> Drawn:
    if future.cancel():
        return draw(drawing)
    with interrupts() as raise_if_interrupted:
        while not wait([future], PATIENCE).done:
            raise_if_interrupted()
    try:
        drawn: Drawn = future.result()
    except (BrokenExecutor, ExecutionError):  # the process is gone, or never came
        return draw(drawing)
    return drawn
