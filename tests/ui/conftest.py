"""A project that was played once for all tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from sim.ui.project import Project
from tests.ui import places


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return places.project(tmp_path_factory.mktemp("played"), play=True)


@pytest.fixture
def page(played: Project) -> Iterator[TestClient]:
    with places.inside(played) as browser:
        yield browser
