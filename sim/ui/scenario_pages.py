"""The pages of a scenario: its inputs, its sliders, and what is asked of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.api.scenario import Scenario
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.load import load
from sim.text.ui import UI
from sim.text.words import sentences
from sim.text.workbook import COLUMNS
from sim.ui.asking import AskedBadlyError, command_of
from sim.ui.form import (
    CHANGED,
    Draft,
    at_fields,
    chosen,
    fields,
    groups,
    named,
    parts,
    read,
)
from sim.ui.glance import (
    QUICK,
    SLOW,
    BusyError,
    MovedOnError,
    NotReadyError,
)
from sim.ui.jobs import FullError
from sim.ui.pages import command_text, language, page
from sim.ui.parks import parks_of
from sim.ui.requests import (
    BrokenError,
    Pairs,
    attached,
    draft_of,
    glances_of,
    jobs_of,
    of_form,
    opened,
    problem_page,
    project_of,
)
from sim.ui.saved import answer
from sim.ui.saving import save_child
from sim.ui.sliders import STEPS, Slider, by_block, deciding, ranged, sliders, unmoved

_LONGEST_TAB: Final = 40
_DIGITS: Final = 9
"""Of where a slider was moved to; what is longer, or no number, moves none."""


def scenario(request: Request) -> Response:
    """Show a scenario with the changes of its address."""
    asked = request.query_params
    draft = draft_of(request)
    return _shown(request, draft, asked.get("part", ""), asked.get("find", ""))


def _shown(
    request: Request,
    draft: Draft,
    part: str,
    find: str,
    typed: Mapping[str, str] | None = None,
    problems: list[Problem] | None = None,
) -> Response:
    """The page of a scenario."""
    project, scenario = project_of(request), opened(request, draft)
    loaded = scenario.loaded
    rows = fields(loaded, draft)
    among = parts(loaded, rows)
    if part not in {one.id for one in among}:
        part = among[0].id if among else ""
    shown, others = at_fields(chosen(rows, part, find), problems or (), typed or {})
    standing = project.standing(draft.entry, project.results())
    said = answer(standing) if standing else None
    mapped = ranged(loaded)
    across, upwards, *_ = [*(path for path in deciding(said) if path in mapped), "", ""]
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
        groups=groups(loaded, shown, part, find),
        problems=others,
        wrong=bool(problems),
        standing=standing,
        parks=parks_of(said),
        current=standing is not None and project.is_current(draft.entry, standing),
        numbers=by_block(mapped),
        across=across,
        upwards=upwards,
        options=project.options_of(draft.entry, (one.name for one in loaded.files)),
        named=named,
        columns=COLUMNS,
        changed=CHANGED,
        command=command_text(["run", *draft.words]),
    )


def check(request: Request) -> Response:
    """Say what is wrong with a field as it is typed; nothing where nothing is."""
    draft, problems = draft_of(request), list[Problem]()
    with suppress(BrokenError):  # what is wrong already is told elsewhere
        typed = dict(request.query_params.multi_items())
        sets, problems = read(opened(request, draft).loaded, typed)
        if sets and not problems:
            problems = _faults(draft.with_(sets))
    return page(request, "check.html", problems=problems)


def _faults(draft: Draft) -> list[Problem]:
    try:
        load(draft.entry.path, draft.sets)
    except ScenarioError as error:
        return list(error.problems)
    return []


@of_form
def change(request: Request, draft: Draft, pairs: Pairs) -> Response:
    """Take what was typed: on to the page with the changes, or back with faults at the field."""
    typed = dict(pairs)
    part, find = typed.get("part", ""), typed.get("find", "")
    if "undo" in typed:
        return _to(draft.without(typed["undo"]), part, find)
    sets, problems = read(opened(request, draft).loaded, typed)
    after = draft.with_(sets)
    if not problems:
        try:
            project_of(request).load(after.entry, after.sets)
        except ScenarioError as error:
            problems = list(error.problems)
    if problems:
        return _shown(request, draft, part, find, typed, problems)
    if after.too_long:
        return problem_page(request, UI["too_many"], 413)
    return _to(after, part, find)


def _to(draft: Draft, part: str, find: str) -> Response:
    more = {key: value for key, value in (("part", part), ("find", find)) if value}
    return RedirectResponse(f"{draft.path}{draft.query(**more)}#inputs", 303)


def override(request: Request) -> Response:
    """Hand out the changes as a child in YAML."""
    draft = draft_of(request)
    text = opened(request, draft).override()
    return attached(f"{draft.entry.id}-changed.yaml", text.encode())


@of_form
def save(request: Request, draft: Draft, pairs: Pairs) -> Response:
    """Write a child with the changes into the folder of the scenarios."""
    return save_child(request, opened(request, draft).loaded, dict(pairs))


# Sliders


def _moved(request: Request) -> tuple[Draft, Scenario, list[Slider]]:
    """A scenario with its changes, and where its sliders stand. Raises BrokenError."""
    asked, project, draft = request.query_params, project_of(request), draft_of(request)
    scenario = opened(request, draft)
    found = project.results()
    standing = project.standing(draft.entry, found)
    above = project.entries().get(draft.entry.parent)
    if standing is None and above:
        standing = project.standing(above, found)
    said = answer(standing) if standing else None
    paths = [*asked.getlist("slide"), *deciding(said)]
    moved = {name[3:]: v for name, v in asked.items() if name.startswith("at@")}
    at = {path: int(v) for path, v in moved.items() if len(v) <= _DIGITS and v.isdecimal()}
    return draft, scenario, sliders(scenario.loaded, paths, at)


def slide(request: Request) -> Response:
    """Show the sliders."""
    draft, scenario, found = _moved(request)
    shown = {one.path for one in found}
    others = {path: name for path, name in ranged(scenario.loaded).items() if path not in shown}
    return page(
        request,
        "sliders.html",
        draft=draft,
        sliders=found,
        unmoved=unmoved(scenario.loaded, request.query_params.getlist("slide")),
        numbers=by_block(others),
        steps=STEPS,
        quick=QUICK,
        slow=SLOW,
        tab=secrets.token_hex(8),
    )


def glance(request: Request) -> Response:
    """What few futures say of where the sliders stand; first few, then more."""
    try:
        draft, scenario, found = _moved(request)
        changes = {one.path: one.value for one in found if one.moved}
        moved = scenario.with_(changes) if changes else scenario
        quick = "more" not in request.query_params
        tab = request.query_params.get("tab", "")[:_LONGEST_TAB]
        seen = glances_of(request).look(scenario, moved, QUICK if quick else SLOW, tab)
    except MovedOnError:
        return Response(status_code=204)
    except NotReadyError:
        again = f"{request.url.path}?{request.url.query}"
        return page(request, "glance_not.html", said=UI["not_ready"], again=again)
    except BusyError:
        return page(request, "glance_not.html", 503, said=UI["busy"], again="")
    except (BrokenError, ScenarioError) as error:
        said = sentences([problem.says for problem in error.problems[:3]])
        return page(request, "glance_not.html", 422, said=said, again="")
    after = draft.with_(f"{path}={value}" for path, value in changes.items())
    return page(
        request, "glance.html", glance=seen, sliders=found, after=after, more=quick, tab=tab
    )


@of_form
def ask(request: Request, draft: Draft, pairs: Pairs) -> Response:
    """Put a command on a scenario into the queue."""
    project, scenario = project_of(request), opened(request, draft)
    try:
        words = command_of(pairs, draft, scenario, project)
    except AskedBadlyError as error:
        return problem_page(request, UI["asked_badly"], 422, error.words)
    try:
        name = scenario.spec.name.words
        job = jobs_of(request).add(words, name, language(request))
    except FullError:
        return problem_page(request, UI["full"], 503)
    return RedirectResponse(f"/jobs/{job.id}", 303)
