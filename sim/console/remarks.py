"""Remarks on standard error: all that is no answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.text.commands import say
from sim.text.program import typed
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from sim.scenario.errors import Problem


def remark(lang: Lang, key: str, **values: object) -> None:
    """Say a phrase of the command line."""
    print(say(lang, key, **values), file=sys.stderr)


def show_problems(problems: Sequence[Problem], lang: Lang) -> None:
    """Show what is wrong with a scenario, or worth knowing; nothing where there is neither."""
    from sim.scenario.errors import screen

    if problems:
        print(screen(problems, lang), file=sys.stderr)


def complain(words: Words, lang: Lang) -> None:
    """Print words on stderr, no wider than any screen."""
    from sim.text.screen import columns, wrap

    for line in words.lines(lang):
        print("\n".join(wrap(typed(line), columns())), file=sys.stderr)
