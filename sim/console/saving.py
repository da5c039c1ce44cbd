"""What the verbs that save share: looking before they play, and saving after they have answered."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.text.commands import say

if TYPE_CHECKING:
    from sim.api.folder import Missed
    from sim.api.scenario import Scenario


def can_write(options: Namespace, scenario: Scenario) -> bool:
    """Whether results of a scenario can be written under `--out`; says why not."""
    from sim.api.folder import look

    try:
        look(options.out / scenario.id / ("0" * _LONGEST))
    except OSError as error:
        reason = error.strerror or error
        print(say(options.lang, "no_folder", folder=options.out, reason=reason), file=sys.stderr)
        return False
    return True


_LONGEST = 24
"""Characters of the name of a results folder: the longest verb and a key."""


def kept(options: Namespace, save: Callable[[Missed], Path]) -> Path | None:
    """Save what was answered and return its folder; None, and a line, where that cannot be."""

    def missed(key: str, **words: object) -> None:
        print(say(options.lang, key, **words), file=sys.stderr)

    try:
        return save(missed)
    except OSError as error:
        reason = error.strerror or error
        print(say(options.lang, "not_saved", folder=options.out, reason=reason), file=sys.stderr)
        return None
