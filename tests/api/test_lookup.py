"""Results on disk are found by folder, name, `latest`, scenario and key."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sim.api.lookup import NoResultError, find, give_name, is_name, latest, names, results
from sim.cli import main

TOWN = Path(__file__).parent / "town.yaml"


def saved(out: Path, name: str, age: int, word: str = "adequate", idle: str = "adequate") -> Path:
    """Write what `list` reads of a result, so many seconds old."""
    folder = out / name
    folder.mkdir(parents=True)
    manifest = {
        "manifest": 2,
        "key": folder.name,
        "made_of": {"settings": {"replications": 40}},
        "scenario": {"id": "town"},
        "files": {},
        "failed": {},
    }
    place = {
        "space": "lab",
        "park": None,
        "shortage": {"word": word},
        "idle": {"word": idle},
    }
    verdict = {"labels": {"space/lab": ["实验室", "Laboratories"]}, "spaces": [place]}
    (folder / "verdict.json").write_text(json.dumps(verdict, ensure_ascii=False), "utf-8")
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    os.utime(folder / "manifest.json", (2e9 - age, 2e9 - age))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    saved(tmp_path, "town/aaaa11112222", 300)
    saved(tmp_path, "town/aaaa33334444", 200, "short")
    saved(tmp_path, "city/bbbb55556666", 100)
    saved(tmp_path, "city/sweep-cccc77778888", 0)
    saved(tmp_path, "reference/baseline", 0)
    return tmp_path


def test_the_newest_first_and_only_what_is_called_by_a_key(out: Path) -> None:
    assert [one.key[:4] for one in results(out)] == ["cccc", "bbbb", "aaaa", "aaaa"]
    assert [one.is_run for one in results(out)] == [False, True, True, True]


def test_each_way_to_call_a_result(out: Path) -> None:
    first, second = out / "town/aaaa11112222", out / "town/aaaa33334444"
    assert latest(out) == find("latest", out) == out / "city/bbbb55556666"
    assert latest(out, "town") == find("town", out) == second
    assert find("aaaa1", out) == find(str(first), out) == first
    assert find("cccc", out) == out / "city/sweep-cccc77778888"
    assert give_name("plan", first, out) is None
    assert find("plan", out) == first
    assert give_name("plan", second, out) == first
    assert find("plan", out) == second and give_name("plan", second, out) is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [("aaaa", "begins the keys of several"), ("aaa", "no name"), ("nowhere", "no name")],
)
def test_what_is_not_one_result_is_refused(out: Path, asked: str, said: str) -> None:
    with pytest.raises(NoResultError, match=said):
        find(asked, out)


def test_no_run_at_all(tmp_path: Path, out: Path) -> None:
    with pytest.raises(NoResultError, match="of a run of nobody"):
        latest(out, "nobody")
    with pytest.raises(NoResultError, match="no result of a run in"):
        latest(tmp_path / "empty")


@pytest.mark.parametrize("text", ["latest", "deadbeef", "a/b", "..", "", ".x", "nul", "a\nb"])
def test_what_would_mean_something_else_is_no_name(text: str) -> None:
    assert not is_name(text)
    assert is_name("plan B") and is_name("方案二")


@pytest.mark.parametrize("text", ["../../etc/passwd", "town/../../x", "/abs/olute", "\0", ""])
def test_a_name_leads_to_nothing_outside_the_results(out: Path, text: str) -> None:
    (out / "names").mkdir()
    (out / "names" / "evil").write_text(text, "utf-8")
    saved(out.parent / f"{out.name}-x", "x", 0)
    assert names(out) == {}


def test_list_and_latest_on_the_screen(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    give_name("plan", out / "town/aaaa33334444", out)
    assert main(["list", "--out", str(out), "--lang", "en"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert max(map(len, rows)) <= 80
    assert [row.split()[1][:4] for row in rows if row.startswith(("  town", "  city"))] == [
        "cccc",
        "bbbb",
        "aaaa",
        "aaaa",
    ]
    assert any("answer of sweep" in row for row in rows)
    assert any("short: Laboratories" in row for row in rows)
    assert any(row.split()[:1] == ["plan"] for row in rows)
    assert main(["list", "--out", str(out), "--scenario", "town", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["key"][:5], one["names"], one["futures"]) for one in told] == [
        ("aaaa3", ["plan"], 40),
        ("aaaa1", [], 40),
    ]
    assert main(["latest", "town", "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out / "town/aaaa33334444")
    assert main(["latest", "nobody", "--out", str(out), "--lang", "zh"]) == 2
    assert "没有情景 nobody" in capsys.readouterr().err.replace("\n", "")


@pytest.mark.parametrize(
    ("shortage", "idle", "says"),
    [
        ("adequate", "adequate", "adequate"),
        (
            "unclear",
            "unclear",
            "cannot tell if enough: Laboratories; cannot tell if too idle: Laboratories",
        ),
        ("untested", "untested", "not tested: Laboratories"),
        ("adequate", "unclear", "cannot tell if too idle: Laboratories"),
        ("adequate", "untested", "adequate"),
        ("short", "unclear", "short: Laboratories; cannot tell if too idle: Laboratories"),
        ("?", "?", None),
    ],
)
def test_a_run_is_listed_by_what_its_first_page_tells_of_each_type(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shortage: str, idle: str, says: str | None
) -> None:
    saved(tmp_path, "town/aaaa11112222", 0, shortage, idle)
    assert main(["list", "--out", str(tmp_path), "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["answer"] and one["answer"][1]) == says


def test_a_damaged_result_is_listed_without_an_answer(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / "city/bbbb55556666/manifest.json").write_text("{", "utf-8")
    (out / "city/bbbb55556666/verdict.json").write_text("[]", "utf-8")
    assert main(["list", "--out", str(out), "--scenario", "city", "--lang", "en"]) == 0
    assert "no readable verdict" in " ".join(capsys.readouterr().out.split())


def test_a_run_is_named_found_and_made_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--out", str(tmp_path), "--lang", "en"]
    run = ["run", str(TOWN), "--replications", "8", "--brief", "--engine", "simpy", *words]
    assert main([*run, "--name", "first"]) == 0
    assert f"first is {latest(tmp_path)}" in " ".join(capsys.readouterr().err.split())
    assert main([*run, "--seed", "5", "--name", "second"]) == 0
    capsys.readouterr()
    assert main(["diff", "first", "second", *words]) == 0
    assert "besides, these differ: seed" in capsys.readouterr().out
    assert main(["diff", "first", "first", *words]) == 0
    assert "one and the same folder" in " ".join(capsys.readouterr().out.split())
    assert main(["reproduce", "first", *words]) == 0
    assert main(["reproduce", "third", *words]) == 2
    assert main([*run, "--name", "latest"]) == 2
    assert "no result can be called latest" in capsys.readouterr().err
