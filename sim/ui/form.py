"""A scenario's inputs as a form: the rows of its workbook, what differs first, errors at the field.

What is changed and not saved travels in the address, as the words that follow `--set`: a tab holds
its own, the browser's buttons go back and forth, and a server that was started again has lost
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote, urlencode

from sim.report.workbook.cells import Cell
from sim.report.workbook.editing import Edited, edited
from sim.report.workbook.inputs import EDITED, VALUE, input_rows, told_rows
from sim.report.workbook.write import cell_text
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.load import Loaded
from sim.scenario.names import name_of
from sim.scenario.yaml.emit import flow
from sim.scenario.yaml.nodes import SourceText
from sim.text.safe import line
from sim.text.ui import INPUT_BLOCKS
from sim.text.words import Words
from sim.ui.project import Entry

CHANGED: Final = "changed"
"""The part of a form that holds what differs, beside the blocks of a scenario."""
MOST_SETS: Final = 200
"""Changes that an address holds."""
MOST_LETTERS: Final = 30_000
"""Letters that they take there: half of what the server takes of a request's head."""


@dataclass(frozen=True)
class Draft:
    """A scenario with changes that are not saved."""

    entry: Entry
    sets: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The address of its page, without the changes."""
        return f"/scenario/{quote(self.entry.id, safe='')}"

    def query(self, **more: str) -> str:
        """The changes behind an address, and what else is asked there; empty for nothing."""
        pairs = [("set", text) for text in self.sets] + [*more.items()]
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def words(self) -> list[str]:
        """The scenario and its changes as a command takes them."""
        return [self.entry.path, *(word for text in self.sets for word in ("--set", text))]

    @property
    def changes(self) -> list[tuple[str, str]]:
        """Path and new value of each change."""
        return [(path, value) for path, _, value in (text.partition("=") for text in self.sets)]

    @property
    def too_long(self) -> bool:
        """Whether an address cannot hold the changes."""
        return len(self.sets) > MOST_SETS or len(self.query()) > MOST_LETTERS

    def with_(self, sets: Iterable[str]) -> Draft:
        """Return it with further changes, each in the place of an earlier one of its path."""
        made = {text.partition("=")[0]: text for text in (*self.sets, *sets)}
        return replace(self, sets=tuple(made.values()))

    def without(self, path: str) -> Draft:
        """Return it without the change of a path."""
        left = (text for text in self.sets if text.partition("=")[0] != path)
        return replace(self, sets=tuple(left))


@dataclass(frozen=True)
class Field:
    """A row of the form."""

    path: str
    name: Words
    differs: bool
    """Whether it is not as in the parent."""
    here: bool
    """Whether a change that is not saved made it so."""
    cells: Mapping[str, Cell]
    """By the columns of a workbook's inputs."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """What was typed and cannot be, by column."""
    problems: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        """Its name in the page: a path may hold what an id may not."""
        return "f-" + quote(self.path, safe="").replace("%", "_")

    def cell(self, column: str) -> str:
        """What stands in its box: what was typed last, else what is."""
        return self.typed.get(column, str(self.cells.get(column, "")))


@dataclass(frozen=True)
class Part:
    """A part of the form, chosen by itself: the rows that differ, or those of a block."""

    id: str
    name: Words
    count: int


def fields(loaded: Loaded, draft: Draft) -> list[Field]:
    """Return every row, those that differ first."""
    here = {path for path, _ in draft.changes}
    return [
        Field(
            row.path,
            name_of(loaded.spec, row.path),
            row.differs,
            any(row.path == path or row.path.startswith(f"{path}.") for path in here),
            row.cells,
        )
        for row in told_rows(loaded)
    ]


