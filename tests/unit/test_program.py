"""A command on a screen is typed as the program was called; files always say `zhizao`."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main
from sim.text import program

ROOT = Path(__file__).parents[2]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing known of how this program was called, but what a test says."""
    monkeypatch.delenv(program.CALLED, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(sys, "executable", "/bin/python")
    return monkeypatch


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("/bin/zhizao", "zhizao"),
        ("/my tools/zhizao", "'/my tools/zhizao'"),
        ("/x/sim/__main__.py", "python -m sim"),
        ("/x/pytest/__main__.py", "zhizao"),
        ("", "zhizao"),
    ],
)
def test_a_command_is_typed_as_this_one_was(
    called: pytest.MonkeyPatch, argument: str, said: str
) -> None:
    called.setattr(sys, "argv", [argument, "check"])
    assert program.typed("`zhizao run x`, not zhizao, or zhizao runs") == (
        f"`{said} run x`, not zhizao, or zhizao runs"
    )


def test_dev_says_how_it_was_called(called: pytest.MonkeyPatch) -> None:
    called.setenv(program.CALLED, "python3 dev zhizao")
    assert program.typed("zhizao show") == "python3 dev zhizao show"


def test_an_extra_is_added_to_the_python_that_runs(
    called: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert program.installing("study") == 'python -m pip install "zhizao[study]"'
    called.setattr(sys, "executable", str(ROOT / ".venv" / "bin" / "python"))
    called.chdir(ROOT)
    assert program.python() == str(Path(".venv/bin/python"))
    called.chdir(tmp_path)
    assert program.python() == shlex.quote(str(ROOT / ".venv" / "bin" / "python"))


def test_what_new_prints_can_be_typed(
    called: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    called.setenv(program.CALLED, "mine")
    assert main(["new", str(tmp_path / "a b" / "x.yaml"), "--lang", "en"]) == 0
    said = capsys.readouterr().out.replace("\\\n", "").splitlines()
    assert ["mine", "check", f"{tmp_path}/a b/x.yaml"] in [shlex.split(line) for line in said]


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize("columns", [40, 80])
def test_progress_stays_on_its_line(columns: int) -> None:
    """On a terminal narrower than what is said, the words come once and only the seconds move."""
    import fcntl
    import pty
    import struct
    import termios

    code = (
        "import time\n"
        "from sim.console.progress import bar, wait_for\n"
        "wait_for(lambda: time.sleep(0.7), '编译一次 ' * 9)\n"
        "with bar('任务 jobs') as show:\n"
        "    for done in range(4):\n"
        "        show(done, 3), time.sleep(0.11)\n"
    )
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 20, columns, 0, 0))
    started = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=child)
    os.close(child)
    told = b""
    try:
        while part := os.read(parent, 4096):
            told += part
    except OSError:  # the other end is closed
        pass
    assert started.wait() == 0
    text = told.decode()
    assert text.count("编译一次") == 9
    _, _, moving = text.rpartition("编译一次")
    drawn = [line.strip() for line in moving.replace("\r", "\n").split("\n") if line.strip()]
    assert any("3/3" in line for line in drawn) and any("00:00" in line for line in drawn)
    assert all(len(line) + line.count("任务") * 2 <= columns for line in drawn), drawn


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    from sim.console.progress import bar, wait_for

    wait_for(lambda: None, "compiling")
    with bar("jobs") as show:
        show(0, 2)
        show(2, 2)
    assert capsys.readouterr().err == "compiling\n"
