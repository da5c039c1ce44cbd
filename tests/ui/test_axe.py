"""Axe finds nothing to complain of on any page, in both languages, wide and on a tablet.

Its file is not part of this project: ZHIZAO_AXE says where an `axe.min.js` of axe-core 4 lies.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from sim.ui.jobs import Jobs
from sim.ui.project import Project
from tests.ui import places
from tests.ui.chromium import Tab, browser, found

AXE = os.environ.get("ZHIZAO_AXE", "")
RATE = "demand.startups.rate"
PAGES = (
    "/",
    "/scenario/town",
    "/scenario/slow",
    f"/scenario/town?set={RATE}%3D30%20per%20year&part=supply",
    "/scenario/town?find=lab",
    "/scenario/town?set=no.such%3D1",
    "/scenario/town/pipeline",
    f"/scenario/town/sliders?slide={RATE}&slide=no.such",
    "/jobs",
    "/jobs/{job}",
    "/results",
    "/results/{run}",
    "/results/{run}/parks/east",
    "/results/{asked}",
    "/compare?a={run}&b={run}",
    "/none",
)
WIDTHS = (1280, 820)
WRONG = {
    "/scenario/town?part=supply": ('input[name="value@supply.hall.area"]', ".apply button"),
    "/scenario/town/pipeline": ("#hall-area", 'button[value="save"]'),
}
"""Pages on which something wrong is typed and sent."""


@pytest.mark.skipif(found() is None, reason="no Chromium on this machine")
@pytest.mark.skipif(not AXE, reason="ZHIZAO_AXE names no axe.min.js: `npm pack axe-core` brings it")
@pytest.mark.full
def test_axe_finds_nothing_to_complain_of(
    tmp_path: Path, played: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.few_futures(monkeypatch)
    project = places.copied(played, tmp_path)
    (run,) = project.results()
    asked = run.result.folder.with_name("required-0123456789ab")
    shutil.copytree(run.result.folder, asked)
    (asked / "answer.txt").write_text("Town\n\n  ANSWER\n  lab: more\n", encoding="utf-8")
    manifest = json.loads((asked / "manifest.json").read_text("utf-8"))
    manifest["files"]["answer.txt"] = ""
    (asked / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    jobs = Jobs(places.QUICK)
    job = jobs.add(["run", "town.yaml"], run.name, "en")
    assert jobs.wait(job, 600)
    named = {"run": "/".join(run.at), "asked": f"town/{asked.name}", "job": job.id}
    complaints: list[str] = []
    with browser(tmp_path / "profile") as window, places.opened(project, jobs) as keys:
        tab = window.tab()
        tab.tell("Page.addScriptToEvaluateOnNewDocument", source=Path(AXE).read_text("utf-8"))
        tab.goes(keys.address)
        tab.until("location.search === ''")
        home = f"http://127.0.0.1:{keys.port}"
        for lang in ("zh", "en"):
            tab.goes(f"{home}/?lang={lang}")
            for page in PAGES:
                tab.goes(home + page.format(**named))
                complaints += judged(tab, f"{page} {lang}")
            for page, (box, button) in WRONG.items():
                tab.goes(home + page)
                tab.types(box, "large")
                tab.follows(button)
                complaints += judged(tab, f"{page} {lang}, wrong")
    assert complaints == []


def judged(tab: Tab, page: str) -> list[str]:
    """What axe complains of, everything unfolded, at each width."""
    tab.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    told = []
    for width in WIDTHS:
        tab.sized(width)
        found = tab.run(
            "axe.run(document, {resultTypes: ['violations']}).then(told => told.violations.map("
            "one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 120)).join(' | ')}`))"
        )
        told += [f"{page}, {width} pixels: {one}" for one in found]
        across = tab.run("document.documentElement.scrollWidth - innerWidth")
        told += [f"{page}, {width} pixels: {across} too wide"] if across > 0 else []
    return told
