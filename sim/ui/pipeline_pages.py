"""The page of a scenario's pipeline: its projects as a table that is saved as a child."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from sim.report.workbook import pipeline as projects
from sim.report.workbook.pipeline import Pipeline
from sim.scenario.errors import ScenarioError
from sim.scenario.names import name_of
from sim.text.deliveries import EVIDENCE
from sim.text.tables import STATUSES
from sim.text.ui import UI
from sim.ui.form import Draft
from sim.ui.pages import page
from sim.ui.requests import aside, draft_of, problem_page, project_of, typed_in
from sim.ui.saving import NotSavedError, saved

_ROWS: Final = 3
"""Empty rows, to be added."""
_MORE: Final = 5
"""How many more there are at a time."""


def pipeline(request: Request) -> Response:
    """Show the projects of a scenario with the changes of its address."""
    draft = draft_of(request, request.query_params.getlist("set"))
    try:
        loaded = project_of(request).load(draft.entry, draft.sets).loaded
    except ScenarioError as error:
        return page(request, "broken.html", 422, draft=draft, problems=error.problems)
    if not loaded.spec.supply:
        return problem_page(request, UI["pipeline_none"], 422)
    return _shown(request, draft, projects.table(loaded, _ROWS))


async def edit(request: Request) -> Response:
    """Judge what was typed into the table; save it as a child, if that is asked."""
    pairs = await typed_in(request)
    return await aside(_edited, request, pairs)


def _edited(request: Request, pairs: list[tuple[str, str]]) -> Response:
    typed = dict(pairs)
    draft = draft_of(request, [value for name, value in pairs if name == "set"])
    try:
        loaded = project_of(request).load(draft.entry, draft.sets).loaded
    except ScenarioError as error:
        return page(request, "broken.html", 422, draft=draft, problems=error.problems)
    go, rows = typed.get("go"), _rows(typed.get("rows"))
    told = projects.read(loaded, typed, rows + _MORE if go == "more" else rows)
    if told.made is None or told.wrong or go != "save":
        return _shown(request, draft, told, typed)
    try:
        return saved(request, told.made, typed)
    except NotSavedError as error:
        return _shown(request, draft, told, typed, error)


def _rows(asked: str | None) -> int:
    return int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 4 else _ROWS


def _shown(
    request: Request,
    draft: Draft,
    told: Pipeline,
    typed: dict[str, str] | None = None,
    unsaved: NotSavedError | None = None,
) -> Response:
    """The table with what was typed, what is wrong with it, and why it was not saved."""
    spec = project_of(request).load(draft.entry, draft.sets).loaded.spec
    return page(
        request,
        "pipeline.html",
        unsaved.status if unsaved else 422 if told.wrong else 200,
        draft=draft,
        told=told,
        typed=typed or {},
        unsaved=unsaved.words if unsaved else None,
        box=projects.box,
        cells=projects.TYPED,
        evidence=EVIDENCE,
        statuses=STATUSES,
        parks={id_: name_of(spec, f"parks.{id_}") for id_ in spec.parks},
        spaces={id_: name_of(spec, f"spaces.{id_}") for id_ in spec.spaces},
        rows=len(told.added),
        most=projects.MOST_NEW,
    )
