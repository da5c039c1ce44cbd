"""Make Matplotlib's SVG a third of its size, name it for screen readers, and keep it the same.

Coordinates become relative and are rounded to a tenth of a point (glyph outlines to a sixteenth
of their unit), identifiers become short. What is drawn does not change to the eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

COMMAND = re.compile(r"([MLQCz])([^MLQCz]*)")
GLYPH = re.compile(r'<path id="([^"]*)" d="([^"]*)" transform="scale\(0\.015625\)"/>')
OUTLINE = re.compile(r' d="([^"]*)"')
PLACED = re.compile(r'(<use xlink:href="#[^"]*") transform="translate\((-?[\d.]+) (-?[\d.]+)\)"/>')
SHIFT = re.compile(r"translate\((-?[\d.]+)(?: |, )(-?[\d.]+)\)")
COARSER = 16
"""Glyph units to one unit after rounding."""


def compact(svg: str, prefix: str, title: str, description: str) -> str:
    """The same picture, smaller, with a title and a description.

    `prefix` begins the names of its letters: pictures in one page must not share it.
    """
    old = dict.fromkeys(match[1] for match in GLYPH.finditer(svg))
    glyphs = {name: f"{prefix}{i:x}" for i, name in enumerate(old)}
    svg = GLYPH.sub(
        lambda m: (
            f'<path id="{glyphs[m[1]]}" d="{letter(m[2])}"'
            f' transform="scale({0.015625 * COARSER})"/>'
        ),
        svg,
    )
    svg = PLACED.sub(placed, svg)
    svg = re.sub(r'xlink:href="#([^"]*)"', lambda m: f'xlink:href="#{glyphs.get(m[1], m[1])}"', svg)
    svg = OUTLINE.sub(lambda m: m[0] if "M " not in m[1] else f' d="{relative(m[1], 1.0, 1)}"', svg)
    svg = SHIFT.sub(lambda m: f"translate({short(float(m[1]), 2)} {short(float(m[2]), 2)})", svg)
    svg = re.sub(r"\n\s*", "\n", svg)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    svg = svg.replace("<g/>\n", "")
    svg = re.sub(r"<g>\n(<path [^>]*/>)\n</g>", r"\1", svg)
    start = svg.index("<svg ")
    end = svg.index(">", start)
    names = f"<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>"
    return f'{svg[:end]} role="img">\n{names}{svg[end + 1 :]}'


def sized(svg: str, width: float, height: float) -> str:
    """The same picture in another size, points."""
    size = f' width="{short(width, 2)}pt" height="{short(height, 2)}pt" viewBox'
    return re.sub(r' width="[^"]*" height="[^"]*" viewBox', size, svg, count=1)


def placed(match: re.Match[str]) -> str:
    """A letter's place in its line of text as plain coordinates."""
    x, y = (short(float(n), 0) for n in match.groups()[1:])
    across, up = f' x="{x}"' if x != "0" else "", f' y="{y}"' if y != "0" else ""
    return f"{match[1]}{across}{up}/>"


@lru_cache(maxsize=4096)
def letter(outline: str) -> str:
    """A letter's outline in coarser units; the same letters come in every figure."""
    return relative(outline, 1 / COARSER, 0)


def relative(path: str, scale: float, digits: int) -> str:
    """A path of absolute M, L, Q, C and z as relative steps between rounded points."""
    out: list[str] = []
    x = y = level = 0.0
    last = ""

    def put(name: str, steps: list[float]) -> None:
        nonlocal last
        text = join(short(step, digits) for step in steps)
        before = name if name != last else "" if text[0] == "-" else " "
        out.append(before + text)
        last = name

    for match in COMMAND.finditer(path):
        command, numbers = match[1], [round(float(n) * scale, digits) for n in match[2].split()]
        flat = command == "L" and numbers[1] == y
        if level and not flat:
            put("h", [level])
            level = 0.0
        if command == "z":
            out.append("z")
            last = "z"
        elif flat:
            level += numbers[0] - x
            x = numbers[0]
        else:
            if command == "M":
                last = ""
                put("M", numbers)
            else:
                put(command.lower(), [n - (x, y)[i % 2] for i, n in enumerate(numbers)])
            x, y = numbers[-2:]
    if level:
        put("h", [level])
    return "".join(out)


def join(numbers: Iterable[str]) -> str:
    """Numbers with a space between, or none where a minus sign parts them."""
    return "".join(n if n[0] == "-" else f" {n}" for n in numbers).lstrip()


def short(number: float, digits: int) -> str:
    """A decimal without needless zeros."""
    if not digits:
        return str(round(number))
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("-0.", "-.") if text.startswith("-0.") else text.removeprefix("0") or "0"
