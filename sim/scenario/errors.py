"""What is wrong with a scenario: problems with a code and a place, told all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from sim.scenario.yaml.places import Place
from sim.text.messages.catalogue import HINTS, MESSAGES, SCREEN
from sim.text.program import typed
from sim.text.safe import html, spelt
from sim.text.screen import columns, width, wrap
from sim.text.words import Lang

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
    place: Place | None
    context: Mapping[str, str] = field(default_factory=dict)
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

    def says(self, lang: Lang) -> str:
        """Return the message alone, in one language."""
        message = MESSAGES[self.code]
        return (message.zh if lang == "zh" else message.en).format(**self._words())

    def fix(self, lang: Lang) -> str:
        """Return what to write instead, in one language; may be empty."""
        message = MESSAGES[self.code]
        return (message.fix_zh if lang == "zh" else message.fix_en).format(**self._words())

    def _words(self) -> dict[str, str]:
        """Return the context, words of absurd length cut."""
        return {
            name: word if len(word) <= (1000 if " " in word else 100) else word[:99] + "…"
            for name, word in self.context.items()
        }

    def as_data(self) -> dict[str, Any]:
        """Return the problem as plain data for JSON."""
        place = self.place
        return {
            "code": self.code,
            "zh": self.says("zh"),
            "en": self.says("en"),
            "fix_zh": self.fix("zh"),
            "fix_en": self.fix("en"),
            "nearest": self.nearest or None,
            "path": self.path or None,
            "file": place.source.name if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
        }


class ScenarioError(ValueError):
    """A scenario that cannot be used, with every problem found; prints as the command does."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
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
    """Return problems by file, line and column, each mistake once."""
    found: dict[str, Problem] = {}
    for problem in problems:
        found.setdefault(
            f"{problem.place} {problem.path} {problem.code} {problem.says('en')}", problem
        )
    return tuple(sorted(found.values(), key=_order))


def _order(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.place
    return (*(place.order if place else ("", 0, 0)), problem.code)


_GUTTER: Final = 15
"""Columns that line numbers and dots take beside an excerpt."""
SHOWN: Final = 30
"""Problems shown; the rest is counted."""


def screen(problems: Sequence[Problem], lang: Lang = "both") -> str:
    """Return the screen: each problem, then the count."""
    parts = [_one(problem, lang) for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        parts.append(_say(lang, "more", count=str(len(problems) - SHOWN)))
    return "\n".join([*parts, _summary(problems, lang)])


def _languages(lang: Lang) -> tuple[Lang, ...]:
    return ("zh", "en") if lang == "both" else (lang,)


def _say(lang: Lang, key: str, **words: str) -> str:
    """Return a phrase of SCREEN; both languages stand side by side."""
    return " ".join(SCREEN[key][one].format(**words) for one in _languages(lang))


def _one(problem: Problem, lang: Lang) -> str:
    lines = []
    indent = " " * (len(problem.code) + 1)
    for number, one in enumerate(_languages(lang)):
        near = SCREEN["nearest"][one].format(word=problem.nearest) if problem.nearest else ""
        head = indent if number else f"{problem.code} "
        lines += _wrapped(spelt(problem.says(one) + near), head, indent)
    if problem.place is not None:
        where = spelt(f"  {problem.place}  {problem.path[:120]}").rstrip()
        lines += [where, *_excerpt(problem.place)]
    if problem.trail:
        lines += _wrapped(f"{_say(lang, 'trail')} {spelt(' < '.join(problem.trail))}", "  ", "    ")
    lines += [line for text in _fixes(problem, lang) for line in _wrapped(text, "  ", "    ")]
    return "\n".join(lines) + "\n"


def _wrapped(text: str, head: str, indent: str) -> list[str]:
    """Return text in lines no wider than a terminal."""
    first, *rest = wrap(text, columns() - width(indent))
    return [f"{head}{first}", *(f"{indent}{line}" for line in rest)]


def _fixes(problem: Problem, lang: Lang) -> Iterable[str]:
    for one in _languages(lang):
        if fix := problem.fix(one):
            yield SCREEN["write"][one] + spelt(typed(fix))
        if problem.hint:
            yield SCREEN["why"][one] + HINTS[problem.hint][one]


def _excerpt(place: Place) -> list[str]:
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
    files = len({p.place.source.name for p in problems if p.place})
    counts = {"errors": errors, "warnings": len(problems) - errors, "files": files}
    said = []
    for one in _languages(lang):
        words = [
            SCREEN[key][one].format(count=count, s="" if count == 1 else "s")
            for key, count in counts.items()
            if count
        ]
        numbers, where = (words[:-1], words[-1]) if files else (words, "")
        said.append(SCREEN["join"][one].join(numbers) + where)
    return "  ".join(said)
