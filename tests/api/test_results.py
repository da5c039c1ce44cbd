"""The results folder: complete, whole or absent, and the same bytes whatever the machine does."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from sim.api.identity import run_key
from sim.api.reproduce import reproduce
from sim.measures.counting.counter import compile_all
from sim.runs.identity import CODE, PACKAGE, canonical, code_hash

ROOT = Path(__file__).parents[2]
TOWN = Path(__file__).parent / "town.yaml"
BASELINE = ROOT / "scenarios" / "baseline.yaml"


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "sim", "run", str(TOWN), *words]


def play(out: Path, *words: str, **surroundings: str) -> Path:
    """Run the town in a process of its own and return its results folder."""
    done = subprocess.run(
        command("--out", str(out), "--json", *words),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **surroundings},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    return ROOT / json.loads(done.stdout)["folder"]


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    return play(tmp_path_factory.mktemp("one"), "--workers", "1", "--requests", PYTHONHASHSEED="0")


def test_the_folder_is_complete_and_the_manifest_knows_every_file(first):
    manifest = json.loads((first / "manifest.json").read_text(encoding="utf-8"))
    found = {p.relative_to(first).as_posix() for p in first.rglob("*") if p.is_file()}
    assert found == {*manifest["files"], "manifest.json"}
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((first / name).read_bytes()).hexdigest() == digest, name
    assert {"series.parquet", "requests.parquet", "measures.csv", "verdict.json"} <= found
    assert sum(name.endswith(".svg") for name in found) == 7 + 2 * 4
    for lang in ("zh", "en"):
        story = (first / f"story.{lang}.md").read_text(encoding="utf-8")
        shown = re.findall(r"\]\((figures/[^)]*)\)", story)
        assert len(shown) == 4 and {*shown} <= found
        assert all(name.startswith(f"figures/{lang}/") for name in shown)
    assert "seed: 7" in manifest["scenario"]["yaml"]
    assert first.name == manifest["key"][:12]


@pytest.mark.full
def test_the_same_bytes_for_other_workers_hash_seeds_locales_and_time_zones(first, tmp_path):
    other = play(
        tmp_path,
        "--workers",
        "2",
        "--requests",
        PYTHONHASHSEED="4711",
        LC_ALL="C",
        TZ="Asia/Shanghai",
    )
    one, two = (
        json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
        for folder in (first, other)
    )
    assert one == two
    assert first.name == other.name


def test_a_result_is_reproduced_from_its_manifest_alone(first, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(first, copy)
    found = reproduce(copy)
    assert found.holds and not found.made_of
    shown = {"figures/01-balance.svg", "figures/en/01-balance.svg", "story.en.md"}
    assert {"series.parquet", "verdict.json", *shown} <= set(found.same)


@pytest.mark.full
def test_an_altered_number_is_found_and_named(first, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(first, copy)
    table = pd.read_parquet(copy / "series.parquet")
    table.loc[3, "leased"] += 1
    table.to_parquet(copy / "series.parquet", index=False, compression="zstd")
    (copy / "times.csv").unlink()
    found = reproduce(copy)
    assert not found.holds
    assert found.damaged == ("series.parquet", "times.csv")


def test_a_result_of_other_numbers_says_which_cell_differs(first, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(first, copy)
    table = pd.read_parquet(copy / "series.parquet")
    table.loc[3, "leased"] += 1
    table.to_parquet(copy / "series.parquet", index=False, compression="zstd")
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    altered = hashlib.sha256((copy / "series.parquet").read_bytes()).hexdigest()
    manifest["files"]["series.parquet"] = altered
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = reproduce(copy)
    assert found.damaged == ()
    assert found.different["series.parquet"].startswith("row 3, leased:")


@pytest.mark.full
def test_another_seed_is_another_result(first, tmp_path):
    other = play(tmp_path, "--seed", "8", "--brief")
    assert other.name != first.name
    assert (other / "measures.csv").read_bytes() != (first / "measures.csv").read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        {"settings": {"seed": 2, "replications": 4, "central": False}},
        {"settings": {"seed": 1, "replications": 5, "central": False}},
        {"settings": {"seed": 1, "replications": 4, "central": True}},
        {"resolved": {"a": 2}},
        {"code": "other"},
        {"versions": {"numpy": "other"}},
    ],
    ids=str,
)
def test_each_ingredient_flips_the_key(change, monkeypatch):
    resolved = {"a": 1}
    settings = {"seed": 1, "replications": 4, "central": False}
    before, _ = run_key(resolved, settings)
    if "code" in change:
        monkeypatch.setattr("sim.api.identity.code_hash", lambda: change["code"])
    if "versions" in change:
        monkeypatch.setattr("sim.api.identity.versions", lambda: change["versions"])
    after, _ = run_key(change.get("resolved", resolved), change.get("settings", settings))
    assert before != after


@pytest.mark.parametrize("name", ["run.py", "page.html", "page.css", "letters.ttf"])
def test_what_decides_the_bytes_is_code(name, tmp_path):
    """Templates, style sheet and font decide what a page is, as programs do; a README does not."""
    (tmp_path / name).write_text("one")
    (tmp_path / "README.md").write_text("one")
    known = code_hash.__wrapped__(tmp_path)
    (tmp_path / "README.md").write_text("other")
    assert code_hash.__wrapped__(tmp_path) == known
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / name).write_text("of the local page, which decides nothing")
    assert code_hash.__wrapped__(tmp_path) == known
    (tmp_path / name).write_text("other")
    assert code_hash.__wrapped__(tmp_path) != known
    named = {path.suffix for path in PACKAGE.rglob("*") if path.parent.name == "page"}
    assert named <= {*CODE, ""}


def test_canonical_json_does_not_depend_on_order_and_refuses_nan():
    assert canonical({"b": 1, "a": "中"}) == canonical({"a": "中", "b": 1})
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


BEGUN = """
import sys
from sim import cli
from sim.commands import run

