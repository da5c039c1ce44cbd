"""Which engine plays, what it says, and both engines side by side."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim import Scenario
from sim.api.remarks import engine_remarks, tell_engine
from sim.cli import main
from sim.kernel import compiling
from sim.kernel import engine as kernel
from sim.measures.counting.counter import compile_all
from sim.model.city import City
from sim.model.log import COLUMNS, Log
from sim.runs.engines import Choice, CustomBehaviourError, choose, difference, importable
from sim.runs.settings import Settings, plan_of

ROOT = Path(__file__).parents[2]
TOWN = ROOT / "tests" / "api" / "town.yaml"
PLAIN = Settings(seed=1)


class Other(City):
    """A city of its own."""


@pytest.fixture(scope="module")
def plan():
    return plan_of(Scenario.load(TOWN).spec, PLAIN, 0)


@pytest.fixture
def cold(monkeypatch):
    """Numba is there, nothing is compiled."""
    monkeypatch.setattr(compiling, "available", lambda: True)
    monkeypatch.setattr(compiling, "ready", lambda: False)


@pytest.fixture
def warm(cold, monkeypatch):
    monkeypatch.setattr(compiling, "ready", lambda: True)


@pytest.fixture
def missing(monkeypatch):
    monkeypatch.setattr(compiling, "available", lambda: False)


@pytest.fixture
def nowhere(monkeypatch):
    def folder():
        raise compiling.NoCacheError

    monkeypatch.setattr(compiling, "folder", folder)


def test_a_cold_engine_is_not_compiled_for_a_short_run(cold, plan):
    assert choose("auto", plan, PLAIN, 4, 2) == Choice("simpy", "cold")


def test_a_cold_engine_is_compiled_for_a_long_run(cold, plan):
    assert choose("auto", plan, PLAIN, 100_000, 2) == Choice("compiled", compiles=True)


def test_a_compiled_engine_is_the_usual_one(warm, plan):
    assert choose("auto", plan, PLAIN, 1, 2) == Choice("compiled", "usual")


def test_without_numba_simpy_plays(missing, plan):
    assert choose("auto", plan, PLAIN, 100_000, 2) == Choice("simpy", "no_numba")
    for engine in ("compiled", "both"):
        with pytest.raises(compiling.NoNumbaError):
            choose(engine, plan, PLAIN, 1, 1)


def test_without_a_place_for_machine_code_simpy_plays(nowhere, plan):
    assert choose("auto", plan, PLAIN, 100_000, 2) == Choice("simpy", "no_cache")
    with pytest.raises(compiling.NoCacheError):
        choose("compiled", plan, PLAIN, 1, 1)


def test_the_audit_is_played_by_simpy(warm, plan):
    assert choose("auto", plan, Settings(1, audit=True), 100, 2) == Choice("simpy", "audit")


@pytest.mark.parametrize("engine", ["compiled", "simpy", "both"])
def test_the_engine_asked_for_plays(warm, plan, engine):
    assert choose(engine, plan, PLAIN, 1, 1) == Choice(engine, "asked")


def test_custom_behaviour_is_played_by_simpy(warm, plan):
    assert choose("auto", plan, Settings(1, city=Other), 1, 1).engine == "simpy"
    for engine in ("compiled", "both"):
        with pytest.raises(CustomBehaviourError, match="Other"):
            choose(engine, plan, Settings(1, city=Other), 1, 1)


def test_what_other_processes_can_import(monkeypatch):
    class Local(City):
        pass

    assert importable(City)
    assert not importable(Local)
    typed = type("Typed", (City,), {"__module__": "__main__"})
    monkeypatch.setattr("__main__.Typed", typed, raising=False)
    assert not importable(typed)


def test_every_reason_has_its_words(capsys):
    for why in ("no_numba", "no_cache", "audit", "custom", "cold"):
        (said,) = engine_remarks(Choice("simpy", why), "en")
        assert "SimPy" in said
    assert not engine_remarks(Choice("compiled"), "en") and not engine_remarks(
        Choice("simpy", "asked"), "en"
    )
    assert len(engine_remarks(Choice("simpy", "custom", alone=True), "en")) == 2
    tell_engine(Choice("compiled", compiles=True))
    assert "compiling" in capsys.readouterr().err


def run(out, *words):
    return main(
        [
            "run",
            str(TOWN),
            "--out",
            str(out),
            "--replications",
            "2",
            "--brief",
            "--lang",
            "en",
            *words,
        ]
    )


def test_the_command_line_says_why_simpy_plays(missing, tmp_path, capsys):
    assert run(tmp_path) == 0
    assert "Numba cannot be imported" in capsys.readouterr().err


def test_the_command_line_refuses_what_it_has_not(missing, tmp_path, capsys):
    assert run(tmp_path, "--engine", "compiled") == 2
    assert "pip install numba" in capsys.readouterr().err


def test_the_command_line_says_where_to_write(nowhere, tmp_path, capsys):
    assert run(tmp_path, "--engine", "compiled") == 2
    assert "ZHIZAO_CACHE" in capsys.readouterr().err


def test_both_engines_agree(tmp_path, capsys):
    assert run(tmp_path, "--engine", "both", "--workers", "1") == 0


def test_a_planted_fault_is_named(tmp_path, capsys, monkeypatch):
    log_of = kernel.log_of

    def faulty(work):
        log = log_of(work)
        rows = log.rows.copy()
        rows[7, COLUMNS.index("area")] += 1
        return Log(log.plan, log.seed, log.replication, rows)

    monkeypatch.setattr(kernel, "log_of", faulty)
    assert run(tmp_path, "--engine", "both", "--workers", "1") == 1
    said = capsys.readouterr().err
    assert "future 0, row 7: SimPy" in said and "Traceback" not in said
    assert not any(tmp_path.iterdir())


def test_a_log_that_stops_early_differs(plan):
    log = kernel.simulate(plan, 1, 0)
    cut = Log(plan, 1, 0, log.rows[:-1])
    assert difference(log, cut).endswith("compiled nothing more")


WITHOUT = """
import sys
sys.modules |= dict.fromkeys(sys.argv.pop(1).split(","))
from sim.cli import main
sys.exit(main(sys.argv[1:]))
"""


def without(packages, folder):
    """What a run says on stderr where some packages cannot be imported."""
    words = ["run", "tests/api/town.yaml", "--replications", "2", "--out", str(folder)]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, packages, *words, "--workers", "1", "--lang", "en"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(list(folder.glob("town/*/verdict.json"))) == 1
    return done.stderr


def test_a_machine_without_numba_runs_and_says_so(tmp_path):
    """Nothing on the way of a run may import Numba, which no patch of `available` would show."""
    assert "Numba cannot be imported" in without("numba,llvmlite", tmp_path)


@pytest.mark.full
def test_what_is_compiled_plays_without_numba(tmp_path):
    compile_all()
    assert "Numba" not in without("numba", tmp_path)
