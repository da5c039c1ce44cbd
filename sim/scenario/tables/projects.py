"""What the rows of a table of projects mean: each becomes an entry of `supply`."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pydantic import ValidationError

from sim.scenario.errors import Problem, nearest
from sim.scenario.tables.cells import Cell
from sim.scenario.tables.heads import Columns, folded
from sim.scenario.values.chances import SpanChance
from sim.scenario.values.dates import MONTH, DateChance, read_date, serial_date
from sim.scenario.values.faults import Fault
from sim.scenario.values.quantities import parse_quantity
from sim.scenario.values.spelling import plain
from sim.scenario.values.units import AREA
from sim.scenario.yaml.nodes import Node, TextPlace
from sim.text.tables import AREAS, DERIVED, HEADS, NO_DATE, STATUS_NAMES, STATUSES
from sim.text.words import Words

_NUMBER: Final = re.compile(r"[-+]?[\d.,]+(?:[eE][-+]?\d+)?", re.ASCII)
_UNIT: Final = re.compile(r"^单位\s*[:：]?\s*")
_BETWEEN: Final = re.compile(r"(.+?)\s*(?:至|到|~|–|—|\s-\s|\bto\b)\s*(.+)|(\d{4})-(\d{4})")
_SLUG: Final = re.compile(r"[a-z0-9]+(?:[ _-][a-z0-9]+)*")
_DIGITS: Final = 8
"""Of the hash of a name: of 500 names two are alike once in 30,000 tables."""
_LONGEST: Final = 40
"""Characters of an id."""
_BEGUN: Final = frozenset({"pause", "lead"})
"""What comes before a start, and holds no longer where works have begun."""
_DONE: Final = frozenset({"slip", "slip_common", "suspension"})
"""What may yet happen to works, and holds no longer where they are built."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a status says of a project."""

    evidence: str
    gone: frozenset[str] = frozenset()
    """What holds no longer."""
    stopped: bool = False
    """Whether it surely stands still."""


_MEANINGS: Final = {
    "planned": Meaning("announced"),
    "building": Meaning("seen", _BEGUN),
    "built": Meaning("seen", _BEGUN | _DONE),
    "paused": Meaning("seen", _BEGUN, stopped=True),
}


def means(status: str) -> Meaning | None:
    """Return what a key of `sim.text.tables.STATUSES` says of a project; None for others."""
    return _MEANINGS.get(status)


def status_of(text: str) -> str:
    """Return the key of `sim.text.tables.STATUSES` that a text says; empty for none."""
    return _STATUSES.get(folded(text), "")


_STATUSES: Final = {word: key for key, words in STATUSES.items() for word in words}
KNOWN_STATUSES: Final = ", ".join(word for name in STATUS_NAMES.values() for word in name)
"""What a status may be, a word of each language for each."""


@dataclass(frozen=True, slots=True)
class Template:
    """What a scenario says of all rows of a table."""

    name: str
    """Id of the entry of `supply` that names the table."""
    block: Node
    """That entry without the table, and with all that it is like."""
    pedigree: Mapping[str, Node]
    """What the numbers of the table stand on."""
    things: Mapping[str, Mapping[str, str]]
    """`park` and `type` -> what a row may call one, folded -> its id."""


def called(things: Node | None) -> dict[str, str]:
    """Return what a row may call the things of a block, folded -> the id.

    By id, by label, or by what stands in or before the brackets of one. What two things are called
    names neither.
    """
    blocks = things.items if things else {}
    found: dict[str, set[str]] = {}
    for id_, thing in blocks.items():
        label = thing.items.get("label")
        for one in (label, *label.items.values()) if label else ():
            whole = folded(one.text)
            for text in {whole, *(part.strip() for part in re.split("[()]", whole))} - {""}:
                found.setdefault(text, set()).add(id_)
    own = {folded(id_): id_ for id_ in blocks}
    return {text: next(iter(ids)) for text, ids in found.items() if len(ids) == 1} | own


def projects(table: Columns, template: Template) -> tuple[dict[str, Node], list[Problem]]:
    """Return the entries of `supply` by id, in the order of the rows, and what is wrong.

    Codes: E234 to E236, E455. What a cell holds beyond that is judged as if it stood in YAML.
    """
    entries: dict[str, Node] = {}
    problems: list[Problem] = []
    for cells in table.rows():
        row = _Row(cells, table.inside, template)
        entry = row.entry()
        if row.id in entries and row.name.text:
            words = {"name": row.name.text, "first": entries[row.id].place.short}
            row.problems.append(Problem("E236", row.name.place, words))
        problems += row.problems
        entries.setdefault(row.id, entry)
    return entries, problems


