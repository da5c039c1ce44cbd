"""The results folder: tables, verdict, figures, and a manifest from which it can be made again."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from sim.api.drawing import DrawingProcess, Drawn, as_svg, draw
from sim.api.folder import Missed, Part, plain, save, write_json
from sim.api.identity import git_state
from sim.api.parquet import narrow, write_parquet
from sim.api.scales import scales_of
from sim.measures.counting.moves import terms_end
from sim.measures.learned import numbers_frame
from sim.measures.tables.economy import economy_summary
from sim.measures.tables.flows import flows, losses
from sim.measures.tables.moves import vintages
from sim.measures.tables.series import (
    stored_pools_by_track,
    stored_series,
    stored_tracks,
    stored_trades,
)
from sim.report.provenance import COLUMNS, provenance
from sim.report.verdict_screen import screen
from sim.runs.identity import release
from sim.scenario.names import labelled
from sim.scenario.values.amounts import Areas
from sim.text.safe import cell
from sim.text.screen import paragraph
from sim.text.story import FIGURES as STORY_FIGURES
from sim.text.verdict import SCREEN
from sim.text.words import Lang

if TYPE_CHECKING:
    import pandas as pd

    from sim.api.run import Run
    from sim.plots.catalogue import Figures
    from sim.plots.frames import Origin
    from sim.plots.style import Panels

RESOLVED = "scenario.resolved.yaml"
VERDICT = "verdict.txt"
WORKBOOK = "tables.xlsx"
Extra = Literal["animation", "geojson", "slides", "vidigi"]
EXTRAS: Final[dict[Extra, str]] = {
    "animation": "parks.gif",
    "geojson": "parks.geojson",
    "slides": "figures/slides",
    "vidigi": "vidigi.csv",
}
"""Files, or their folder, that are only written where they are asked for."""
_SHORT = 12
"""Characters of the key in the folder's name."""
BOTH: Final[Lang] = "both"
_ALONE: Final[tuple[Lang, ...]] = ("zh", "en")
Kept = dict[str, dict[Lang, "Callable[[], Drawn]"]]
"""What gives the files of a figure, by its name and by language."""
Named = tuple[str, "Callable[[Lang], Panels]"]
"""The name of a figure's files, and what draws it."""
SCALED: Final = "figures/scale-of-"
"""Where figures are on the scales of another result: the rest of the name says of which."""
STORY_PICTURES: Final = "figures/{lang}/{{name}}.svg"
"""Where the pictures of the story in a language lie, if all figures are drawn in each."""
_SLICE = 50
"""Replications in a row group of the monthly tables: 25 MB of the baseline in memory at once."""
_YEARLY = 200
"""And of the yearly ones."""


def target(run: Run, out: Path) -> Path:
    """The folder of a run under `out`."""
    return out / run.scenario.id / run.key[:_SHORT]


def write(
    run: Run,
    out: Path,
    lang: Lang,
    with_requests: bool,
    brief: bool,
    missed: Missed,
    drawing: DrawingProcess | None,
    also: Collection[Extra],
    scale_of: Path | None,
    by_language: bool,
) -> Path:
    """Write a run under `out`/scenario/key and return that folder, which keeps all it has.

    Tables have the same bytes for the same key; times of day and machine stay out of them.
    """
    folder = target(run, out)
    with ExitStack() as process:
        if not brief and drawing is None:
            drawing = process.enter_context(closing(DrawingProcess()))
        drawing = None if brief else drawing
        parts = _parts(run, lang, with_requests, drawing, also, scale_of, by_language)
        save(folder, parts, _about(run), missed)
    return folder


