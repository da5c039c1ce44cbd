"""Help and checks answer at once: they load none of the heavy packages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = set("fontTools jinja2 matplotlib numba pandas pyarrow scipy shtab simpy".split())

PROBE = """
import sys
try:
    {code}
except SystemExit:
    pass
print("loaded:", *sorted({heavy} & set(sys.modules)))
"""


def loads(code: str, folder: Path) -> list[str]:
    """Return the heavy packages that a line of Python loads when it runs in `folder`."""
    probe = PROBE.format(code=code, heavy=HEAVY)
    command = [sys.executable, "-c", probe]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()[1:]


@pytest.mark.parametrize(
    "code",
    [
        "import sim",
        "import sim.scenario",
        "from sim.cli import main; main(['--help'])",
        "from sim.cli import main; main(['run', '--help'])",
        "from sim.cli import main; main(['check', 'scenarios/baseline.yaml'])",
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    assert loads(code, ROOT) == []


def test_a_heavy_import_is_found(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("import simpy.rt\n", encoding="utf-8")
    assert loads("import slow", tmp_path) == ["simpy"]
    assert loads("import slow; raise SystemExit", tmp_path) == ["simpy"]
