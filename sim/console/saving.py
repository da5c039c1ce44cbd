"""What the verbs that save share: looking before they play, and saving after they have answered."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.console.remarks import remark
from sim.console.watching import told

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
        remark(options.lang, "no_folder", folder=options.out, reason=reason)
        return False
    return True


_LONGEST = 24
"""Characters of the name of a results folder: the longest verb and a key."""


def kept(options: Namespace, save: Callable[[Missed], Path]) -> Path | None:
    """Save what was answered and return its folder; None, and a line, where that cannot be."""

    def missed(key: str, **words: object) -> None:
        remark(options.lang, key, **words)

    told(saving=True)
    try:
        folder = save(missed)
        told(folder=str(folder))
        return folder
    except OSError as error:
        reason = error.strerror or error
        remark(options.lang, "not_saved", folder=options.out, reason=reason)
        return None
