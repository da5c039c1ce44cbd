"""The engine compiled anew so that an index beyond its array is an error: none is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.full
def test_the_checked_build_goes_nowhere_beyond_its_memory(request: pytest.FixtureRequest) -> None:
    """In another process: what is compiled once in a process stays as it is."""
    words = ["-q", "-p", "no:cacheprovider", "tests/kernel/within.py"]
    if request.config.getoption("--full"):
        words.append("--full")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        cwd=ROOT,
        env={
            **os.environ,
            "ZHIZAO_CHECKED": "1",
            "NUMBA_OPT": "0",  # compiles in four fifths of the time
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
