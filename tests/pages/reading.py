"""What stands in the fenced blocks of the pages: Python, YAML, commands."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
SHELLS = ("sh", "bash", "console")
OURS = ("python3 dev", "zhizao ")

_BLOCK = re.compile(
    r"(?:^ *<!-- not executed: (?P<why>[^\n]+?) -->\n)?"
    r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    kind: str
    """What stands behind the fence: `python`, `sh`, `console`, `yaml`, ..."""
    text: str
    line: int
    """The line of the page in which its text begins, from 1."""
    why_not: str | None
    """Why nobody executes it, where the line above says so: `<!-- not executed: REASON -->`."""

    @property
    def commands(self) -> list[list[str]]:
        """The command lines as words: all of a script, of a screen those that are ours."""
        if self.kind not in SHELLS:
            return []
        lines = [one.removeprefix("$ ").strip() for one in self.joined.splitlines()]
        if self.kind == "console":
            lines = [line for line in lines if line.startswith(OURS)]
        return [words for line in lines if (words := shlex.split(line, comments=True))]

    @property
    def joined(self) -> str:
        """The text with lines that go on in the next made one."""
        return self.text.replace("\\\n", " ")


def blocks(page: str, *kinds: str) -> list[Block]:
    """Return the fenced blocks of some kinds in the order of a page, those in lists too."""
    return [
        Block(
            kind=found["kind"],
            text=dedent(found["text"]),
            line=page.count("\n", 0, found.start("text")) + 1,
            why_not=found["why"],
        )
        for found in _BLOCK.finditer(page)
        if found["kind"] in kinds
    ]
