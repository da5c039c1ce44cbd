"""How wide a screen is, and in which language it speaks."""

from __future__ import annotations

import locale
import os
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
