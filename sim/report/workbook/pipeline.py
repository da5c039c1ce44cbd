"""The pipeline as a table: the projects of `supply`, a row each, to be added, changed or removed.

A cell that is edited is judged as the same value in YAML; a row that is added is read as a row of a
table of projects (`sim.scenario.tables`), with all else as the project that it is to be like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from sim.report.workbook.editing import Edited, edited
from sim.report.workbook.inputs import VALUE, input_rows
from sim.report.workbook.write import cell_text
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.inherit.edit import Operation
from sim.scenario.load import Loaded
from sim.scenario.names import name_of
from sim.scenario.tables.cells import Sheet
from sim.scenario.tables.heads import Columns, folded
from sim.scenario.tables.projects import Template, called, means, projects, status_of
from sim.scenario.values.dates import DateChance
from sim.scenario.yaml.nodes import Node, SourceText, TextPlace
from sim.scenario.yaml.parse import parse
from sim.text.tables import HEADS
from sim.text.words import Words

TYPED: Final = ("park", "type", "area", "start", "delivery")
"""Cells that hold a text."""
STATUS: Final = "status"
REMOVED: Final = "removed"
COUNTED: Final = "counted"
"""Whether a project is one of those that the announced total is of."""
NEW: Final = ("project", *TYPED, STATUS)
"""Cells of a row that is added, in the order of its columns."""
LIKE: Final = "like"
TOTAL: Final = "total"
"""The announced total, beside the rows."""
MOST_NEW: Final = 40
"""Rows to be added at once."""
KEYS: Final = {
    "area": "area",
    "start": "start",
    "delivery": "opens",
    "park": "parks",
    "type": "mix",
}
"""What a cell holds of an entry of `supply`."""
PARTED: Final = {"park": "parks", "type": "spaces"}
_SHEET: Final = "pipeline"
_OF_ITSELF: Final = {"label", "luck", "note", "table", "lots", "evidence"}
"""What is true of the project alone that another is like."""
_WHOLE: Final = "100%"
_BUILT: Final = "built"
_SUSPENSION: Final = "suspension"
_SPLIT: Final = re.compile(r"[,，、;；\n]")
_MANY: Final = re.compile(rf"{_SPLIT.pattern}|[%％]")
"""What no name of a park or type has, but a text of shares."""
_PART: Final = re.compile(r"(.*?)[\s:：]*([-+]?[\d.]+\s*[%％])?")
_WINDOW: Final = re.compile(r"\{between: \[([^\s,]+), ([^\s,]+)\]\}")
_SPAN: Final = re.compile(r"([^\s~{]+)\s*(?:~|至|到|\bto\b)\s*([^\s~]+)")
"""A window as YAML has it, and as a cell does."""
_DATES: Final = ("start", "delivery")
_COUNTING: Final = ("programme", "projects")
"""Where it is said which projects the announced total is of."""
_PROGRAMME_AREA: Final = "programme.area"


@dataclass(frozen=True)
class ProjectRow:
    """A row of the table."""

    id: str
    """Of the project; the number of a row that is added."""
    name: Words
    basis: str
    evidence: str
    cells: Mapping[str, str]
    """What stands in its boxes; a cell that is ruled by more than a text is not among them."""
    like: str = ""
    removed: bool = False
    counted: bool = False
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """By cell; those of the row as a whole under its own id."""


@dataclass(frozen=True)
class Pipeline:
    """What was typed, and what it makes of the scenario."""

    rows: tuple[ProjectRow, ...]
    added: tuple[ProjectRow, ...]
    total: str | None
    """The announced total; None where none is."""
    made: Loaded | None = None
    """The scenario with what was typed; None where nothing was, or something is wrong."""
    others: tuple[Problem, ...] = ()
    """What is wrong with the scenario as a whole."""

    @property
    def wrong(self) -> bool:
        """Whether anything is."""
        rows = (*self.rows, *self.added)
        return bool(self.others) or any(row.problems for row in rows)


def box(id_: str, cell: str) -> str:
    """Return what a box of the form is called."""
    return f"{cell}@{id_}"


def table(loaded: Loaded, new: int) -> Pipeline:
    """Return the rows of a scenario as it stands, and so many empty ones."""
    known = {row.path: row.cells[VALUE] for row in input_rows(loaded)}
    programme = loaded.spec.programme
    rows = [_row(loaded, id_, known) for id_ in loaded.spec.supply]
    first = next(iter(loaded.spec.supply), "")
    blank = [
        ProjectRow(str(number), Words("", ""), "", "", dict.fromkeys(NEW, ""), first)
        for number in range(1, min(new, MOST_NEW) + 1)
    ]
    total = known.get(_PROGRAMME_AREA, "") if programme else None
    return Pipeline(tuple(rows), tuple(blank), total)


def _row(loaded: Loaded, id_: str, known: Mapping[str, str]) -> ProjectRow:
    project, path = loaded.spec.supply[id_], f"supply.{id_}"
    programme = loaded.spec.programme
    cells = {
        cell: _shares(known, f"{path}.{key}") if cell in PARTED else known.get(f"{path}.{key}", "")
        for cell, key in KEYS.items()
    }
    for cell in _DATES:
        cells[cell] = _WINDOW.sub(r"\1 ~ \2", cells[cell])
    if not isinstance(project.start, DateChance | None):
        del cells["start"]
    return ProjectRow(
        id=id_,
        name=name_of(loaded.spec, path),
        basis=project.basis,
        evidence=project.evidence,
        cells={**cells, STATUS: ""},
        counted=bool(programme and id_ in programme.projects),
    )


def _shares(known: Mapping[str, str], path: str) -> str:
    """Shares of parks or types as a cell has them: the id alone where it has all."""
    inside = {
        key.removeprefix(f"{path}."): text
        for key, text in known.items()
        if key.startswith(f"{path}.")
    }
    if list(inside.values()) == [_WHOLE]:
        return next(iter(inside))
    return ", ".join(f"{id_} {share}" for id_, share in inside.items())


def read(loaded: Loaded, typed: Mapping[str, str], new: int) -> Pipeline:
    """Return the table with what was typed into it, and the scenario that comes of it.

    typed: texts by the names of boxes. Rows of which no box was sent stay as they are.
    """
    before = table(loaded, new)
    rows = [_typed(row, typed, (*TYPED, STATUS)) for row in before.rows]
    added = [_typed(row, typed, NEW) for row in before.added]
    total = None if before.total is None else _cleaned(typed.get(TOTAL, before.total))
    now = replace(before, rows=tuple(rows), added=tuple(added), total=total)
    problems: list[Problem] = []
    operations: list[Operation] = []
    for was, row in zip(before.rows, rows, strict=True):
        collect(operations, problems, changes(loaded, was, row, _in_form))
    ids = add(loaded, now.added, operations, problems, _of_form)
    collect(operations, problems, _programme(loaded, before, now, ids))
    made: Loaded | None = None
    if operations:
        try:
            made = loaded.edited(operations)
        except ScenarioError as error:
            problems += error.problems
    return _at_cells(replace(now, made=None if problems else made), problems, ids)


def _typed(row: ProjectRow, typed: Mapping[str, str], cells: Sequence[str]) -> ProjectRow:
    if box(row.id, "sent") not in typed:
        return row
    found = {c: _cleaned(typed[box(row.id, c)]) for c in cells if box(row.id, c) in typed}
    return replace(
        row,
        cells={**row.cells, **found},
        like=typed.get(box(row.id, LIKE), row.like),
        removed=box(row.id, REMOVED) in typed,
        counted=box(row.id, COUNTED) in typed,
    )


def _cleaned(text: str) -> str:
    """A text as the cell of a workbook would hold it, but for the lines of several shares."""
    return "\n".join(filter(None, map(cell_text, text.splitlines())))


Change = Operation | Problem


Place = Callable[[str, str, str], TextPlace]
"""Where a cell stands: by the id of its row, its key and its text."""
Laid = Callable[[ProjectRow, Mapping[str, str]], tuple[Columns, int]]
"""A row that is added, with the texts of its cells, as a table of it alone, and its place there."""


def collect(operations: list[Operation], problems: list[Problem], found: Iterable[Change]) -> None:
    """Tell changes from what is wrong."""
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
        else:
            operations.append(one)


def changes(
    loaded: Loaded, was: ProjectRow, row: ProjectRow, place: Place, apart: Collection[str] = ()
) -> Iterator[Change]:
    """Yield what a row that was there is to become; cells `apart` are left to the caller."""
    path = ("supply", row.id)
    if row.removed:
        yield Operation("drop", path, None, place(row.id, REMOVED, ""))
        return
    block = loaded.composed.tree.find(path)
    assert block is not None
    for cell in (c for c in TYPED if c in was.cells and row.cells[c] != was.cells[c]):
        if cell in apart:
            continue
        at = (*path, KEYS[cell])
        try:
            edit = was.cells[cell], row.cells[cell]
            yield from _edited(loaded, at, cell, *edit, partial(place, row.id, cell))
        except ScenarioError as error:
            yield from (replace(one, path=".".join(at)) for one in error.problems)
    if row.cells["delivery"] and not was.cells["delivery"] and "construction" in block.items:
        yield Operation("drop", (*path, "construction"), None, place(row.id, "delivery", ""))
    if status := row.cells[STATUS]:
        yield from _of_status(loaded, row, status, partial(place, row.id))


def _edited(
    loaded: Loaded,
    path: tuple[str, ...],
    cell: str,
    old: str,
    new: str,
    at: Callable[[str], TextPlace],
) -> Iterator[Operation]:
    """The change of a cell. Raises ScenarioError."""
    place = at(new)
    if cell in PARTED:
        yield Operation("set", path, _parsed(loaded, cell, new, place), place)
    elif not new and cell != "area":
        yield Operation("drop", path, None, place)
    else:
        new = value_of(cell, new)
        node = edited(".".join(path), {VALUE: Edited(new, at(new))}, {VALUE: value_of(cell, old)})
        if node is not None:
            yield Operation("set", path, node, place)


def value_of(cell: str, text: str) -> str:
    """Return a cell as YAML has it: a window of dates is `between`."""
    window = _SPAN.fullmatch(text) if cell in _DATES else None
    return f"{{between: [{window[1]}, {window[2]}]}}" if window else text


def _parsed(loaded: Loaded, cell: str, text: str, place: TextPlace) -> Node:
    """Shares of parks or types: `east`, or `East 60%, west 40%`. Raises ScenarioError."""
    known = called(loaded.composed.tree.items.get(PARTED[cell]))
    entries: dict[str, Node] = {}
    for part in filter(None, map(str.strip, _SPLIT.split(text))):
        found = _PART.fullmatch(part)
        name, share = (found[1], found[2] or _WHOLE) if found else (part, _WHOLE)
        entries[known.get(folded(name), name)] = parse(share, place.source)
    return Node(entries, place, place)


def _of_status(
    loaded: Loaded, row: ProjectRow, status: str, at: Callable[[str, str], TextPlace]
) -> Iterator[Change]:
    """What a status means for a project, as in a table of projects.

    A site stands still where works have begun: whoever holds back others does not mean that. And
    what is under way or to come does not surely stand still.
    """
    path, meaning, place = ("supply", row.id), means(status), at(STATUS, status)
    block = loaded.composed.tree.find(path)
    if meaning is None or block is None:
        return
    if status == _BUILT and not row.cells["delivery"]:
        told: dict[str, Words | str] = {"name": row.name, "what": HEADS["delivery"][0], "raw": ""}
        yield Problem("E235", at("delivery", ""), told, path=".".join((*path, KEYS["delivery"])))
        return
    if meaning.stopped and row.evidence != meaning.evidence:
        words: dict[str, Words | str] = {"name": row.name, "evidence": row.evidence}
        yield Problem("E240", place, words, path=".".join((*path, "evidence")))
        return
    yield Operation("set", (*path, "evidence"), parse(meaning.evidence, place.source), place)
    gone = meaning.gone if meaning.stopped else meaning.gone | _stopped(loaded, row.id)
    for key in sorted(gone & block.items.keys()):
        yield Operation("drop", (*path, key), None, place)
    if meaning.stopped:
        whole = parse(_WHOLE, place.source)
        resume = block.find((_SUSPENSION, "resume"))
        rests = {"chance": whole, **({"resume": resume} if resume else {})}
        yield Operation("set", (*path, _SUSPENSION), Node(rests, place, place), place)


def _stopped(loaded: Loaded, id_: str) -> set[str]:
    """The key by which a project surely stands still; none where it may go on."""
    suspension = loaded.spec.supply[id_].suspension
    sure = suspension is not None and suspension.chance.value == 1
    return {_SUSPENSION} if sure else set()


def add(
    loaded: Loaded,
    rows: Iterable[ProjectRow],
    operations: list[Operation],
    problems: list[Problem],
    laid: Laid,
) -> dict[str, str]:
    """Take in the rows that are added; return their ids -> the numbers of the rows."""
    tree, ids = loaded.composed.tree, dict[str, str]()
    things = {"park": called(tree.items.get("parks")), "type": called(tree.items.get("spaces"))}
    for row in rows:
        like = tree.find(("supply", row.like))
        if like is None or not any(row.cells.values()):
            continue
        apart = {c for c in PARTED if _MANY.search(row.cells[c])}
        texts = {c: "" if c in apart else row.cells[c] for c in NEW}
        columns, line = laid(row, texts)
        status = means(status_of(row.cells[STATUS]))
        goes_on = status is not None and not status.stopped
        block = like.without(_OF_ITSELF | (_stopped(loaded, row.like) if goes_on else set()))
        made, told = projects(columns, Template(_SHEET, block, {}, things))
        problems += told
        for id_, node in made.items():
            place = node.place
            if id_ in loaded.spec.supply or id_ in ids:
                words = {"name": row.cells["project"], "first": f"supply.{id_}"}
                problems.append(Problem("E236", place, words))
                continue
            ids[id_] = row.id
            try:
                for cell in apart:
                    at = columns.sheet.cell(line, columns.at[cell]).place
                    node = node.having(KEYS[cell], _parsed(loaded, cell, row.cells[cell], at))
            except ScenarioError as error:
                problems += error.problems
            operations.append(Operation("set", ("supply", id_), _placeless(node), place))
    return ids


def _of_form(row: ProjectRow, texts: Mapping[str, str]) -> tuple[Columns, int]:
    """A row of the form as a sheet of its own."""
    sheet = Sheet(f"{_SHEET}-{row.id}", _SHEET, (NEW, tuple(texts[c] for c in NEW)))
    return Columns(sheet, 0, {c: i for i, c in enumerate(NEW)}, {"area": ""}, ()), 1


def _in_form(id_: str, cell: str, text: str) -> TextPlace:
    path = ("supply", id_) if cell == REMOVED else ("supply", id_, KEYS.get(cell, cell))
    return _place(path, text)


def _placeless(node: Node) -> Node:
    """The row without the places in a table that is no file: nobody could look them up."""
    if "at" in node.items:
        node = node.without({"at"})
        if node.items.keys() == {"value"}:
            return replace(node.items["value"], key=node.key)
    if not node.items:
        return node
    return replace(node, value={key: _placeless(one) for key, one in node.items.items()})


def _programme(
    loaded: Loaded, before: Pipeline, now: Pipeline, ids: Mapping[str, str]
) -> Iterator[Change]:
    """The announced total, and which projects it is of."""
    programme = loaded.spec.programme
    if programme is None:
        return
    if now.total is not None and now.total != before.total:
        place = _place(("programme", "area"), now.total)
        try:
            node = edited(
                _PROGRAMME_AREA, {VALUE: Edited(now.total, place)}, {VALUE: before.total or ""}
            )
        except ScenarioError as error:
            yield from (replace(one, path=_PROGRAMME_AREA) for one in error.problems)
        else:
            if node is not None:
                yield Operation("set", ("programme", "area"), node, place)
    rows = {row.id: row.counted and not row.removed for row in now.rows}
    kept = [id_ for id_ in programme.projects if rows.get(id_, True)]
    more = [id_ for id_, counted in rows.items() if counted and id_ not in kept]
    new = {row.id: row.counted for row in now.added}
    more += [id_ for id_, number in ids.items() if new[number]]
    if [*kept, *more] != list(programme.projects):
        yield counting([*kept, *more], _place(_COUNTING, ""))


def counting(ids: Iterable[str], place: TextPlace) -> Operation:
    """Return the change by which the announced total is of these projects."""
    return Operation("set", _COUNTING, parse(f"[{', '.join(ids)}]", place.source), place)


def _place(path: Sequence[str], text: str) -> TextPlace:
    return SourceText.of(".".join(path), text).whole()


def _at_cells(now: Pipeline, problems: Sequence[Problem], ids: Mapping[str, str]) -> Pipeline:
    """Return the table with each problem at its cell, its row, or beside them."""
    found: dict[tuple[str, str], list[Problem]] = {}
    others: list[Problem] = []
    own = {row.id for row in now.rows}
    for problem in problems:
        home = _home(problem, own, ids)
        found.setdefault(home, []).append(problem) if home else others.append(problem)

    def told(rows: Sequence[ProjectRow], prefix: str) -> tuple[ProjectRow, ...]:
        return tuple(
            replace(
                row, problems={c: tuple(p) for (r, c), p in found.items() if r == prefix + row.id}
            )
            for row in rows
        )

    return replace(now, rows=told(now.rows, "="), added=told(now.added, "+"), others=tuple(others))


_CELLS: Final = {key: cell for cell, key in KEYS.items()} | {"evidence": STATUS}


def _home(problem: Problem, own: set[str], ids: Mapping[str, str]) -> tuple[str, str] | None:
    """The row (`=` its id, `+` its number) and cell of a problem; None where it is of none."""
    source = problem.place.source.name if problem.place else ""
    sheet, _, cell = source.partition("!")
    if cell and sheet.startswith(f"{_SHEET}-"):
        column = ord(cell[0]) - ord("A")
        return f"+{sheet.removeprefix(f'{_SHEET}-')}", NEW[column]
    keys = (problem.path or source).split(".")
    if keys[0] != "supply" or len(keys) < 2:
        return None
    if keys[1] in ids:
        return f"+{ids[keys[1]]}", "project"
    if keys[1] not in own:
        return None
    return f"={keys[1]}", _CELLS.get(keys[2], keys[1]) if len(keys) > 2 else keys[1]
