"""House style: colours with one meaning, settings for drawing, and what a drawn figure is.

Blue is supply, vermillion is shortage, black is demand and grey is idle space, in every figure
of every scenario. Only `style` touches Matplotlib's global settings; that is its purpose.

Glyphs come from the packaged subset of Noto Sans SC, then DejaVu Sans. Noto comes first because its
Latin letters match its hanzi and are a tenth narrower; DejaVu adds signs and scripts it lacks. Both
are registered under names of our own, so that a font of the same name that happens to be installed
cannot change a figure, and Chinese renders on a machine without any Chinese font.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from sim.plots.png import png
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LATIN = "zhizao Latin"
HANZI = "zhizao Hanzi"
STACK = (HANZI, LATIN)
"""Family names, in the order in which a glyph is looked for."""


@cache
def paths() -> tuple[Path, Path]:
    """The two font files: the one Matplotlib ships and the packaged subset.

    Raises FileNotFoundError when the package was installed without its font.
    """
    import matplotlib

    latin = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    hanzi = Path(str(files("sim") / "assets" / "NotoSansSC-GBK-Big5-subset.ttf"))
    if not hanzi.is_file():
        raise FileNotFoundError(f"the packaged Chinese font is missing: {hanzi.name}")
    return latin, hanzi


@cache
def register() -> None:
    """Make both fonts known to Matplotlib, once, on first use."""
    from matplotlib.font_manager import FontEntry, fontManager

    for family, path in zip((LATIN, HANZI), paths(), strict=True):
        fontManager.ttflist.append(FontEntry(fname=str(path), name=family, size="scalable"))


@cache
def _drawable() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset[int]().union(*(FT2Font(path).get_charmap() for path in paths()))


def missing(text: str) -> str:
    """The characters of a text that the figures show as boxes, each once, in order."""
    return "".join(dict.fromkeys(c for c in text if ord(c) not in _drawable() and c != "\n"))


SUPPLY, SHORTAGE, DEMAND, IDLE = "#0072B2", "#D55E00", "#000000", "#777777"
SUPPLY_LIGHT = "#8FC1DE"
"""A second step of blue: leased space that is still being fitted out."""
IDLE_DARK = "#404040"
"""A second step of grey: far more idle space than a standard allows."""
TRADES = ("#009E73", "#CC79A7", "#B68300", "#7F6DB5")
"""Other trades than the city's own, which is blue; they mean nothing else in any figure."""
INK = {
    SUPPLY: "#005A8C",
    SUPPLY_LIGHT: "#2F6F94",
    SHORTAGE: "#A84A00",
    DEMAND: "#000000",
    IDLE: "#595959",
    IDLE_DARK: "#262626",
    **dict(zip(TRADES, ("#00694D", "#96426F", "#7A5800", "#5D4A99"), strict=True)),
}
"""The same colours, dark enough for small text."""
SOFT, RULE = "#444444", "#D9D9D9"

SMALL = 9.0
"""Points; the smallest text on a figure of a page."""


class NoSlideError(ValueError):
    """A figure needs more room than a slide has."""


@dataclass(frozen=True)
class Medium:
    """What figures are drawn for: points of its smallest text, and inches of a fixed height."""

    small: float
    high: float | None
    part: int = 0
    parts: int = 1
    """Which part of its rows a figure shows that needs several sheets, counted from 0."""
    rows: list[int] | None = None
    """Where a figure that can go on on another sheet tells how many rows it has."""


_PAGE: Final = Medium(SMALL, None)
_MEDIUM: ContextVar[Medium] = ContextVar("medium", default=_PAGE)


@contextmanager
def media(shown_on: Medium) -> Iterator[None]:
    """Draw for something else than a page."""
    before = _MEDIUM.set(shown_on)
    try:
        yield
    finally:
        _MEDIUM.reset(before)


def medium() -> Medium:
    """What is drawn for."""
    return _MEDIUM.get()


_PERSONAL = ("backend", "interactive", "toolbar", "webagg", "tk.", "macosx", "savefig.directory")
_HOUSE: dict[str, Any] = {
    "font.family": list(STACK),
    "font.size": SMALL,
    "text.parse_math": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": "#555555",
    "axes.linewidth": 0.8,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.titley": 1.0,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "svg.fonttype": "path",
    "svg.hashsalt": "zhizao",
    "path.simplify": True,
    "path.simplify_threshold": 0.2,
}


