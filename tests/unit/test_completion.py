"""What a shell completes: asked of bash itself, as it asks when somebody presses Tab."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sim.cli import main
from sim.commands.completion import SHELLS
from sim.scenario.yaml.files import shipped_names
from sim.text.program import CALLED, VERBS

ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
complete -p zhizao > /dev/null || exit 3
_shtab_zhizao zhizao "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def printed(capsys: pytest.CaptureFixture[str], shell: str) -> str:
    with pytest.raises(SystemExit) as left:
        main(["--completion", shell])
    assert left.value.code == 0
    return capsys.readouterr().out


@pytest.fixture
def bash(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return the script, in a folder with a scenario and a folder; called as a clone calls it."""
    monkeypatch.setenv(CALLED, "python3 dev zhizao")
    monkeypatch.chdir(tmp_path)
    script = tmp_path / "script"
    script.write_text(printed(capsys, "bash"), encoding="utf-8")
    (tmp_path / "boats.yaml").touch()
    (tmp_path / "boxes").mkdir()
    return script


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("re", ["reproduce", "required"]),
        ("run --repl", ["--replications"]),
        ("run --lang e", ["en"]),
        ("run bo", ["boats.yaml", "boom", "boxes"]),
        ("compare baseline boo", ["boom"]),
        ("compare baseline boom slow-b", ["slow-build"]),
        ("explain baseline C1 --against boo", ["boom"]),
        ("run baseline --set top_down.need", ["top_down.needs_floor"]),
        ("required baseline --lever top_down.need", ["top_down.needs_floor"]),
        ("run baseline --out bo", ["boxes"]),
        ("schema --write boa", ["boats.yaml"]),
        ("required baseline --space boo", []),
    ],
)
def test_bash_completes(bash: Path, typed: str, offered: list[str]) -> None:
    command = ["bash", "--norc", "-c", ASK, "ask", str(bash), "zhizao", *typed.split()]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert sorted(done.stdout.split()) == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_every_verb_and_scenario_is_in_the_script(
    capsys: pytest.CaptureFixture[str], shell: str
) -> None:
    script = printed(capsys, shell)
    assert [name for name in (*VERBS, *shipped_names()) if name not in script] == []


def test_another_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--completion", "dos"])
    assert left.value.code == 2
