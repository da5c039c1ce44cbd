"""A scenario's inputs as a workbook: taken away, edited elsewhere, and read back."""

from __future__ import annotations

from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import Final, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.report.workbook.editable import input_sheets
from sim.report.workbook.reading import NotAWorkbookError, read_over
from sim.report.workbook.write import written
from sim.scenario.errors import ScenarioError
from sim.scenario.load import Loaded, load
from sim.text.safe import line
from sim.text.ui import UI
from sim.ui.form import Draft
from sim.ui.pages import page
from sim.ui.requests import attached, draft_of, opened, problem_page
from sim.ui.saving import save_child

_MOST_PARTS: Final = 20
_BREAK: Final = b"\r\n"
_NAME: Final = "name"
"""The change of a scenario's name, which says what else changed: not one that anybody made."""


class Part(NamedTuple):
    """A part of a form that holds files."""

    name: str
    file: str
    """What the file was called; empty for what is none."""
    content: bytes


def workbook(request: Request) -> Response:
    """Hand out the inputs as a workbook."""
    draft = draft_of(request, [])
    loaded = opened(request, draft).loaded
    book = written(input_sheets(loaded, Path(loaded.path).name), loaded.spec.name.words)
    return attached(f"{draft.entry.id}.xlsx", book)


async def upload(request: Request) -> Response:
    """Read an edited workbook: its changes go to the page of the scenario, or into a child."""
    body = await request.body()
    try:
        found = parts(request.headers["content-type"], body)
    except ValueError as error:
        raise HTTPException(422) from error
    return await run_in_threadpool(_read, request, found)


def _read(request: Request, found: list[Part]) -> Response:
    draft = draft_of(request, [])
    book = next((one for one in found if one.name == "book" and one.content), None)
    if book is None:
        return problem_page(request, UI["book_none"], 422)
    typed = {one.name: one.content.decode("utf-8", "replace") for one in found if not one.file}
    loaded = opened(request, draft).loaded
    try:
        made = read_over(loaded, book.content, line(book.file))
    except NotAWorkbookError as error:
        return problem_page(request, error.words, 422)
    except ScenarioError as error:
        return page(request, "book.html", 422, draft=draft, problems=error.problems)
    if made is loaded:
        return problem_page(request, UI["book_same"], 422)
    if typed.get("file", "").strip():
        return save_child(request, made, typed)
    after = draft.with_(text for text in made.as_sets if text.partition("=")[0] != _NAME)
    if after.too_long:
        return problem_page(request, UI["book_long"], 413)
    if not _is_whole(after, made):
        return problem_page(request, UI["book_removes"], 422)
    return RedirectResponse(f"{after.path}{after.query()}#inputs", 303)


def _is_whole(draft: Draft, made: Loaded) -> bool:
    """Tell whether an address holds all that was edited: what is dropped it does not."""
    try:
        held = load(draft.entry.path, draft.sets)
    except ScenarioError:  # as where a delivery does not rule out the time to build
        return False
    return _without_name(held) == _without_name(made)


def _without_name(loaded: Loaded) -> dict[str, object]:
    """A scenario as data but for its name, which says how it was changed."""
    return {key: part for key, part in loaded.raw.items() if key != _NAME}


def parts(kind: str, body: bytes) -> list[Part]:
    """Return the parts of a form that holds files; ValueError for what is none.

    kind: the form's type as its head says it, with the mark between its parts (RFC 7578).
    """
    head = Message()
    head["content-type"] = kind
    mark = head.get_boundary()
    if not mark:
        raise ValueError(kind)
    pieces = (_BREAK + body).split(_BREAK + b"--" + mark.encode("utf-8", "replace"))
    found: list[Part] = []
    for piece in pieces[1 : _MOST_PARTS + 1]:
        if piece.startswith(b"--"):
            return found
        top, between, content = piece.removeprefix(_BREAK).partition(_BREAK * 2)
        if not between:
            break
        told = HeaderParser().parsestr(top.decode("utf-8", "replace"))
        name = told.get_param("name", header="content-disposition")
        file = told.get_filename() or ""
        found.append(Part(name if isinstance(name, str) else "", Path(file).name, content))
    raise ValueError("cut off")
