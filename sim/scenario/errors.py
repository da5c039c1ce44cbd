"""What is wrong with a scenario: problems with a code and a place, told all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from sim.scenario.yaml.places import Place
from sim.text.messages.catalogue import MESSAGES, Lang
from sim.text.safe import html

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
        from sim.scenario.screen import screen

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
