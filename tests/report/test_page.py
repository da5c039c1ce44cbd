"""The page of a run: whole by itself, the same bytes again, readable by everybody."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from fontTools.ttLib import TTFont

from sim import Scenario
from sim.api import results
from sim.report.page import render
from sim.report.page.contents import Page, contents
from sim.report.page.letters import Letters
from sim.report.page.pictures import inline
from sim.report.page.render import rendered, rich
from sim.text.stress import STRESS
from sim.text.words import Words

ROOT = Path(__file__).parents[2]
CHAIN = ROOT / "tests" / "experiments" / "chain.yaml"
MOST = 3_000_000
"""Bytes of a page."""
VOID = {"meta", "input", "br", "link", "img"}
BLOCKS = {"svg", "path", "g", "use", "text", "rect", "defs", "clippath", "pattern", "title", "desc"}


class Element(NamedTuple):
    """A tag of a page, and what stands in it."""

    tag: str
    attributes: dict[str, str]
    above: tuple[str, ...]


class Reader(HTMLParser):
    """Reads a page as a browser would: elements in order, and the text of each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.texts: list[list[str]] = []
        self._open: list[int] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        above = tuple(self.elements[i].tag for i in self._open)
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, above))
        self.texts.append([])
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()].tag == tag

    def handle_data(self, data: str) -> None:
        for index in self._open:
            self.texts[index].append(data)

    def text(self, index: int) -> str:
        """All that stands in an element."""
        return "".join(self.texts[index])

    def all(self, tag: str) -> list[int]:
        """Where the elements of a name are."""
        return [i for i, element in enumerate(self.elements) if element.tag == tag]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Scenario.load(CHAIN).run(8).save(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def html(saved: Path) -> str:
    return (saved / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(html: str) -> Reader:
    return Reader(html)


def test_it_needs_nothing_from_anywhere(html: str, page: Reader) -> None:
    assert len(html.encode()) < MOST
    for element in page.elements:
        assert element.tag not in {"script", "link", "img", "iframe", "object", "base", "form"}
        for name, value in element.attributes.items():
            assert not name.startswith("on"), element
            if name in {"href", "src", "xlink:href", "action"}:
                assert value.startswith("#"), element
    styles = [page.text(i) for i in page.all("style")]
    assert re.findall(r"url\((.{5})", "".join(styles)) == ["data:"]
    assert "@import" not in "".join(styles)
    (policy,) = (
        e.attributes["content"]
        for e in page.elements
        if e.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; ")


def test_every_link_leads_somewhere_and_names_are_unique(page: Reader) -> None:
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    links = [e.attributes["href"] for e in page.elements if "href" in e.attributes]
    drawn = re.findall(r"url\(#([^)]*)\)", str([e.attributes for e in page.elements]))
    assert {link.removeprefix("#") for link in links} | {*drawn} <= {*ids}
    nav = page.all("nav")
    assert len(nav) == 1
    sections = [page.elements[i].attributes["id"] for i in page.all("section")]
    listed = [e.attributes["href"][1:] for e in page.elements if e.tag == "a" and "nav" in e.above]
    assert listed == sections[1:]
    assert sections[0] == "answer"


def test_the_answer_is_the_first_screens(saved: Path, page: Reader) -> None:
    run = Scenario.load(CHAIN).run(8)
    said = [i for i, e in enumerate(page.elements) if e.attributes.get("class") == "said"]
    screen = " ".join(run.screen("en").split())
    english = [
        page.text(
            next(
                j for j, e in enumerate(page.elements) if e.attributes.get("lang") == "en" and j > i
            )
        )
        for i in said
    ]
    assert f"ANSWER {' '.join(english)}" in screen
    assert run.story("zh") in (saved / "story.zh.md").read_text(encoding="utf-8")


def test_every_figure_says_what_it_asks_finds_and_measures(saved: Path, page: Reader) -> None:
    names = sorted(path.stem for path in (saved / "figures").glob("*.svg"))
    figures = page.all("figure")
    assert sorted(page.elements[i].attributes["id"] for i in figures) == [
        f"figure-{name}" for name in names
    ]
    for index in figures:
        name = page.elements[index].attributes["id"].removeprefix("figure-")
        head = json.loads((saved / "figures" / f"{name}.json").read_text(encoding="utf-8"))["head"]
        said = page.text(index)
        for text in (*head["title"].values(), *head["subtitle"].values()):
            assert text in said, name
        for word in ("Asks: ", "问：", f"figures/{name}.json", "zhizao run chain.yaml", "8 "):
            assert word in said, (name, word)


def test_a_figure_keeps_its_letters_and_loses_its_head(saved: Path) -> None:
    letters = Letters()
    for path in (saved / "figures").glob("*.svg"):
        svg = path.read_text(encoding="utf-8")
        head = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["head"]
        words = [Words(**head[part]) for part in ("title", "subtitle")]
        said = [line for both in words for line in both.block("both").split("\n")]
        drawn = inline(svg, "f1-", letters.has, "\n".join(said))
        was, now = (
            set(re.findall(r"<!-- (.*?) -->", svg)),
            set(re.findall(r"<text [^>]*>(.*?)</text>", drawn)),
        )
        assert now < was and not now & set(said)
        assert len(drawn) < len(svg) * 0.7
        assert "<!--" not in drawn
        height = float(re.search(r'viewBox="0 (\S+) \S+ (\S+)"', drawn)[1])
        assert 40 < height < 140


def test_what_the_font_lacks_stays_an_outline() -> None:
    svg = (
        '<svg width="1pt" viewBox="0 0 9 9"><desc>d</desc>'
        '\n<!-- 甲 -->\n<g style="fill: #444" transform="translate(1 2) scale(0.09 -0.09)">'
        "\n<defs>\n"
        '<path id="a0" d="M0 0z" transform="scale(0.25)"/>\n</defs>\n<use xlink:href="#a0"/>\n</g>'
        '\n<!-- 乙 -->\n<g transform="translate(3 4) rotate(-90) scale(0.12 -0.12)">\n'
        '<use xlink:href="#a0"/>\n</g></svg>'
    )
    both = inline(svg, "x-", lambda _: True)
    assert '<text font-size="9" style="fill: #444" transform="translate(1 2)">甲</text>' in both
    assert '<text font-size="12" transform="translate(3 4) rotate(-90)">乙</text>' in both
    assert "<path" not in both
    one = inline(svg, "x-", "甲".__eq__)
    assert one.count('<path id="x-a0"') == 1
    assert '<use href="#x-a0"/>' in one
    assert "乙" not in one


def test_the_font_inside_has_every_letter_of_the_page(html: str) -> None:
    found = re.search(r"data:font/woff;base64,([A-Za-z0-9+/=]+)\)", html)
    assert found
    font = TTFont(BytesIO(base64.b64decode(found[1])))
    seen = html[: found.start()] + html[found.end() :]
    letters = Letters()
    known = {character for character in set(seen) if letters.has(character)}
    assert {*map(ord, known)} <= {*font.getBestCmap()}
    assert len(font.getGlyphOrder()) < 2000


def test_both_languages_are_complete(page: Reader) -> None:
    marked = [
        (i, e) for i, e in enumerate(page.elements) if "lang" in e.attributes and e.tag != "html"
    ]
    assert len(marked) > 300
    for (i, zh), (j, en) in zip(marked[::2], marked[1::2], strict=True):
        assert (zh.attributes["lang"], en.attributes["lang"]) == ("zh-Hans", "en")
        assert zh.above == en.above
        assert page.text(i).strip()
        assert not re.search(r"[\u4e00-\u9fff]", page.text(j)), page.text(j)
    style = page.text(page.all("style")[0])
    assert 'body:has(#zh:checked) [lang="en"] { display: none; }' in style
    assert 'body:has(#en:checked) [lang="zh-Hans"] { display: none; }' in style
    picks = [page.elements[i].attributes for i in page.all("input")]
    assert [pick["id"] for pick in picks] == ["both", "zh", "en"]
    assert ["checked" in pick for pick in picks] == [True, False, False]


def test_it_is_built_for_those_who_do_not_see_it(page: Reader) -> None:
    elements = page.elements
    assert elements[0].tag == "html"
    assert elements[0].attributes["lang"] == "zh-Hans"
    for tag in ("title", "h1", "main", "header", "footer"):
        assert len([i for i in page.all(tag) if "svg" not in elements[i].above]) == 1, tag
    levels = [int(e.tag[1]) for e in elements if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    for i in page.all("th"):
        assert elements[i].attributes["scope"] == ("col" if "thead" in elements[i].above else "row")
    assert all("tbody" in elements[i].above for i in page.all("td"))
    for i in page.all("svg"):
        assert elements[i].attributes["role"] == "img"
        assert elements[i + 1].tag == "title"
        assert page.text(i + 1)
    labels = {elements[i].attributes["for"] for i in page.all("label")}
    assert labels == {elements[i].attributes["id"] for i in page.all("input")}
    ids = {e.attributes["id"] for e in elements if "id" in e.attributes}
    for element in elements:
        if "aria-labelledby" in element.attributes:
            assert element.attributes["aria-labelledby"] in ids


def test_every_number_stands_in_its_table(saved: Path, page: Reader) -> None:
    rows = (saved / "provenance.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    paths = [row.split(",")[0] for row in rows]
    codes = [page.text(i) for i in page.all("code") if "th" in page.elements[i].above]
    assert codes == paths


def test_the_checklist_is_whole_and_says_what_its_author_owes(page: Reader) -> None:
    assert [item.number for item in STRESS][:3] == ["1.1", "1.2", "1.3"]
    assert len(STRESS) == 24
    heads = [page.text(i) for i in page.all("th") if page.elements[i].attributes["scope"] == "row"]
    for item in STRESS:
        assert any(head.startswith(f"{item.number} {item.name.zh}") for head in heads)
    assert "the author, still to come" in "".join(page.text(i) for i in page.all("td"))


def test_what_changed_against_the_parent_is_listed(tmp_path: Path) -> None:
    child = tmp_path / "child.yaml"
    child.write_text(
        "extends: chain.yaml\nname: child\nchange: {stages.study.duration: 3 years}\n",
        encoding="utf-8",
    )
    (tmp_path / "chain.yaml").write_bytes(CHAIN.read_bytes())
    page = Reader(rendered(told(Scenario.load(child))))
    cells = [page.text(i) for i in page.all("td")]
    where = cells.index("2 years")
    assert cells[where + 1 : where + 3] == ["3 years", "child.yaml:3"]


def told(scenario: Scenario, **drawn: dict[str, str]) -> Page:
    """The page of two futures, without figures unless some are given."""
    run = scenario.run(2, engine="simpy")
    return contents(run.view, results._origin(run), run.identity[1], drawn)


def test_a_figure_that_fails_is_told(html: str) -> None:
    page = told(Scenario.load(CHAIN), **{"01-balance": {"reason": "ValueError"}})
    assert "This figure could not be drawn: ValueError" in rendered(page)
    assert "could not be drawn" not in html


def test_figures_are_in_the_language_that_is_chosen() -> None:
    run, kept = Scenario.load(CHAIN).run(2, engine="simpy"), results.Kept()
    named = [("05-timeline", run.figures.drawn["05-timeline"])]
    parts = results.figures(lambda: named, "zh", kept=kept, by_language=True)
    alone = [f"figures/{lang}/05-timeline" for lang in ("zh", "en")]
    assert [name for name, _ in parts] == ["figures/05-timeline", *alone]
    drawn = {name: results.told(name, spoken) for name, spoken in kept.items()}
    page = Reader(rendered(contents(run.view, results._origin(run), run.identity[1], drawn)))
    said = {
        element.attributes["class"]: page.text(index)
        for index, element in enumerate(page.elements)
        if element.attributes.get("class", "").startswith("drawn ")
    }
    assert [*said] == ["drawn both", "drawn zh", "drawn en"]
    for word, where in (("首次排队", ("both", "zh")), ("First queue", ("both", "en"))):
        assert [name for name, text in said.items() if word in text] == [
            f"drawn {w}" for w in where
        ]
    for shown in (".drawn.both:has(~ .en) { display: none; }", ".drawn.en { display: block; }"):
        assert shown in page.text(page.all("style")[0])


@pytest.mark.full
def test_the_same_run_is_the_same_page_in_any_process(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from sim import Scenario; import sys\n"
        "if __name__ == '__main__':\n"
        f"    run = Scenario.load({str(CHAIN)!r}).run(2, engine='simpy')\n"
        "    print(run.save(Path(sys.argv[1])))\n"
    )
    digests = set()
    for number, lang in (("1", "C.UTF-8"), ("77", "zh_CN.UTF-8")):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / number)],
            env={**os.environ, "PYTHONHASHSEED": number, "LANG": lang, "COLUMNS": number * 2},
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        content = (Path(done.stdout.strip()) / "report.html").read_bytes()
        digests.add(hashlib.sha256(content).hexdigest())
    assert len(digests) == 1


def test_a_brief_save_has_none(tmp_path: Path) -> None:
    folder = Scenario.load(CHAIN).run(2, engine="simpy").save(tmp_path, brief=True)
    assert not (folder / "report.html").exists()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**a** b", "<strong>a</strong> b"),
        ("`x <y>` z", "<code>x &lt;y&gt;</code> z"),
        (r"\*\*a\*\* \<b>", "**a** &lt;b&gt;"),
        (r"**a\*** c", "<strong>a*</strong> c"),
        ("`` a`b ``", "<code>a`b</code>"),
        ("<i>&", "&lt;i&gt;&amp;"),
    ],
)
def test_markdown_inside_a_line(text: str, shown: str) -> None:
    assert rich(text) == shown


def test_words_that_are_the_same_are_said_once() -> None:
    assert render.say(Words("<a>", "<a>")) == "&lt;a&gt;"


@pytest.mark.full
def test_the_page_of_the_largest_scenario_is_small(tmp_path: Path) -> None:
    run = Scenario.load(ROOT / "scenarios" / "baseline.yaml").run(4)
    assert (run.save(tmp_path) / "report.html").stat().st_size < MOST
