"""`--completion`: what a shell needs to complete verbs, options, scenarios, numbers and files."""

from __future__ import annotations

import shlex
from argparse import Action, ArgumentParser
from collections.abc import Iterator
from typing import Final, Literal

Shell = Literal["bash", "zsh"]
SHELLS: Final[tuple[Shell, ...]] = ("bash", "zsh")

_SCENARIO: Final = "_zhizao_scenario"
_NUMBER: Final = "_zhizao_number"
_NAMES: Final = frozenset({"A", "B", "OPTION", "OTHER", "PARENT", "SCENARIO"})
"""How help calls a scenario where it does not call it a file."""


def script(parser: ArgumentParser, shell: Shell) -> str:
    """Return the lines that a shell reads once; `parser` gets to know what its arguments are.

    Scenarios are those that ship, YAML files and folders; numbers those of the baseline.
    """
    import shtab

    known: shtab.CompleteType
    for action in _arguments(parser):
        called, option = action.metavar, bool(action.option_strings)
        if called in _NAMES or (called == "FILE" and not option):
            known = {shell: _SCENARIO}
        elif isinstance(called, str) and called.startswith("PATH") and option:
            known = {shell: _NUMBER}
        elif called in ("DIR", "RESULT"):
            known = shtab.DIRECTORY
        elif called in ("FILE", "DATA", "PATH"):
            known = shtab.FILE
        else:
            continue
        action.complete = known  # type: ignore[attr-defined]
    return shtab.complete(parser, shell, preamble=_preamble(shell))


def _arguments(parser: ArgumentParser) -> Iterator[Action]:
    """Yield the arguments of all verbs, from where argparse keeps them: it has no public list."""
    for action in parser._actions:
        yield action
        if isinstance(action.choices, dict):
            for verb in action.choices.values():
                yield from _arguments(verb)


def _preamble(shell: Shell) -> str:
    """Return the functions that complete a scenario and the dotted path of a number."""
    from sim.scenario.load import load
    from sim.scenario.schema.leaves import leaves
    from sim.scenario.yaml.files import shipped_names

    names, paths = shlex.join(shipped_names()), shlex.join(leaves(load("baseline").spec))
    if shell == "zsh":
        return (
            f"{_SCENARIO}() {{\n  compadd -- {names}\n  _files -g '*.(yaml|yml)'\n}}\n"
            f"{_NUMBER}() {{\n  compadd -S '' -- {paths}\n}}\n"
        )
    return (
        f'{_SCENARIO}() {{\n  compgen -W {shlex.quote(names)} -- "$1"\n'
        "  compgen -f -X '!*.yaml' -- \"$1\"\n  compgen -f -X '!*.yml' -- \"$1\"\n"
        '  compgen -d -- "$1"\n}\n'
        f'{_NUMBER}() {{\n  compgen -W {shlex.quote(paths)} -- "$1"\n}}\n'
    )
