"""The tree of a scenario's text: values with the places where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from sim.scenario.yaml.scalars import FORBIDDEN, Scalar

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, eq=False, slots=True)
class SourceText:
    """A text that was read: a file, a cell, a `--set` or the changes of `with_()`."""

    name: str
    """As shown to people."""
    lines: tuple[str, ...]
    sha256: str = ""
    """Digest of the file's bytes; empty for texts that are no file."""
    within: str = ""
    """The file that it is a part of, such as the workbook of a cell; empty for what is whole."""

    @staticmethod
    def of(name: str, text: str, sha256: str = "", within: str = "") -> SourceText:
        """Return the source for a text, split into lines as YAML does."""
        return SourceText(name, tuple(_BREAK.split(text)), sha256, within)

    @property
    def file(self) -> str:
        """The whole of which it is all or a part."""
        return self.within or self.name

    def whole(self) -> TextPlace:
        """Return the place that means the whole text."""
        return TextPlace(self, 0, 0, 0)


class TextPlace(NamedTuple):
    """A stretch of one line. Lines and columns count from 1, in characters; line 0: all of it."""

    source: SourceText
    line: int
    column: int
    end: int
    """Column after the last character."""

    def __str__(self) -> str:
        is_file = bool(self.source.sha256) and self.line
        return f"{self.source.name}:{self.line}:{self.column}" if is_file else self.source.name

    @property
    def short(self) -> str:
        """`file:line`, or the name alone where lines mean nothing."""
        is_file = bool(self.source.sha256) and self.line
        return f"{self.source.name}:{self.line}" if is_file else self.source.name

    @property
    def text(self) -> str:
        """The line."""
        inside = 1 <= self.line <= len(self.source.lines)
        return self.source.lines[self.line - 1] if inside else ""

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sort key: by file, then line, then column."""
        return self.source.file, self.line, self.column, self.source.name


KeyPath = tuple[str, ...]
MAX_DEPTH: Final = 40


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """A value, where it stands, and where its key stands. Trees are never changed in place."""

    value: Scalar | dict[str, Node] | tuple[Node, ...]
    place: TextPlace
    key: TextPlace | None = None
    """The key it stands under; None for the root and for items of lists."""
    text: str = ""
    """A scalar as written."""
    quoted: bool = False
    """Whether the scalar was written in quotes or as a block of text."""

    @property
    def items(self) -> dict[str, Node]:
        """The entries of a mapping; empty for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def elements(self) -> tuple[Node, ...]:
        """The elements of a list; empty for anything else."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def here(self) -> TextPlace:
        """Where to point: a scalar itself, a block by its key."""
        block = isinstance(self.value, dict | tuple)
        return self.key if block and self.key is not None else self.place

    def plain(self) -> Any:
        """Return the value without places: dict, list, text, number, bool or None."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value

    def find(self, path: KeyPath) -> Node | None:
        """Return the node under a path of keys, or None."""
        node = self
        for key in path:
            if key not in node.items:
                return None
            node = node.items[key]
        return node

    def leaves(self, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Node]]:
        """Yield (path, node) of every scalar, list and empty mapping, in the order written."""
        if self.items:
            for key, node in self.items.items():
                yield from node.leaves((*path, key))
        else:
            yield path, self

    def having(self, key: str, node: Node) -> Node:
        """Return this mapping with one entry set; a new key goes last."""
        return replace(self, value={**self.items, key: node})

    def without(self, keys: set[str]) -> Node:
        """Return this mapping with some entries left out."""
        return replace(self, value={k: n for k, n in self.items.items() if k not in keys})


def from_data(
    data: object, source: SourceText, key: TextPlace | None = None, depth: int = 0
) -> Node:
    """Return the tree of plain Python data, all of it standing at `source`.

    Raises TypeError for what a YAML scenario cannot hold.
    """
    place = source.whole()
    if hasattr(data, "tolist"):
        data = data.tolist()  # NumPy and pandas
    if depth > MAX_DEPTH:
        raise TypeError("nested too deeply")
    if isinstance(data, str):
        if FORBIDDEN.search(data):
            raise TypeError("text with control characters")
        return Node(data, place, key, data)
    if data is None or isinstance(data, bool | int | float):
        return Node(data, place, key, "null" if data is None else repr(data).lower())
    if isinstance(data, Mapping) and all(isinstance(name, str) for name in data):
        entries = {k: from_data(v, source, place, depth + 1) for k, v in data.items()}
        return Node(entries, place, key)
    if isinstance(data, list | tuple):
        return Node(tuple(from_data(v, source, None, depth + 1) for v in data), place, key)
    raise TypeError(f"{type(data).__name__} {data!r:.60}")
