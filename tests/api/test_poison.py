"""A scenario whose every name is poison: figures draw it as text, on the sheet; so do pages."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from copy import deepcopy
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
import yaml
from matplotlib.text import Text

from sim import (
    Scenario,
    backtest,
    compare,
    discover,
    explain,
    optimise,
    overview,
    required,
    sweep,
)
from sim.api.results import figures, write_csv
from sim.experiments.map.function import map as lay_map
from sim.experiments.sensitivity import sobol_figure as sobol
from sim.experiments.sensitivity import tornado_figure as tornado
from sim.plots.save import svg
from sim.plots.style import Head, Panels, house
from sim.text.safe import line
from sim.text.words import Words
from tests.poison import POISON

HERE = Path(__file__).parent
STEM = "昇園 $x$ a_b <i> eve`y =1+1 \u202e송"
LOADED = tuple(re.sub("[\x1b\x07\uffff]", "", text) for text in POISON)
"""A scenario may hold all but control characters and what is none."""
FUTURES = 8


def poisoned(path: Path) -> Scenario:
    """The town with poison for names, two projects, an economy and a rent; written and loaded."""
    tree: dict[str, Any] = yaml.safe_load((HERE / "town.yaml").read_text(encoding="utf-8"))
    hall, names = tree["supply"]["hall"], cycle(LOADED)
    hall["mix"] = {"factory": "50%", "lab": "50%"}
    hall["area"] = {"value": "8000 m²", "range": "±20%", "note": "=48000+60000", "source": "book"}
    tree["supply"]["barn"] = deepcopy(hall) | {"start": "2026-06"}
    tree["sources"] = {"book": {"title": "@SUM(A1)\n=x"}}
    tree["name"] = {"zh": LOADED[0] + LOADED[1], "en": LOADED[2] + LOADED[4]}
    tree["why"] = "# heading\n\n" + LOADED[3]
    tree["currency"] = {"code": "TWD", "zh": "新臺\n幣 $$", "en": "$NT_$ </b>"}
    tree["economy"] = {"output": {"factory": {"density": "8000 TWD/m²", "basis": "gross"}}}
    tree["rent"] = {
        "lab": {
            "level": "100 TWD/m²/month",
            "basis": "lettable",
            "natural_vacancy": "10%",
            "adjustment": 0.5,
        }
    }
    for block in ("parks", "spaces", "stages", "tracks", "demand", "supply", "standards"):
        for thing in tree[block].values():
            thing["label"] = {"zh": next(names), "en": next(names)}
    file = path / f"{STEM}.yaml"
    file.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return Scenario.load(file)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return poisoned(tmp_path_factory.mktemp("poison"))


@pytest.fixture(scope="module")
def run(town: Scenario) -> Any:
    return town.run(FUTURES)


GRID = {"demand.startups.rate": ["12 per year", "30 per year"]}
MORE = {"supply.hall.area": ["4000 m²", "8000 m²"]}
ASKED: dict[str, Callable[[Scenario], Any]] = {
    "compare": lambda one: compare(
        one,
        one.with_({"supply.hall.area": "4000 m²", "demand.startups.rate": "30 per year"}),
        replications=FUTURES,
    ),
    "overview": lambda one: overview(one, replications=FUTURES),
    "sweep": lambda one: sweep(one, GRID, replications=FUTURES),
    "sweep of two": lambda one: sweep(one, GRID | MORE, replications=FUTURES),
    "map": lambda one: lay_map(
        one, "demand.startups.rate", "supply.hall.area", replications=FUTURES
    ),
    "required": lambda one: required(one, replications=20),
    "lever": lambda one: required(one, lever="supply.hall.construction", replications=20),
    "explain": lambda one: explain(one, "startups#0"),
    "discover": lambda one: discover(one, "vacancy_end.lab > 0.2", worlds=50),
    "optimise": lambda one: optimise(
        one, projects=["hall", "barn"], evaluations=20, replications=4, judge=FUTURES
    ),
    "backtest": lambda one: backtest(one, past_of(one), 20),
}


def past_of(town: Scenario) -> Path:
    """A file of one observation with a name of poison, beside the scenario."""
    seen = {
        "label": {"zh": LOADED[0], "en": LOADED[-1]},
        "measure": "vacancy",
        "basket": "labs",
        "start": "2027",
        "value": "45%",
        "discrepancy": "4%",
    }
    labs = {
        "label": {"zh": LOADED[2], "en": LOADED[-2]},
        "publisher": LOADED[3],
        "covers": "space",
        "spaces": ["lab"],
    }
    tree = {
        "name": LOADED[1],
        "sources": {},
        "baskets": {"labs": labs},
        "observations": {"one": seen, "two": deepcopy(seen) | {"start": "2026"}},
    }
    path = Path(town.loaded.path).with_name("past.yaml")
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return path


def ticks_out_of_view(panels: Panels) -> set[Text]:
    """Matplotlib keeps labels of ticks beyond the ends of an axis, and draws none of them."""
    found: set[Text] = set()
    for axis in (axis for ax in panels.figure.axes for axis in (ax.xaxis, ax.yaxis)):
        low, high = sorted(axis.get_view_interval())
        out = [tick for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high]
        found.update(label for tick in out for label in (tick.label1, tick.label2))
    return found


def faults(panels: Panels) -> list[str]:
    """What is wrong with the texts of a figure: hidden characters, formulas, off the sheet."""
    found = []
    with house():
        panels.figure.draw_without_rendering()
        edge = panels.figure.bbox
        for text in set(panels.figure.findobj(Text)) - ticks_out_of_view(panels):
            said = text.get_text()
            if not said or not text.get_visible():
                continue
            hidden = [c for c in said if unicodedata.category(c) in {"Cc", "Cf"} and c != "\n"]
            box = text.get_window_extent()
            found += [f"hidden {hidden} in {said!r}"] if hidden else []
            found += [f"a formula: {said!r}"] if text.get_parse_math() else []
            found += [f"off the sheet: {said!r}"] if box.x0 < 0 or box.x1 > edge.x1 else []
            found += [f"too many lines: {said!r}"] if said.count("\n") > 2 else []
    return found


@pytest.mark.parametrize("lang", ["both"])
def test_the_figures_of_a_run(run: Any, lang: Any) -> None:
    drawn = list(run.figures.all(lang))
    names = [panels.data.name for panels in drawn]
    assert names == [
        *("01-balance", "02-gap", "03-stages", "04-waiting", "05-timeline"),
        *("06-rent", "07-economy", "13-parks", "29-flow"),
    ]
    for panels in drawn:
        assert not faults(panels), panels.data.name
        assert set(panels.boxes) <= set("송도국제시"), panels.data.name


def test_pictures_of_poison_are_well_formed(run: Any) -> None:
    panels = run.figures.timeline("both")
    root = ElementTree.fromstring(svg(panels))
    assert not [e for e in root.iter() if e.tag.endswith("}script")]
    assert panels.png(20).startswith(b"\x89PNG")


def test_a_written_figure_says_which_characters_are_boxes(run: Any, tmp_path: Path) -> None:
    ((name, write),) = figures(lambda: [("06-rent", run.figures.rent)], "both")
    assert write(tmp_path) == "송"
    assert {path.name for path in (tmp_path / "figures").iterdir()} == {
        f"06-rent.{ending}" for ending in ("svg", "png", "json")
    }
    assert name == "figures/06-rent"


@pytest.mark.parametrize("verb", ASKED)
def test_the_figures_and_screens_of_an_experiment(town: Scenario, verb: str) -> None:
    finding = ASKED[verb](town)
    drawn = finding.figures("both")
    assert drawn
    for panels in drawn:
        assert not faults(panels), panels.data.name
    for lang in ("zh", "en", "both"):
        assert all(said.isprintable() for said in finding.screen(lang).split("\n"))


def test_the_story_has_no_markup_but_its_own(run: Any) -> None:
    page: str = run.story()
    assert not [c for c in page if unicodedata.category(c) in {"Cc", "Cf"} and c != "\n"]
    text = re.sub(r"``.*?``", "", page)
    assert not re.findall(r"(?<!\\)<[a-z/!?]", text)
    assert not re.findall(r"(?<!\\)\]\((?!figures/)", text)
    assert [said for said in page.splitlines() if re.match("# ", said)] == page.splitlines()[:1]
    rows = [said for said in page.splitlines() if said.startswith("|")]
    columns = [len(re.findall(r"(?<!\\)\|", said)) for said in rows]
    assert all(
        now == before
        for (before, now), said in zip(pairwise(columns), rows[1:], strict=True)
        if said.startswith("| ---")
    )
    commands = [said for said in page.splitlines() if "zhizao run" in said]
    assert commands
    assert all("``" in said for said in commands), "a name with a backtick ends no code"


NAMED = tuple(Words(line(zh), line(en)) for zh, en in pairwise(LOADED))
ENDS = (Words("5 m²", "5 m²"), Words("9 m²", "9 m²"))
HEAD = Head(NAMED[0], NAMED[1], NAMED[2], NAMED[3], line(STEM))


@pytest.mark.parametrize("name", ["tornado", "sobol"])
def test_the_figures_of_sensitivity(name: str) -> None:
    """Their answers take too long to make; what they are drawn from is made by hand."""
    if name == "tornado":
        swings = tuple(
            tornado.Swing(name, -1, 0.1, 2, 0.1, ENDS, (0.1, 0.0, 0.2)) for name in NAMED
        )
        bars = {"a": tornado.TornadoPanel(NAMED[4], line(LOADED[0]), NAMED[5], swings)}
        drawn = tornado.draw(tornado.Tornadoes(HEAD, bars))
    else:
        third = (0.3, 0.2, 0.4)
        rows = tuple(sobol.SobolBar(str(i), name, third, third) for i, name in enumerate(NAMED))
        spots = (sobol.MorrisSpot(1, 1, 0.1, 0.1),)
        panel = sobol.SobolPanel(NAMED[4], NAMED[5], NAMED, rows, True, spots)
        drawn = sobol.draw(sobol.Sobol(HEAD, {"a": panel}))
    assert not faults(drawn)


def test_faults_of_texts_are_found(run: Any) -> None:
    panels = run.figures.rent("en")
    with house():
        panels.figure.text(0.5, 0.5, "two\n\n\nlines\u202e")
        panels.figure.text(0.5, 0.5, "off " * 200)
    panels.figure.text(0.5, 0.5, "$x$")
    said = " ".join(faults(panels))
    assert all(kind in said for kind in ("hidden", "formula", "off the sheet", "too many lines"))


def test_no_cell_of_a_table_is_a_formula(run: Any, tmp_path: Path) -> None:
    folder = run.save(tmp_path, brief=True)
    files = [*folder.glob("*.csv")]
    assert len(files) > 3
    cells = [
        cell
        for file in files
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")))
        for cell in row
    ]
    assert not [cell for cell in cells if cell[:1] in "=@" and cell]
    assert not [cell for cell in cells if cell[:1] in "+-" and cell and not number(cell)]
    assert {"'=48000+60000", "'@SUM(A1) =x"} <= {*cells}


def number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_tables_of_text_and_numbers(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "=name": ["@x", None],
            "text": pd.Series(["-1", "=a\nb"], dtype="string"),
            "kind": pd.Categorical(["+k", "k"]),
            "number": [-1.5, float("nan")],
            "date": pd.to_datetime(["2026-01-01", None]),
            "told": [True, False],
        }
    )
    before = frame.copy()
    write_csv(frame, tmp_path / "a.csv")
    pd.testing.assert_frame_equal(frame, before)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "'=name,text,kind,number,date,told",
        "'@x,-1,'+k,-1.5,2026-01-01,True",
        ",'=a b,k,,,False",
    ]


def test_the_screen_of_a_run_is_printable(run: Any) -> None:
    assert all(said.isprintable() for said in repr(run).split("\n"))
