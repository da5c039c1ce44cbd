"""The picture of the house: its floors, their rooms, and which floor stands on which."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from html import escape
from pathlib import Path
from textwrap import wrap

from tests.house.test_imports import FLOORS, imports, room

WIDTH, TOP, LEFT, ROW = 1170, 100, 24, 56
MATRIX, CELL = 700, 30
"""Where the matrix begins, and how wide its columns are."""
INK, PALE, PAPER, DOT = "#1f2a37", "#6b7280", "#f3f5f8", "#2f6db3"
LETTERS = 82
"""Of a line of text that fits beside the matrix."""


def picture(sim: Path, floors: Sequence[str] = FLOORS[:-1]) -> str:
    """Return the house as SVG, the lowest floor at the bottom; it depends on the code alone."""
    below = stands_on(sim, floors)
    height = TOP + ROW * len(floors) + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="Noto Sans SC, Noto Sans CJK SC, Helvetica, Arial, sans-serif" '
        'role="img" aria-label="the floors of sim, each importing only from those below">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        _text(LEFT, 34, "sim/ 的楼层：只向下引用", 18, INK, bold=True),
        _text(LEFT, 58, "The floors of sim/: a floor imports only from those below it", 14, PALE),
        _text(MATRIX, 24, "● 引用 imports", 13, DOT),
    ]
    for column, name in enumerate(reversed(floors)):
        x = MATRIX + CELL * (len(floors) - 1 - column) + CELL / 2
        parts.append(
            f'<text transform="translate({x + 4:g} {TOP - 8}) rotate(-50)" font-size="12" '
            f'fill="{PALE}">{name}</text>'
        )
    for place, name in enumerate(reversed(floors)):
        parts += _floor(sim, name, TOP + ROW * place, floors, below[name])
    return "\n".join([*parts, "</svg>"]) + "\n"


def stands_on(sim: Path, floors: Sequence[str]) -> dict[str, set[str]]:
    """Return by floor the other floors that it imports from."""
    found: dict[str, set[str]] = {name: set() for name in floors}
    for path in sorted(sim.rglob("*.py")):
        here = room(path.relative_to(sim.parent).with_suffix("").parts, sim)
        if here in found:
            found[here] |= {room(tuple(name.split(".")), sim) for _, name in imports(path, sim)}
    return {name: (others & found.keys()) - {name} for name, others in found.items()}


def rooms(floor: Path) -> list[str]:
    """Return the folders of a floor."""
    return sorted(path.parent.name for path in floor.glob("*/__init__.py"))


def sentence(module: Path) -> str:
    """Return the first sentence of what a module or a folder says of itself."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return text.split("\n")[0]


def _floor(sim: Path, name: str, y: int, floors: Sequence[str], below: set[str]) -> list[str]:
    folder = sim / name
    module = folder / "__init__.py" if folder.is_dir() else sim / f"{name}.py"
    title = f"{name}/" if folder.is_dir() else f"{name}.py"
    inside = "  ".join(f"{one}/" for one in rooms(folder))
    right = WIDTH - 36
    parts = [
        f'<rect x="{LEFT - 12}" y="{y}" width="{right - LEFT + 12}" height="{ROW - 4}" '
        f'rx="4" fill="{PAPER}"/>',
        _text(LEFT, y + (ROW - 4) / 2 + 5, title, 15, INK, bold=True),
    ]
    names = [(line, 11, PALE) for line in wrap(inside, LETTERS + 26)]
    # No room is left out: where there are many, the sentence is cut.
    said = [(line, 13, INK) for line in wrap(sentence(module), LETTERS)[: 3 - len(names)]] + names
    first = y + (ROW - 4) / 2 + 4 - 8 * (len(said) - 1)
    parts += [
        _text(LEFT + 116, first + 16 * row, line, size, colour)
        for row, (line, size, colour) in enumerate(said)
    ]
    for column, other in enumerate(floors):
        x, middle = MATRIX + CELL * column + CELL / 2, y + (ROW - 4) / 2
        if other == name:
            parts.append(
                f'<rect x="{x - 6:g}" y="{middle - 6:g}" width="12" height="12" fill="{INK}"/>'
            )
        elif other in below:
            parts.append(f'<circle cx="{x:g}" cy="{middle:g}" r="5.5" fill="{DOT}"/>')
    return parts


def _text(x: float, y: float, text: str, size: int, colour: str, bold: bool = False) -> str:
    style = f'font-size="{size}" fill="{colour}"' + ' font-weight="bold"' * bold
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(text)}</text>'
