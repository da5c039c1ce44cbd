"""Files that travel with the program, found by a plain name: `zhizao run baseline`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Literal

Kind = Literal["scenarios", "history", "studies"]

_PACKAGE: Final = Path(__file__).parents[2]


def located(name: str, kind: Kind = "scenarios") -> str:
    """Return the path of a file that is called by its path, or by a name alone.

    A name means the file in the current folder, with or without its ending; where there is none,
    the one that ships. What is found nowhere is returned as it is.
    """
    if Path(name).name != name or os.path.exists(name):
        return name
    file = name if name.endswith((".yaml", ".yml")) else f"{name}.yaml"
    if os.path.exists(file):
        return file
    shipped = _folder() / kind / file
    return _from_here(shipped) if os.path.isfile(shipped) else name


def parent(child: str, name: str) -> str:
    """Return the path of the file that a child calls its parent: beside it, or one that ships."""
    path = os.path.normpath(Path(child).parent / name)
    if Path(name).name != name or os.path.exists(path):
        return path
    found = located(name)
    return path if found == name else found


def ships(path: str) -> bool:
    """Tell whether a file is one of those that travel with the program."""
    return Path(path).is_relative_to(os.path.realpath(_folder() / "scenarios"))


def shipped_names(kind: Kind = "scenarios") -> list[str]:
    """Return the names that need no path."""
    return sorted(file.stem for file in (_folder() / kind).glob("*.yaml"))


def _folder() -> Path:
    """Return what holds the shipped folders: the package, or the checkout around it."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
