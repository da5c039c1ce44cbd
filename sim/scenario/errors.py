"""What is wrong with a scenario: problems with a code and a place, told all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from sim.scenario.yaml.nodes import TextPlace
from sim.text.messages.catalogue import HINTS, MESSAGES, SCREEN
from sim.text.program import typed
from sim.text.safe import html, spelt
from sim.text.screen import columns, hung, width
from sim.text.words import Lang, Words, commas, joined

MAX_PROBLEMS: Final = 100
"""More are not collected: a file that bad is told in part."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the known word most like this one; empty when none is or when there are too many."""
    words = sorted(known)
    if len(words) > 500 or len(word) > 80:
        return ""
    return next(iter(get_close_matches(word, words, 1, likeness)), "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong (`E…`) or worth knowing (`W…`); its texts stand in `sim.text.messages`."""

    code: str
    place: TextPlace | None
    context: Mapping[str, Words | str] = field(default_factory=dict)
    """The words that fill the message."""
    path: str = ""
    """Dotted path of the value in the resolved scenario."""
    nearest: str = ""
    """A known word close to the one written."""
    hint: str = ""
    """Key of `sim.text.messages.catalogue.HINTS`: why a reader may have written this."""
    trail: tuple[str, ...] = ()
    """Files from the one asked for to the one at fault, when they differ."""

    @property
    def is_error(self) -> bool:
        """Whether the scenario cannot be used."""
        return self.code.startswith("E")

    @property
    def says(self) -> Words:
        """The message alone."""
        return MESSAGES[self.code].says.fill(**self._words())

    @property
    def fix(self) -> Words:
        """What to write instead; may be empty."""
        return MESSAGES[self.code].fix.fill(**self._words())

    def _words(self) -> dict[str, Words | str]:
        """Return the context, words of absurd length cut."""
        return {
            name: words.map(_cut) if isinstance(words, Words) else _cut(words)
            for name, words in self.context.items()
        }

    def as_data(self) -> dict[str, Any]:
        """Return the problem as plain data for JSON."""
        place, says, fix = self.place, self.says, self.fix
        return {
            "code": self.code,
            "zh": says.zh,
            "en": says.en,
            "fix_zh": fix.zh,
            "fix_en": fix.en,
            "nearest": self.nearest or None,
            "path": self.path or None,
            "file": place.source.name if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
        }


def _cut(text: str) -> str:
    return text if len(text) <= (1000 if " " in text else 100) else text[:99] + "…"


class ScenarioError(ValueError):
    """A scenario that cannot be used, with every problem found; prints as the command does."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return self.screen("both")

    def screen(self, lang: Lang = "both") -> str:
        """Return all problems as text for a terminal."""
        return screen(self.problems, lang)

    def _repr_html_(self) -> str:
        """Show the same text in a notebook."""
        return html(str(self))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by file, line and column, each mistake once.

    A value that a thing has of one that it is like stands at one place, under two ids.
    """
    distinct: dict[str, Problem] = {}
    for problem in problems:
        below = problem.path.split(".")[2:] or problem.path
        distinct.setdefault(f"{problem.place} {below} {problem.code} {problem.says.en}", problem)
    return tuple(sorted(distinct.values(), key=_order))


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    place = problem.place
    return (*(place.order if place else ("", 0, 0, "")), problem.code)


_GUTTER: Final = 15
"""Columns that line numbers and dots take beside an excerpt."""
SHOWN: Final = 30
"""Problems shown; the rest is counted."""


def screen(problems: Sequence[Problem], lang: Lang = "both") -> str:
    """Return the screen: each problem, then the count."""
    parts = [_one(problem, lang) for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        parts.append(SCREEN["more"].fill(count=str(len(problems) - SHOWN)).line(lang))
    return "\n".join([*parts, _summary(problems, lang)])


def _one(problem: Problem, lang: Lang) -> str:
    says = [problem.says]
    if problem.nearest:
        says.append(SCREEN["nearest"].fill(word=problem.nearest))
    lines = []
    head, indent = f"{problem.code} ", " " * (len(problem.code) + 1)
    for text in joined(says).map(spelt).lines(lang):
        lines += hung(text, head, indent)
        head = indent
    if problem.place is not None:
        where = spelt(f"  {problem.place}  {problem.path[:120]}").rstrip()
        lines += [where, *_excerpt(problem.place)]
    if problem.trail:
        lines += hung(
            f"{SCREEN['trail'].line(lang)} {spelt(' < '.join(problem.trail))}", "  ", "    "
        )
    lines += [line for text in _advice(problem, lang) for line in hung(text, "  ", "    ")]
    return "\n".join(lines) + "\n"


def _advice(problem: Problem, lang: Lang) -> list[str]:
    """Return what to write and why, language by language."""
    advice = []
    if (fix := problem.fix).en:
        advice.append(joined([SCREEN["write"], fix.map(typed).map(spelt)]))
    if problem.hint:
        advice.append(joined([SCREEN["why"], HINTS[problem.hint]]))
    by_language = zip(*(words.lines(lang) for words in advice), strict=True)
    return [text for texts in by_language for text in texts]


def _excerpt(place: TextPlace) -> list[str]:
    """Return the line, the one before it, and carets under the stretch at fault."""
    if not place.line or not place.source.lines:
        return []
    gutter = len(str(place.line))
    lines = []
    if place.line > 1 and place.source.lines[place.line - 2].strip():
        before, _ = _window(place.source.lines[place.line - 2], 0)
        lines.append(f"  {place.line - 1:>{gutter}} | {before}")
    shown, start = _window(place.text, place.column - 1)
    left = width(spelt(place.text[start : place.column - 1])) + (3 if start else 0)
    room = columns() - _GUTTER
    marked = width(spelt(place.text[place.column - 1 : place.end - 1][:room]))
    carets = "^" * max(1, min(marked, room + 3 - left))
    lines.append(f"  {place.line:>{gutter}} | {shown}")
    lines.append(f"  {' ' * gutter} | {' ' * left}{carets}")
    return lines


def _window(line: str, column: int) -> tuple[str, int]:
    """Return the part of a long line around a column, and where it begins."""
    room = columns() - _GUTTER
    far = column > room or width(spelt(line[:column])) > room - 20
    start = max(0, column - room // 4) if far else 0
    text = spelt(line[start : start + room])
    cut = width(text) > room or len(line) > start + room
    while width(text) > room:
        text = text[:-1]
    return ("..." if start else "") + text + ("..." if cut else ""), start


def _summary(problems: Sequence[Problem], lang: Lang) -> str:
    errors = sum(problem.is_error for problem in problems)
    files = len({p.place.source.file for p in problems if p.place})
    numbers = [_counted("errors", errors), _counted("warnings", len(problems) - errors)]
    where = _counted("files", files)
    told = joined([commas([words for words in numbers if words.en]), where])
    return "  ".join(told.lines(lang))


def _counted(what: str, count: int) -> Words:
    """Return how many there are of what `SCREEN` names; nothing where there are none."""
    plural = "" if count == 1 else "s"
    return SCREEN[what].fill(count=str(count), s=plural) if count else Words("", "")
