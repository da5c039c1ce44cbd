"""Sliders: what is drawn at once is what a run of so few futures says."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from sim import Scenario
from sim.ui import glance
from sim.ui.glance import BusyError, Glances, MovedOnError
from sim.ui.project import Project
from sim.ui.sliders import Slider, sliders
from tests.ui import places

RATE = "demand.startups.rate"


@pytest.fixture(scope="module")
def town() -> Scenario:
    return Scenario.load(places.TOWN)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    places.few_futures(monkeypatch)


def slider(town: Scenario, at: int | None = None) -> Slider:
    (one,) = sliders(
        town.loaded, [RATE, "supply.hall.lots", "no.such"], {} if at is None else {RATE: at}
    )
    return one


def test_a_slider_goes_over_the_range_and_rests_where_the_scenario_has_it(town: Scenario) -> None:
    rests = slider(town)
    ends = (rests.low.en, rests.high.en, rests.stands.en, rests.value)
    assert ends == ("12 per year", "24 per year", "18 per year", "18 per year")
    assert rests.told.zh == "18 家/年" and rests.measures.en == "a rate"
    assert rests.at == rests.rests == 50 and not rests.moved
    assert [slider(town, at).value for at in (0, 75, 100, 900)] == [
        *("12 per year", "21 per year", "24 per year", "24 per year"),
    ]


def test_what_is_shown_is_what_a_run_says(page: TestClient, town: Scenario) -> None:
    asked = {"slide": RATE, f"at@{RATE}": "75", "tab": "a", "lang": "en"}
    html = page.get("/scenario/town/glance", params=asked).text
    verdict = town.with_({RATE: "21 per year"}).run(2, engine="simpy").verdict
    for one, outlook in zip(verdict.spaces, verdict.outlooks, strict=False):
        failing = one.shortage.probability.failing.share
        assert ("short not tested" if failing is None else f"short {failing:.0%}") in html
        assert f"have {verdict.areas.said(outlook.supply[1]).en}" in html
    assert "2 futures" in html and 'hx-vals=\'{"more": "1"}\'' in html
    more = page.get("/scenario/town/glance", params={**asked, "more": "1"}).text
    assert "4 futures" in more and "hx-vals" not in more
    taken = re.search(r'class="main" href="([^"]*)"', more)
    assert taken and parse_qs(urlsplit(taken[1]).query)["set"] == [f"{RATE}=21 per year"]


def test_sliders_are_of_the_numbers_that_decide_and_of_those_asked_for(
    page: TestClient, played: Project
) -> None:
    html = page.get("/scenario/town/sliders", params={"slide": RATE}).text
    assert f'name="at@{RATE}"' in html and 'name="at@no' not in html
    assert "/sliders" in page.get("/scenario/town").text
    for odd in ("1234z", "9" * 5000):
        assert page.get("/scenario/town/sliders", params={f"at@{RATE}": odd}).status_code == 200


def test_who_moves_on_is_not_waited_for(town: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    glances, asked = Glances(), []
    played = glance._played

    def late(*given: object) -> object:
        asked.append(given)
        if len(asked) == 2:  # the scenario as it stands comes first
            glances._newest["a"] = object()
        return played(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(glance, "_played", late)
    with pytest.raises(MovedOnError):
        glances.look(town, town.with_({RATE: "20 per year"}), 2, "a")
    assert glances._asking == 0


def test_more_than_a_few_are_told_to_wait(town: Scenario) -> None:
    glances = Glances()
    glances._asking = glance._ASKING + 1
    with pytest.raises(BusyError):
        glances.look(town, town, 2, "a")


def test_a_multiple_says_of_what(tmp_path: Path) -> None:
    file = tmp_path / "town.yaml"
    cycle = "cycles: {funding: {steps: {2026-01: {value: 1, range: [0.5, 2]}}}}\n"
    told = places.TOWN.read_text("utf-8").replace("track: bio,", "track: bio, cycles: [funding],")
    file.write_text(told + cycle, encoding="utf-8")
    (one,) = sliders(Scenario.load(file).loaded, ["cycles.funding.steps.2026-01"], {})
    assert one.measures.en.startswith("a multiple of the rates of startups")
    assert one.measures.zh.endswith("1 即照原样；自 2026-01 起")


def test_a_name_that_is_none_or_cannot_be_moved_is_told(page: TestClient) -> None:
    asked = {"slide": [RATE, "demand.startup.rate", "supply.hall.lots", "<b>"], "lang": "en"}
    html = page.get("/scenario/town/sliders", params=asked).text
    assert f"demand.startup.rate: none was added; did you mean {RATE}?" in html
    assert "supply.hall.lots has no range" in html or "called supply.hall.lots" in html
    assert "called &lt;b&gt;" in html and html.count('role="alert"') == 3
