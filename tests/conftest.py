"""What all tests share: the `--update` flag, golden files, and how Hypothesis searches."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# `ci` is the profile of every plain run, so that a green test command is green everywhere;
# `--hypothesis-profile=search` looks for examples nobody has tried.
settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.register_profile("search", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="write the golden files anew instead of comparing with them",
    )
    parser.addoption(
        "--batches",
        default="0:4",
        help="batches of 500 generated scenarios that both engines play, first:end",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update") and os.environ.get("CI"):
        raise pytest.UsageError("--update rewrites what CI is to compare with")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def golden(update: bool) -> Callable[[Path, str], None]:
    """Return a check that a text equals a golden file, byte for byte."""

    def compare(path: Path, text: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"no golden file {path.name}: run the test with --update"
        assert text == path.read_bytes().decode(), f"{path.name} differs; meant? then --update"

    return compare
