"""What every address needs of a request, and how it answers what cannot be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sim.api.scenario import Scenario
from sim.scenario.errors import Problem, ScenarioError
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

Pairs = list[tuple[str, str]]
"""The boxes of a form with what stands in them, in their order."""


class BrokenError(Exception):
    """A scenario that cannot be used as it is asked for; a page of its own tells its problems."""

    def __init__(self, draft: Draft, problems: Iterable[Problem]) -> None:
        super().__init__(draft.entry.path)
        self.draft: Draft = draft
        self.problems: tuple[Problem, ...] = tuple(problems)


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


def of_form(
    work: Callable[[Request, Draft, Pairs], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """Let a form of a scenario be worked on beside the loop, which answers others meanwhile."""

    def worked(request: Request, pairs: Pairs) -> Response:
        draft = draft_of(request, [value for name, value in pairs if name == "set"])
        return work(request, draft, pairs)

    async def answered(request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace")
        try:
            pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError:
            raise HTTPException(413) from None
        return await run_in_threadpool(worked, request, pairs)

    return answered


def draft_of(request: Request, sets: list[str] | None = None) -> Draft:
    """Return the scenario of an address with its changes, or those given; 404 for none listed."""
    sets = request.query_params.getlist("set") if sets is None else sets
    entry = project_of(request).entries().get(request.path_params["id"])
    if entry is None:
        raise HTTPException(404)
    if len(sets) > MOST_SETS:
        raise HTTPException(413)
    return Draft(entry, tuple(sets))


def opened(request: Request, draft: Draft) -> Scenario:
    """Return a scenario with its changes; BrokenError where it cannot be used."""
    try:
        return project_of(request).load(draft.entry, draft.sets)
    except ScenarioError as error:
        raise BrokenError(draft, error.problems) from error


def problem_page(request: Request, words: Words, status: int, why: Words | None = None) -> Response:
    """Return a page that says what cannot be, and why."""
    return page(request, "problem.html", status, head=words, said=why or Words("", ""))


def attached(name: str, content: bytes) -> Response:
    """Return a file to keep."""
    said = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    kind = TYPES[Path(name).suffix]
    return Response(content, media_type=kind, headers={"content-disposition": said})
