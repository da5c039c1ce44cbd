"""The brief: a page of A4 in one language, the same bytes again, that says what the screen says."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.text import Text

from sim import Scenario
from sim.api.results import figures_of
from sim.plots import brief
from sim.plots.brief import BriefData
from sim.plots.paper import HEIGHT, LEFT, RIGHT, WIDTH, Paper
from sim.plots.save import files
from sim.plots.statistics import fan
from sim.plots.style import house
from sim.plots.widths import wide, wrapped
from sim.plots.words import typeset
from sim.report.brief import brief_data
from sim.text.words import Lang, Words
from tests.examples import sampled
from tests.figure_texts import text_faults
from tests.report.test_page_injection import poisoned

CHAIN = Path(__file__).parents[1] / "experiments" / "chain.yaml"


@pytest.fixture(scope="module")
def told() -> BriefData:
    run = Scenario.load(CHAIN).run(4, engine="simpy")
    return brief_data(run.view, figures_of(run).frames)


@pytest.fixture(scope="module", params=["zh", "en"])
def drawn(told: BriefData, request: pytest.FixtureRequest) -> Paper:
    return brief.draw(told, request.param)


def texts(paper: Paper) -> list[str]:
    return [text.get_text() for text in paper.figure.findobj(Text)]


def test_it_says_what_the_first_screen_says(told: BriefData, drawn: Paper) -> None:
    said = "".join(texts(drawn)).replace(" ", "")
    assert "m2" not in said  # on paper it is m²
    words = [told.head.name, *told.answer, told.played, told.head.subtitle]
    words += [part for fact in (*told.facts, *told.assumed) for part in fact]
    for text in words:
        assert typeset(text.line(drawn.lang)).replace(" ", "") in said
    for row in told.types[drawn.lang]:
        assert all(cell in texts(drawn) for cell in row)
    assert {key.partition("/")[0] for key in drawn} == {"balance", "gap"}


def test_it_speaks_one_language(drawn: Paper) -> None:
    hanzi = re.findall(r"[\u4e00-\u9fff]", "".join(texts(drawn)))
    assert bool(hanzi) == (drawn.lang == "zh")


def test_its_files_are_the_same_again_and_tell_no_time(told: BriefData, drawn: Paper) -> None:
    made = files(drawn)
    assert [*made] == [f"brief.{drawn.lang}.pdf", f"brief.{drawn.lang}.png"]
    pdf, png = made.values()
    assert files(brief.draw(told, drawn.lang)) == made
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    assert b"CreationDate" not in pdf
    assert b"atplotlib" not in pdf
    assert f"/MediaBox [ 0 0 {WIDTH * 72:.6g} {HEIGHT * 72:.6g} ]".encode() in pdf
    assert b"/ToUnicode" in pdf
    assert struct.unpack(">I", png[16:20])[0] == 1080


def test_everything_stands_on_the_page(drawn: Paper) -> None:
    drawn.figure.canvas.draw()
    for text in drawn.figure.texts:
        box = text.get_window_extent()
        inches = [edge / drawn.figure.dpi for edge in (box.x0, box.x1, box.y0, box.y1)]
        assert inches[0] > LEFT - 0.05, text.get_text()
        assert inches[1] < RIGHT + 0.06, text.get_text()  # letters on a screen are wider
        assert 0.2 < inches[2] < inches[3] < HEIGHT - 0.3, text.get_text()
    heights = sorted(round(text.get_position()[1], 4) for text in drawn.figure.texts)
    assert heights[0] < 0.08


def test_its_panels_stand_apart(told: BriefData) -> None:
    names, one = ["a", "b", "c"], told.spaces[0]
    large = fan(np.full((4, len(told.balance.x)), 4888.0))
    lines = replace(told.balance.panels[one], supply=large, demand=large)
    supply = replace(told.balance, panels=dict.fromkeys(names, lines))
    gap = replace(told.gap, panels=dict.fromkeys(names, told.gap.panels[one]))
    paper = brief.draw(replace(told, spaces=names, balance=supply, gap=gap), "en")
    assert [fault for fault in text_faults(paper, least=7.5) if " lies on " in fault] == []
    long = {names[0]: replace(lines, label=Words("", "A name that has no room"))}
    panels = {**supply.panels, **long}
    both = {"balance": replace(supply, panels=panels), "gap": gap}
    paper = brief.draw(replace(told, spaces=names, **both), "en")
    heads = [t for ax in paper.values() for t in ax.texts if t.get_text() == lines.label.en]
    assert len({text.get_fontsize() for text in heads}) == 1 < len(heads)


def test_where_there_is_no_room_facts_give_way(told: BriefData) -> None:
    long = Words("很长的话，" * 120, "a long sentence " * 90)
    crowded = replace(told, facts=[(Words("甲", "first"), long)] * 6)
    paper = brief.draw(crowded, "en")
    assert 0 < texts(paper).count("first") < 6
    lowest = min(text.get_position()[1] for text in paper.figure.texts)
    assert lowest * HEIGHT > 0.3


@pytest.mark.parametrize("payload", ["</text> $x_1 \\frac{ {x} %s", "很长的园区名称" * 9])
def test_names_are_text_and_stay_within(tmp_path: Path, payload: str) -> None:
    run = poisoned(tmp_path, payload).run(2, engine="simpy")
    paper = brief.draw(brief_data(run.view, figures_of(run).frames), "zh")
    paper.figure.canvas.draw()
    assert payload.split(" ")[0] in "".join(texts(paper))
    for text in paper.figure.texts:
        assert text.get_window_extent().x1 / paper.figure.dpi < WIDTH


@pytest.mark.parametrize("text", ["供给与需求 demand, 2030", "abc ÄÖ €", "☎"])
def test_width_is_what_matplotlib_draws(drawn: Paper, text: str) -> None:
    with house():
        shown = drawn.figure.text(0, 0, text, size=12)
        box = shown.get_window_extent()
        shown.remove()
    assert wide(text, 12) == pytest.approx(box.width / drawn.figure.dpi, rel=0.05)


def test_lines_break_between_words() -> None:
    lines = wrapped("a sentence of some words 与几个汉字", 10, 1.0)
    assert "".join(lines).replace(" ", "") == "asentenceofsomewords与几个汉字"
    assert all(wide(line, 10) <= 1.0 for line in lines)


@pytest.mark.parametrize("lang", sampled(["zh", "en", "both"], ["zh"]))
def test_it_is_saved_in_both_languages_whatever_is_asked(tmp_path: Path, lang: Lang) -> None:
    folder = Scenario.load(CHAIN).run(2, engine="simpy").save(tmp_path, lang)
    names = {path.name for path in folder.iterdir() if path.name.startswith("brief")}
    assert names == {"brief.zh.pdf", "brief.zh.png", "brief.en.pdf", "brief.en.png"}
