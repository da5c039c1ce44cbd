"""What all tests share: surroundings, order, golden files, and how Hypothesis searches."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

# What a machine, a terminal and a user set, and no test may depend on.
SURROUNDINGS = {
    "LC_ALL": "C.UTF-8",
    "COLUMNS": "80",
    "LINES": "24",
    "TZ": "UTC",
    "ZHIZAO_CALLED": "zhizao",
}

LONGEST = 40
"""Tests whose times the full tier prints: where CI's minutes go."""

# What tests are not told either. Where CI is set, pytest sets out in full how two long texts
# differ, which takes minutes for a planted defect that is to be caught.
UNTOLD = ("CI", "BUILD_NUMBER", "LANG", "LANGUAGE")

# The same examples in every run of a tier, so that a green test command is green everywhere;
# `--hypothesis-profile=search` tries ten times as many as the full one, which nobody has tried.
NO_CONSTANTS = Constants()
settings.register_profile(
    "full",
    max_examples=100,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "search",
    settings.get_profile("full"),
    max_examples=1000,
    derandomize=False,
    print_blob=True,
)
settings.register_profile("usual", settings.get_profile("full"), max_examples=25)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full",
        action="store_true",
        help="also run the tests marked full, and try four times as many examples: as CI does",
    )
    parser.addoption(
        "--update",
        action="store_true",
        help="write the golden files anew instead of comparing with them",
    )
    parser.addoption(
        "--shuffle",
        type=int,
        metavar="SEED",
        help="run the files in an order drawn from SEED, and the tests within each likewise",
    )
    parser.addoption(
        "--batches",
        help="batches of 500 generated scenarios that both engines play, first:end; with --full "
        "0:2, else the one in which planted faults are found",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update") and os.environ.get("CI"):
        raise pytest.UsageError("--update rewrites what CI is to compare with")
    for name in [*os.environ]:
        if name in UNTOLD or name.startswith(("LC_", "PYTHONIOENCODING", "TQDM_")):
            del os.environ[name]
    os.environ.update(SURROUNDINGS)
    if config.getoption("--full") and config.option.durations is None:
        config.option.durations = LONGEST
    # Hypothesis loads what `--hypothesis-profile` names after this.
    settings.load_profile("full" if config.getoption("--full") else "usual")
    # Otherwise Hypothesis tries the constants of whichever of our modules are loaded by then.
    providers._get_local_constants = lambda: NO_CONSTANTS


def pytest_report_header(config: pytest.Config) -> str | None:
    seed = config.getoption("--shuffle")
    return None if seed is None else f"order: --shuffle {seed}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--full"):
        long = {test: None for test in items if test.get_closest_marker("full")}
        config.hook.pytest_deselected(items=[*long])
        items[:] = [test for test in items if test not in long]
    seed = config.getoption("--shuffle")
    if seed is not None:
        random = Random(seed)
        files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
        random.shuffle(files)
        for tests in files:
            random.shuffle(tests)
        items[:] = [test for tests in files for test in tests]


def pytest_collection_finish() -> None:
    # What is there by now stays: to search it for garbage all along takes a tenth of the time.
    gc.collect()
    gc.freeze()


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
