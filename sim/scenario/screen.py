"""Problems as text for a terminal: message, place, excerpt with a caret, what to write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sim.scenario.errors import Problem
from sim.scenario.yaml.places import Place
from sim.text.messages.catalogue import HINTS, SCREEN, Lang
from sim.text.program import typed
from sim.text.safe import spelt
from sim.text.terminal import columns, width, wrap

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
