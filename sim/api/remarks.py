"""What is said of the engine that plays."""

from __future__ import annotations

import sys

from sim.runs.engines import Choice
from sim.text.commands import say
from sim.text.screen import spoken
from sim.text.words import Lang


def engine_remarks(choice: Choice, lang: Lang) -> list[str]:
    """Return what a user would wonder about: a slower engine than usual, or fewer workers."""
    said = []
    if choice.why not in {"asked", "usual"}:
        said.append(say(lang, f"simpy_{choice.why}"))
    if choice.alone:
        said.append(say(lang, "alone"))
    return said


def tell_engine(choice: Choice) -> None:
    """Write to stderr what a user would wonder about, and that compiling takes its time."""
    for line in engine_remarks(choice, spoken()):
        print(line, file=sys.stderr)
    if choice.compiles:
        print(say(spoken(), "compiling"), file=sys.stderr)


def tell_missed(key: str, **words: object) -> None:
    """Write to stderr what of a folder is not as it should be."""
    print(say(spoken(), key, **words), file=sys.stderr)
