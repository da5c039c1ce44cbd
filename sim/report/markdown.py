"""Blocks as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sim.report.blocks import Block, Cell, Heading, Items, Paragraph, Picture, Table
from sim.text.safe import markdown
from sim.text.words import Lang, Words

PICTURES: Final = "figures/{name}.png"
"""Where the pictures of a page lie."""


def page(blocks: Iterable[Block], lang: Lang, pictures: str = PICTURES) -> str:
    """Return a page: each block, then an empty line; the last ends with a line feed alone."""
    lines = [line for block in blocks for line in (*_lines(block, lang, pictures), "")]
    return "\n".join(lines).rstrip() + "\n"


def _lines(block: Block, lang: Lang, pictures: str) -> list[str]:
    match block:
        case Heading():
            return [f"{'#' * block.level} {markdown(block.words.line(lang))}"]
        case Paragraph():
            first, *others = block.words.lines(lang)
            return [first, *(line for text in others for line in ("", text))]
        case Items():
            return [f"- {words.line(lang)}" for words in block.items]
        case Table():
            rule = ["---", *["---:"] * (len(block.heads) - 1)]
            rows = [_row(cells, lang) for cells in (block.heads, *block.rows)]
            return [rows[0], f"| {' | '.join(rule)} |", *rows[1:]]
        case Picture():
            return [f"![{block.shows.line(lang)}]({pictures.format(name=block.name)})"]


def _row(cells: Sequence[Cell], lang: Lang) -> str:
    texts = (cell.line(lang) if isinstance(cell, Words) else cell for cell in cells)
    return f"| {' | '.join(map(markdown, texts))} |"
