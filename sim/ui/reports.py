"""What the report of a result has, in both languages: its parts, and the screen of a question."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from typing import Final

from sim.text.words import Words
from sim.ui.project import Project, ResultTold

_FILE: Final = "report.html"
_SECTION: Final = re.compile(
    r'<section id="(?P<id>[\w-]+)">\n'
    r'<h2><span lang="zh-Hans">(?P<zh>.*?)</span> <span lang="en">(?P<en>.*?)</span></h2>'
)
"""How a part begins."""
_SCREEN: Final = re.compile(
    r'<section id="screen">.*?'
    r'<pre lang="zh-Hans">(?P<zh>.*?)</pre>\s*<pre lang="en">(?P<en>.*?)</pre>',
    re.DOTALL,
)


@dataclass(frozen=True)
class ReportTold:
    """What is read back of a report."""

    parts: tuple[tuple[str, Words], ...]
    """Where in it, and what it is called."""
    screen: Words | None
    """What a terminal showed; None for a run, of which the first screen alone is there."""


def report(project: Project, told: ResultTold) -> ReportTold:
    """Return what the report of a result has; nothing where there is none that can be read."""
    path, text = project.part(told, _FILE), ""
    with suppress(OSError):
        text = path.read_text("utf-8", "replace") if path else ""
    screen = _SCREEN.search(text)
    return ReportTold(
        tuple((one["id"], _words(one)) for one in _SECTION.finditer(text)),
        _words(screen) if screen else None,
    )


def _words(found: re.Match[str]) -> Words:
    return Words(unescape(found["zh"]), unescape(found["en"]))
