"""05-timeline: when does each project open, and which space falls short or stands empty first?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, get_args

import numpy as np

from sim.measures.months import Bools, Floats
from sim.plots.frames import Frames, Planned, absolute, positions
from sim.plots.parts import years
from sim.plots.sheet import LEFT, PANEL, RIGHT, attach, fit, place, sheet
from sim.plots.statistics import FutureShare
from sim.plots.style import (
    DEMAND,
    IDLE,
    INK,
    SHORTAGE,
    SMALL,
    SUPPLY,
    Head,
    Panels,
    house,
    medium,
)
from sim.plots.words import AreaUnit, area_unit, date, date_words, head, hundred, percent
from sim.text.deliveries import EVIDENCE
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.words import Lang, Words, joined

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from sim.measures.verdict.signals import Onset

RowKind = Literal["seen", "announced", "assumed", "projects", "first_shortage", "first_glut"]
"""In the order of the figure; projects are `projects` where nothing says what they stand on."""
SIGNALS: Final[dict[RowKind, str]] = {"first_shortage": SHORTAGE, "first_glut": IDLE}
HATCH: Final[dict[RowKind, str]] = {"announced": "//////", "assumed": "||||||"}
"""How bars are filled that no source saw; all others are full."""
NAMES, NOTES, ROW = 2.95, 2.3, 0.31
"""Inches for the names on the left, the notes on the right, and each row."""
MOST: Final = 60
"""Projects that have a row of their own: more are no figure, and no page holds them."""
FEW: Final = 6
"""Lines for which there is room at least."""
LEAST: Final = 0.19
"""Inches of a row where a slide has little room."""


@dataclass(frozen=True)
class TimelineRow:
    """One bar. Dates are absolute months; None where nothing opens or happens."""

    kind: RowKind
    label: Words
    dates: tuple[float, float, float] | None
    """P10, P50, P90: of the openings by area, or of the first month among futures that have one."""
    planned: tuple[float, float] | None
    area: float
    """Mean area of a project in the figure's unit; 0 for a signal."""
    happens: FutureShare
    """Share of a project's area that opens by the end; share of futures with the signal."""
    waited: float = 0.0
    """Share of a project's area that waited before it began, or was dropped."""
    dropped: float = 0.0
    """Share of it that was dropped."""


@dataclass(frozen=True)
class TimelineData:
    """What 05-timeline shows, from `start` to `end` in absolute months."""

    name: ClassVar[str] = "05-timeline"
    head: Head
    unit: AreaUnit
    start: float
    end: float
    rows: list[TimelineRow]


def data(frames: Frames) -> TimelineData:
    """Openings by project, and the first lasting shortage and glut by type of space."""
    months = frames.cube.months
    start, end = float(months[0]), float(months[-1] + 1)
    projects, unit = project_rows(frames, end)
    short, glut = signal_rows(frames)
    details = [
        ALT["05-timeline"].fill(
            panel=joined([LABEL[row.kind], row.label], " ", " "),
            p10=date_words(row.dates[0]),
            p50=date_words(row.dates[1]),
            p90=date_words(row.dates[2]),
        )
        for row in [*projects, *short, *glut]
        if row.dates
    ]
    words = head(frames, TimelineData.name, finding(short, glut), details)
    begins = [row.planned[0] for row in projects if row.planned]
    return TimelineData(words, unit, min([start, *begins]), end, [*projects, *short, *glut])


def project_rows(frames: Frames, end: float) -> tuple[list[TimelineRow], AreaUnit]:
    """One row a project, by evidence and median opening; lots weighted by area.

    Of more than `MOST` the largest have one, the others of each evidence share one.
    """
    supply, known = frames.supply, list(frames.projects)
    place_of = positions(supply["project"], known)
    area = supply["area"].to_numpy(dtype=np.float64)
    opened = absolute(supply["open"])
    futures = max(frames.origin.replications, 1)
    totals = np.bincount(place_of[place_of >= 0], area[place_of >= 0], len(known)) / futures
    unit = area_unit(float(totals.max(initial=0)), frames.origin.areas)
    rows = []
    for planned, members in _shown(frames, totals):
        mine = np.isin(place_of, members)
        when, weight = opened[mine], area[mine]
        opens = ~np.isnan(when)
        dates = None
        if opens.any():
            dates = quantiles(when[opens], weight[opens])
        in_time = weight[when < end].sum() / weight.sum() if mine.any() else 0.0
        share_open = FutureShare(*(np.array(in_time) for _ in range(3)))
        total = totals[members].sum() / unit.m2
        rows.append(
            TimelineRow(
                planned.evidence or "projects",
                planned.name,
                dates,
                planned.start,
                total,
                share_open,
                *(part_of(supply, column, mine, area) for column in ("paused", "dropped")),
            )
        )
    order = get_args(RowKind)
    rows.sort(key=lambda row: (order.index(row.kind), row.dates[1] if row.dates else np.inf))
    return rows, unit


