"""Remarks on standard error: all that is no answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.text.commands import say
from sim.text.words import Lang

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
