"""The sheet a figure is drawn on: title, subtitle and foot, and the places of its panels.

Every place is fixed in inches from the top left, so that the same figure of two scenarios can be
laid one on the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from sim.plots.style import IDLE, INK, SMALL, SOFT, Head, NoSlideError, medium
from sim.plots.widths import wide, wrapped
from sim.text.safe import cut
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

T = TypeVar("T")

WIDTH, HEIGHT = 11.0, 7.0
LEFT, RIGHT = 0.42, 10.7
PANEL = 10.5
INSET = 0.13
"""Inches to the left for a panel without numbers there; its name then begins at the margin."""
_FIRST, _TITLE, _SUBTITLE = 0.36, 0.27, 0.165
"""Inches from the top to the first baseline, and from there to the next."""
_UNHINTED = 0.97
"""How wide a text may be measured that is drawn as wide as its room."""
_NEAR = 1.01
"""How much wider than its room a smaller text may be: letters are hinted by their size."""
_TITLES = (15.0, 12.0)
"""Points of the title, and of the same in a second language."""
_SMALLER = 0.8
"""Of its size has a title that stands on two lines."""
_SIGNS: Final = (re.compile(r"；|; "), re.compile(r"[，、]|, "))
"""Behind what a title of two lines is broken, the first if it can be."""
_STEPS: Final = 20
"""Widths that are tried for lines about as long."""
_SUBTITLE_WIDE = RIGHT - LEFT - 0.2
"""Inches: letters of so small a size may be drawn wider than they are measured."""
_TITLE_WIDE = RIGHT - LEFT - 0.12
"""Inches: a title keeps off the right margin, which then is as wide as the left one."""


def sheet(
    head: Head, lang: Lang, height: float = HEIGHT, fills: bool = True
) -> tuple[Figure, float]:
    """An empty figure with its title, subtitle and foot, and where below them panels may begin.

    Lengths are inches from the top left; what title and subtitle need for more lines than they are
    written in is added to them. A slide has its own height: what does not fill any raises
    NoSlideError where it needs more.
    """
    part, parts = medium().part, medium().parts
    which = f" ({part + 1}/{parts})" if parts > 1 else ""
    titles = [
        _title_lines(f"{title}{which}", size)
        for title, size in zip(head.title.lines(lang), _TITLES, strict=False)
    ]
    height += _TITLE * sum(len(lines) - 1 for lines in titles)
    small, high = medium().small, medium().high
    whole, step = head.subtitle.block(lang).split("\n"), _SUBTITLE
    said = [line for text in whole for line in _evenly(text, small, _SUBTITLE_WIDE)]
    height += _SUBTITLE * (len(said) - len(whole))
    if high is not None:
        if height > high and not fills:
            raise NoSlideError(f"{height:.1f} inches of {high:.1f}")
        step, height = _SUBTITLE * small / SMALL, high
    figure = blank(WIDTH, height)
    y = _FIRST
    for size, line in chain.from_iterable(titles):
        fit(_TITLE_WIDE, write(figure, LEFT, y, line, size=size))
        y += _TITLE
    for line in said:
        fit(RIGHT - LEFT, write(figure, LEFT, y - 0.02, line, color=SOFT))
        y += step
    foot = f"{head.name.line(lang)} | {head.foot}"
    fit(RIGHT - LEFT, write(figure, LEFT, height - 0.12, foot, color=INK[IDLE]))
    return figure, y


def on_sheet(rows: Mapping[str, T]) -> dict[str, T]:
    """The rows of this sheet, where a figure goes on on the next; NoSlideError without any."""
    if (told := medium().rows) is not None:
        told.append(len(rows))
    part, parts = medium().part, medium().parts
    kept = list(rows)[len(rows) * part // parts : len(rows) * (part + 1) // parts]
    if not kept:
        raise NoSlideError(f"{len(rows)} rows on {parts} sheets")
    return {name: rows[name] for name in kept}


def blank(width: float, height: float) -> Figure:
    """An empty figure, inches."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure


def head_tall(head: Head, lang: Lang) -> float:
    """Where below title and subtitle panels may begin, before there is a sheet."""
    lines = len(head.subtitle.block(lang).split("\n"))
    return _FIRST + _TITLE * len(head.title.lines(lang)) + _SUBTITLE * lines


def _title_lines(title: str, size: float) -> list[tuple[float, str]]:
    """The lines of a title with their size: a long one is smaller, a longer one stands on two."""
    least = size * _SMALLER
    if wide(title, least) <= _TITLE_WIDE:
        return [(size, title)]
    first = wrapped(title, least, _TITLE_WIDE)[0]
    for sign in _SIGNS:
        ends = [found.end() for found in sign.finditer(title)]
        fits = [
            end for end in ends if max(wide(p, least) for p in _parts(title, end)) <= _TITLE_WIDE
        ]
        if fits:
            first = title[: fits[-1]]
            break
    return [(least, line) for line in _parts(title, len(first)) if line]


