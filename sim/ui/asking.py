"""From what a form asks to a command of the program: only what is known gets into it."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sim.api.scenario import Scenario
from sim.console.options import count
from sim.scenario.errors import nearest
from sim.text.ui import UI
from sim.text.words import Words
from sim.ui.form import Draft, shown
from sim.ui.project import Project

VERBS: Final = ("run", "compare", "decide", "required", "map")
"""What a form may ask."""


class AskedBadlyError(ValueError):
    """What cannot be asked so; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def command_of(
    pairs: Sequence[tuple[str, str]], draft: Draft, scenario: Scenario, project: Project
) -> list[str]:
    """Return the words of a command, without the program's name.

    pairs: names and texts of a form: `verb` and what it is asked with, `option` as often as there
    are any. Raises AskedBadlyError.
    """
    typed = dict(pairs)
    verb = typed.get("verb", "")
    if verb not in VERBS:
        raise AskedBadlyError(UI["asked_badly"])
    file, *changes = draft.words
    words = [verb, file]
    if verb == "required" and (space := typed.get("space")):
        words += ["--space", _among(space, scenario.spec.spaces)]
    if verb == "map":
        words += ["--x", _among(typed.get("x", ""), scenario.numbers)]
        words += ["--y", _among(typed.get("y", ""), scenario.numbers)]
    if verb in ("compare", "decide"):
        known = project.options()
        options = [known[_among(text, known)].path for name, text in pairs if name == "option"]
        if not options:
            raise AskedBadlyError(UI["no_option"])
        words += options
    if futures := typed.get("futures", "").strip():
        try:
            words += ["--replications", str(count(futures))]
        except ArgumentTypeError as error:
            raise AskedBadlyError(UI["no_count"].fill(text=shown(futures))) from error
    out = [] if project.out == Path("results") else ["--out", str(project.out)]
    return [*words, *changes, *out]


def _among(asked: str, known: Mapping[str, object]) -> str:
    if asked in known:
        return asked
    if not asked.strip():
        raise AskedBadlyError(UI["nothing_named"])
    told = UI["none_called"].fill(name=shown(asked))
    near = nearest(asked, known)
    raise AskedBadlyError(UI["rather"].fill(said=told, near=near) if near else told)
