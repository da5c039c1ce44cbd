"""The texts of every figure of a run: on the sheet, apart from each other, large enough."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import count

import pandas as pd
import pytest
from matplotlib.text import Text
from PIL import Image

from sim.api import drawing
from sim.measures.bands import Band
from sim.measures.learned import Learned
from sim.plots import balance, numbers, parks
from sim.plots.catalogue import Figures
from sim.plots.frames import Frames
from sim.plots.save import files, svg
from sim.plots.sheet import WIDTH, sheet, write
from sim.plots.slide import WIDE, on_slides
from sim.plots.style import NoSlideError, Panels, house
from sim.report.page.pictures import inline
from sim.text.words import Lang, Words, joined
from tests.examples import sampled
from tests.figure_texts import text_faults
from tests.unit.plots_frames import frames

LANGS: tuple[Lang, ...] = ("zh", "en", "both")
NAMES = [*Figures(frames(2, 27)).drawn]


@pytest.fixture(scope="module")
def some() -> Frames:
    return frames(replications=12, months=40, parks=3)


@pytest.fixture(scope="module")
def long(some: Frames) -> Frames:
    """The same, each name longer than any room."""
    numbers = count()

    def name() -> Words:
        number = str(next(numbers))
        return Words(
            f"用于细胞与基因治疗产品商业化生产的多层标准厂房（二期）{number}",
            f"Multi-storey standard factories for products of gene therapy {number}",
        )

    assert some.parks is not None and some.ledger is not None
    return replace(
        some,
        origin=replace(some.origin, name=name()),
        spaces={key: name() for key in some.spaces},
        projects={key: replace(one, name=name()) for key, one in some.projects.items()},
        trades=tuple(replace(trade, label=name()) for trade in some.trades),
        parks=replace(some.parks, parks={key: name() for key in some.parks.parks}),
        ledger=replace(some.ledger, aimed=[replace(a, label=name()) for a in some.ledger.aimed]),
    )


@pytest.mark.parametrize("figure", NAMES)
def test_texts_are_whole_apart_and_readable(some: Frames, long: Frames, figure: str) -> None:
    assert text_faults(Figures(some).drawn[figure]("both")) == []
    draw = Figures(long).drawn[figure]
    assert [fault for lang in LANGS for fault in text_faults(draw(lang))] == []


@pytest.mark.parametrize("figure", sampled(NAMES, [*NAMES][::4]))
def test_a_slide_is_16_to_9_in_one_language_and_readable(long: Frames, figure: str) -> None:
    draw = Figures(long).drawn[figure]
    for lang in LANGS[:2]:
        slides = on_slides(draw, lang)
        assert [fault for s in slides for fault in text_faults(s, least=12 * WIDTH / WIDE)] == []
        said = "".join(text.get_text() for s in slides for text in s.figure.findobj(Text))
        assert bool(re.search("[\u4e00-\u9fff]", said)) == (lang == "zh")
    (vector, dots), names = files(slides[0]).values(), [*files(slides[0])]
    assert names == [f"{figure}.en.svg", f"{figure}.en.png"]
    assert Image.open(BytesIO(dots)).size == (1920, 1080)
    assert b'width="960pt" height="540pt" viewBox="0 0 792 445.5"' in vector


def test_types_of_space_go_on_on_the_next_slide(some: Frames) -> None:
    draw = Figures(some).drawn["13-parks"]
    slides, page = on_slides(draw, "en"), draw("en")
    assert len(slides) > 1 and [space for one in slides for space in one] == [*page]
    for part, one in enumerate(slides, 1):
        said = [text.get_text() for text in one.figure.findobj(Text)]
        assert sum(text.endswith(f"({part}/{len(slides)})") for text in said) == 1
    written, boxes = drawing.draw((partial(on_slides, draw), "en"))
    assert boxes == "" and [*written][2:4] == ["13-parks-2.en.svg", "13-parks-2.en.png"]
    one = replace(parks.data(some), rows=dict.fromkeys(["lab"], parks.data(some).rows["lab"]))
    low = partial(parks.draw, replace(one, parks={str(i): one.head.name for i in range(99)}))
    assert drawing.draw((partial(on_slides, low), "en")) == ({}, "")


def test_a_figure_without_rows_is_tried_once_on_a_slide(some: Frames) -> None:
    tried, data = count(), balance.data(some)

    def low(lang: Lang) -> Panels:
        next(tried)
        sheet(data.head, lang, 99.0, fills=False)
        return balance.draw(data, lang)

    with pytest.raises(NoSlideError):
        on_slides(low, "en")
    assert next(tried) == 1


def test_lines_are_about_as_long_and_a_title_breaks_between_parts(some: Frames) -> None:
    head = replace(
        balance.data(some).head,
        title=Words(
            "", "Likeliest queue: laboratories, in 78 of 100 futures; " + "likeliest glut " * 7
        ),
        subtitle=Words("", "a line of many words " * 8 + "and more"),
    )
    with house():
        figure, _ = sheet(head, "en")
    first, rest, *lines, _ = (text.get_text() for text in figure.texts)
    assert first.endswith("futures;") and rest.startswith("likeliest glut")
    long = replace(
        head, title=Words("研发实验室（2031 年二季度起）、标准厂房（2035 年一季度起）" * 3, "")
    )
    with house():
        figure, _ = sheet(long, "zh")
    assert figure.texts[0].get_text().endswith("、")
    assert len(lines) == 2 and len(lines[1]) > 0.8 * len(lines[0])


def test_ten_numbers_have_room_on_a_slide(long: Frames) -> None:
    band, (name, *_) = Band(0.101, 0.202, 0.303), long.spaces.values()
    one = Learned("demand.a.rate", name, "rate", 0.0, 1.0, band, band, 0.5, True)
    shown = numbers.data([replace(one, path=f"demand.{i}") for i in range(12)], 5, long.origin)
    for lang in LANGS[:2]:
        (slide,) = on_slides(partial(numbers.draw, shown), lang)
        assert text_faults(slide, least=12 * WIDTH / WIDE) == []
    assert len(shown.rows) == 10


def test_small_text_on_a_slide_is_found_and_a_page_is_as_before(some: Frames) -> None:
    draw = Figures(some).drawn["06-rent"]
    (slide,) = on_slides(draw, "en")
    write(slide.figure, 5, 0.1, "Planted", size=9.5)
    assert "'Planted' has 9.5 points" in str(text_faults(slide, least=12 * WIDTH / WIDE))
    page = draw("en")
    assert page.figure.get_size_inches().tolist() == [11, 7]
    assert text_faults(page) == [] != text_faults(page, least=9.1)


def test_a_slide_has_as_many_projects_as_it_has_room_for(some: Frames) -> None:
    projects = {f"{i}": replace(some.projects["starts-2024"]) for i in range(30)}
    lots = some.supply[some.supply["project"] == "starts-2024"]
    supply = pd.concat([lots.assign(project=f"{i}", area=1e4 * (i + 1)) for i in range(30)])
    draw = Figures(replace(some, projects=projects, supply=supply)).drawn["05-timeline"]
    (slide,) = on_slides(draw, "en")
    assert text_faults(slide, least=12 * WIDTH / WIDE) == []
    said = [text.get_text() for text in slide.figure.findobj(Text)]
    assert "Projects, the 12 largest of 30" in said
    assert sum(text == "Starts of 2024" for text in said) == 12
    assert any(text.startswith("360") for text in said)
    early = supply.assign(
        open=supply["open"].mask(supply["project"] > "2", pd.Timestamp("2020-01-01"))
    )
    draw = Figures(replace(some, projects=projects, supply=early)).drawn["05-timeline"]
    (slide,) = on_slides(draw, "en")
    said = [text.get_text() for text in slide.figure.findobj(Text)]
    assert "Projects, 12 of 30" in said  # the largest opens before the axis begins
    evidence = {
        name: replace(one, evidence="seen" if name > "2" else "assumed")
        for name, one in projects.items()
    }
    draw = Figures(replace(some, projects=evidence, supply=early)).drawn["05-timeline"]
    (slide,) = on_slides(draw, "en")
    said = [text.get_text() for text in slide.figure.findobj(Text)]
    assert any(text.startswith("Projects assumed") for text in said)
    assert not any("seen" in text for text in said)


@pytest.fixture
def panels(some: Frames) -> Panels:
    return balance.draw(balance.data(some), "en")


@pytest.mark.parametrize(
    ("x", "y", "size", "fault"),
    [
        (10.8, 6.5, 9, "'Planted' leaves the sheet"),
        (0.1, 7.1, 9, "'Planted' leaves the sheet"),
        (0.3, 6.5, 9, "'Planted' leaves the margin"),
        (5.0, 0.1, 8, "'Planted' has 8.0 points"),
        (0.5, 0.36, 9, "'Planted' lies on 'Demand .*'|'Demand .*' lies on 'Planted'"),
        (3.0, 2.0, 9, "'Planted' reaches into another panel"),
    ],
)
def test_a_fault_is_found(panels: Panels, x: float, y: float, size: float, fault: str) -> None:
    assert text_faults(panels) == []
    write(panels.figure, x, y, "Planted", size=size)
    assert re.search(fault, "\n".join(text_faults(panels)))


def test_a_title_of_two_lines_that_is_cut_leaves_the_figure_of_a_page_whole(long: Frames) -> None:
    data = balance.data(long)
    head = replace(data.head, title=joined([data.head.title] * 2))
    panels = balance.draw(replace(data, head=head), "both")
    said = f"{head.title.block('both')}\n{head.subtitle.block('both')}"
    drawn, bare = (inline(svg(panels).decode(), "x-", lambda _: True, of) for of in ("", said))
    texts, kept = (re.findall(r"<text[^>]*>(.*?)</text>", one) for one in (drawn, bare))
    gone = [text for text in texts if text not in kept]
    assert len(texts) - len(kept) == len(gone) == 2 * 2 + 4
    assert "…" in "".join(gone) and gone[-1] in said
