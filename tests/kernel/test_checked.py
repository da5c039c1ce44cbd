"""The engine compiled anew so that an index beyond its array is an error: none is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_checked_build_goes_nowhere_beyond_its_memory() -> None:
    """In another process: what is compiled once in a process stays as it is."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/kernel/within.py"],
        cwd=ROOT,
        env={**os.environ, "ZHIZAO_CHECKED": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