play = run.run

def begun(options):
    print("begun", file=sys.stderr, flush=True)
    return play(options)

run.run = begun
sys.exit(cli.command())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize(
    ("engine", "cold"),
    [("compiled", False), ("compiled", True), ("simpy", False)],
    ids=["threads", "compiling", "processes"],
)
def test_ctrl_c_stops_at_once_and_leaves_nothing(tmp_path, engine, cold):
    """Threads stop between replications, processes between some or by force."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    if cold:
        surroundings["ZHIZAO_CACHE"] = str(tmp_path / "cache")
    elif engine == "compiled":
        compile_all()
    out = tmp_path / "out"
    out.mkdir()
    words = ["--replications", "50000", "--workers", "2", "--engine", engine]
    process = subprocess.Popen(
        [sys.executable, "-c", BEGUN, "run", str(BASELINE), "--out", str(out), *words],
        cwd=ROOT,
        env=surroundings,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=hear,
        encoding="utf-8",
    )
    try:
        assert process.stderr is not None
        assert process.stderr.readline() == "begun\n"
        time.sleep(1)  # it may be anywhere by then, and ends the same
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=600)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    assert process.returncode == 130, told
    assert told.splitlines()[-1] == "stopped" and "Traceback" not in told
    assert list(out.iterdir()) == []
    assert gone(process.pid), "a worker goes on"


HANGING = """
import sys, threading, time
from sim import cli
from sim.commands import check

def stop(options):
    threading.Thread(target=time.sleep, args=(3000,)).start()
    raise KeyboardInterrupt

check.run = stop
sys.argv = ["zhizao", "check", "x.yaml"]
sys.exit(cli.command())
"""


def test_a_stopped_process_ends_though_a_thread_goes_on():
    done = subprocess.run(
        [sys.executable, "-c", HANGING],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert (done.returncode, done.stderr) == (130, "stopped\n")


def hear() -> None:
    """Answer Ctrl-C: a shell has its background jobs ignore it, and so the tests it runs there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def gone(group: int) -> bool:
    """Tell whether a process group has ended, giving it time."""
    for _ in range(3000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
