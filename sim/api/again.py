"""The command that gives a result again."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Final

from sim.runs.settings import Settings
from sim.scenario.load import Loaded

_ACCEPTED: Final = "accepted.json"
"""The file that `calibrate` writes."""


def again(loaded: Loaded, settings: Settings, replications: int) -> str:
    """Return the command that plays a run again, in the folder of the scenario's file.

    It holds all that decides the answer, quoted for a POSIX shell. Accepted values are those of a
    file that `calibrate` wrote.
    """
    words = ["zhizao", "run", Path(loaded.path).name]
    words += [word for text in loaded.as_sets for word in ("--set", text)]
    words += ["--replications", str(replications)]
    words += [] if settings.grounded else ["--seed", str(settings.seed)]
    return shlex.join([*words, *held_words(loaded, settings, _ACCEPTED)])


def held_words(loaded: Loaded, settings: Settings, file: str) -> list[str]:
    """Return the options that hold ranged numbers as the settings do; `file` is an accepted set."""
    if settings.central:
        return ["--central"]
    if loaded.grounded is None:
        return ["--grounded", file] if settings.grounded else []
    return [] if settings.grounded else ["--prior"]