def _parts(
    run: Run,
    lang: Lang,
    with_requests: bool,
    drawing: DrawingProcess | None,
    also: Collection[Extra],
    scale_of: Path | None,
    by_language: bool,
) -> Iterator[Part]:
    """The files of a run, those that people read first; brief without a process that draws.

    It draws from the first figure on, and this one, when all else is written, from the last.
    """
    drawn: Kept = {}
    pictures: list[Part] = []
    if drawing:
        shown = cache(partial(figures_of, run))
        named = lambda: _drawn(run, shown(), "animation" in also)  # noqa: E731
        pictures += figures(named, lang, drawing, drawn, by_language=by_language)
        pictures += _briefs(run, shown, drawing)
        if "slides" in also:
            pictures += _slides(named, lang, drawing)
        if scale_of:
            pictures += _scaled(shown, scale_of, lang, drawing)
        del shown  # with the frames behind it
    yield VERDICT, lambda folder: write_text(_verdict(run), folder / VERDICT)
    yield "verdict.json", lambda f: write_json(f / "verdict.json", run.verdict.to_dict())
    for spoken in _ALONE:
        yield f"story.{spoken}.md", partial(_story, run, spoken, bool(drawing) and by_language)
    resolved = run.scenario.loaded.resolved
    yield RESOLVED, lambda folder: write_text(resolved, folder / RESOLVED)
    yield from tables(run)
    if drawing:
        yield WORKBOOK, lambda folder: workbook(run, folder / WORKBOOK)
        yield from large_tables(run)
    if with_requests:
        yield _frames("requests.parquet", lambda: [run.requests])
    if "animation" in also:
        yield EXTRAS["animation"], lambda f: _film(run, f / EXTRAS["animation"])
    if "geojson" in also:
        yield EXTRAS["geojson"], lambda f: write_text(run.geojson, f / EXTRAS["geojson"])
    if "vidigi" in also:
        yield _table(EXTRAS["vidigi"], run.entity_events)
    yield from reversed(pictures)
    if drawing:
        yield "report.html", lambda folder: write_text(_report(run, drawn), folder / "report.html")


def _scaled(
    shown: Callable[[], Figures], other: Path, lang: Lang, drawing: DrawingProcess
) -> Iterator[Part]:
    """The figures on the scales of another run's, in a folder of its name."""
    from sim.plots.catalogue import Figures

    def named() -> Iterator[Named]:
        scales = scales_of(other)
        scaled = Figures(replace(shown().frames, scales=scales))
        return ((name, draw) for name, draw in scaled.drawn.items() if name in scales)

    place = f"{SCALED}{plain(other.resolve().parent.name)}-{plain(other.resolve().name)}"
    return figures(named, lang, drawing, place=place)


def _slides(
    named: Callable[[], Iterable[Named]], lang: Lang, drawing: DrawingProcess
) -> Iterator[Part]:
    """The slides of each figure, in the language asked for, or in each of both."""
    from sim.plots.slide import on_slides

    for spoken in _ALONE if lang == BOTH else (lang,):
        for name, make in named():
            drawn = drawing.submit((partial(on_slides, make), spoken))
            yield f"{EXTRAS['slides']}/{name}.{spoken}", partial(_figure, drawn, EXTRAS["slides"])


def _briefs(run: Run, shown: Callable[[], Figures], drawing: DrawingProcess) -> Iterator[Part]:
    """The answer on one page, a page in each language: what is there is the same for all."""
    from sim.plots import brief
    from sim.report.brief import brief_data

    try:
        told = brief_data(run.view, shown().frames)
    except Exception as error:  # noqa: BLE001 - all else is to be had
        yield "brief", partial(_fail, error)
        return
    for spoken in _ALONE:
        drawn = drawing.submit((partial(brief.draw, told), spoken))
        yield f"brief.{spoken}", partial(_paper, drawn)


def _paper(drawn: Callable[[], Drawn], folder: Path) -> str:
    files, boxes = drawn()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return boxes


def workbook(run: Run, path: Path) -> None:
    """Write the tables of a run as sheets."""
    from sim.report.workbook.contents import sheets
    from sim.report.workbook.write import written

    path.write_bytes(
        written(sheets(run.view, _origin(run), run.economy_lines, run.measures), run.name)
    )


def _story(run: Run, lang: Lang, alone: bool, folder: Path) -> None:
    """The story of a run, with the figures of its language where each is drawn alone."""
    from sim.report.markdown import PICTURES
    from sim.report.story import story

    pictures = STORY_PICTURES.format(lang=lang) if alone else PICTURES
    write_text(story(run.view, lang, pictures), folder / f"story.{lang}.md")


def _report(run: Run, drawn: Kept) -> str:
    """The page of a run with its figures."""
    from sim.report.page.contents import contents
    from sim.report.page.render import rendered

    pictures = {name: told(name, spoken) for name, spoken in drawn.items()}
    return rendered(contents(run.view, _origin(run), run.identity[1], pictures))


def told(name: str, drawn: Mapping[Lang, Callable[[], Drawn]]) -> dict[str, Any]:
    """A figure as a page needs it, or why there is none."""
    try:
        spoken = {lang: draw()[0] for lang, draw in drawn.items()}
    except Exception as error:  # noqa: BLE001 - the page tells what else there is
        return {"reason": type(error).__name__}
    return {
        "svg": {lang: files[f"{name}.svg"].decode() for lang, files in spoken.items()},
        "head": json.loads(spoken[BOTH][f"{name}.json"])["head"],
    }


