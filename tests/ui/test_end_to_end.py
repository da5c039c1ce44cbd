"""In a browser: open, change, run, read, compare, take away; and what goes wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim import Scenario
from sim.ui.jobs import Jobs
from sim.ui.project import Project
from sim.ui.security import Keys
from tests.report.test_inputs import edited
from tests.ui import places
from tests.ui.chromium import Browser, Tab, browser, found

RATE = "demand.startups.rate"
PROGRAM = (
    sys.executable,
    "-c",
    "import sys, time; from sim.cli import main; words = sys.argv[1:]\n"
    "if '999' in words: print('begun', flush=True); time.sleep(3600)\n"
    "sys.exit(main([*words, '--brief', '--engine', 'simpy']))",
)
"""Stands in for the program: no figures, nothing compiled, and 999 futures take an hour."""

STOPS = (
    "window.stops = [...document.querySelectorAll('a[href], button, summary, select, textarea,"
    ' input:not([type=hidden]), [tabindex="0"]\')]'
    ".filter(one => one.checkVisibility()); stops.length"
)
"""Where the key Tab stops, in the order of the page."""

needs_chromium = pytest.mark.skipif(
    found() is None, reason="no Chromium on this machine: `apt-get install chromium` brings it"
)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as started:
        yield started


def box(path: str, column: str = "value") -> str:
    return f'input[name="{column}@{path}"]'


def entered(window: Browser, keys: Keys, width: int = 1280) -> Tab:
    """A tab that came in by the address that was printed, with English pages."""
    window.said.clear()
    tab = window.tab(width)
    tab.goes(keys.address)
    tab.until("location.search === ''")
    tab.goes(f"{home(keys)}/?lang=en")
    return tab


def home(keys: Keys) -> str:
    return f"http://127.0.0.1:{keys.port}"


def ended(tab: Tab) -> None:
    """Wait until the job of a page is over."""
    tab.until("document.querySelector('#state') && !document.querySelector('#stop')")


@needs_chromium
@pytest.mark.full
def test_a_planner_changes_runs_reads_compares_and_takes_away(
    window: Browser, tmp_path: Path, played: Project
) -> None:
    project = places.copied(played, tmp_path)
    with places.opened(project, Jobs(PROGRAM)) as keys:
        tab = entered(window, keys)
        tab.follows('a[href="/scenario/town"]')
        # Two numbers: the first is wrong at first, and told so while it is typed.
        tab.goes(f"{home(keys)}/scenario/town?part=demand")
        tab.types(box(RATE), "30")
        tab.until("document.querySelector('.fault') && document.querySelector('[aria-invalid]')")
        assert "has no unit" in tab.text()
        tab.types(box(RATE), "30 per year")
        tab.until("!document.querySelector('.fault') && !document.querySelector('[aria-invalid]')")
        tab.follows(".apply button")
        tab.goes(f"{tab.run('location.href.split(`#`)[0]')}&find=supply.hall.lots")
        tab.types(box("supply.hall.lots"), "3")
        tab.follows(".apply button")
        assert tab.run("document.querySelectorAll('.draft li').length") == 2
        draft = tab.run("location.href")
        # Run, read.
        tab.types("#futures", "4")
        tab.follows(".actions button.main")
        ended(tab)
        tab.follows("#state a.main")
        assert "lab" in tab.text() and "--set" in tab.text()
        changed = tab.run("location.pathname").removeprefix("/results/")
        # Compare with the run that there was.
        tab.goes(f"{home(keys)}/results")
        (before,) = ("/".join(one.at) for one in played.results())
        tab.click(f'input[name="a"][value="{before}"]')
        tab.click(f'input[name="b"][value="{changed}"]')
        tab.follows("form button.main")
        tab.until("document.querySelector('img').naturalWidth > 0")
        assert "startups" in tab.text() and "Inputs of the scenario that differ: 2" in tab.text()
        # Take away, and run that from the command line.
        tab.goes(draft)
        link = "document.querySelector('a[href*=\"changes.yaml\"]').href"
        text = tab.run(f"fetch({link}).then(got => got.text())")
        (project.folder / "taken.yaml").write_text(text, encoding="utf-8")
        run = Scenario.load(project.folder / "taken.yaml").run(4, engine="simpy")
        again = run.save(tmp_path / "again", brief=True)
        folder = project.out / changed
        assert again.name == folder.name
        for name in ("verdict.json", "measures.csv", "outlook.csv"):
            assert (again / name).read_bytes() == (folder / name).read_bytes(), name
        told_of(window, keys)


def told_of(window: Browser, keys: Keys) -> None:
    """Nothing was asked of another place, and nothing was refused or failed in the pages."""
    for message in window.said:
        told: dict[str, Any] = message.get("params", {})
        if message["method"] == "Network.requestWillBeSent":
            assert told["request"]["url"].startswith((home(keys), "about:")), told["request"]["url"]
        assert message["method"] != "Runtime.exceptionThrown", told
        if message["method"] == "Log.entryAdded":
            assert told["entry"]["level"] != "error", told["entry"]
    window.said.clear()


@needs_chromium
@pytest.mark.full
def test_two_tabs_a_fault_a_run_that_is_stopped_and_a_new_start(
    window: Browser, tmp_path: Path, played: Project
) -> None:
    project = places.copied(played, tmp_path)
    with places.opened(project, Jobs(PROGRAM)) as keys:
        first, second = entered(window, keys), entered(window, keys)
        # Each tab has changes of its own.
        for tab, value in ((first, "20 per year"), (second, "24 per year")):
            tab.goes(f"{home(keys)}/scenario/town?part=demand")
            tab.types(box(RATE), value)
        for tab, value in ((first, "20 per year"), (second, "24 per year")):
            tab.follows(".apply button")
            assert f"= {value}" in tab.text()
        # What is wrong is where the reader is put, and what was typed stands.
        first.goes(f"{home(keys)}/scenario/town?part=supply")
        first.types(box("supply.hall.area"), "large")
        first.follows(".apply button")
        first.until("document.activeElement.getAttribute('aria-invalid') === 'true'")
        assert first.run("document.activeElement.value") == "large"
        # Stopped, and nothing is left of it.
        second.types("#futures", "999")
        second.follows(".actions button.main")
        second.until("document.querySelector('#said').textContent.includes('getting ready')")
        second.follows("#stop")
        ended(second)
        assert "stopped" in second.text() and len(project.results()) == 1
        second.goes(f"{home(keys)}/scenario/town?set={RATE}%3D24%20per%20year")
        window.said.clear()
    # A server that was started again has other keys, and the address holds what was typed.
    with places.opened(project, Jobs(PROGRAM), keys.port) as new:
        second.tell("Page.reload")
        second.until("document.body.innerText.includes('zhizao ui')")
        address = second.run("location.href")
        second.goes(new.address)
        second.until("location.search === ''")
        second.goes(address)
        assert "= 24 per year" in second.text()


@needs_chromium
@pytest.mark.full
def test_a_workbook_comes_back_and_the_pipeline_is_saved(
    window: Browser, tmp_path: Path, played: Project
) -> None:
    project = places.copied(played, tmp_path)
    book = tmp_path / "改过的.xlsx"
    Scenario.load(project.folder / "town.yaml").workbook(book)
    edited(book, {(RATE, "value"): "30 per year"})
    with places.opened(project, Jobs(PROGRAM)) as keys:
        tab = entered(window, keys)
        tab.goes(f"{home(keys)}/scenario/town")
        tab.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        tab.attaches("#book", book)
        tab.follows('form[enctype="multipart/form-data"] button')
        assert "= 30 per year" in tab.text()
        tab.follows('a[href*="/pipeline"]')
        for cell, text in {"project": "Shed", "park": "west", "area": "900", "type": "lab"}.items():
            tab.types(f'[name="{cell}@1"]', text)
        tab.until("document.querySelector('[name=\"area@1\"][aria-invalid]')")
        assert "900 has no unit" in tab.text()
        tab.types('[name="area@1"]', "900 m²")
        tab.until("!document.querySelector('[aria-invalid]')")
        assert "All is well" in tab.text()
        tab.types("#save-file", "shed")
        tab.follows('button[value="save"]')
        assert tab.run("location.pathname") == "/scenario/shed"
        raw = Scenario.load(project.folder / "shed.yaml").loaded.raw
        assert raw["demand"]["startups"]["rate"] == "30 per year"
        assert raw["supply"]["pipeline-shed"]["area"] == "900 m²"
        window.said.clear()


@needs_chromium
@pytest.mark.full
def test_a_browser_comes_in_and_goes_by_keyboard(
    window: Browser, played: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every stop is seen, in the order of the page; the first leads past the menu."""
    places.few_futures(monkeypatch)
    with places.opened(played, Jobs(PROGRAM)) as keys:
        tab = entered(window, keys)
        for page in ("/scenario/slow", "/scenario/town/pipeline"):
            tab.goes(home(keys) + page)
            tab.key("Tab")
            assert tab.run("document.activeElement.className") == "skip"
            for number in range(1, tab.run(STOPS)):
                tab.key("Tab")
                told = tab.run(
                    f"(one => [one === stops[{number}], getComputedStyle(one).outlineStyle, "
                    "one.outerHTML.slice(0, 80)])(document.activeElement)"
                )
                assert told[:2] == [True, "solid"], told
        # A slider is moved, and what it says there is read out.
        tab.goes(f"{home(keys)}/scenario/town/sliders?slide={RATE}")
        tab.until("document.querySelector('#glance h3')")
        tab.run("document.querySelector('input[type=range]').focus()")
        tab.key("ArrowRight")
        said = "document.querySelector('output').textContent"
        tab.until(f"{said} === '18.1 per year'")
        assert tab.run("document.activeElement.getAttribute('aria-valuetext')") == "18.1 per year"
        told_of(window, keys)
