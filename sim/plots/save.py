"""Write figures: SVG for pages, PNG for slides, and the plotted numbers as canonical JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from io import StringIO
from pathlib import Path
from string import ascii_letters
from typing import Any

import numpy as np

from sim.plots.paper import Paper
from sim.plots.slide import HIGH, WIDE, Slide
from sim.plots.style import Panels, Sized, house
from sim.plots.svg import compact, sized
from sim.text.words import Words

DPI = 150
DIGITS = 6
"""Significant digits of the numbers in the JSON."""


def save(figures: Iterable[Panels], folder: Path) -> list[Path]:
    """Write `<name>.svg`, `.png` and `.json` of each figure; the same figure, the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for figure in figures:
        for name, content in files(figure).items():
            (folder / name).write_bytes(content)
            written.append(folder / name)
    return written


def files(figure: Panels) -> dict[str, bytes]:
    """Return the files of a figure by name; paper has its own, a slide no numbers.

    The second slide of a figure has its number in its name, and those that follow.
    """
    if isinstance(figure, Paper):
        return figure.files()
    if isinstance(figure, Slide):
        part = f"-{figure.part + 1}" if figure.part else ""
        named = f"{figure.data.name}{part}.{figure.lang}"
        drawn = sized(svg(figure).decode(), 72 * WIDE, 72 * HIGH).encode()
        return {f"{named}.svg": drawn, f"{named}.png": figure.picture()}
    makes = {"svg": svg, "png": lambda drawn: drawn.png(DPI), "json": numbers}
    return {f"{figure.data.name}.{kind}": makes[kind](figure) for kind in figure.kinds}


def svg(panels: Panels) -> bytes:
    """The figure as SVG with its title and description; no date, no program, text as outlines."""
    with house(), StringIO() as out:
        panels.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        text = out.getvalue()
    head = panels.data.head
    prefix = ascii_letters[int(panels.data.name[:2]) - 1]
    lang = panels.lang
    return compact(text, prefix, head.title.block(lang), head.alt.block(lang)).encode()


def numbers(panels: Panels) -> bytes:
    """What was plotted, as canonical JSON: sorted keys, six significant digits, null for NaN."""
    content = {"figure": panels.data.name, **plain(panels.data)}
    if isinstance(panels.data, Sized):
        content["ends"] = plain(ends(panels, panels.data))
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


def ends(panels: Panels, data: Sized) -> dict[str, list[float]]:
    """Where the upright axes end, by panel, in m², persons or money: see `Frames.scales`."""
    return {key: [end * data.size(key) for end in ax.get_ylim()] for key, ax in panels.items()}


def plain(value: Any) -> Any:
    """Dataclasses, arrays and words as what JSON knows."""
    if isinstance(value, Words):
        return value._asdict()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    return value
