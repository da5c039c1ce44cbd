"""Nothing in a scenario or its results becomes markup of a page: the injection table."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from sim.ui import pages
from sim.ui.jobs import Jobs
from sim.ui.project import Project
from tests.examples import sampled
from tests.report.test_page import Reader
from tests.report.test_page_injection import FEW, HARMLESS, PAYLOADS, poisoned
from tests.ui import places

LEADING = {"href", "src", "action", "hx-get", "hx-target", "hx-include"}
"""Attributes that lead somewhere, or that htmx obeys."""
INSIDE = "find .found"
"""Where htmx puts what it fetched for a field: into the field itself."""
Shape = list[tuple[str, tuple[str, ...], tuple[str, ...]]]


def shapes(folder: Path, payload: str, play: bool = False) -> tuple[dict[str, Shape], str]:
    """The elements of every page of a project all of whose texts are a payload; and all texts."""
    scenario = poisoned(folder, payload)
    addresses = ["/", "/scenario/town", "/scenario/child", "/scenario/town?part=supply"]
    change = quote(f"sources.book.note={json.dumps(payload)}", safe="")
    addresses += [f"/scenario/town?set={change}", "/scenario/town/pipeline"]
    addresses += ["/scenario/town/sliders?slide=supply.hall.area", "/scenario/town?find=no-such<b>"]
    if play:
        saved = scenario.run(2, engine="simpy").save(folder / "results", brief=True)
        at = f"{saved.parent.name}/{saved.name}"
        addresses += ["/results", f"/results/{at}", f"/compare?a={at}&b={at}"]
    project, jobs = Project(folder, folder / "results"), Jobs(places.QUICK)
    with places.inside(project, jobs) as page:
        went = page.post("/scenario/child/ask", data={"verb": "run"})
        jobs.wait(jobs.all()[0], 60)
        told = {address: seen(page, address) for address in addresses}
        told["job"] = seen(page, went.headers["location"])
        told["jobs"] = seen(page, "/jobs")
        wrong = {"value@supply.hall.area": payload, "part": "supply"}
        row = {"sent@1": "1", "project@1": payload, "area@1": "900 m²", "like@1": "hall"}
        told["row"] = page.post("/scenario/town/pipeline", data=row).text
        told["wrong"] = page.post("/scenario/town/change", data=wrong).text
    seen_as = {name.partition("set=")[0]: shape(html) for name, html in told.items()}
    return seen_as, " ".join(told.values())


def seen(page: TestClient, address: str) -> str:
    answer = page.get(address)
    assert answer.status_code == 200, address
    return answer.text


def shape(html: str) -> Shape:
    """Tags in their order, with the names of their attributes and what leads somewhere."""
    found = []
    for one in Reader(html).elements:
        leads = [one.attributes[name] for name in sorted(LEADING & one.attributes.keys())]
        leads = [to for to in leads if to != INSIDE]
        assert not any(name.startswith("on") for name in one.attributes), one
        assert all(to[:1] in "/#" and to[:2] != "//" for to in leads), one
        found.append((one.tag, tuple(sorted(one.attributes)), one.above))
    return found


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shape]:
    return shapes(tmp_path_factory.mktemp("harmless"), HARMLESS)[0]


@pytest.mark.parametrize("payload", sampled(PAYLOADS, FEW))
def test_a_payload_is_text(tmp_path: Path, payload: str, harmless: dict[str, Shape]) -> None:
    told, _ = shapes(tmp_path, payload)
    for name, expected in harmless.items():
        assert told[name] == expected, name


def test_a_payload_in_results_is_text(tmp_path: Path) -> None:
    payload = "</pre></td><script>alert(1)</script><img src=x onerror=alert(1)>\" ' onfocus=x"
    _, html = shapes(tmp_path, payload, play=True)
    assert "alert(1)" in html and "<script>alert" not in html and "<img src=x" not in html


def test_without_escaping_it_would_be_found(
    tmp_path: Path, harmless: dict[str, Shape], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault."""
    bare = pages._environment().overlay(autoescape=False)
    monkeypatch.setattr(pages, "_environment", lambda: bare)
    with pytest.raises(AssertionError):
        assert shapes(tmp_path, "<b onclick=x>")[0] == harmless
