"""Nothing that stands in a scenario becomes markup of its page: the injection table.

Every free text of a scenario is one payload; the page must have the elements and attributes that it
has with harmless names, one for one, and show the payload as text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim import Scenario
from sim.api import results
from sim.api.drawing import draw
from sim.report.page import render
from sim.report.page.contents import contents
from tests.examples import sampled
from tests.report.test_page import Element, Reader

TOWN = Path(__file__).parents[1] / "api" / "town.yaml"
HARMLESS = "name"
PAYLOADS = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "</textarea></svg><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "`onclick=alert(1)`",
    "javascript:alert(1)",
    "[text](javascript:alert(1))",
    "![text](https://example.invalid/x.png)",
    "<a href=https://example.invalid>x</a>",
    "<!-- comment --> <!-- --!> <b>",
    "]]><![CDATA[ <b> ]]>",
    "&lt;b&gt; &#60;b&#62; &amp;lt;",
    "{{ 7 * 7 }} {% for x in y %} {# z #}",
    "FONT url(https://example.invalid)",
    "**strong** `code` \\*\\* <i>",
    "| a | b |",
    "<base href=//example.invalid><meta http-equiv=refresh content=0>",
    "<math><mtext></mtext><style><img src=x>",
    "<svg><use href=data:image/svg+xml,x></svg>",
    "<noscript><p title='</noscript><img src=x>'>",
    "<details open ontoggle=alert(1)>",
    "<iframe srcdoc='<b>'></iframe>",
)
FEW = PAYLOADS[::6]


def poisoned(folder: Path, payload: str) -> Scenario:
    """A town all of whose free texts are a payload, told apart by a number behind it."""
    tree: dict[str, Any] = yaml.safe_load(TOWN.read_text(encoding="utf-8"))
    numbers = iter(range(1000))

    def text() -> str:
        return f"{payload} {next(numbers)}"

    def both() -> dict[str, str]:
        return {"zh": text(), "en": text()}

    tree["name"], tree["why"], tree["note"] = both(), both(), both()
    tree["sources"] = {
        "book": {"title": text(), "publisher": text(), "url": text(), "note": text()}
    }
    hall = tree["supply"]["hall"]
    hall["area"] = {"value": "8000 m²", "range": "±20%", "note": text(), "source": "book"}
    hall["area"] |= {"at": text()}
    for block in ("parks", "spaces", "stages", "tracks", "demand", "supply", "standards"):
        for thing in tree[block].values():
            thing["label"] = both()
    file = folder / "town.yaml"
    file.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    child = {"extends": "town.yaml", "name": both(), "change": {"tracks": {}}}
    child["change"] = {f"parks.{next(iter(tree['parks']))}.label": both()}
    (folder / "child.yaml").write_text(yaml.safe_dump(child, allow_unicode=True), encoding="utf-8")
    return Scenario.load(folder / "child.yaml")


def paged(folder: Path, payload: str, figures: bool = False) -> str:
    """The page of two futures of such a town."""
    run = poisoned(folder, payload).run(2, engine="simpy")
    drawn: dict[str, dict[str, Any]] = {}
    for name, make in results._drawn(run, run.figures) if figures else ():
        files, _ = draw((make, "both"))
        head = json.loads(files[f"{name}.json"])["head"]
        drawn[name] = {"svg": {"both": files[f"{name}.svg"].decode()}, "head": head}
    return render.rendered(contents(run.view, results._origin(run), {**run.identity[1]}, drawn))


def built(html: str) -> list[Element]:
    """The elements of a page but those of drawings, which places differ in, and its font."""
    return [e for e in Reader(html).elements if "svg" not in e.above and e.tag != "svg"]


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> list[Element]:
    return built(paged(tmp_path_factory.mktemp("harmless"), HARMLESS))


@pytest.mark.parametrize("payload", sampled(PAYLOADS, FEW))
def test_a_payload_is_text(tmp_path: Path, payload: str, harmless: list[Element]) -> None:
    html = paged(tmp_path, payload)
    assert built(html) == harmless
    seen = Reader(html)
    shown = seen.text(seen.all("main")[0])
    assert shown.count(payload) > 30


def test_a_payload_in_figures_is_text(tmp_path: Path) -> None:
    payload = "</text></svg><script>alert(1)</script><!-- --> ' \" --"
    reader = Reader(paged(tmp_path, payload, figures=True))
    drawn = {e.tag for e in reader.elements if "svg" in e.above}
    assert drawn <= set("path g use text rect defs clippath pattern title desc".split())
    for element in reader.elements:
        assert element.tag != "script"
        if "svg" in element.above:
            names = set("id d style transform font-size href x y width height clip-path".split())
            names |= set("patternunits fill".split())
            assert element.attributes.keys() <= names, element
            assert "alert" not in str(element.attributes)


def test_without_escaping_it_would_be_found(
    tmp_path: Path, harmless: list[Element], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault."""
    bare = render._environment().overlay(autoescape=False)
    monkeypatch.setattr(render, "_environment", lambda: bare)
    with pytest.raises(AssertionError):
        assert built(paged(tmp_path, "<b onclick=x>")) == harmless
