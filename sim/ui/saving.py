"""A scenario of the page becomes a file: a child among the scenarios of the project."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.scenario.load import Loaded
from sim.text.safe import line
from sim.text.ui import UI
from sim.text.words import Words
from sim.ui.project import NameTakenError
from sim.ui.requests import problem_page, project_of


class NotSavedError(Exception):
    """A scenario that could not become a file; `words` say why, `status` is that of the answer."""

    def __init__(self, words: Words, status: int) -> None:
        super().__init__(words.en)
        self.words: Words = words
        self.status: int = status


def save_child(request: Request, loaded: Loaded, typed: Mapping[str, str]) -> Response:
    """Write what a scenario has changed as a child and go there, or say why it cannot be.

    typed: a form, in which `file` is what it is to be called and `name` what people call it.
    """
    try:
        return saved(request, loaded, typed)
    except NotSavedError as error:
        return problem_page(request, error.words, error.status)


def saved(request: Request, loaded: Loaded, typed: Mapping[str, str]) -> Response:
    """Do as `save_child` does. Raises NotSavedError, for who has a page of their own to say it."""
    project = project_of(request)
    name, called = typed.get("file", "").strip(), line(typed.get("name", ""))
    try:
        file = project.save(name, loaded.override(called or None, file=project.folder / name))
    except NameTakenError:
        raise NotSavedError(UI["exists"].fill(name=name), 409) from None
    except OSError as error:
        reason = str(error.strerror or error)
        raise NotSavedError(UI["not_saved"].fill(reason=reason), 500) from error
    except ValueError:
        raise NotSavedError(UI["odd_name"], 422) from None
    return RedirectResponse(f"/scenario/{quote(file.stem, safe='')}", 303)
