"""Where things stand in the texts a scenario is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, eq=False, slots=True)
class Source:
    """A text that was read: a file, a `--set` or the changes of `with_()`."""

    name: str
    """As shown to people."""
    lines: tuple[str, ...]
    sha256: str = ""
    """Digest of the file's bytes; empty for texts that are no file."""

    @staticmethod
    def of(name: str, text: str, sha256: str = "") -> Source:
        """Return the source for a text, split into lines as YAML does."""
        return Source(name, tuple(_BREAK.split(text)), sha256)

    def whole(self) -> Place:
        """Return the place that means the whole text."""
        return Place(self, 0, 0, 0)


class Place(NamedTuple):
    """A stretch of one line. Lines and columns count from 1, in characters; line 0: all of it."""

    source: Source
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
    def order(self) -> tuple[str, int, int]:
        """Sort key: by file, then line, then column."""
        return self.source.name, self.line, self.column
