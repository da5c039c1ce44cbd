"""What is written: the same bytes again, every character drawn, colours one can tell apart."""

from __future__ import annotations

import json
import re
import string
import warnings
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib.font_manager import fontManager
from PIL import Image

from sim.plots import save, style
from sim.plots.catalogue import Figures
from sim.plots.frames import Frames
from sim.plots.png import png
from sim.plots.svg import relative
from sim.text import figures as text
from sim.text.words import Lang, Words
from tests.unit.plots_frames import frames

NAMES = [
    "01-balance",
    "02-gap",
    "03-stages",
    "04-waiting",
    "05-timeline",
    "06-rent",
    "07-economy",
    "08-trades",
    "09-turning",
    "13-parks",
    "29-flow",
]


@pytest.fixture(scope="module")
def some() -> Frames:
    return frames(replications=12, months=40)


@pytest.fixture(scope="module")
def folder(some: Frames, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("figures")
    Figures(some).save(path)
    return path


def test_every_figure_is_there_in_three_forms(folder: Path) -> None:
    names = {f"{name}.{ending}" for name in NAMES for ending in ("svg", "png", "json")}
    assert {path.name for path in folder.iterdir()} == names


@pytest.mark.full
def test_same_bytes_again_whatever_the_reader_has_set(
    some: Frames, folder: Path, tmp_path: Path
) -> None:
    with matplotlib.rc_context({"font.size": 20, "axes.grid": False, "svg.hashsalt": "other"}):
        Figures(replace(some)).save(tmp_path)
        assert matplotlib.rcParams["font.size"] == 20
    for path in folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_no_date_and_no_program_in_the_files(folder: Path) -> None:
    for path in folder.iterdir():
        content = path.read_bytes()
        assert b"matplotlib" not in content.lower(), path.name
        assert b"<dc:date>" not in content


def test_svg_is_well_formed_named_and_without_text_that_needs_a_font(folder: Path) -> None:
    letters: set[str] = set()
    for name in NAMES:
        root = ElementTree.fromstring((folder / f"{name}.svg").read_text(encoding="utf-8"))
        spaced = "{http://www.w3.org/2000/svg}"
        title, about = root.find(f"{spaced}title"), root.find(f"{spaced}desc")
        numbers = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        assert title is not None
        assert title.text == "\n".join(Words(**numbers["head"]["title"]))
        assert about is not None
        assert about.text == "\n".join(Words(**numbers["head"]["alt"]))
        assert root.get("role") == "img"
        assert not list(root.iter(f"{spaced}text"))
        ids = {i for e in root.iter() if (i := e.get("id"))}
        uses = [e.get("{http://www.w3.org/1999/xlink}href", "") for e in root.iter(f"{spaced}use")]
        assert {use.removeprefix("#") for use in uses} <= ids
        mine = {i for i in ids if re.fullmatch(r"[a-imC][0-9a-f]{1,3}", i)}
        assert mine
        assert not mine & letters, "figures in one page must not share the names of letters"
        letters |= mine


def test_json_is_canonical(folder: Path) -> None:
    for name in NAMES:
        content = (folder / f"{name}.json").read_text(encoding="utf-8")
        plain = json.loads(content, parse_constant=lambda name: pytest.fail(name))
        again = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert content == again + "\n"
        assert plain["figure"] == name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_language_says_nothing_in_the_other(some: Frames, lang: Lang) -> None:
    named = replace(some, origin=replace(some.origin, name=Words("基准", "base")))
    for panels in Figures(named).all(lang):
        drawn = "".join(
            written.get_text() for written in panels.figure.findobj(matplotlib.text.Text)
        )
        hanzi = re.findall(r"[\u4e00-\u9fff]", drawn)
        assert bool(hanzi) == (lang == "zh"), panels.data.name
        if lang == "zh":
            assert "futures" not in drawn


def test_the_fonts_know_every_hanzi_of_gbk_and_big5() -> None:
    codes = [bytes([a, b]) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF)]
    for encoding in ("gbk", "big5"):
        known = "".join(code.decode(encoding, "ignore") for code in codes)
        hanzi = "".join(c for c in known if "\u4e00" <= c <= "\u9fff")
        assert len(hanzi) > 13_000
        assert not style.missing(hanzi), encoding


