"""Blocks as Markdown, both languages side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.report.blocks import Block, Cell, Heading, Items, Paragraph, Picture, Table
from sim.text.safe import markdown
from sim.text.words import Words


def page(blocks: Iterable[Block]) -> str:
    """Return a page: each block, then an empty line; the last ends with a line feed alone."""
    lines = [line for block in blocks for line in (*_lines(block), "")]
    return "\n".join(lines).rstrip() + "\n"


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"{'#' * block.level} {markdown(block.words.line('both'))}"]
        case Paragraph():
            zh, *others = block.words.lines("both")
            return [zh, *(line for text in others for line in ("", text))]
        case Items():
            return [f"- {words.line('both')}" for words in block.items]
        case Table():
            rule = ["---", *["---:"] * (len(block.heads) - 1)]
            return [_row(block.heads), f"| {' | '.join(rule)} |", *map(_row, block.rows)]
        case Picture():
            return [f"![{block.shows.line('both')}](figures/{block.name}.png)"]


def _row(cells: Sequence[Cell]) -> str:
    texts = (cell.line("both") if isinstance(cell, Words) else cell for cell in cells)
    return f"| {' | '.join(map(markdown, texts))} |"
