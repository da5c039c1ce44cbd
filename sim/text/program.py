"""How this program was called, so that every command on a screen works as it is printed.

Files say `zhizao`: what is written may not depend on who wrote it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import Final

VERBS: Final = tuple(
    "run overview compare decide explain required sweep map sensitivity discover optimise "
    "calibrate backtest diff "
    "check show workbook schema new list latest reproduce compile ui".split()
)
"""In the order of the help: each a folder of `sim.experiments`, a module of `sim.commands`, or a room."""

CALLED: Final = "ZHIZAO_CALLED"
"""Set by `dev`, which knows how it was typed itself."""

_COMMAND: Final = re.compile(rf"\bzhizao (?=(?:{'|'.join(VERBS)})\b)")


def typed(text: str) -> str:
    """Return text for a screen, its commands `zhizao …` as they can be typed here."""
    return _COMMAND.sub(lambda _: f"{calling()} ", text)


def calling() -> str:
    """Return what goes before a verb: `zhizao`, `python3 dev zhizao`, `python -m sim`, a path."""
    if called := os.environ.get(CALLED):
        return called
    program = Path(sys.argv[0])
    if program.parts[-2:] == ("sim", "__main__.py"):
        return f"{python()} -m sim"
    if program.name == "zhizao" and shutil.which("zhizao") != str(program):
        return shlex.quote(sys.argv[0])
    return "zhizao"


def installing(extra: str) -> str:
    """Return the command that adds an extra to the Python that runs this."""
    return f'{python()} -m pip install "zhizao[{extra}]"'


def python() -> str:
    """Return how this Python is called from the current folder."""
    path = Path(sys.executable)
    if shutil.which(path.name) == str(path):
        return path.name
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))