def parts(loaded: Loaded, rows: Sequence[Field]) -> list[Part]:
    """Return what may be chosen: what differs, if anything, then each block with rows."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[_block(row.path)] = counts.get(_block(row.path), 0) + 1
    blocks = [
        Part(block, INPUT_BLOCKS.get(block, Words(block, block)), count)
        for block, count in counts.items()
    ]
    order = list(type(loaded.spec).model_fields)
    blocks.sort(key=lambda part: order.index(part.id) if part.id in order else len(order))
    differing = sum(row.differs for row in rows)
    return [Part(CHANGED, Words("", ""), differing), *blocks] if differing else blocks


def _block(path: str) -> str:
    return path.partition(".")[0]


def chosen(rows: Sequence[Field], part: str, find: str) -> list[Field]:
    """Return the rows of a part, or of all of them those that a text is found in."""
    if find:
        word = find.casefold()
        return [
            row
            for row in rows
            if word in row.path.casefold() or word in " ".join(row.name).casefold()
        ]
    if part == CHANGED:
        return [row for row in rows if row.differs]
    return [row for row in rows if _block(row.path) == part]


@dataclass(frozen=True)
class Group:
    """Rows of one thing of a block, which are shown or folded together."""

    path: str
    name: Words
    rows: tuple[Field, ...]
    open: bool


_LONGEST: Final = 80
"""Characters of what was typed that a message repeats."""
_FEW: Final = 12
"""Rows that need no folding."""
_FEW_CHANGED: Final = 40
"""Rows that differ, which are what is looked for first, that need none."""


def groups(loaded: Loaded, rows: Sequence[Field], part: str, find: str) -> list[Group]:
    """Return the rows by the thing that they are of, folded where they are many.

    What is found stays open, and what is wrong; few rows are one group without a name.
    """
    found: dict[str, list[Field]] = {}
    for row in rows:
        found.setdefault(".".join(row.path.split(".")[:2]), []).append(row)
    few = _FEW_CHANGED if part == CHANGED else _FEW
    if len(rows) <= few or len(found) == 1:
        return [Group("", Words("", ""), tuple(rows), open=True)] if rows else []
    return [
        Group(
            path,
            name_of(loaded.spec, path),
            tuple(inside),
            bool(find) or any(row.here or row.problems for row in inside),
        )
        for path, inside in found.items()
    ]


def shown(text: str) -> str:
    """Return what somebody typed as a message repeats it, on one line and not at any length."""
    told = line(text)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def named(path: str, column: str) -> str:
    """Return what a box of the form is called."""
    return f"{column}@{path}"


def read(loaded: Loaded, typed: Mapping[str, str]) -> tuple[list[str], list[Problem]]:
    """Return (changes as `--set` takes them, problems) of what was typed into a form.

    typed: texts by the names of boxes. Rows of which no box was sent stay as they are, boxes that
    no row has are passed over.
    """
    sets: list[str] = []
    problems: list[Problem] = []
    for row in input_rows(loaded):
        if (value := typed.get(named(row.path, VALUE))) is None:
            continue
        old = dict(row.cells)
        sent = {key: typed.get(named(row.path, key), old.get(key, "")) for key in EDITED}
        cells = {key: _cell(row.path, key, text) for key, text in {**sent, VALUE: value}.items()}
        try:
            node = edited(row.path, cells, old)
        except ScenarioError as error:
            problems += (replace(problem, path=row.path) for problem in error.problems)
        else:
            if node is not None:
                sets.append(f"{row.path}={flow(node)}")
    return sets, problems


def _cell(path: str, key: str, text: str) -> Edited:
    """A box as it was found, as a cell of a workbook holds it."""
    text = cell_text(text)
    return Edited(text, SourceText.of(path if key == VALUE else f"{path}.{key}", text).whole())


def at_fields(
    rows: Sequence[Field], problems: Iterable[Problem], typed: Mapping[str, str]
) -> tuple[list[Field], list[Problem]]:
    """Return the rows with the problems that belong to them and what was typed; and the others."""
    known = {row.path: row for row in rows}
    found: dict[str, list[Problem]] = {}
    others = []
    for problem in problems:
        keys = problem.path.split(".")
        heads = (".".join(keys[:length]) for length in range(len(keys), 0, -1))
        home = next((head for head in heads if head in known), None)
        if home is None:
            others.append(problem)
        else:
            found.setdefault(home, []).append(problem)
    told = []
    for row in rows:
        mine = {key: typed[name] for key in EDITED if (name := named(row.path, key)) in typed}
        told.append(replace(row, typed=mine, problems=tuple(found.get(row.path, ()))))
    return told, others
