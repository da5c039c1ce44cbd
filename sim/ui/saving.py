"""A scenario of the page becomes a file: a child among the scenarios of the project."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.scenario.load import Loaded
from sim.text.safe import line
from sim.text.ui import UI
from sim.ui.project import NameTakenError
from sim.ui.requests import problem_page, project_of


def save_child(request: Request, loaded: Loaded, typed: Mapping[str, str]) -> Response:
    """Write what a scenario has changed as a child and go there.

    typed: a form, in which `file` is what it is to be called and `name` what people call it.
    """
    project = project_of(request)
    name, called = typed.get("file", "").strip(), line(typed.get("name", ""))
    try:
        file = project.save(name, loaded.override(called or None, file=project.folder / name))
    except NameTakenError:
        return problem_page(request, UI["exists"].fill(name=name), 409)
    except OSError as error:
        reason = str(error.strerror or error)
        return problem_page(request, UI["not_saved"].fill(reason=reason), 500)
    except ValueError:
        return problem_page(request, UI["odd_name"], 422)
    return RedirectResponse(f"/scenario/{quote(file.stem, safe='')}", 303)
