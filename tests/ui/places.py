"""A small project, and a browser of it that has come in by the address that was printed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from starlette.testclient import TestClient

from sim import Scenario
from sim.ui.app import app
from sim.ui.glance import Glances
from sim.ui.jobs import Jobs
from sim.ui.project import Project
from sim.ui.security import Guard, Keys

TOWN = Path(__file__).parents[1] / "api" / "town.yaml"
CHILD = """extends: town.yaml
name: {zh: 慢厂, en: Slow hall}
why: {zh: 晚一年, en: A year later}
change:
  supply.hall.construction: {triangular: [18 months, 21 months, 27 months]}
"""
PORT = 8000
QUICK = (sys.executable, "-c", "print('done')")
"""Stands in for the program."""


def project(folder: Path, play: bool = False) -> Project:
    """A town and a child of it; with the brief results of the town, if it is to be played."""
    scenarios = folder / "scenarios"
    scenarios.mkdir()
    shutil.copy(TOWN, scenarios / "town.yaml")
    (scenarios / "slow.yaml").write_text(CHILD, encoding="utf-8")
    if play:
        run = Scenario.load(scenarios / "town.yaml").run(4, engine="simpy")
        run.save(folder / "results", brief=True)
    return Project(scenarios, folder / "results")


def copied(of: Project, folder: Path) -> Project:
    """The same project elsewhere, to be changed."""
    for name in ("scenarios", "results"):
        shutil.copytree(of.folder.parent / name, folder / name)
    return Project(folder / "scenarios", folder / "results")


def outside(of: Project, jobs: Jobs, keys: Keys) -> TestClient:
    """A browser that has not come in."""
    address = f"http://127.0.0.1:{keys.port}"
    return TestClient(
        Guard(app(of, jobs, Glances()), keys), base_url=address, follow_redirects=False
    )


def inside(of: Project, jobs: Jobs | None = None, program: Sequence[str] = QUICK) -> TestClient:
    """A browser that has come in; what it sends comes from a page of ours."""
    keys = Keys(PORT)
    browser = outside(of, jobs or Jobs(program), keys)
    assert browser.get("/", params={"token": keys.token}).status_code == 200
    browser.headers["origin"] = f"http://127.0.0.1:{PORT}"
    return browser
