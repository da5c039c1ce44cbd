"""What a page shows: the answer, the story, every figure, and all that the numbers stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sim.plots.frames import Origin
from sim.report.blocks import Block, Picture, Section
from sim.report.first_screen import counted, facts, type_note, types
from sim.report.headline import headline
from sim.report.page.checklist import StressRow, checklist
from sim.report.provenance import beside, from_folder, provenance
from sim.report.run_view import RunView
from sim.report.story import opening, sections
from sim.scenario.inherit.edit import Override
from sim.scenario.load import Loaded
from sim.scenario.names import name_of
from sim.scenario.schema.base import Source
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import said_quantity
from sim.text.first_screen import FIRST
from sim.text.page import PAGE, QUESTIONS, STATUSES
from sim.text.words import Lang, Words, joined


@dataclass(frozen=True)
class PageFigure:
    """A figure with all that its caption says."""

    name: str
    """Of its files, without an ending."""
    number: int
    """Its place in the page."""
    asks: Words | None
    finding: Words
    measure: Words
    """What is measured, its unit, how many futures, what bands are."""
    svg: Mapping[Lang, str]
    """The drawing as its file has it, by language; none where it could not be drawn."""

    def head(self, lang: Lang) -> str:
        """What its title and subtitle say in the drawing of a language."""
        return "\n".join(words.block(lang) for words in (self.finding, self.measure))


@dataclass(frozen=True)
class NumberTold:
    """A number of the scenario and what it stands on."""

    path: str
    name: Words
    value: str
    """As written, with its unit."""
    range: Words | None
    status: Words
    grade: str
    source: str
    """Id of a source; empty for none."""
    at: str
    note: str
    where: str
    """`file:line`."""
    was: str
    """The value of the parent; empty where it was not changed."""


@dataclass(frozen=True)
class Page:
    """All that a page shows."""

    origin: Origin
    opening: tuple[Block, ...]
    played: Words
    answer: tuple[Words, ...]
    """A line for each type, then where it turns."""
    heads: tuple[Words, ...]
    types: tuple[tuple[Words, ...], ...]
    notes: tuple[Words, ...]
    facts: tuple[tuple[Words, Words], ...]
    sections: tuple[Section, ...]
    figures: Mapping[str, PageFigure]
    """By name, those of the story first, in the order of the page."""
    parent: str
    """The file of the parent; empty for none."""
    overrides: tuple[Override, ...]
    counted: Words
    numbers: tuple[NumberTold, ...]
    sources: Mapping[str, Source]
    stress: tuple[StressRow, ...]
    record: tuple[tuple[Words, str], ...]
    command: str
    redraw: Words
    """How its figures are drawn again."""

    @property
    def more(self) -> list[PageFigure]:
        """The figures that no section shows."""
        shown = {*_pictures(self.sections)}
        return [figure for name, figure in self.figures.items() if name not in shown]


def contents(
    view: RunView,
    origin: Origin,
    made_of: Mapping[str, Any],
    drawn: Mapping[str, Mapping[str, Any]],
) -> Page:
    """Gather what the page of a run shows.

    made_of: what its key is made of. drawn: by figure, `svg` as its file has it and `head` as in
    its numbers; or `reason`, if it could not be drawn.
    """
    verdict, spec, loaded = view.verdict, view.loaded.spec, view.loaded
    first, last = verdict.judged
    told = {"n": str(verdict.replications), "first": first, "last": last}
    versions = made_of["versions"]
    parts = sections(view)
    return Page(
        origin=origin,
        opening=tuple(opening(view)),
        played=PAGE["played"].fill(
            seed=str(origin.seed), key=origin.key, version=origin.version, **told
        ),
        answer=tuple(headline(verdict)),
        heads=_both([types(verdict, lang)[0] for lang in ("zh", "en")]),
        types=tuple(
            _both(rows)
            for rows in zip(*(types(verdict, lang)[1] for lang in ("zh", "en")), strict=True)
        ),
        notes=(type_note(verdict), FIRST["brackets"]),
        facts=tuple((FIRST[key], words) for key, words in facts(view).items()),
        sections=tuple(parts),
        figures=figures_told(_pictures(parts), drawn),
        parent=parent_of(loaded),
        overrides=overrides_of(loaded),
        counted=counted(view),
        numbers=tuple(_numbers(view)),
        sources=spec.sources,
        stress=tuple(checklist(view, origin.seed, versions)),
        record=tuple(record(origin, made_of)),
        command=view.command,
        redraw=PAGE["redraw"].fill(command=view.command),
    )


def _both(cells: Iterable[Iterable[Iterable[str]]]) -> tuple[Words, ...]:
    """A row of a screen in Chinese and in English as one row of words."""
    zh, en = ([" ".join(cell) for cell in row] for row in cells)
    return tuple(Words(a, b) for a, b in zip(zh, en, strict=True))


def parent_of(loaded: Loaded) -> str:
    """Return the file that a scenario extends, from its own folder; empty for none."""
    return from_folder(loaded.composed.parent, loaded) if loaded.composed.parent else ""


def overrides_of(loaded: Loaded) -> tuple[Override, ...]:
    """Return what a scenario changes, each with its place from the scenario's folder."""
    return tuple(replace(one, place=beside(one.place, loaded)) for one in loaded.overrides)


def _pictures(parts: Iterable[Section]) -> list[str]:
    """The figures that sections show, in their order."""
    return [b.name for part in parts for b in part.blocks if isinstance(b, Picture)]


def figures_told(
    first: Iterable[str], drawn: Mapping[str, Mapping[str, Any]]
) -> dict[str, PageFigure]:
    """Return the figures with their captions, the named ones first; see `contents`."""
    order = dict.fromkeys([*(name for name in first if name in drawn), *sorted(drawn)])
    return {name: _figure(name, place, drawn[name]) for place, name in enumerate(order, start=1)}


def _figure(name: str, number: int, drawn: Mapping[str, Any]) -> PageFigure:
    asks = QUESTIONS.get(name)
    if "reason" in drawn:
        fault = PAGE["not_drawn"].fill(reason=drawn["reason"])
        return PageFigure(name, number, asks, fault, Words("", ""), {})
    title, subtitle = (Words(**drawn["head"][key]) for key in ("title", "subtitle"))
    return PageFigure(name, number, asks, title, subtitle, drawn["svg"])


def _numbers(view: RunView) -> Iterable[NumberTold]:
    spec = view.loaded.spec
    found = leaves(spec)
    for row in provenance(view.loaded):
        leaf = found[row["path"]]
        spans = leaf.range if isinstance(leaf, Number) else None
        yield NumberTold(
            path=row["path"],
            name=name_of(spec, row["path"]),
            value=row["value"],
            range=joined([said_quantity(end, leaf.dimension) for end in spans], " – ", " – ")
            if spans and isinstance(leaf, Number)
            else None,
            status=STATUSES[row["status"]],
            grade=row["grade"],
            source=row["source"],
            at=row["at"],
            note=row["note"],
            where=row["where"],
            was=row["changed_from"],
        )


def record(origin: Origin, made_of: Mapping[str, Any]) -> Iterable[tuple[Words, str]]:
    """Yield what an answer was made of, and the words on it."""
    yield PAGE["key"], origin.key
    yield PAGE["seed"], str(origin.seed)
    yield PAGE["scenario_digest"], made_of["scenario"]
    yield PAGE["code_digest"], made_of["code"]
    for name, number in made_of["versions"].items():
        yield PAGE["version"].fill(name=name), number
