"""The addresses of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sim.text.ui import UI
from sim.text.words import Words
from sim.ui import pipeline_pages, result_pages, scenario_pages, workbook_pages
from sim.ui.glance import Glances
from sim.ui.jobs import Jobs
from sim.ui.pages import page
from sim.ui.project import Entry, Project, ResultTold
from sim.ui.requests import BrokenError, project_of

_STATIC: Final = {
    "ui.css": "text/css",
    "ui.js": "text/javascript",
    "htmx.min.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_FONT: Final = "NotoSansSC-GBK-Big5-subset.ttf"
_KEPT_LONG: Final = {"cache-control": "private, max-age=31536000, immutable"}


def app(project: Project, jobs: Jobs, glances: Glances) -> Starlette:
    """Return the application; it trusts its requests, `Guard` stands before it."""
    routes = [
        Route("/", _list),
        Route("/scenario/{id}", scenario_pages.scenario),
        Route("/scenario/{id}/change", scenario_pages.change, methods=["POST"]),
        Route("/scenario/{id}/check", scenario_pages.check),
        Route("/scenario/{id}/ask", scenario_pages.ask, methods=["POST"]),
        Route("/scenario/{id}/save", scenario_pages.save, methods=["POST"]),
        Route("/scenario/{id}/changes.yaml", scenario_pages.override),
        Route("/scenario/{id}/inputs.xlsx", workbook_pages.workbook),
        Route("/scenario/{id}/workbook", workbook_pages.upload, methods=["POST"]),
        Route("/scenario/{id}/pipeline", pipeline_pages.pipeline),
        Route("/scenario/{id}/pipeline", pipeline_pages.edit, methods=["POST"]),
        Route("/scenario/{id}/sliders", scenario_pages.slide),
        Route("/scenario/{id}/glance", scenario_pages.glance),
        Route("/jobs", result_pages.jobs),
        Route("/jobs/{id}", result_pages.job),
        Route("/jobs/{id}/state", result_pages.job_state),
        Route("/jobs/{id}/stop", result_pages.stop, methods=["POST"]),
        Route("/results", result_pages.results),
        Route("/compare", result_pages.compare),
        Route("/compare/28-diff.svg", result_pages.compared),
        Route("/results/{scenario}/{folder}", result_pages.result),
        Route("/results/{scenario}/{folder}/parks/{park}", result_pages.park),
        Route("/results/{scenario}/{folder}/{file:path}", result_pages.file),
        Route("/static/font.ttf", _font),
        Route("/static/{name}", _static),
    ]
    faults: dict[Any, Callable[..., Any]] = {
        HTTPException: _gone,
        BrokenError: _broken,
        Exception: _fault,
    }
    made = Starlette(routes=routes, exception_handlers=faults)
    made.state.project, made.state.jobs, made.state.glances = project, jobs, glances
    return made


@dataclass(frozen=True)
class _Branch:
    """A scenario of the tree with what is known of it, and those that extend it."""

    entry: Entry
    told: ResultTold | None
    current: bool
    children: list[Any]


def _list(request: Request) -> Response:
    project = project_of(request)
    entries, found = project.entries(), project.results()

    def branch(id_: str, above: tuple[str, ...]) -> _Branch:
        entry = entries[id_]
        told = project.standing(entry, found)
        below = [one for one in entries.values() if one.parent == id_ and one.id not in above]
        return _Branch(
            entry,
            told,
            told is not None and project.is_current(entry, told),
            [branch(one.id, (*above, id_)) for one in below],
        )

    roots = [one.id for one in entries.values() if not one.parent]
    return page(request, "list.html", branches=[branch(id_, ()) for id_ in roots])


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    content = (files("sim.ui.static") / name).read_bytes()
    return Response(content, media_type=_STATIC[name], headers={"cache-control": "no-cache"})


def _font(_: Request) -> Response:
    content = (files("sim.assets") / _FONT).read_bytes()
    return Response(content, media_type="font/ttf", headers=_KEPT_LONG)


def _gone(request: Request, error: HTTPException) -> Response:
    status = error.status_code
    head, said = UI["asked_badly"], Words("", "")
    if status == 404:
        head, said = UI["gone"], UI["gone_said"]
    return page(request, "problem.html", status, head=head, said=said)


def _broken(request: Request, error: BrokenError) -> Response:
    return page(request, "broken.html", 422, draft=error.draft, problems=error.problems)


def _fault(request: Request, _: Exception) -> Response:
    """Starlette lets the error go on to the server, which prints it."""
    return page(request, "problem.html", 500, head=UI["fault"], said=UI["fault_said"])