class _Row:
    """Reads one row; what is wrong with it is kept in `problems`."""

    def __init__(
        self, cells: Mapping[str, Cell], inside: Mapping[str, str], template: Template
    ) -> None:
        self.cells = cells
        self.inside = inside
        self.template = template
        self.name = cells["project"]
        self.problems: list[Problem] = []

    @cached_property
    def id(self) -> str:
        """The table's id, then the row's: as stated, from a plain name, or from its hash."""
        if own := self._text("id"):
            return f"{self.template.name}-{own.casefold()}"
        name = folded(self.name.text)
        slug = re.sub("[ _]", "-", name) if _SLUG.fullmatch(name) else ""
        if not slug or len(slug) + len(self.template.name) >= _LONGEST:
            slug = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
        return f"{self.template.name}-{slug}"

    def entry(self) -> Node:
        """Return the entry of `supply`: what the table says of all rows, then what the row says."""
        if not self.name.text:
            self._tell("E235", self.name, "project")
        status = self._word("status", _STATUSES)
        fields = {
            "label": _leaf(self.name.text, self.name.place),
            **self._area(),
            **self._share("parks", "park"),
            **self._share("mix", "type"),
        }
        if note := self._text("note"):
            fields["note"] = _leaf(note, self.cells["note"].place)
        meaning = means(status)
        gone = set(meaning.gone) if meaning else set()
        if meaning:
            fields["evidence"] = _leaf(meaning.evidence, self.cells["status"].place)
        if meaning and meaning.stopped:
            fields["suspension"] = self._stopped()
        dates, ruled_out = self._dates(status, gone)
        block = self.template.block.without({"label", *gone, *ruled_out}).items
        return Node({**block, **fields, **dates}, self.name.place, self.name.place)

    def _text(self, what: str) -> str:
        return self.cells[what].text if what in self.cells else ""

    def _tell(
        self, code: str, cell: Cell, what: str, known: Mapping[str, str] | None = None
    ) -> None:
        near = nearest(folded(cell.text), known or {})
        context: dict[str, Words | str] = {
            "what": HEADS[what][0],
            "raw": cell.text,
            "name": self.name.text or self.name.at,
            "known": KNOWN_STATUSES if what == "status" else ", ".join(list(known or ())[:30]),
        }
        self.problems.append(Problem(code, cell.place, context, nearest=near))

    def _word(self, what: str, known: Mapping[str, str]) -> str:
        """Return what a cell names, of what is known; empty where it names nothing."""
        cell = self.cells.get(what)
        if cell is None or not cell.text:
            return ""
        found = known.get(folded(cell.text), "")
        if not found:
            self._tell("E234", cell, what, known)
        return found

    def _number(self, key: str, value: Node, cell: Cell) -> Node:
        """Return a number with what the table stands on, and the cell."""
        at = _leaf(cell.at, cell.place)
        return Node({key: value, **self.template.pedigree, "at": at}, cell.place, cell.place)

    def _share(self, block: str, what: str) -> dict[str, Node]:
        """Return all of the area in the one park or type that a row names."""
        cell, known = self.cells.get(what), self.template.things[what]
        if cell is None or (not cell.text and block in self.template.block.items):
            return {}
        if not cell.text:
            self._tell("E235", cell, what)
        # What is told here once is not to be told again as lacking.
        found = self._word(what, known) or next(iter(known.values()), "")
        whole = self._number("value", _leaf("100%", cell.place), cell)
        return {block: Node({found: whole}, cell.place, cell.place)} if found else {}

    def _area(self) -> dict[str, Node]:
        """Return area, basis, and the lettable share where both areas are told."""
        told = [one for one in AREAS if self._text(one)]
        what = told[0] if told else next(one for one in AREAS if one in self.cells)
        cell = self.cells[what]
        if not told:
            self._tell("E235", cell, "area")
        text = self._with_unit(what) if told else AREA.forms[0]
        found = {"area": self._number("value", _leaf(text, cell.place), cell)}
        if what != "area":
            found["basis"] = _leaf(what, cell.place)
        if len(told) > 1:
            found |= self._lettable(text)
        return found

    def _with_unit(self, what: str) -> str:
        """Return an area with its unit: the cell's, else that of its column, else of the head."""
        text = self.cells[what].text
        if not _NUMBER.fullmatch(folded(text)):
            return text
        return f"{text} {self._text('unit') or _unit(self.inside[what])}".strip()

    def _lettable(self, gross: str) -> dict[str, Node]:
        """Return the lettable share of the gross area; nothing where either is told to be none."""
        cell = self.cells["lettable"]
        try:
            part = parse_quantity(self._with_unit("lettable"), AREA)
        except Fault as fault:
            self.problems.append(Problem(fault.code, cell.place, fault.context))
            return {}
        try:
            share = part / parse_quantity(gross, AREA)
        except (Fault, ZeroDivisionError):
            return {}
        return {"lettable": self._number("value", _leaf(f"{share * 100:.10g}%", cell.place), cell)}

    def _stopped(self) -> Node:
        """Return the suspension of works that stand still: sure, and as long as the table says."""
        cell = self.cells["status"]
        own = self.template.block.items.get("suspension")
        chance = self._number("value", _leaf("100%", cell.place), cell)
        resume = {"resume": own.items["resume"]} if own and "resume" in own.items else {}
        return Node({"chance": chance, **resume}, cell.place, cell.place)

    def _dates(self, status: str, gone: set[str]) -> tuple[dict[str, Node], set[str]]:
        """Return start, `opens` and construction as the row has them, and what they rule out."""
        start, delivery = self._date("start"), self._date("delivery")
        if delivery is None:
            if status == "built":
                self._tell("E235", self.cells.get("delivery", self.cells["status"]), "delivery")
            return {"start": start} if start else {}, set()
        block = self.template.block.items
        start = start or self._derived(delivery)
        dates = {"start": start} if start else {}
        if start and _BEGUN & (block.keys() - gone):
            # Works that may wait have no date of completion: they take as long as was planned.
            return {**dates, "construction": self._between(start, delivery)}, {"opens"}
        return {**dates, "opens": delivery}, {"construction"}

    def _date(self, what: str) -> Node | None:
        """Return a date or window; None where the row does not know it.

        A day or month is that date; of a longer period any day may be the one.
        """
        cell = self.cells.get(what)
        if cell is None or not cell.text or folded(cell.text) in NO_DATE:
            return None
        try:
            text = plain(cell.text)
        except Fault:
            text = cell.text
        text = serial_date(text) or text
        parts = _BETWEEN.fullmatch(text)
        ends = [part for part in parts.groups() if part] if parts else [text, text]
        read = [date for end in ends if (date := read_date(end))]
        if len(read) == len(ends) and (parts or "month" not in read[0]):
            window = tuple(_leaf(end, cell.place) for end in ends)
            return self._number("between", Node(window, cell.place, cell.place), cell)
        return self._number("value", _leaf(text, cell.place), cell)

    def _derived(self, delivery: Node) -> Node | None:
        """Return the month of delivery less the mean construction; None where either is unknown."""
        opens, months = _ticks(delivery), self._mean_construction()
        if opens is None or months is None:
            return None
        year, month = divmod(math.floor(opens / MONTH - months), 12)
        place = delivery.place
        says = {
            "value": f"{year}-{month + 1:02d}",
            "status": "assumption",
            "note": " ".join(DERIVED),
        }
        at = delivery.items["at"]
        return Node({**{k: _leaf(v, place) for k, v in says.items()}, "at": at}, place, place)

    def _mean_construction(self) -> float | None:
        node = self.template.block.items.get("construction")
        try:
            mean = SpanChance.parse(node.plain()).dist.mean if node else math.inf
        except ValidationError:  # told where it stands
            return None
        return mean if math.isfinite(mean) else None

    def _between(self, start: Node, delivery: Node) -> Node:
        first, last = _ticks(start), _ticks(delivery)
        cell = self.cells["delivery"]
        if first is not None and last is not None and first >= last:
            words = {"start": self._text("start"), "opens": cell.text}
            self.problems.append(Problem("E455", cell.place, words))
        months = ((last or 0) - (first or 0)) / MONTH
        return self._number("value", _leaf(f"{months:.6g} months", cell.place), cell)


def _leaf(text: str, place: TextPlace) -> Node:
    return Node(text, place, place, text, quoted=True)


def _unit(inside: str) -> str:
    """Return the unit that a head says in brackets; empty where it says something else."""
    unit = _UNIT.sub("", inside)
    try:
        parse_quantity(f"1 {unit}", AREA)
    except Fault:
        return ""
    return unit


def _ticks(date: Node) -> int | None:
    """Return the first instant of a date as read here; None for what is told to be none."""
    try:
        return DateChance.parse(date.plain()).earliest
    except ValidationError:
        return None
