"""Which column of a table holds what, by the words of its head, and what the rows below say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.tables.cells import MAX_ROWS, Cell, Sheet, blank
from sim.scenario.yaml.nodes import TextPlace
from sim.scenario.yaml.scalars import FORBIDDEN, INVISIBLE
from sim.text.safe import line
from sim.text.tables import AREAS, AROUND, HEADS, NO_TABLE, TOTALS
from sim.text.words import Words

_DEEP: Final = 10
"""Rows among which the head is looked for: titles and dates may stand above it."""
_LONGEST: Final = 100
"""Characters of a head; a longer one is read as none."""
_BRACKETS: Final = re.compile(r"[(（\[【](.*?)[)）\]】]")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff/]+")
_OF_ONE_ROW: Final = frozenset({"project", "id", *AREAS})
"""Columns whose cells mean one row, also where they are merged with those below."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table with its head read."""

    sheet: Sheet
    head: int
    """Row of the head."""
    at: Mapping[str, int]
    """What a column holds -> where it stands; the keys are those of `HEADS`."""
    inside: Mapping[str, str]
    """What a head says in brackets, such as a unit."""
    unread: tuple[str, ...]
    """Heads of the other columns."""

    def rows(self) -> Iterator[dict[str, Cell]]:
        """Yield the cells of each project by what they hold.

        Sums are left out, and rows of which nothing is read. Cells that are merged down a column
        hold for each row, where they can.
        """
        above = {
            (row, column): top
            for column, top, bottom in self.sheet.merged
            if top > self.head
            for row in range(top + 1, bottom + 1)
        }
        for row in range(self.head + 1, len(self.sheet.rows)):
            cells = self.sheet.rows[row]
            read = [cells[column] for column in self.at.values() if column < len(cells)]
            if blank(read) or folded(next(filter(None, cells))) in TOTALS:
                continue
            yield {
                what: self.sheet.cell(
                    row if what in _OF_ONE_ROW else above.get((row, column), row), column
                )
                for what, column in self.at.items()
            }


def columns(sheet: Sheet, place: TextPlace) -> Columns:
    """Return a table with its head read; `place` is where a scenario names it.

    The head is the first row that names a project and an area. Raises ScenarioError (E105, E230,
    E232, E233, E237).
    """
    filled = [row for row, cells in enumerate(sheet.rows) if not blank(cells)]
    head = next((row for row in filled[:_DEEP] if _is_head(sheet.rows[row])), None)
    if head is None or head == filled[-1]:
        raise _no_head(sheet, filled, place) if head is None else _no_rows(sheet, place)
    if sum(row > head for row in filled) > MAX_ROWS:
        limit = NO_TABLE["rows"].fill(rows=f"{MAX_ROWS:,}")
        reason = NO_TABLE["large"].fill(limit=limit)
        raise ScenarioError([Problem("E230", place, {"file": sheet.file, "reason": reason})])
    at: dict[str, int] = {}
    unread, problems = list[str](), list[Problem]()
    for column, text in enumerate(sheet.rows[head]):
        what = _what(text)
        # Gross and lettable area may stand side by side, but not with one that is neither.
        rivals = AREAS if what == "area" else (what, "area") if what in AREAS else (what,)
        if twin := next((one for one in rivals if one in at), ""):
            first = sheet.cell(head, at[twin]).place.short
            told: dict[str, Words | str] = {"what": HEADS[what][0], "first": first}
            problems.append(Problem("E233", sheet.cell(head, column).place, told))
        elif what:
            at[what] = column
        elif text:
            unread.append(line(text))
    problems += _unseen(sheet, head, at)
    if problems:
        raise ScenarioError(problems)
    inside = {what: _inside(sheet.rows[head][column]) for what, column in at.items()}
    return Columns(sheet, head, at, inside, tuple(unread))


def folded(text: str) -> str:
    """Return a text in which spellings do not differ: usual characters, small, one blank."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_head(cells: tuple[str, ...]) -> bool:
    found = {_what(text) for text in cells}
    return "project" in found and bool(found & set(AREAS))


def _what(head: str) -> str:
    """Return what a column of this head holds; empty when it is not read.

    A head of two languages is read by either.
    """
    if len(head) > _LONGEST:
        return ""
    whole = _BRACKETS.sub(" ", folded(head).strip("*")).strip()
    chinese = "".join(_CHINESE.findall(whole))
    other = " ".join(_CHINESE.sub(" ", whole).split())
    for text in filter(None, (whole, chinese, other)):
        text = re.sub(AROUND, "", text)
        for what, (_, words) in HEADS.items():
            if text in words:
                return what
    return ""


def _inside(head: str) -> str:
    found = _BRACKETS.search(head)
    return found[1].strip() if found else ""


def _unseen(sheet: Sheet, head: int, at: Mapping[str, int]) -> Iterator[Problem]:
    """Yield a problem for each cell that is read and holds what nobody sees."""
    for row in range(head + 1, len(sheet.rows)):
        for column in at.values():
            cell = sheet.cell(row, column)
            if sign := FORBIDDEN.search(cell.text) or INVISIBLE.search(cell.text):
                yield Problem("E105", cell.place, {"character": f"U+{ord(sign.group()):04X}"})


def _no_head(sheet: Sheet, filled: list[int], place: TextPlace) -> ScenarioError:
    """Name what is missing in the row that has most of a head."""
    if not filled:
        return _no_rows(sheet, place)
    best = max(filled[:_DEEP], key=lambda row: sum(map(bool, map(_what, sheet.rows[row]))))
    found = {_what(text) for text in sheet.rows[best]}
    missing = "area" if "project" in found else "project"
    heads = ", ".join(line(text) for text in sheet.rows[best] if text)
    wanted = AREAS if missing == "area" else (missing,)
    known = ", ".join(word for what in wanted for word in HEADS[what][1])
    told: dict[str, Words | str] = {"what": HEADS[missing][0], "heads": heads, "known": known}
    return ScenarioError([Problem("E232", sheet.cell(best, 0).place, told)])


def _no_rows(sheet: Sheet, place: TextPlace) -> ScenarioError:
    return ScenarioError([Problem("E237", place, {"file": sheet.file})])
