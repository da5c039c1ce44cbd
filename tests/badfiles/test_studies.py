"""Bad study files and the exact screens that `zhizao sweep` answers with, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli import main

CASES = Path(__file__).parent / "studies"
SOUND = "town.yaml"
NAMES = sorted(path.name for path in CASES.glob("*.yaml") if path.name != SOUND)


@pytest.mark.parametrize("name", NAMES)
def test_screen(
    name: str,
    golden: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(CASES)
    found = {}
    for lang in ("zh", "en"):
        assert main(["sweep", name, "--out", str(tmp_path), "--lang", lang]) == 2
        found[lang] = capsys.readouterr().err
    golden(CASES / name.replace(".yaml", ".txt"), found["zh"] + "-" * 80 + "\n" + found["en"])
    assert list(tmp_path.iterdir()) == []


def test_every_screen_belongs_to_a_case() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == {Path(name).stem for name in NAMES}
