"""Answers as they stand in the results: what a page shows of a run, beside that of its parent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sim.api.manifest import NoManifestError
from sim.experiments.answer import RefusedError
from sim.experiments.diff.saved import SavedRun, read_run
from sim.text.screen import ending, whole
from sim.text.verdict import MARKS, VERDICTS
from sim.text.words import Lang, Words
from sim.ui.project import Project, ResultTold, figure_head

_MARK: Final = "- "
"""What each of several sentences of an answer begins with."""
_SIGNS: Final = {"v": "✓", "X": "✗", "-": "–"}
"""How a page has the marks of a terminal; all others are doubts."""
_PICTURES: Final = "figures/"
HANDED_ON: Final = (
    "report.html",
    "brief.zh.pdf",
    "brief.en.pdf",
    "tables.xlsx",
    "story.zh.md",
    "story.en.md",
    "projects.csv",
    "building.csv",
    "lots.csv",
)
"""What people open, in the order of a page's links."""


@dataclass(frozen=True)
class Side:
    """One side of a type: what is judged, and how often it fails."""

    mark: str
    word: Words
    failing: str
    """Percent of futures."""


@dataclass(frozen=True)
class SpaceRow:
    """What a run says of a type of space; areas in large units."""

    space: str
    name: Words
    shortage: Side
    idle: Side
    have: str
    need: str
    vacant: str
    queue: str
    """From when on there is one, and in how many percent of futures."""
    glut: str
    """The same of too much."""


@dataclass(frozen=True)
class PictureTold:
    """A figure with what it says."""

    file: str
    title: Words
    alt: Words


@dataclass(frozen=True)
class AnswerTold:
    """What a page shows of a run."""

    told: ResultTold
    run: SavedRun
    rows: tuple[SpaceRow, ...]
    year: str
    """The last year that is judged."""
    unit: Words

    @property
    def by_space(self) -> Mapping[str, SpaceRow]:
        """The rows by the id of their type."""
        return {row.space: row for row in self.rows}


def answer(told: ResultTold) -> AnswerTold | None:
    """Return what a run says; None where its folder holds no verdict that can be read."""
    try:
        run = read_run(told.result.folder)
        rows = tuple(_rows(run))
    except (OSError, NoManifestError, RefusedError, ArithmeticError, LookupError, TypeError):
        return None
    except ValueError:
        return None
    judged = run.verdict.get("judged")
    year = str(judged[1])[:4] if isinstance(judged, list) and len(judged) == 2 else ""
    return AnswerTold(told, run, rows, year, run.areas.word("large"))


def _rows(run: SavedRun) -> list[SpaceRow]:
    sights = {
        one["space"]: one for one in run.verdict.get("outlooks", ()) if one.get("park") is None
    }
    return [
        SpaceRow(
            space=str(one["space"]),
            name=run.label("space", one["space"]),
            shortage=_side(one["shortage"]),
            idle=_side(one["idle"]),
            **_sight(run, sights.get(one["space"], {})),
        )
        for one in run.verdict["spaces"]
    ]


def _side(judged: Mapping[str, Any]) -> Side:
    share, word = judged["probability"]["share"], judged["word"]
    failing = "-" if share is None else whole(1 - float(share))
    sign = _SIGNS.get(MARKS.get(word, ""), "?")
    return Side(sign, VERDICTS.get(word, VERDICTS["untested"]), failing)


def _sight(run: SavedRun, one: Mapping[str, Any]) -> dict[str, str]:
    """Medians of the last year that is judged."""

    def area(three: Any) -> str:
        return run.areas.text(float(three[1])) if isinstance(three, list) else "-"

    vacant = one.get("vacancy_end")
    return {
        "have": area(one.get("supply")),
        "need": area(one.get("demand")),
        "vacant": "-" if vacant is None else whole(float(vacant)),
        "queue": _onset(one.get("first_short")),
        "glut": _onset(one.get("first_idle")),
    }


def _onset(told: Mapping[str, Any] | None) -> str:
    share, month = onset(told)
    return "-" if share is None else f"{month} {whole(share)}%".strip()


def onset(told: Mapping[str, Any] | None) -> tuple[float | None, str]:
    """Return what `verdict.json` says of a beginning: in how many futures, and the median month.

    None and empty where it was not looked for, an empty month where it never begins.
    """
    share = told["happens"]["share"] if told else None
    if told is None or share is None:
        return None, ""
    return float(share), str(told["p50"]) if share and told["p50"] else ""


def parent_of(project: Project, told: ResultTold) -> ResultTold | None:
    """Return the run that an answer stands beside: of its own file, or of what that extends."""
    entry = project.entries().get(told.result.scenario)
    if entry is None:
        return None
    found = project.results()
    if told.sets:
        return project.standing(entry, found)
    above = project.entries().get(entry.parent)
    return project.standing(above, found) if above else None


def pictures(project: Project, told: ResultTold) -> list[PictureTold]:
    """Return the figures of a result, in both languages, with their findings as text."""
    names = [
        name.removesuffix(".svg")
        for name in told.parts
        if name.startswith(_PICTURES) and name.endswith(".svg") and name.count("/") == 1
    ]
    return [_picture(project, told, name) for name in sorted(names)]


def _picture(project: Project, told: ResultTold, name: str) -> PictureTold:
    head, unsaid = figure_head(project.part(told, f"{name}.json")), Words(name, name)
    return PictureTold(f"{name}.svg", head.get("title", unsaid), head.get("subtitle", unsaid))


def closing(screen: str) -> list[str]:
    """Return the answer that the screen of a question ends with, a sentence a text.

    It is wrapped there; of several sentences each begins with a mark.
    """
    told: list[str] = []
    for text in filter(None, map(str.strip, ending(screen))):
        if told and not text.startswith(_MARK):
            between = " " if told[-1][-1].isascii() or text[0].isascii() else ""
            told[-1] += between + text
        else:
            told.append(text)
    return [one.removeprefix(_MARK) for one in told]


def handed_on(told: ResultTold, lang: Lang) -> list[str]:
    """Return the files of a result that people open, the brief in their language."""
    other = "brief.en.pdf" if lang == "zh" else "brief.zh.pdf"
    return [name for name in HANDED_ON if name in told.parts and name != other]
