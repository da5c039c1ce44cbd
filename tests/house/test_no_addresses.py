"""The repository names no package registry and no path of somebody's machine.

Such an address breaks behind a mirror and on every other machine.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ADDRESS = re.compile(
    r"""
      \b(?:pypi|pythonhosted|npmjs|anaconda|crates|rubygems|debian|ubuntu)\.(?:org|com|io)\b
    | https?://[^\s"']*/simple\b
    | \b(?:index-url|find-links|registry)\s*=
    | (?<![\w.)/~-])/(?:root|home|Users|work|tmp|opt)/\w
    | \b[A-Z]:\\Users\\
    """,
    re.VERBOSE,
)


def files(root: Path) -> list[Path]:
    """Return what belongs to the repository: tracked files and new ones that are not ignored."""
    listing = ["git", "-C", str(root), "ls-files", "-z", "-co", "--exclude-standard"]
    names = subprocess.run(listing, capture_output=True, check=True).stdout.decode().split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def faults(paths: list[Path]) -> list[str]:
    """Return one line for each address found in a text file."""
    found = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # not a text
        for number, line in enumerate(text.splitlines(), 1):
            if hit := ADDRESS.search(line):
                found.append(f"{path.name}:{number}: {hit.group().strip()}")
    return found


def test_no_registry_and_no_machine_path() -> None:
    paths = files(ROOT)
    assert ROOT / "setup.cfg" in paths
    assert faults(paths) == []


@pytest.mark.parametrize(
    "line",
    [
        "see https://" + "pypi" + ".org/project/simpy",
        "--index-url" + "=x",
        "pip install -i https://mirror.example" + "/simple",
        "open('/" + "home/ann/data.csv')",
        "out: /" + "tmp/results",
        "C:" + "\\Users\\ann",
    ],
)
def test_an_address_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "bad.md").write_text(f"first\n{line}\n", encoding="utf-8")
    assert [fault[:9] for fault in faults([tmp_path / "bad.md"])] == ["bad.md:2:"]


def test_plain_words_pass(tmp_path: Path) -> None:
    text = "https://www.shanghai.gov.cn/home/a.html\nresults/work/x\n#!/usr/bin/env python3\n"
    (tmp_path / "good.md").write_text(text, encoding="utf-8")
    assert faults([tmp_path / "good.md"]) == []
