"""What every address needs of a request, and how it answers what cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sim.text.words import Words
from sim.ui.form import MOST_SETS, Draft
from sim.ui.glance import Glances
from sim.ui.jobs import Jobs
from sim.ui.pages import page
from sim.ui.project import Project

TYPES: Final = {
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "text/plain; charset=utf-8",
}
"""What is sent, by its ending; files of other endings are not."""
_MOST_FIELDS: Final = 20_000


def project_of(request: Request) -> Project:
    """Return the project."""
    project: Project = request.app.state.project
    return project


def jobs_of(request: Request) -> Jobs:
    """Return the queue."""
    jobs: Jobs = request.app.state.jobs
    return jobs


def glances_of(request: Request) -> Glances:
    """Return who plays for sliders."""
    glances: Glances = request.app.state.glances
    return glances


async def typed_in(request: Request) -> list[tuple[str, str]]:
    """Return the boxes of a form, in their order."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(413) from None


def draft_of(request: Request, sets: list[str]) -> Draft:
    """Return the scenario of an address with its changes; 404 where none is listed so."""
    entry = project_of(request).entries().get(request.path_params["id"])
    if entry is None:
        raise HTTPException(404)
    if len(sets) > MOST_SETS:
        raise HTTPException(413)
    return Draft(entry, tuple(sets))


def problem_page(request: Request, words: Words, status: int, why: Words | None = None) -> Response:
    """Return a page that says what cannot be, and why."""
    return page(request, "problem.html", status, head=words, said=why or Words("", ""))


async def aside(work: Callable[..., Response], *given: Any) -> Response:
    """Do what takes a while beside the loop, which answers others meanwhile."""
    return await run_in_threadpool(work, *given)


def attached(name: str, content: bytes) -> Response:
    """Return a file to keep."""
    said = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    kind = TYPES[Path(name).suffix]
    return Response(content, media_type=kind, headers={"content-disposition": said})