def _shown(frames: Frames, totals: Floats) -> list[tuple[Planned, list[int]]]:
    """What each row is of: (its name and evidence, places of its projects)."""
    planned = list(frames.projects.values())
    largest = set(sorted(range(len(planned)), key=lambda i: -totals[i])[:MOST])
    found = [(planned[i], [i]) for i in sorted(largest)]
    for evidence in dict.fromkeys(one.evidence for one in planned):
        rest = [i for i, p in enumerate(planned) if i not in largest and p.evidence == evidence]
        if rest:
            name = LABEL["other_projects"].fill(count=str(len(rest)))
            found.append((Planned(name, None, evidence), rest))
    return found


def part_of(supply: pd.DataFrame, column: str, mine: Bools, area: Floats) -> float:
    """Share of a project's area that has a date in a column; 0 where there is no such column."""
    if column not in supply or not mine.any():
        return 0.0
    return float(area[mine & supply[column].notna().to_numpy()].sum() / area[mine].sum())


def signal_rows(frames: Frames) -> tuple[list[TimelineRow], list[TimelineRow]]:
    """The verdict's first shortages and gluts, one row a type of space."""
    short, glut = [], []
    for signal in frames.signals:
        label = frames.spaces[signal.space]
        short.append(signal_row("first_shortage", label, signal.shortage))
        if signal.glut:
            glut.append(signal_row("first_glut", label, signal.glut))
    return short, glut


def signal_row(kind: RowKind, label: Words, onset: Onset) -> TimelineRow:
    """When a signal begins, and in which share of the futures it does."""
    chance = onset.happens
    happens = FutureShare(*(np.array(x) for x in (chance.share or 0.0, chance.low, chance.high)))
    months = (onset.p10, onset.p50, onset.p90)
    dates = [int(m[:4]) * 12 + int(m[5:]) - 1.0 for m in months if m]
    known = (dates[0], dates[1], dates[2]) if len(dates) == 3 else None
    return TimelineRow(kind, label, known, None, 0.0, happens)


def quantiles(values: Floats, weights: Floats) -> tuple[float, float, float]:
    """P10, P50 and P90 of weighted values: always one of the values themselves."""
    p10, p50, p90 = np.quantile(values, (0.1, 0.5, 0.9), weights=weights, method="inverted_cdf")
    return float(p10), float(p50), float(p90)


def finding(short: list[TimelineRow], glut: list[TimelineRow]) -> Words:
    """Which space is likeliest to fall short and which to stand empty, and when."""
    values = {}
    for key, rows in (("short", short), ("glut", glut)):
        dated = [(-float(row.happens.p), row.dates[1], row.label) for row in rows if row.dates]
        if dated:
            chance, when, label = min(dated)
            values[key] = TITLE["timeline_signal"].fill(
                space=label, count=hundred(-chance), when=date_words(when)
            )
    key = "_".join(["timeline", *values]) if len(values) == 1 else "timeline"
    return TITLE[key if values else "timeline_none"].fill(**values)


def draw(timeline: TimelineData, lang: Lang = "both") -> Panels:
    """Bars by row: blue openings, vermillion first shortages, grey first gluts."""
    with house():
        kinds = list(dict.fromkeys(row.kind for row in timeline.rows))
        lines = len(timeline.rows) + len(kinds)
        figure, top = sheet(timeline.head, lang, 2.3 + ROW * max(lines, FEW))
        room = figure.get_figheight() - top - 0.75
        rows = _largest(timeline.rows, int(room / LEAST) - len(kinds), timeline.start)
        kinds = [kind for kind in kinds if any(row.kind == kind for row in rows)]
        lines = len(rows) + len(kinds)
        row_height = min(room / lines, 0.42)
        grown = medium().small / SMALL
        names, notes = NAMES * grown, NOTES * grown
        width = RIGHT - LEFT - names - notes
        ax = place(figure, LEFT + names, top + 0.1, width, row_height * lines)
        ax.set_ylim(lines, 0)
        ax.set_yticks([])
        ax.grid(visible=True, axis="x")
        years(ax, timeline.start, timeline.end)
        y, written = 0.5, []
        for kind in kinds:
            happens = any(row.dates for row in timeline.rows if row.kind == kind)
            ink = INK[SIGNALS.get(kind, SUPPLY) if happens else IDLE]
            ax.axhline(y + 0.5, color=ink, lw=0.8)
            beside(ax, y, heading(kind, timeline, rows).line(lang), ink, PANEL)
            for row in rows:
                if row.kind == kind:
                    y += 1
                    written.append(draw_row(ax, y, row, timeline, lang))
            y += 1
        for inches, texts in zip((names, notes), zip(*written, strict=True), strict=True):
            fit(inches - 0.12, *texts)
        return Panels(figure, {"timeline": ax}, timeline, lang)


