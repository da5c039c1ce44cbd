"""Whoever asks a run to end, it ends as for Ctrl-C; an answer that is lost is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim import cli
from sim.runs.interrupts import Stopped, heard, interrupts, stop_as_by_keyboard, was_stopped

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
ENGLISH = {**os.environ, "LC_ALL": "C.UTF-8"}
HANG = 300
"""Seconds; they only end a hang."""


@pytest.fixture
def raising():
    """The handlers of a process of our own, for a while."""
    before = {name: signal.getsignal(getattr(signal, name)) for name in ENDING}
    for name in ENDING:
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    stop_as_by_keyboard()
    yield
    for name, handler in before.items():
        signal.signal(getattr(signal, name), handler)


@POSIX
@pytest.mark.parametrize("name", ENDING)
def test_a_signal_waits_for_a_good_moment_and_keeps_its_number(name, raising):
    number = getattr(signal, name)
    with interrupts() as check:
        check()
        signal.raise_signal(number)
        with pytest.raises(Stopped) as stopped, heard():
            signal.raise_signal(number)
        assert stopped.value.number == number
        with pytest.raises(Stopped) as stopped:
            check()
        assert stopped.value.number == number
    with pytest.raises(Stopped):
        signal.raise_signal(number)


@POSIX
@pytest.mark.parametrize("fault", [None, ValueError("another")])
def test_a_signal_that_nobody_looked_for_is_not_lost(raising, fault):
    with pytest.raises(Stopped) as stopped, interrupts():
        signal.raise_signal(signal.SIGTERM)
        if fault:
            raise fault
    assert stopped.value.number == signal.SIGTERM
    stop_as_by_keyboard()

    def closed_early():
        with interrupts():
            yield signal.raise_signal(signal.SIGINT)

    going = closed_early()
    next(going)
    with pytest.raises(Stopped):
        going.close()


class Swallowing:
    """What is raised while it ends is told and forgotten, as Python does with destructors."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGTERM)


@POSIX
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_that_a_library_swallowed_is_not_lost(raising):
    assert was_stopped() is None
    thing = Swallowing()
    del thing
    assert was_stopped() == signal.SIGTERM
    with pytest.raises(Stopped) as stopped, interrupts():
        raise AssertionError("nothing is begun any more")
    assert stopped.value.number == signal.SIGTERM


@POSIX
def test_it_is_not_lost_where_the_keyboard_is_ignored(raising):
    """As in a shell's background job."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with pytest.raises(Stopped):
        signal.raise_signal(signal.SIGTERM)
    assert was_stopped() == signal.SIGTERM


@POSIX
def test_a_signal_that_a_library_turned_into_a_fault_ends_the_program(raising, monkeypatch, capsys):
    def build(*_: object) -> int:
        with pytest.raises(Stopped):
            signal.raise_signal(signal.SIGTERM)
        raise ValueError("of the library's own")

    monkeypatch.setattr("sim.commands.check.run", build)
    assert cli.main(["check", "baseline"]) == 128 + signal.SIGTERM
    assert capsys.readouterr().err.endswith("stopped\n")
    stop_as_by_keyboard()
    monkeypatch.setattr("sim.commands.check.run", lambda _: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        cli.main(["check", "baseline"])


@POSIX
def test_a_signal_that_is_ignored_stays_so():
    """As nohup and a shell's background jobs ask."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        stop_as_by_keyboard()
        with interrupts() as check, heard():
            signal.raise_signal(signal.SIGHUP)
            check()
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


STOPPED = """
import os, signal, sys
from sim import cli
from sim.commands import check

def run(options):
    signal.raise_signal(getattr(signal, sys.argv.pop()))

check.run = run
sys.argv[0] = "zhizao"
number = sys.argv[-1]
sys.argv[1:] = ["check", "none.yaml", number]
sys.exit(cli.command())
"""


@POSIX
@pytest.mark.parametrize(("name", "code"), list(zip(ENDING, (130, 143, 129), strict=True)))
def test_the_exit_code_tells_the_signal(name, code):
    words = [sys.executable, "-c", STOPPED, name]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=ENGLISH,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=HANG,
        preexec_fn=lambda: signal.signal(getattr(signal, name), signal.SIG_DFL),  # nohup ignores
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert "stopped" in done.stderr and "Traceback" not in done.stderr


@POSIX
@pytest.mark.parametrize(
    ("to", "code", "said"),
    [
        (">&-", 74, "standard output is closed"),
        (">/dev/full", 74, "could not be written"),
        ("2>&- | cat", 0, ""),
        ("2>/dev/full", 0, ""),
        ("2>&- >&-", 74, ""),
    ],
)
@pytest.mark.parametrize("words", ["--help", "schema"])
def test_where_an_answer_goes(words, to, code, said):
    script = f'set -o pipefail; "{sys.executable}" -m sim {words} {to}'
    for buffered in ("", "1"):
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=ROOT,
            env={**ENGLISH, "PYTHONUNBUFFERED": buffered},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=HANG,
        )
        assert done.returncode == code, done.stderr
        assert said in done.stderr and "Traceback" not in done.stderr
        assert bool(done.stdout) == (code == 0)


def test_no_memory_is_told(monkeypatch, capsys):
    from sim import cli
    from sim.commands import schema

    def run(_):
        raise MemoryError

    monkeypatch.setattr(schema, "run", run)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert cli.main(["schema"]) == 71
    assert "out of memory" in capsys.readouterr().err
