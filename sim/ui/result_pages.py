"""The pages of what was run: jobs, results and their files, two results side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from sim.experiments.answer import RefusedError
from sim.experiments.diff.function import diff
from sim.text.screen import held
from sim.text.ui import UI
from sim.text.words import Words
from sim.ui.drawing import diff_figure, diff_head
from sim.ui.jobs import Job
from sim.ui.pages import command_text, language, page
from sim.ui.parks import in_park, parks_of
from sim.ui.project import ResultTold
from sim.ui.reports import headline, report
from sim.ui.requests import TYPES, jobs_of, problem_page, project_of
from sim.ui.saved import answer, closing, handed_on, parent_of, pictures
from sim.ui.security import SEALED

_COLUMNS: Final = 100
"""Columns of a screen."""
_MOST_SHOWN: Final = 60
"""Results on a page."""


def jobs(request: Request) -> Response:
    """List the jobs."""
    return page(request, "jobs.html", jobs=jobs_of(request).all())


def _known(request: Request) -> Job:
    job = jobs_of(request).get(request.path_params["id"])
    if job is None:
        raise HTTPException(404)
    return job


def job(request: Request) -> Response:
    """Show a job."""
    return _job_page(request, "job.html")


def job_state(request: Request) -> Response:
    """Show how far a job is: the part of its page that is fetched again."""
    return _job_page(request, "job_state.html")


def _job_page(request: Request, template: str) -> Response:
    job = _known(request)
    saved = project_of(request).at(job.folder) if job.folder else None
    return page(
        request,
        template,
        job=job,
        before=jobs_of(request).before(job),
        saved=saved,
        command=command_text(job.words),
    )


def stop(request: Request) -> Response:
    """Stop a job."""
    job = _known(request)
    jobs_of(request).stop(job)
    return RedirectResponse(f"/jobs/{job.id}", 303)


def results(request: Request) -> Response:
    """List the results."""
    found = project_of(request).results()
    newest, before, *_ = [*(one for one in found if one.verb == "run"), None, None]
    chosen = {"a": before, "b": newest}
    return page(request, "results.html", found=found[:_MOST_SHOWN], chosen=chosen)


def _two(request: Request) -> list[ResultTold | None]:
    """The results that are to be compared."""
    asked = [request.query_params.get(key, "").partition("/") for key in ("a", "b")]
    return [project_of(request).result(scenario, folder) for scenario, _, folder in asked]


def compare(request: Request) -> Response:
    """Two results side by side, and all that differs between them."""
    project = project_of(request)
    first, second = (answer(told) if told else None for told in _two(request))
    if first is None or second is None:
        return problem_page(request, UI["choose_two"], 422)
    a, b = (str(one.told.result.folder) for one in (first, second))
    try:
        finding = diff(a, b, project.out)
        with held(_COLUMNS):
            said = finding.screen(language(request))
    except (OSError, ValueError) as error:
        words = getattr(error, "words", None) or Words(str(error), str(error))
        return problem_page(request, UI["cannot_compare"].fill(reason=words), 422)
    return page(
        request,
        "compare.html",
        first=first,
        second=second,
        said=said,
        said_first=headline(first, report(project, first.told)),
        said_second=headline(second, report(project, second.told)),
        head=diff_head(finding),
        command=command_text(["diff", a, b]),
    )


def compared(request: Request) -> Response:
    """The figure of two results, drawn when it is asked for."""
    first, second = _two(request)
    if first is None or second is None:
        raise HTTPException(404)
    try:
        drawn = diff_figure(first.result, second.result, language(request))
    except (OSError, ValueError) as error:
        raise HTTPException(404) from error
    if drawn is None:
        raise HTTPException(404)
    return Response(drawn, media_type=TYPES[".svg"], headers={"content-security-policy": SEALED})


def park(request: Request) -> Response:
    """What a run says of one park, year by year."""
    told, id_ = _told(request), request.path_params["park"]
    said = answer(told)
    parks = parks_of(said)
    if said is None or id_ not in parks:
        raise HTTPException(404)
    try:
        spaces = in_park(said.run, id_)
    except RefusedError as error:
        return problem_page(request, error.words, 422)
    except (LookupError, TypeError, ValueError):
        return problem_page(request, UI["unread"], 422)
    return page(
        request,
        "park.html",
        told=told,
        park=id_,
        parks=parks,
        name=parks[id_],
        spaces=spaces,
        unit=said.unit,
        replications=said.run.replications,
    )


def _told(request: Request) -> ResultTold:
    told = project_of(request).result(*(request.path_params[key] for key in ("scenario", "folder")))
    if told is None:
        raise HTTPException(404)
    return told


def result(request: Request) -> Response:
    """Show an answer: of a run, beside that of its parent, or of a question."""
    project, told = project_of(request), _told(request)
    entry = project.entries().get(told.result.scenario)
    told_there = report(project, told)
    shared: dict[str, Any] = {
        "told": told,
        "files": handed_on(told, language(request)),
        "parts": told_there.parts,
        "pictures": pictures(project, told),
        "entry": entry,
    }
    if told.verb != "run":
        screen = project.part(told, "answer.txt")
        text = screen.read_text("utf-8", "replace") if screen else ""
        if told_there.screen:  # in both languages, the other in that of who asked
            text = told_there.screen.line(language(request))
        return page(request, "question.html", **shared, said=text, ending=closing(text))
    above = parent_of(project, told)
    own = answer(told)
    return page(
        request,
        "answer.html",
        **shared,
        answer=own,
        parks=parks_of(own),
        above=above,
        said=headline(own, told_there),
        facts=told_there.facts,
        beside=answer(above) if above else None,
        parent=project.entries().get(entry.parent) if entry else None,
        command=command_text(["run", entry.path, *told.asked]) if entry else "",
    )


def file(request: Request) -> Response:
    """A file of a result, which may load and run nothing, whatever stands in it."""
    path = project_of(request).part(_told(request), request.path_params["file"])
    if path is None or path.suffix not in TYPES:
        raise HTTPException(404)
    return _served(path)


def _served(path: Path) -> Response:
    sealed = {"content-security-policy": SEALED}
    if path.suffix == ".pdf":
        del sealed["content-security-policy"]  # a sandbox keeps the browser from showing it
    return FileResponse(path, media_type=TYPES[path.suffix], headers=sealed)