def test_a_character_without_a_glyph_is_a_box_and_told(some: Frames, tmp_path: Path) -> None:
    assert style.missing("张江 ≥ 10⁴ m² 송도송") == "송도"
    spaces = dict(some.spaces) | {"lab": Words("송도 昇園", "lab")}
    figure = Figures(replace(some, spaces=spaces)).balance()
    save.save([figure], tmp_path)
    assert figure.boxes == "송도"
    assert Figures(some).balance().boxes == ""


def test_a_dollar_is_a_dollar(some: Frames, tmp_path: Path) -> None:
    name = Words("$$ \\frac{ $x_1$ 元", r"\$ $\nothing$")
    spaces, origin = dict(some.spaces) | {"lab": name}, replace(some.origin, name=name)
    figure = Figures(replace(some, spaces=spaces, origin=origin)).balance()
    save.save([figure], tmp_path)
    texts = figure.figure.findobj(matplotlib.text.Text)
    assert any("$" in text.get_text() for text in texts)
    assert not any(text.get_parse_math() for text in texts)


def test_other_warnings_are_not_taken_for_glyphs() -> None:
    with pytest.raises(UserWarning, match="something else"), style.house():
        warnings.filterwarnings("error", message="something else")
        warnings.warn("something else", UserWarning, stacklevel=1)


def test_fonts_come_with_the_package_and_are_registered_once() -> None:
    style.register()
    style.register()
    for family, path in zip((style.LATIN, style.HANZI), style.paths(), strict=True):
        entries = [entry for entry in fontManager.ttflist if entry.name == family]
        assert [entry.fname for entry in entries] == [str(path)]


def templates() -> Iterator[tuple[str, Words]]:
    for name in ("LABEL", "SUBTITLE", "TITLE", "ALT"):
        for key, words in getattr(text, name).items():
            yield f"{name}/{key}", words


@pytest.mark.parametrize(("name", "words"), list(templates()))
def test_every_template_has_both_languages_with_the_same_fields(name: str, words: Words) -> None:
    fields = [{field for _, field, _, _ in string.Formatter().parse(t) if field} for t in words]
    assert all(words), name
    assert fields[0] == fields[1]
    assert not style.missing(words.zh + words.en)
    assert words.zh.count("\n") == words.en.count("\n")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str) -> float:
    """WCAG 2 contrast with white."""
    return 1.05 / (luminance(colour) + 0.05)


def test_colours_are_the_houses_and_stand_out_on_white() -> None:
    fixed = (style.SUPPLY, style.SHORTAGE, style.DEMAND, style.IDLE)
    assert fixed == ("#0072B2", "#D55E00", "#000000", "#777777")
    assert all(contrast(colour) >= 3 for colour in fixed)
    assert all(contrast(ink) >= 4.5 for ink in (*style.INK.values(), style.SOFT))
    assert set(fixed) <= set(style.INK)


def test_outlines_keep_their_points() -> None:
    assert relative("M 0 0 \nL 10 0 \nL 20 0 \nL 20.04 -5.5 \nz", 1.0, 1) == "M0 0h20l0-5.5z"
    assert relative("M 16 32 \nQ 32 48 48 0 \nL 48 16 \n", 1 / 16, 0) == "M1 2q1 1 2-2l0 1"


def test_saving_returns_the_paths(some: Frames, tmp_path: Path) -> None:
    written = save.save([Figures(some).timeline("zh")], tmp_path / "new")
    assert [path.name for path in written] == [f"05-timeline.{e}" for e in ("svg", "png", "json")]
    assert written[1].read_bytes().startswith(b"\x89PNG")


def test_a_figure_shows_itself_and_gives_its_axes(some: Frames) -> None:
    axes = Figures(some).balance("en")
    assert list(axes) == list(some.spaces)
    assert axes["pilot"].get_ylim()[0] == 0
    assert axes._repr_png_().startswith(b"\x89PNG")
    assert repr(axes).startswith("<01-balance: ")


def test_a_png_holds_the_dots_and_the_size_of_paper() -> None:
    dots = np.random.default_rng(1).integers(0, 256, (3, 5, 3), np.uint8)
    picture = Image.open(BytesIO(png(dots, 150)))
    assert picture.mode == "RGB" and (np.asarray(picture) == dots).all()
    assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.02)
