"""A small project, and a browser of it that has come in by the address that was printed."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from starlette.testclient import TestClient

from sim import Scenario
from sim.ui import glance, server
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


@contextmanager
def listening(guard: Guard, port: int = 0) -> Iterator[int]:
    """A server on a port of this machine, or on any that is free."""
    with socket.socket() as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind(("127.0.0.1", port))
        place.listen()
        served = uvicorn.Server(server.configured(guard))
        thread = Thread(target=served.run, args=([place],))
        thread.start()
        try:
            yield place.getsockname()[1]
        finally:
            served.should_exit = True
            thread.join()


@contextmanager
def opened(of: Project, jobs: Jobs, port: int = 0) -> Iterator[Keys]:
    """The page of a project behind a port, as `zhizao ui` serves it; its keys open it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        keys = Keys(port or free.getsockname()[1])
    try:
        with listening(Guard(app(of, jobs, Glances()), keys), keys.port):
            yield keys
    finally:
        jobs.close()


def few_futures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Glances of two futures and of four, by the engine that needs no compiling."""
    monkeypatch.setattr(glance.compiling, "available", lambda: False)
    monkeypatch.setattr("sim.ui.scenario_pages.QUICK", 2)
    monkeypatch.setattr("sim.ui.scenario_pages.SLOW", 4)
