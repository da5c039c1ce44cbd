"""What the report of a result has, in both languages: what it says first, its parts, a screen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Final

from sim.text.words import Words
from sim.ui.project import Project, ResultTold
from sim.ui.saved import AnswerTold

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

    answer: tuple[Words, ...]
    """The lines that the report of a run begins with."""
    facts: tuple[tuple[Words, Words], ...]
    """What is asked next, and what is said to it."""
    parts: tuple[tuple[str, Words], ...]
    """Where in it, and what it is called."""
    screen: Words | None
    """What a terminal showed; None for a run, of which the first screen alone is there."""


def report(project: Project, told: ResultTold) -> ReportTold:
    """Return what the report of a result has; nothing where there is none that can be read."""
    path, text = project.part(told, _FILE), ""
    with suppress(OSError):
        text = path.read_text("utf-8", "replace") if path else ""
    screen, first = _SCREEN.search(text), FirstScreen()
    first.feed(text.partition("<nav")[0])
    facts = [(_spoken(head), _spoken(fact)) for head, fact in first.facts]
    return ReportTold(
        tuple(said for texts in first.answer if (said := _spoken(texts))),
        tuple((head, fact) for head, fact in facts if head and fact),
        tuple((one["id"], _words(one)) for one in _SECTION.finditer(text)),
        _words(screen) if screen else None,
    )


def headline(answer: AnswerTold | None, of: ReportTold) -> list[tuple[Words, Words]]:
    """Return the lines of an answer, each as the type that it begins with, if any, and the rest."""
    return [_led(said, [row.name for row in answer.rows] if answer else []) for said in of.answer]


def _led(said: Words, names: Sequence[Words]) -> tuple[Words, Words]:
    for name in sorted(names, key=lambda one: sum(map(len, one)), reverse=True):
        pairs = [*zip(said, name, strict=True)]
        if all(text.startswith(begin) for text, begin in pairs):
            return name, Words(*(text.removeprefix(begin) for text, begin in pairs))
    return Words("", ""), said


def _words(found: re.Match[str]) -> Words:
    return Words(unescape(found["zh"]), unescape(found["en"]))


class FirstScreen(HTMLParser):
    """Reads what the report of a run says first, its answer and facts, as text alone."""

    def __init__(self) -> None:
        super().__init__()
        self.answer: list[dict[str, str]] = []
        self.facts: list[tuple[dict[str, str], dict[str, str]]] = []
        self._inside = False
        self._into: dict[str, str] | None = None
        self._lang = ""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Notice where texts that are wanted begin."""
        given = dict(attrs)
        if tag == "section":
            self._inside = given.get("id") == "answer"
        if not self._inside:
            return
        if tag == "p":
            self._into = None
            if given.get("class") == "said":
                self.answer.append({})
                self._into = self.answer[-1]
        elif tag == "dt":
            self.facts.append(({}, {}))
            self._into = self.facts[-1][0]
        elif tag == "dd" and self.facts:
            self._into = self.facts[-1][1]
        self._lang = given.get("lang") or ("" if tag != "span" else self._lang)

    def handle_endtag(self, tag: str) -> None:
        """Notice where they end."""
        if tag in ("p", "dt", "dd", "section"):
            self._into, self._inside = None, self._inside and tag != "section"
        self._lang = ""

    def handle_data(self, data: str) -> None:
        """Take a text in its language, or in both."""
        if self._into is None or not data.strip():
            return
        for lang in [self._lang] if self._lang else ["zh-Hans", "en"]:
            self._into[lang] = self._into.get(lang, "") + data


def _spoken(texts: Mapping[str, str]) -> Words | None:
    zh, en = texts.get("zh-Hans", ""), texts.get("en", "")
    return Words(zh or en, en or zh) if zh or en else None
