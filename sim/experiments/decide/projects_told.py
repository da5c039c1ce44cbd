"""What becomes of each project, as the screen and the page tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.experiments.decide.answer import DecideAnswer
from sim.experiments.decide.building import DELAYED
from sim.experiments.decide.projects import ProjectRow, by_project
from sim.experiments.decide.words import DECIDE, FATES
from sim.report.blocks import Block, Heading, Section, Table, escaped, filled, paragraph
from sim.text.screen import paragraph as lines_of
from sim.text.screen import whole
from sim.text.words import Lang, Words, commas, in_a_row

_LINES, _NAMED = 4, 3
"""Fates that the screen tells, and projects that it names of each, the largest."""
_ROWS: Final = 5
"""Projects of each fate on the page, the largest."""
_ABOUT: Final = ("project", "park", "type", "begins", "when")
_UNDATED: Final = ("dropped", "stopped", "finished")
"""Fates that are told without the month by which half of a project has begun: it is not theirs."""

Grouped = dict[str, list[ProjectRow]]


def on_screen(answer: DecideAnswer, lang: Lang) -> list[str]:
    """What the best option does with which projects, in a few lines; none where it is the first."""
    if not answer.best:
        return []
    best, first = answer.options[answer.best].name, answer.options[0].name
    unit = answer.areas.word("column")
    title = DECIDE["projects"].fill(option=best, first=first, unit=unit)
    lines = ["", *lines_of(title, lang)]
    groups = _grouped(by_project(answer.building, answer.best))
    if not groups:
        return [*lines, *lines_of(DECIDE["projects_none"].fill(first=first), lang)]
    for fate, rows in [*groups.items()][:_LINES]:
        named = [_named(answer, row, fate) for row in rows[:_NAMED]]
        if left := len(rows) - len(named):
            named.append(DECIDE["projects_more"].fill(count=str(left)))
        area = answer.areas.text(sum(row.areas[fate] for row in rows))
        name = _fate(answer, fate)
        told = DECIDE["projects_line"].fill(fate=name, area=area, list=in_a_row(named))
        lines += lines_of(told, lang, "  - ")
    if len(groups) > _LINES:
        lines += lines_of(DECIDE["projects_left"], lang, "  - ")
    return lines


def _grouped(rows: list[ProjectRow]) -> Grouped:
    """Return the projects by what becomes of some of each, the largest first, of areas too."""
    groups: Grouped = {}
    for row in rows:
        for fate in row.areas:
            groups.setdefault(fate, []).append(row)
    for fate, some in groups.items():
        some.sort(key=lambda row: -row.areas[fate])
    order = sorted(groups, key=lambda of: -sum(row.areas[of] for row in groups[of]))
    return {fate: groups[fate] for fate in order}


def _named(answer: DecideAnswer, row: ProjectRow, fate: str) -> Words:
    month = row.start["start_p50"]
    name, area = answer.projects[row.project], _area(answer, row, fate)
    parks = {place.park for place in answer.building.places if place.project == row.project}
    if len(parks) > 1:
        name = DECIDE["projects_in"].fill(project=name, park=answer.parks[row.park])
    if month is None or fate in _UNDATED:
        return DECIDE["projects_one"].fill(project=name, area=area)
    return DECIDE["projects_half"].fill(project=name, area=area, month=month)


def _area(answer: DecideAnswer, row: ProjectRow, fate: str) -> str:
    return answer.areas.text(row.areas[fate])


def on_page(answer: DecideAnswer) -> Iterator[Section]:
    """A section of the page: what each option does with which project, the best option first."""
    blocks: list[Block] = [Heading(2, DECIDE["projects_page"])]
    first, unit = answer.options[0].name, answer.areas.word("column")
    for index in sorted(range(len(answer.options)), key=lambda option: option != answer.best):
        option, rows = answer.options[index], by_project(answer.building, index)
        best = DECIDE["projects_best"].fill(option=option.name)
        blocks.append(Heading(3, best if index == answer.best else option.name))
        blocks += paragraph(escaped(option.what))
        key = "projects_note" if index else "projects_first"
        blocks += paragraph(filled(DECIDE[key], first=first, unit=unit))
        blocks += _of_option(answer, rows) if index else _of_first(answer, rows)
    yield Section("projects", tuple(blocks))


def _of_first(answer: DecideAnswer, rows: list[ProjectRow]) -> list[Block]:
    if not rows:
        return paragraph(escaped(DECIDE["nothing_built"]))
    heads = tuple(DECIDE[key] for key in _ABOUT)
    cells = [_about(answer, row) for row in rows[: 2 * _ROWS]]
    if left := len(rows) - len(cells):
        cells.append((DECIDE["left_out"].fill(count=str(left)), *[""] * (len(heads) - 1)))
    return [Table(heads, tuple(cells))]


def _of_option(answer: DecideAnswer, rows: list[ProjectRow]) -> list[Block]:
    """A table of each fate."""
    groups, first = _grouped(rows), answer.options[0].name
    if not groups:
        return paragraph(filled(DECIDE["projects_none"], first=first))
    blocks: list[Block] = []
    for fate, some in groups.items():
        how_much = "area_months" if fate in DELAYED else "area"
        heads = tuple(DECIDE[key] for key in (*_ABOUT[:1], how_much, *_ABOUT[1:]))
        area = answer.areas.text(sum(row.areas[fate] for row in some))
        title = DECIDE["projects_fate"]
        blocks += paragraph(filled(title, fate=FATES[fate], area=area, count=_projects(some)))
        cells: list[tuple[Words | str, ...]] = []
        for row in some[:_ROWS]:
            project, *about = _about(answer, row)
            months = f" ({row.months_later[fate]:.0f})" if fate in DELAYED else ""
            cells.append((project, f"{_area(answer, row, fate)}{months}", *about))
        if left := some[_ROWS:]:
            area = answer.areas.text(sum(row.areas[fate] for row in left))
            more = DECIDE["left_out"].fill(count=str(len(left)))
            cells.append((more, area, *[""] * (len(heads) - 2)))
        blocks.append(Table(heads, tuple(cells)))
    changed = {row.project for row in rows if row.areas}
    if alike := [row for row in rows if row.project not in changed]:
        blocks += paragraph(filled(DECIDE["projects_rest"], count=_projects(alike), first=first))
    return blocks


def _projects(rows: list[ProjectRow]) -> str:
    """How many projects rows are of: one has a row for each of its parks."""
    return str(len({row.project for row in rows}))


def _about(answer: DecideAnswer, row: ProjectRow) -> tuple[Words | str, ...]:
    """A project, its district and types, what of it begins, how often, and when."""
    low, middle, high = row.start.values()
    begins = f"{answer.areas.text(row.begun)} ({whole(row.share)}%)" if row.begun else "-"
    return (
        answer.projects[row.project],
        answer.parks[row.park],
        commas([answer.spaces[space] for space in row.spaces]),
        begins,
        f"{middle} ({low} – {high})" if middle else "-",
    )


def _fate(answer: DecideAnswer, fate: str) -> Words:
    """What becomes of it in the best option, with the months by which it does."""
    if fate not in DELAYED:
        return FATES[fate]
    months = answer.building.months_later(answer.best, fate)
    return DECIDE["by_months"].fill(fate=FATES[fate], months=f"{months:.0f}")
