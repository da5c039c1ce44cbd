"""A command whose whole process group is killed in the middle, as by kill -9."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """
import os, signal, sys
from sim import cli
from sim.experiments.store import Store

left, keep = int(sys.argv.pop(1)), Store.put

def put(*given):
    global left
    keep(*given)
    left -= 1
    if not left:
        os.killpg(0, signal.SIGKILL)

Store.put = put
cli.main(sys.argv[1:])
"""


def killed(words: list[str], answers: int) -> None:
    """Run a command of zhizao until so many answers are kept, and no longer."""
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(answers), *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
