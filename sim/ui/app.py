"""The addresses of the page, and what is done at each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from sim.scenario.errors import Problem, ScenarioError
from sim.text.ui import UI
from sim.text.words import Words
from sim.ui.asking import command_of
from sim.ui.form import (
    CHANGED,
    MOST_SETS,
    Draft,
    at_fields,
    chosen,
    fields,
    named,
    parts,
    read,
)
from sim.ui.jobs import FullError, Job, Jobs
from sim.ui.pages import command_text, language, page
from sim.ui.project import Project, ResultTold
from sim.ui.saved import answer, handed_on, parent_of, pictures
from sim.ui.security import SEALED

_STATIC: Final = {
    "ui.css": "text/css",
    "ui.js": "text/javascript",
    "htmx.min.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_FONT: Final = "NotoSansSC-GBK-Big5-subset.ttf"
_TYPES: Final = {
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
_KEPT_LONG: Final = {"cache-control": "private, max-age=31536000, immutable"}
_MOST_FIELDS: Final = 20_000
_MOST_SHOWN: Final = 60
"""Results on a page."""


def app(project: Project, jobs: Jobs) -> Starlette:
    """Return the application; it trusts its requests, `Guard` stands before it."""
    routes = [
        Route("/", _list),
        Route("/scenario/{id}", _scenario),
        Route("/scenario/{id}/change", _change, methods=["POST"]),
        Route("/scenario/{id}/ask", _ask, methods=["POST"]),
        Route("/scenario/{id}/changes.yaml", _override),
        Route("/jobs", _jobs),
        Route("/jobs/{id}", _job),
        Route("/jobs/{id}/state", _job_state),
        Route("/jobs/{id}/stop", _stop, methods=["POST"]),
        Route("/results", _results),
        Route("/results/{scenario}/{folder}", _result),
        Route("/results/{scenario}/{folder}/{file:path}", _file),
        Route("/static/font.ttf", _font),
        Route("/static/{name}", _static),
    ]
    faults: dict[Any, Callable[..., Any]] = {HTTPException: _gone, Exception: _fault}
    made = Starlette(routes=routes, exception_handlers=faults)
    made.state.project, made.state.jobs = project, jobs
    return made


def _project(request: Request) -> Project:
    project: Project = request.app.state.project
    return project


def _queue(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


async def _typed(request: Request) -> list[tuple[str, str]]:
    """The boxes of a form, in their order."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(413) from None


def _draft(request: Request, sets: list[str]) -> Draft:
    """The scenario of an address with its changes; 404 where none is listed so."""
    entry = _project(request).entries().get(request.path_params["id"])
    if entry is None:
        raise HTTPException(404)
    if len(sets) > MOST_SETS:
        raise HTTPException(413)
    return Draft(entry, tuple(sets))


# The list


@dataclass(frozen=True)
class _Branch:
    """A scenario of the tree with what is known of it, and those that extend it."""

    entry: Any
    told: ResultTold | None
    current: bool
    children: list[Any]


def _list(request: Request) -> Response:
    project = _project(request)
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


# A scenario


def _scenario(request: Request) -> Response:
    asked = request.query_params
    draft = _draft(request, asked.getlist("set"))
    return _shown(request, draft, asked.get("part", ""), asked.get("find", ""))


def _shown(
    request: Request,
    draft: Draft,
    part: str,
    find: str,
    typed: Mapping[str, str] | None = None,
    problems: list[Problem] | None = None,
) -> Response:
    """The page of a scenario, or what is wrong with it."""
    project = _project(request)
    try:
        scenario = project.load(draft.entry, draft.sets)
    except ScenarioError as error:
        told = {"draft": draft, "problems": error.problems}
        return page(request, "broken.html", 422, **told)
    loaded = scenario.loaded
    rows = fields(loaded, draft)
    among = parts(loaded, rows)
    if part not in {one.id for one in among}:
        part = among[0].id if among else ""
    shown, others = at_fields(chosen(rows, part, find), problems or (), typed or {})
    standing = project.standing(draft.entry, project.results())
    return page(
        request,
        "scenario.html",
        422 if problems else 200,
        draft=draft,
        spec=loaded.spec,
        warnings=loaded.warnings,
        parent=project.entries().get(draft.entry.parent),
        names={row.path: row.name for row in rows},
        parts=among,
        part=part,
        find=find,
        rows=shown,
        problems=others,
        wrong=bool(problems),
        standing=standing,
        current=standing is not None and project.is_current(draft.entry, standing),
        numbers={path: row.name for row in rows for path in [row.path] if path in scenario.numbers},
        options=[one for one in project.entries().values() if one.id != draft.entry.id],
        named=named,
        changed=CHANGED,
        command=command_text(["run", *draft.words]),
    )


async def _change(request: Request) -> Response:
    """Take what was typed: on to the page with the changes, or back with faults at the field."""
    pairs = await _typed(request)
    return await _aside(_changed, request, pairs)


def _changed(request: Request, pairs: list[tuple[str, str]]) -> Response:
    typed = dict(pairs)
    draft = _draft(request, [value for name, value in pairs if name == "set"])
    part, find = typed.get("part", ""), typed.get("find", "")
    if "undo" in typed:
        return _to(draft.without(typed["undo"]), part, find)
    try:
        loaded = _project(request).load(draft.entry, draft.sets).loaded
    except ScenarioError:
        return _shown(request, draft, part, find)
    sets, problems = read(loaded, typed)
    after = draft.with_(sets)
    if not problems:
        try:
            _project(request).load(after.entry, after.sets)
        except ScenarioError as error:
            problems = list(error.problems)
    if problems:
        return _shown(request, draft, part, find, typed, problems)
    return _to(after, part, find)