def _parts(title: str, end: int) -> tuple[str, str]:
    """What stands before a place, and what after it."""
    return title[:end].rstrip(), title[end:].lstrip()


def _evenly(text: str, size: float, inches: float) -> list[str]:
    """Break a text into as few lines as have room, all about as long: no word stands alone."""
    lines = wrapped(text, size, inches)
    least = wide(text, size) / len(lines)
    rooms = (least + (inches - least) * step / _STEPS for step in range(_STEPS))
    tried = (wrapped(text, size, room) for room in rooms)
    return next((even for even in tried if len(even) == len(lines)), lines)


def write(figure: Figure, x: float, y: float, text: str, **style: Any) -> Text:
    """Put a text on the sheet, its baseline at inches from the top left."""
    return figure.text(x / figure.get_figwidth(), 1 - y / figure.get_figheight(), text, **style)


def two_lines(name: Sequence[str], inches: float) -> list[str]:
    """A name of one line on two, if one is too short for it in small text."""
    size = medium().small
    if len(name) > 1 or wide(name[0], size) <= inches * _UNHINTED:
        return list(name)
    first, *others = wrapped(name[0], size, inches * _UNHINTED)
    return [first, " ".join(others)] if others else [first]


def fit(inches: float, *texts: Text) -> None:
    """Make texts of one rank narrower than this: smaller together, but readable, then cut."""
    widest = max((width(text) for text in texts), default=0.0)
    for text in texts if widest > inches else ():
        size = float(text.get_fontsize())
        text.set_fontsize(max(min(medium().small, size), size * inches / widest))
        lines = text.get_text().split("\n")
        text.set_text("\n".join(_cut(text, line, inches * _NEAR) for line in lines))


def _cut(text: Text, line: str, inches: float) -> str:
    """A line in the size of a text, in its middle cut off to a width."""
    kept = len(line)
    while kept:
        shown = cut(line, kept)
        text.set_text(shown)
        wide = width(text)
        if wide <= inches:
            return shown
        kept = min(kept - 1, int(kept * inches / wide))
    return ""


def width(text: Text) -> float:
    """Width of a text in inches, along its lines, which may run upwards."""
    figure, box = text.get_figure(root=True), text.get_window_extent()
    return (box.height if text.get_rotation() == 90 else box.width) / figure.dpi if figure else 0.0


def place(figure: Figure, x: float, y: float, width: float, height: float, **kind: Any) -> Axes:
    """Axes at a rectangle in inches from the top left."""
    across, down = figure.get_figwidth(), figure.get_figheight()
    box = (x / across, 1 - (y + height) / down, width / across, height / down)
    return figure.add_axes(box, **kind)


class PanelCell(NamedTuple):
    """The place of one panel on the sheet, inches from the top left, without its margins."""

    x: float
    y: float
    width: float
    height: float


def tall(panels: int) -> float:
    """Height of a sheet with so many panels: rows beyond two make it higher."""
    return HEIGHT + 2.4 * max(-(-panels // columns(panels)) - 2, 0)


def columns(panels: int) -> int:
    """How many panels stand side by side: up to 4 in two columns, more in three."""
    return 1 if panels == 1 else 2 if panels <= 4 else 3


def cells(figure: Figure, panels: int, top: float, right: float) -> list[PanelCell]:
    """Equal places for small multiples, row by row; `right` is room for labels beside each."""
    across = columns(panels)
    down = -(-panels // across)
    left, above, below = 0.5, 0.3, 0.32
    width = (RIGHT + 0.1 - LEFT) / across
    height = (figure.get_figheight() - 0.3 - top) / down
    return [
        PanelCell(
            LEFT + (i % across) * width + left - 0.1,
            top + (i // across) * height + above,
            width - left - right,
            height - above - below,
        )
        for i in range(panels)
    ]


def panel_axes(figure: Figure, names: Sequence[str], top: float, right: float) -> dict[str, Axes]:
    """Axes of equal panels by name, as many as there are; the places are those of `cells`."""
    places = cells(figure, max(len(names), 1), top, right)
    return {name: place(figure, *cell) for name, cell in zip(names, places, strict=False)}


def caption(ax: Axes, label: Words, unit: Words, lang: Lang) -> None:
    """The panel's name and unit above its top corners."""
    top = ax.get_ylim()[1]
    right = attach(ax, " / ".join(unit.lines(lang)), (1, top), (0, 7), ha="right", color=SOFT)
    left = attach(ax, label.line(lang), (0, top), (-72 * 0.27, 7), fontsize=PANEL)
    fit(ax.get_window_extent().width / ax.figure.dpi + 0.17 - width(right), left)


def attach(
    ax: Axes, text: str, at: tuple[float, float], shift: tuple[float, float], **style: Any
) -> Text:
    """Text at (fraction of the axes' width, y), moved by (right, up) points; may lie outside."""
    return ax.annotate(
        text,
        at,
        xycoords=("axes fraction", "data"),
        xytext=shift,
        textcoords="offset points",
        annotation_clip=False,
        linespacing=1.1,
        **style,
    )
