"""Where the templates of pages become HTML: everything is escaped, nothing may be missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(
    package: str,
    known: Mapping[str, Any],
    filters: Mapping[str, Callable[..., Any]],
    tests: Mapping[str, Callable[..., bool]] | None = None,
) -> Environment:
    """Return the environment of the templates that stand in a package.

    known: what every template may name. What is not there is an UndefinedError when a page is made.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files(package)
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(known)
    made.filters.update(filters)
    made.tests.update(tests or {})
    return made