def _to(draft: Draft, part: str, find: str) -> Response:
    more = {key: value for key, value in (("part", part), ("find", find)) if value}
    return RedirectResponse(f"{draft.path}{draft.query(**more)}#inputs", 303)


def _override(request: Request) -> Response:
    draft = _draft(request, request.query_params.getlist("set"))
    try:
        scenario = _project(request).load(draft.entry, draft.sets)
    except ScenarioError as error:
        raise HTTPException(422) from error
    called = quote(f"{draft.entry.id}-changed.yaml", safe="")
    kept = {"content-disposition": f"attachment; filename*=UTF-8''{called}"}
    return Response(scenario.override(), media_type="application/yaml", headers=kept)


# Jobs


async def _ask(request: Request) -> Response:
    """Put a command on a scenario into the queue."""
    pairs = await _typed(request)
    return await _aside(_asked, request, pairs)


def _asked(request: Request, pairs: list[tuple[str, str]]) -> Response:
    typed = dict(pairs)
    project = _project(request)
    draft = _draft(request, [value for name, value in pairs if name == "set"])
    try:
        scenario = project.load(draft.entry, draft.sets)
        words = command_of(typed, draft, scenario, project)
    except ScenarioError:
        return _shown(request, draft, "", "")
    except ValueError:
        return _problem(request, UI["asked_badly"], 422)
    try:
        name = scenario.spec.name.words
        job = _queue(request).add(words, name, language(request))
    except FullError:
        return _problem(request, UI["full"], 503)
    return RedirectResponse(f"/jobs/{job.id}", 303)


def _jobs(request: Request) -> Response:
    return page(request, "jobs.html", jobs=_queue(request).all())


def _known(request: Request) -> Job:
    job = _queue(request).get(request.path_params["id"])
    if job is None:
        raise HTTPException(404)
    return job


def _job(request: Request) -> Response:
    return _job_page(request, "job.html")


def _job_state(request: Request) -> Response:
    return _job_page(request, "job_state.html")


def _job_page(request: Request, template: str) -> Response:
    job = _known(request)
    saved = _project(request).at(job.folder) if job.folder else None
    return page(
        request,
        template,
        job=job,
        before=_queue(request).before(job),
        saved=saved,
        command=command_text(job.words),
    )


def _stop(request: Request) -> Response:
    job = _known(request)
    _queue(request).stop(job)
    return RedirectResponse(f"/jobs/{job.id}", 303)


# Results


def _results(request: Request) -> Response:
    found = _project(request).results()
    return page(request, "results.html", found=found[:_MOST_SHOWN])


def _told(request: Request) -> ResultTold:
    told = _project(request).result(*(request.path_params[key] for key in ("scenario", "folder")))
    if told is None:
        raise HTTPException(404)
    return told


def _result(request: Request) -> Response:
    project, told = _project(request), _told(request)
    entry = project.entries().get(told.result.scenario)
    shared: dict[str, Any] = {
        "told": told,
        "files": handed_on(told, language(request)),
        "pictures": pictures(project, told),
        "entry": entry,
    }
    if told.verb != "run":
        said = project.part(told, "answer.txt")
        text = said.read_text("utf-8", "replace") if said else ""
        return page(request, "question.html", **shared, said=text)
    above = parent_of(project, told)
    return page(
        request,
        "answer.html",
        **shared,
        answer=answer(told),
        above=above,
        beside=answer(above) if above else None,
        parent=project.entries().get(entry.parent) if entry else None,
        command=command_text(["run", entry.path, *told.asked]) if entry else "",
    )


def _file(request: Request) -> Response:
    """A file of a result, which may load and run nothing, whatever stands in it."""
    path = _project(request).part(_told(request), request.path_params["file"])
    if path is None or path.suffix not in _TYPES:
        raise HTTPException(404)
    return _served(path)


def _served(path: Path) -> Response:
    sealed = {"content-security-policy": SEALED}
    if path.suffix == ".pdf":
        del sealed["content-security-policy"]  # a sandbox keeps the browser from showing it
    return FileResponse(path, media_type=_TYPES[path.suffix], headers=sealed)


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    content = (files("sim.ui.static") / name).read_bytes()
    return Response(content, media_type=_STATIC[name], headers={"cache-control": "no-cache"})


def _font(_: Request) -> Response:
    content = (files("sim.assets") / _FONT).read_bytes()
    return Response(content, media_type="font/ttf", headers=_KEPT_LONG)


# What is not there


def _problem(request: Request, words: Words, status: int) -> Response:
    return page(request, "problem.html", status, head=words, said=Words("", ""))


def _gone(request: Request, error: HTTPException) -> Response:
    status = error.status_code
    head, said = UI["asked_badly"], Words("", "")
    if status == 404:
        head, said = UI["gone"], UI["gone_said"]
    return page(request, "problem.html", status, head=head, said=said)


def _fault(request: Request, _: Exception) -> Response:
    """Starlette lets the error go on to the server, which prints it."""
    return page(request, "problem.html", 500, head=UI["fault"], said=UI["fault_said"])


async def _aside(work: Callable[..., Response], *given: Any) -> Response:
    """Do what takes a while beside the loop, which answers others meanwhile."""
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(work, *given)
