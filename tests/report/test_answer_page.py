"""The page of an answer: the answer first, then screen, figures and tables, all from the folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim import Scenario, compare
from tests.report.test_page import Reader
from tests.report.test_page_injection import poisoned

TOWN = Path(__file__).parents[1] / "api" / "town.yaml"
CHANGED = {"supply.hall.area": "4000 m²"}


def asked(scenario: Scenario, out: Path) -> tuple[Path, str]:
    """The folder of a comparison, and its page."""
    folder = compare(scenario, scenario.with_(CHANGED), replications=4).save(out)
    return folder, (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return asked(Scenario.load(TOWN), tmp_path_factory.mktemp("answer"))


def test_the_answer_is_first_and_the_screen_is_whole(saved: tuple[Path, str]) -> None:
    folder, html = saved
    page = Reader(html)
    said = [page.text(i) for i in page.all("pre")]
    assert len(said) == 4
    for answer, screen in zip(said[:2], said[2:], strict=True):
        assert screen.endswith(answer)
        assert len(answer) < len(screen)
    assert said[2] != said[3]
    written = (folder / "answer.txt").read_text(encoding="utf-8")
    assert any(screen in written for screen in said[2:])


def test_it_needs_nothing_and_its_links_resolve(saved: tuple[Path, str]) -> None:
    page = Reader(saved[1])
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        assert element.tag not in {"script", "link", "img", "iframe"}
        for name in ("href", "src"):
            link = element.attributes.get(name, "#answer")
            assert link[0] == "#"
            assert link[1:] in ids
    assert re.findall(r"url\((.{5})", page.text(page.all("style")[0])) == ["data:"]


def test_figures_and_tables_of_the_folder_are_told(saved: tuple[Path, str]) -> None:
    folder, html = saved
    page = Reader(html)
    figures = {page.elements[i].attributes["id"] for i in page.all("figure")}
    assert figures == {f"figure-{path.stem}" for path in (folder / "figures").glob("*.svg")}
    assert all("figures/" in page.text(i) for i in page.all("figure"))
    codes = {page.text(i) for i in page.all("code")}
    assert {path.name for path in folder.glob("*.csv")} <= codes


def test_the_same_question_gives_the_same_page(saved: tuple[Path, str], tmp_path: Path) -> None:
    assert asked(Scenario.load(TOWN), tmp_path)[1] == saved[1]


def test_a_payload_is_text(tmp_path: Path) -> None:
    pages = []
    for payload in ("name", '</pre><script>alert(1)</script><b onclick="x">'):
        folder = tmp_path / str(len(pages))
        folder.mkdir()
        page = Reader(asked(poisoned(folder, payload), folder / "out")[1])
        pages.append([e.tag for e in page.elements if "svg" not in e.above])
        assert payload in "".join(page.text(i) for i in page.all("pre"))
    assert pages[0] == pages[1]
