"""How wide a screen is, and in which language it speaks."""

from __future__ import annotations

import locale
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from shutil import get_terminal_size
from typing import Final

from sim.text.figures import Lang

PAGE: Final = 80
"""Columns where there is no terminal, and of every screen that is written to a file."""
_NARROWEST, _WIDEST = 60, 100

_held: ContextVar[int | None] = ContextVar("columns", default=None)


def columns() -> int:
    """Return the columns of a screen: those of the terminal, from 60 to 100."""
    return _held.get() or min(max(get_terminal_size((PAGE, 24)).columns, _NARROWEST), _WIDEST)


@contextmanager
def held(columns: int) -> Iterator[None]:
    """Hold screens at this width, whatever the terminal: a file must not depend on one."""
    token = _held.set(columns)
    try:
        yield
    finally:
        _held.reset(token)


def spoken() -> Lang:
    """Return the language of the locale: Chinese where it says so, else English.

    As in POSIX the first that is set of LC_ALL, LC_MESSAGES and LANG speaks.
    """
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def width(text: str) -> int:
    """Return how many terminal columns a text takes; Chinese characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def wrap(text: str, columns: int) -> list[str]:
    """Break text into lines: between words, and after any Chinese character."""
    if width(text) <= columns:
        return [text]
    lines, line = [], ""
    for piece in pieces(text):
        if line and width(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece.lstrip() if not line else piece
    return [*lines, line.rstrip()]


_DIGITS = tuple("0123456789%")
_NUMBERS = tuple("(0123456789")


def pieces(text: str) -> list[str]:
    """Return the pieces of a text that must not be broken: words, hanzi with their marks, numbers."""
    found: list[str] = []
    for character in text:
        last = found[-1][-1] if found else ""
        joins = (
            bool(last)
            and (
                character in " ，。；：、）”》」？！"
                or last in "（“《「"
                or (last != " " and width(last) == width(character) == 1)
                # An interval, or the thousands of a number, stay with it.
                or (character in _NUMBERS and last == " " and found[-1].rstrip()[-1:] in _DIGITS)
            )
        )
        if joins:
            found[-1] += character
        else:
            found.append(character)
    return found
