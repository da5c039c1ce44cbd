"""What a result depends on, as one key, and what else a reader may want to know of its making."""

from __future__ import annotations

import inspect
import subprocess
from typing import TYPE_CHECKING, Any

from sim.runs.identity import PACKAGE, canonical, code_hash, digest, versions

if TYPE_CHECKING:
    from sim.model.city import City


def git_state() -> dict[str, Any] | None:
    """Return commit and cleanliness of the checkout the package lies in; None outside one."""

    def git(*words: str) -> str:
        command = ["git", *words]
        done = subprocess.run(
            command, cwd=PACKAGE, capture_output=True, text=True, check=True, timeout=10
        )
        return done.stdout.strip()

    try:
        # An installed package may lie in a checkout of something else.
        git("ls-files", "--error-unmatch", "__init__.py")
        return {"commit": git("rev-parse", "HEAD"), "clean": not git("status", "--porcelain", ".")}
    except (OSError, subprocess.SubprocessError):
        return None


def behaviour(city: type[City]) -> dict[str, str]:
    """Return the custom classes that play, by name, with a digest of each one's source.

    The source is "unknown" where Python has none, as for a class typed at its prompt.
    """
    parts = (city, city.company_class, city.market_class, city.works_class)
    own = {kind for part in parts for kind in part.__mro__ if kind is not object}
    return {
        f"{kind.__module__}.{kind.__qualname__}": _source(kind)
        for kind in own
        if not kind.__module__.startswith("sim.model.")
    }


_PLAIN = (int, float, str, tuple)
"""Values of a class whose text says what they are."""


def _source(kind: type) -> str:
    try:
        return digest(inspect.getsource(kind).encode())
    except (OSError, TypeError):
        pass
    try:
        # A notebook keeps the source of functions, but none of classes.
        said = [
            inspect.getsource(value) if inspect.isfunction(value) else f"{name} = {value!r}"
            for name, value in vars(kind).items()
            if inspect.isfunction(value) or (name[:2] != "__" and isinstance(value, _PLAIN))
        ]
    except (OSError, TypeError):
        return "unknown"
    return digest("\n".join(said).encode())


def run_key(resolved: Any, settings: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the key of a run, and its ingredients: all that can change the answer.

    `resolved` is the scenario with every override applied, as plain data (files it refers to
    are part of it); `settings` are seed, replications and what ranges are held at.
    """
    ingredients = {
        "scenario": digest(canonical(resolved)),
        "code": code_hash(),
        "versions": versions(),
        "settings": settings,
    }
    return digest(canonical(ingredients)), ingredients
