"""The page of a scenario's pipeline: its projects as a table that is saved as a child."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from sim.report.workbook import pipeline as projects
from sim.report.workbook.pipeline import Pipeline
from sim.scenario.load import Loaded
from sim.scenario.names import name_of
from sim.text.deliveries import EVIDENCE
from sim.text.tables import HEADS, STATUS_NAMES
from sim.text.ui import UI
from sim.text.workbook import INPUTS, PIPELINE
from sim.ui.form import Draft
from sim.ui.pages import page
from sim.ui.requests import Pairs, draft_of, of_form, opened, problem_page
from sim.ui.saving import NotSavedError, saved

_ROWS: Final = 3
"""Empty rows, to be added."""
_MORE: Final = 5
"""How many more there are at a time."""


def pipeline(request: Request) -> Response:
    """Show the projects of a scenario with the changes of its address."""
    draft = draft_of(request)
    loaded = opened(request, draft).loaded
    if not loaded.spec.supply:
        return problem_page(request, UI["pipeline_none"], 422)
    return _shown(request, draft, loaded, projects.table(loaded, _ROWS))


@of_form
def edit(request: Request, draft: Draft, pairs: Pairs) -> Response:
    """Judge what was typed into the table, at each pause; save it as a child, if that is asked."""
    typed, loaded = dict(pairs), opened(request, draft).loaded
    go, rows = typed.get("go"), _rows(typed.get("rows"))
    told = projects.read(loaded, typed, rows + _MORE if go == "more" else rows)
    if go == "typed":
        seen = _so_far(told)
        unfinished = told.wrong and not seen.wrong
        return page(request, "judged.html", told=seen, unfinished=unfinished)
    if told.made is None or told.wrong or go != "save":
        return _shown(request, draft, loaded, told, typed)
    try:
        return saved(request, told.made, typed)
    except NotSavedError as error:
        return _shown(request, draft, loaded, told, typed, error)


def _so_far(told: Pipeline) -> Pipeline:
    """The table without what is only not yet typed: in a row that is added, at an empty cell."""
    added = (
        replace(row, problems={c: p for c, p in row.problems.items() if row.cells.get(c, c)})
        for row in told.added
    )
    return replace(told, added=tuple(added))


def _rows(asked: str | None) -> int:
    return int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 4 else _ROWS


def _shown(
    request: Request,
    draft: Draft,
    loaded: Loaded,
    told: Pipeline,
    typed: dict[str, str] | None = None,
    unsaved: NotSavedError | None = None,
) -> Response:
    """The table with what was typed, what is wrong with it, and why it was not saved."""
    spec = loaded.spec
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
        heads=PIPELINE,
        by_rule=INPUTS["ruled"],
        bases={basis: HEADS[basis][0] for basis in ("gross", "lettable")},
        evidence=EVIDENCE,
        statuses=STATUS_NAMES,
        parks={id_: name_of(spec, f"parks.{id_}") for id_ in spec.parks},
        spaces={id_: name_of(spec, f"spaces.{id_}") for id_ in spec.spaces},
        rows=len(told.added),
        most=projects.MOST_NEW,
    )