def _drawn(run: Run, shown: Figures, by_year: bool = False) -> Iterator[Named]:
    """The figures of a run, and of one that is continued from the past its numbers.

    by_year: those of parks in every year as well.
    """
    from sim.plots import numbers

    yield from shown.drawn.items()
    if by_year:
        yield from shown.by_year.items()
    if run.learned:
        learned = numbers.data(run.learned, run.replications, _origin(run))
        yield learned.name, partial(numbers.draw, learned)


def figures_of(run: Run) -> Figures:
    """The figures of a run, with frames of their own: who lets them go lets go of these."""
    from sim.plots.catalogue import Figures
    from sim.plots.figure_data import figure_data

    spec, origin = run.scenario.spec, _origin(run)
    lines, each = run.economy_lines, run.settings.futures_a_world
    frames = figure_data(spec, run.plan, run.verdict, run.tallies, origin, lines, each)
    return Figures(replace(frames, places=run.scenario.loaded.places))


def _film(run: Run, path: Path) -> None:
    from sim.plots.film import gif

    path.write_bytes(gif(figures_of(run).frames))


def geojson_of(run: Run) -> str:
    """The parks of a run with what becomes of them, where its map has them."""
    from sim.measures.counting.checks import checks
    from sim.plots.figure_data import park_years
    from sim.report.geojson import geojson

    spec, plan, places = run.scenario.spec, run.plan, run.scenario.loaded.places
    found = park_years(run.tallies, plan, spec, checks(spec, plan))
    spaces = {name: labelled(spec.spaces, name) for name in spec.spaces}
    lie = places.parks if places else {}
    return geojson(found, spaces, spec.signals.waiting.value, lie, _origin(run))


def _origin(run: Run) -> Origin:
    from sim.plots.frames import Origin

    scenario = run.scenario
    return Origin(
        scenario=scenario.id,
        name=run.name,
        key=run.key[:_SHORT],
        version=release(),
        seed=run.settings.seed,
        replications=run.replications,
        areas=Areas(scenario.spec.area_unit),
    )


def _verdict(run: Run) -> str:
    """The whole screen, and at its end whose it is: a line that a memo can quote."""
    origin = _origin(run)
    signed = SCREEN["signed"].fill(
        scenario=origin.scenario, key=origin.key, seed=str(origin.seed), version=origin.version
    )
    text = f"{run.name.block(BOTH)}\n{screen(run.verdict)}"
    return "\n".join([text, *paragraph(signed, BOTH), ""])


def unsigned(text: str) -> str:
    """Return what `verdict.txt` says, without the lines that say whose it is."""
    head, _, _ = SCREEN["signed"].zh.partition("{")
    return text.rpartition(f"\n  {head}")[0] or text


def large_tables(run: Run) -> Iterator[Part]:
    """What every replication did, by month or by year: columns that nothing else here tells."""
    plan, slices = run.plan, range(0, run.replications, _SLICE)
    parts = [run.tallies[i : i + _SLICE] for i in slices]
    yield _frames("series.parquet", lambda: (narrow(stored_series(some, plan)) for some in parts))
    yield _frames("tracks.parquet", lambda: (narrow(stored_tracks(some, plan)) for some in parts))
    yield _frames(
        "pools_by_track.parquet", lambda: [narrow(stored_pools_by_track(run.pooled, plan))]
    )
    yearly = [run.tallies[i : i + _YEARLY] for i in range(0, run.replications, _YEARLY)]
    yield _frames("flows.parquet", lambda: (flows(some, plan) for some in yearly))
    yield _frames("losses.parquet", lambda: (losses(some, plan) for some in yearly))
    if any(plan.trades):
        yield _frames(
            "trades.parquet", lambda: (narrow(stored_trades(some, plan)) for some in parts)
        )
    if plan.plants:
        yield _frames("own_plants_by_year.parquet", lambda: [narrow(run.own_plants_by_year)])
    if plan.renewals:
        yield _frames("taken.parquet", lambda: [run.taken])
    if terms_end(plan):
        yield _frames("moves.parquet", lambda: [narrow(run.moves)])
        yield _frames("vintages.parquet", lambda: (narrow(vintages(some, plan)) for some in parts))


