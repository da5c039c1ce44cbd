"""A fault planted in the source of the compiled engine: compiled anew, it must show."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RIGHT = "        ready = max(ready, tenant.ready)\n"
WRONG = "        ready = max(ready, city.tick)\n"
"""Moving in before the stage before has ended."""
SCRIPT = """
from pathlib import Path
from sim.runs.engines import EnginesDifferError, play_both
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load
for name in ("ties", "look-ahead"):
    spec = load(Path("tests/scenarios/tiny") / f"{name}.yaml").spec
    settings = Settings(spec.seed)
    try:
        play_both(plan_of(spec, settings, 0), settings, 0)
        print(name, "agree")
    except EnginesDifferError as error:
        print(name, "differ", str(error).split(";")[0])
"""


def test_a_fault_in_the_compiled_source_shows(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    market = tmp_path / "sim" / "kernel" / "market.py"
    source = market.read_text(encoding="utf-8")
    assert source.count(RIGHT) == 1
    market.write_text(source.replace(RIGHT, WRONG), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(tmp_path),
            "PYTHONSAFEPATH": "1",
            "ZHIZAO_CACHE": str(tmp_path / "cache"),
            "NUMBA_OPT": "0",  # compiles in four fifths of the time
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    agree, differ = done.stdout.splitlines()
    assert agree == "ties agree"
    assert differ.startswith("look-ahead differ future 0, row ")