def _before(row: TimelineRow, start: float) -> bool:
    """Whether a project opens before the axis begins, in most futures."""
    return row.dates is not None and row.dates[1] < start


def _largest(rows: Sequence[TimelineRow], room: int, start: float) -> list[TimelineRow]:
    """The rows, without some projects where there is too little room for all.

    Those that open before the axis begins go first, then the smallest.
    """
    some = (row for row in rows if row.kind not in SIGNALS)
    projects = sorted(some, key=lambda row: (not _before(row, start), row.area))
    gone = projects[: max(0, min(len(rows) - room, len(projects) - 1))]
    return [row for row in rows if row not in gone]


def heading(kind: RowKind, timeline: TimelineData, rows: Sequence[TimelineRow]) -> Words:
    """What stands over the rows of a kind; of projects told apart, with their area."""
    there = [row for row in timeline.rows if row.kind == kind]
    shown = [row.area for row in there if row in rows]
    gone = [row.area for row in there if row not in rows]
    label = LABEL[kind]
    if gone:  # those that open before the axis go first, which may be large
        key = "largest" if max(gone) <= min(shown, default=0.0) else "some"
        label = LABEL[key].fill(kind=label, shown=str(len(shown)), there=str(len(there)))
    if kind not in EVIDENCE:
        return label
    area = sum(row.area for row in timeline.rows if row.kind == kind)
    return joined([label, timeline.unit.text(area)], "，", ", ")


def draw_row(
    ax: Axes, y: float, row: TimelineRow, timeline: TimelineData, lang: Lang
) -> tuple[Text, Text]:
    """The bar from P10 to P90 with its median; return its name and what is worth noting."""
    colour = SIGNALS.get(row.kind, SUPPLY)
    name = beside(ax, y, row.label.block(lang), "#000000")
    if row.planned:
        begin, end = row.planned
        ax.barh(y, end - begin, 0.3, begin, facecolor="none", edgecolor=IDLE, lw=1)
    if row.dates:
        p10, p50, p90 = row.dates
        strength = 0.3 + 0.7 * float(row.happens.p)
        hatch = HATCH.get(row.kind)
        face = "none" if hatch else colour
        style: dict[str, Any] = {
            "facecolor": face,
            "edgecolor": colour,
            "hatch": hatch,
            "alpha": strength,
        }
        ax.barh(y, p90 - p10, 0.46, p10, lw=0.8 if hatch else 0, **style)
        ax.plot([p50, p50], [y - 0.34, y + 0.34], color=DEMAND, lw=2)
        late = p90 > timeline.end - 20
        ax.annotate(
            f"P50 {date(p50)}",
            (max(p10, timeline.start) if late else p90, y),
            xytext=(-5 if late else 5, 0),
            textcoords="offset points",
            va="center",
            ha="right" if late else "left",
            color=INK[colour],
        )
    said = note(row, timeline.unit).block(lang)
    ink = INK[colour if row.dates else IDLE]  # what never happens is no finding
    return name, beside(ax, y, said, ink, right=True)


def note(row: TimelineRow, unit: AreaUnit) -> Words:
    """What stands at the right end of a row."""
    happens = float(row.happens.p)
    if row.kind not in SIGNALS:
        key = "area_paused" if row.waited else "area_open"
        shares = {"share": percent(happens), "dropped": percent(row.dropped)}
        return LABEL[key].fill(area=unit.text(row.area), **shares)
    return LABEL["of_100" if happens else "none"].fill(count=hundred(happens))


def beside(
    ax: Axes, y: float, text: str, colour: str, size: float | None = None, right: bool = False
) -> Text:
    """Text in the left column, or in the right one."""
    shift = (8 if right else -72 * NAMES * medium().small / SMALL, 0)
    return attach(
        ax, text, (1.0 if right else 0.0, y), shift, va="center", color=colour, fontsize=size
    )