def tables(run: Run) -> Iterator[Part]:
    """What all replications say together, and what the scenario stands on."""
    yield _table("measures.csv", lambda: run.measures)
    yield _table("outlook.csv", lambda: run.outlook)
    yield _table("times.csv", lambda: run.times)
    if run.verdict.break_even:
        yield _table("turning.csv", lambda: run.turning)
    if run.plan.economy is not None:
        yield _table("economy.csv", lambda: economy_summary(run.economy_lines, run.plan))
    if run.learned:
        yield _table("numbers.csv", lambda: numbers_frame(run.learned))
    yield "provenance.csv", lambda folder: _provenance(run, folder / "provenance.csv")


def figures(
    named: Callable[[], Iterable[Named]],
    lang: Lang,
    drawing: DrawingProcess | None = None,
    kept: Kept | None = None,
    place: str = "figures",
    by_language: bool = False,
) -> Iterator[Part]:
    """Figures in both languages in a place, and in one alone in the folder of its name there.

    They are handed to a process that draws, if there is one; `kept` gets what gives them again, by
    name and language: with `by_language` in each alone too, and those of the story have a file.
    """

    def submit(make: Callable[[Lang], Panels], spoken: Lang) -> Callable[[], Drawn]:
        job = (make, spoken)
        return drawing.submit(job) if drawing else partial(draw, job)

    try:
        drawings = [*named()]
    except Exception as error:  # noqa: BLE001 - not even their list is to be had
        yield place, partial(_fail, error)
        return
    for spoken in dict.fromkeys((BOTH, lang)):
        there = place if spoken == BOTH else f"{place}/{spoken}"
        for name, make in drawings:
            drawn = submit(make, spoken)
            if kept is not None:
                drawn = kept.setdefault(name, {})[spoken] = cache(drawn)
            yield f"{there}/{name}", partial(_figure, drawn, there)
    if kept is None or not by_language:
        return
    for spoken in _ALONE:
        for name, make in drawings:
            if spoken not in kept[name]:
                drawn = kept[name][spoken] = cache(submit(partial(as_svg, make), spoken))
                if name in STORY_FIGURES:
                    there = f"{place}/{spoken}"
                    yield f"{there}/{name}", partial(_figure, drawn, there)


def _figure(drawn: Callable[[], Drawn], place: str, folder: Path) -> str:
    files, boxes = drawn()
    (folder / place).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if place == "figures" or not name.endswith(".json"):  # numbers are of no language
            (folder / place / name).write_bytes(content)
    return boxes


def _fail(error: Exception, _: Path) -> None:
    raise error


def _table(name: str, make: Callable[[], pd.DataFrame]) -> Part:
    return name, lambda folder: write_csv(make(), folder / name)


def _frames(name: str, make: Callable[[], Iterable[pd.DataFrame]]) -> Part:
    return name, lambda folder: write_parquet(make(), folder / name)


def write_text(text: str, path: Path) -> None:
    """Write a page of text."""
    path.write_text(text, encoding="utf-8", newline="\n")


def _provenance(run: Run, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {name: cell(value) if isinstance(value, str) else value for name, value in row.items()}
            for row in provenance(run.scenario.loaded)
        )


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as spreadsheets read it: UTF-8 with a mark of it at its beginning.

    Text that looks like a formula stays text; numbers are as they were.
    """
    words = frame.select_dtypes(["object", "string", "category"])
    plain = {
        str(name): column.map(lambda value: cell(value) if isinstance(value, str) else value)
        for name, column in words.items()
    }
    table = frame.assign(**plain).rename(columns=cell)
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _about(run: Run) -> dict[str, Any]:
    """What the run is made of."""
    loaded = run.scenario.loaded
    beside = Path(loaded.path).parent
    held_back = run.settings.grounded.held_back
    return {
        "key": run.key,
        "made_of": run.identity[1],
        "scenario": {
            "id": run.scenario.id,
            "name": run.name._asdict(),
            "file": Path(loaded.path).name,
            "sets": list(loaded.as_sets),
            "files": {
                Path(os.path.relpath(source.name, beside)).as_posix(): source.sha256
                for source in loaded.files
                if source.sha256
            },
            "yaml": loaded.resolved,
            "beside": {loaded.places.file: loaded.places.text} if loaded.places else {},
            "overrides": [
                {"path": o.path, "old": o.old, "new": o.new, "verb": o.verb}
                for o in loaded.overrides
            ],
            # Told with the answer, and not in the scenario.
            **({} if held_back is None else {"held_back": list(held_back)}),
        },
        "git": git_state(),
        "events": sum(tally.events for tally in run.tallies),
        "seconds": run.seconds,
    }