@contextmanager
def house() -> Iterator[None]:
    """Draw in the house style whatever the reader's own settings are, and leave those alone.

    A character without a glyph becomes a box; `Panels.boxes` says which do.
    """
    import matplotlib

    register()
    plain = matplotlib.rcParamsDefault.items()
    rules: Any = {k: v for k, v in plain if not k.startswith(_PERSONAL)} | _HOUSE
    rules["font.size"] = medium().small  # of what is drawn for something else than a page
    with matplotlib.rc_context(rules), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+")
        yield


_OWN = _HOUSE | {
    "axes.titlelocation": "left",
    "figure.constrained_layout.use": True,
    "legend.frameon": False,
}
"""Beside the house style: what the figures of the program do by hand."""


@dataclass(frozen=True, repr=False)
class Style:
    """The colours of the figures by their meaning; leaving a `with` puts the settings back."""

    before: Mapping[str, Any]
    """What Matplotlib's settings were, of those that are changed."""
    supply: str = SUPPLY
    """Space that stands or is built."""
    supply_light: str = SUPPLY_LIGHT
    """Leased space that is still being fitted out."""
    shortage: str = SHORTAGE
    demand: str = DEMAND
    idle: str = IDLE
    others: tuple[str, ...] = TRADES
    """Colours that mean nothing: for scenarios, parks or anything else that is told apart."""

    def __enter__(self) -> Style:
        """Draw within; the settings are on already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Put back what was before."""
        _settings().update(self.before)

    def __repr__(self) -> str:
        named = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "before"}
        return "\n".join(f"{name:13}{colour}" for name, colour in named.items())


def style() -> Style:
    """Let charts of one's own look like ours: our font, also for Chinese, our rules and colours.

    Called alone it holds from now on; `with sim.style() as colours:` ends with the block, in which
    the chart must be drawn or saved whole, as Matplotlib reads settings when it draws too. Series
    without a colour are blue and then those of `others`; what means supply, shortage, demand or
    idle space asks for its colour by name. `$` is a dollar and never begins a formula. Figures of
    the program stay as they are.
    """
    from cycler import cycler

    register()
    settings, ours = _settings(), _OWN | {"axes.prop_cycle": cycler(color=[SUPPLY, *TRADES])}
    before = {key: settings[key] for key in ours}
    settings.update(ours)
    return Style(before)


def _settings() -> MutableMapping[str, Any]:
    """Matplotlib's global settings, whose keys have a type of their own."""
    import matplotlib

    return cast(MutableMapping[str, Any], matplotlib.rcParams)


@dataclass(frozen=True)
class Head:
    """The words around a figure: its finding, what is measured, what it shows in a sentence."""

    title: Words
    subtitle: Words
    alt: Words
    name: Words
    """Of the scenario; it stands before the foot."""
    foot: str


class Drawable(Protocol):
    """What every figure's data has beside its numbers."""

    @property
    def name(self) -> str:
        """File name without its ending."""

    @property
    def head(self) -> Head:
        """The words around the figure."""


@runtime_checkable
class Sized(Drawable, Protocol):
    """A figure whose scales another run may share."""

    def size(self, panel: str) -> float:
        """How much one of the numbers at the upright axis is, in m², persons or money."""


KINDS: Final = ("svg", "png", "json")
"""How a figure is written."""


class Panels(Mapping[str, "Axes"]):
    """A drawn figure: its axes by panel, its data, and a picture of itself in a notebook."""

    def __init__(self, figure: Figure, axes: Mapping[str, Axes], data: Drawable, lang: Lang):
        self.figure = figure
        self.data = data
        self.lang: Lang = lang
        self.kinds: tuple[str, ...] = KINDS
        self._axes = dict(axes)

    def __getitem__(self, key: str) -> Axes:
        return self._axes[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._axes)

    def __len__(self) -> int:
        return len(self._axes)

    def __repr__(self) -> str:
        return f"<{self.data.name}: {self.data.head.title.line(self.lang)}>"

    @property
    def boxes(self) -> str:
        """The characters that are drawn as boxes because the fonts lack them, each once."""
        from matplotlib.text import Text

        return missing("".join(text.get_text() for text in self.figure.findobj(Text)))

    def png(self, dpi: float) -> bytes:
        """The figure as PNG, without date or program."""
        return png(self.dots(dpi), dpi)

    def dots(self, dpi: float) -> NDArray[np.uint8]:
        """The figure as dots, [row, column, red green blue]."""
        with house(), BytesIO() as out:
            self.figure.savefig(out, format="rgba", dpi=dpi)
            dots = np.frombuffer(out.getvalue(), np.uint8)
        width = round(self.figure.get_figwidth() * dpi)
        return dots.reshape(-1, width, 4)[..., :3]

    def _repr_png_(self) -> bytes:
        return self.png(dpi=90)
