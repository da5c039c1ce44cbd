"""The verbs check, show, schema and new, and the manners of the command line."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main
from sim.commands import check
from sim.commands.check import opening_balance
from sim.model.engine import simulate
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.schema.leaves import leaves

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "badfiles" / "cases"
SOUND = str(CASES / "base.yaml")
BAD = str(CASES / "inherited-fault.yaml")


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_check_counts_numbers_and_says_ok(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(capsys, "check", SOUND, "--lang", "en")
    assert code == 0
    assert "base.yaml  can be used" in out
    assert "33 numbers: fact 1, literature 0, assumption 0, nothing 32" in out
    assert re.search(r"drug +40% +100%", out)


def test_check_speaks_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CASES)
    texts = {lang: answer(capsys, "check", "base.yaml", "--lang", lang)[1] for lang in ("zh", "en")}
    assert "可用" in texts["zh"] and "numbers" not in texts["zh"]
    assert texts["en"].isascii()
    both = answer(capsys, "check", SOUND, "--lang", "both")[1]
    assert "可用 can be used" in both


@pytest.mark.parametrize(
    ("names", "heard"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, "可用"),
        ({"LANG": "zh_TW"}, "可用"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "can be used"),
        ({"LC_MESSAGES": "de_DE.UTF-8"}, "can be used"),
    ],
)
def test_screens_speak_the_language_of_the_locale(
    names: dict[str, str],
    heard: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    last = answer(capsys, "check", SOUND)[1].rstrip().splitlines()[-1]
    assert last.endswith(f"base.yaml  {heard}")


def test_check_sets_success_beside_what_is_published(capsys: pytest.CaptureFixture[str]) -> None:
    sets = ["--set", "tracks.biologic={}", "--set", "demand.drugs.track=biologic"]
    code, out, _ = answer(capsys, "check", SOUND, "--lang", "en", *sets)
    assert code == 0
    assert re.search(r"biologic +40% +100% +9% / 20% / 29%", out)
    assert "Wang" in out


def test_check_tells_a_parents_fault_once(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(capsys, "check", BAD, BAD, SOUND, "--lang", "en")
    assert code == 2
    assert out.count("E301") == 1
    assert "1 problems are told above" in out
    assert "base.yaml  can be used" in out


def test_check_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(capsys, "check", SOUND, BAD, "--json")
    assert code == 2
    good, bad = json.loads(out)
    assert good["ok"] and not bad["ok"]
    assert good["numbers"] == {"fact": 1, "literature": 0, "assumption": 0, "nothing": 32}
    assert good["success"]["drug"] == {"research": 40.0, "production": 100.0}
    (problem,) = bad["problems"]
    assert (problem["code"], problem["line"], problem["path"]) == (
        "E301",
        12,
        "spaces.lab.lettable",
    )
    assert problem["zh"] and problem["en"] and problem["fix_en"]


def test_show_resolved_loads_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = answer(capsys, "show", SOUND, "--resolved", "--set", "supply.hall.lots=5")
    path = tmp_path / "whole.yaml"
    path.write_text(out, encoding="utf-8")
    assert code == 0
    assert load(path).raw == load(SOUND, ["supply.hall.lots=5"]).raw


def test_show_origin(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    _, out, _ = answer(capsys, "show", "base.yaml", "--origin", "--set", "supply.hall.lots=5")
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()}
    assert rows["stock.factory.area"] == ["8万", "m²", "base.yaml:16", "plan"]
    assert rows["supply.hall.lots"] == ["5", "--set"]
    assert rows["chain"] == ["[research,", "production]", "base.yaml:17"]
    _, out, _ = answer(capsys, "show", SOUND, "--origin", "--json")
    table = {row["path"]: row for row in json.loads(out)}
    assert table["stock.factory.area"]["source"] == "plan"


def test_show_diff_tells_inputs_that_mean_something_else(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "base.yaml").write_bytes(Path(SOUND).read_bytes())
    child = tmp_path / "child.yaml"
    child.write_text(
        "extends: base.yaml\nname: other\nnote: other\nchange:\n"
        "  stages.production.duration: 120 months\n"  # 10 years, as before
        "  supply.hall.lots: 3\n  demand.drugs.rate: {value: 7 per year, source: plan}\n"
        "add:\n  parks.south.luck: old\ndrop: [cycles, demand.drugs.cycles]\n",
        encoding="utf-8",
    )
    code, out, _ = answer(capsys, "show", str(child), "--diff", SOUND, "--json")
    assert code == 0
    rows = {row["path"]: (row["old"], row["new"]) for row in json.loads(out)}
    assert rows == {
        "parks.south.luck": ("", "old"),
        "cycles": ("{funding: {steps: {2025: 80%, 2027: 110%}}}", ""),
        "demand.drugs.rate": ("6 per year", "{value: 7 per year}"),
        "demand.drugs.cycles": ("[funding]", ""),
        "supply.hall.lots": ("2", "3"),
    }
    assert "5 inputs differ" in answer(capsys, "show", str(child), "--diff", SOUND)[1]
    assert json.loads(answer(capsys, "show", SOUND, "--diff", SOUND, "--json")[1]) == []


def test_show_tells_files_and_changes(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = answer(capsys, "show", SOUND, "--lang", "en", "--set", "supply.hall.lots=5")
    assert "Small town" in out
    assert "parks 2, space types 2, tracks 2" in " ".join(out.split())
    assert "supply.hall.lots  (--set)" in out
    assert "no changes" in answer(capsys, "show", SOUND, "--lang", "en")[1]


def test_show_of_a_bad_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(capsys, "show", BAD)
    assert (code, out) == (2, "")
    assert "E301" in err


def test_schema(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shipped = (ROOT / "sim" / "scenario" / "schema.json").read_text(encoding="utf-8")
    assert answer(capsys, "schema")[1] == shipped
    target = tmp_path / "schema.json"
    assert answer(capsys, "schema", "--write", str(target))[0] == 0
    assert target.read_text(encoding="utf-8") == shipped
    assert answer(capsys, "schema", "--write", str(tmp_path))[0] == 2


@pytest.mark.parametrize("name", ["town", "town/first.yaml"])
def test_new_writes_a_scenario_that_runs(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, _ = answer(capsys, "new", str(tmp_path / name))
    file = next((tmp_path / "town").glob("*.yaml"))
    assert code == 0
    assert (file.parent / "zhizao.schema.json").exists()
    loaded = load(file)
    assert loaded.warnings == ()
    assert len(simulate(compile_plan(loaded.spec), loaded.spec.seed, 0, audit=True).rows) > 100
    code, _, err = answer(capsys, "new", str(tmp_path / name))
    assert code == 2
    assert "exists" in err


def test_the_starter_opens_in_balance() -> None:
    loaded = load(ROOT / "sim" / "scenario" / "starter.yaml")
    assert all(one.fits for one in opening_balance(loaded))


def test_check_tells_what_does_not_balance(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(capsys, "check", SOUND, "--lang", "en")
    assert code == 0
    # 10 a year × 1,200 m² × 2.5 years
    assert re.search(r"lab +X 234% +30,000 m2 / 12,800 m2\n", out)
    assert "off: multiply stock.lab by 2.34, or divide rates, areas or stays by it" in out
    (data,) = json.loads(answer(capsys, "check", SOUND, "--json")[1])
    assert data["balance"]["lab"] == {
        "leased": 12_800,
        "in_use": pytest.approx(30_000),
        "settles": pytest.approx(30_000),
        "streams": {"devices": pytest.approx(12_000), "drugs": pytest.approx(18_000)},
    }


def test_check_tells_what_grew(capsys: pytest.CaptureFixture[str]) -> None:
    """At g = ln 1.9 a year, 2.5 years are as 1.245: 18,000 m² of drugs are as 8,963 today."""
    grew = ("--set", "demand.drugs.grew=90% per year")
    code, out, _ = answer(capsys, "check", SOUND, *grew, "--lang", "en")
    assert code == 0
    told = "lab grew: if arrivals stay as they are today, it comes to 30,000 m2, 1.43 times as much"
    assert told in " ".join(out.split())  # 30,000 ÷ (12,000 + 8,963)


def test_check_tells_the_account_of_demand(capsys: pytest.CaptureFixture[str]) -> None:
    """Products bring 4,400 m² a year, half of 12,000 is more; who replaces what ends balances."""
    scenario = str(ROOT / "tests" / "theory" / "account.yaml")
    needs = ("--set", "top_down.needs_floor=50%")
    code, out, _ = answer(capsys, "check", scenario, *needs, "--lang", "en")
    assert code == 0
    assert re.search(r"plant +0\.44 +0\.60 +0\.60 +\S+ +\S+ +\S+\n", out)
    assert re.search(r"plant +v 10\d% +\S+ m2 / 40,000 m2\n", out)  # growth is apart
    told = "plant: established makers replace what ends; growth of 6,000 m2 a year is apart"
    assert told in " ".join(out.split())
    (data,) = json.loads(answer(capsys, "check", scenario, *needs, "--json")[1])
    (account,) = data["account"]
    assert account["products"] == pytest.approx(4400)
    assert account["net"] == account["growth"] == pytest.approx(6000)
    assert data["balance"]["plant"]["grows"] == pytest.approx(6000)
    assert sum(data["balance"]["plant"]["streams"].values()) == pytest.approx(40_000, rel=0.05)
    (beside,) = json.loads(answer(capsys, "check", scenario, "--json")[1])
    assert "account" not in beside and "grows" not in beside["balance"]["plant"]


def test_check_tells_of_expansions_beyond_what_ends(capsys: pytest.CaptureFixture[str]) -> None:
    scenario = str(ROOT / "tests" / "theory" / "account.yaml")
    sets = ("--set", "top_down.needs_floor=0%")
    sets += ("--set", "tracks.drug.stages.make.expansion.area=4000 m²")
    code, out, _ = answer(capsys, "check", scenario, *sets, "--lang", "en")
    assert code == 0
    assert re.search(r"plant +X \d{3}%", out)
    assert "off: tenants' expansions exceed what ends and what grows" in out


def test_the_starter_is_bilingual_and_marked_as_assumed() -> None:
    path = ROOT / "sim" / "scenario" / "starter.yaml"
    loaded = load(path)
    comments = [line for line in path.read_text("utf-8").splitlines() if "#" in line]
    assert len(comments) > 20
    assert all(entry.label is not None for entry in loaded.spec.parks.values())
    assert "status: assumption" in path.read_text("utf-8")


def test_new_in_a_place_that_cannot_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = answer(capsys, "new", SOUND + "/inside")
    assert code == 2
    assert "cannot write" in err


def test_stopping_is_not_a_crash(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "run", stop)
    code, _, err = answer(capsys, "check", SOUND)
    assert code == 130
    assert "Traceback" not in err


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "sim", *arguments]
    settings = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=settings)


def test_a_terminal_without_chinese_shows_codes() -> None:
    done = process("check", BAD, "--lang", "zh", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert b"\\u" in done.stdout
    assert done.stderr == b""


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{shlex.quote(sys.executable)} -m sim show {shlex.quote(SOUND)} --origin | head -1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.startswith(b"name")
    assert done.stderr == b""


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["new", "--help"]])
def test_help_loads_neither_yaml_nor_the_schema(arguments: list[str]) -> None:
    probe = (
        "import sys\nfrom sim.cli import main\ntry:\n    main({})\nexcept SystemExit:\n    pass\n"
        "print(sorted({{'yaml', 'pydantic', 'numpy'}} & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", probe.format(arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert done.stderr.splitlines()[-1] == b"[]"


def test_unknown_arguments_exit_with_2() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["dance"])
    assert caught.value.code == 2


def test_version_names_the_program_and_what_it_stands_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    state = {"commit": "0123456789abcdef", "clean": False}
    monkeypatch.setattr("sim.api.identity.git_state", lambda: state)
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("zhizao ") and first.endswith(" (0123456789ab, changed)")
    assert second.startswith("python 3.") and "simpy 4." in second and "numba" in second


def test_new_writes_a_child_of_a_shipped_scenario(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It passes at once, and so does each number of the parent that it offers."""
    monkeypatch.chdir(tmp_path)
    code, out, _ = answer(capsys, "new", "--extends", "baseline", "--lang", "en")
    assert code == 0 and "zhizao check my-baseline.yaml" in out
    child, parent = load("my-baseline.yaml"), load("baseline")
    assert child.warnings == parent.warnings
    assert child.spec.demand == parent.spec.demand and child.spec.name != parent.spec.name
    text = Path("my-baseline.yaml").read_text(encoding="utf-8")
    told, _, offered = text.partition("# change:\n")
    lines = [line.removeprefix("# ") for line in offered.splitlines()]
    assert len(lines) == len(leaves(parent.spec))
    Path("all.yaml").write_text("\n".join([told, "change:", *lines, ""]), encoding="utf-8")
    changed = load("all.yaml")
    assert {p: leaf.text for p, leaf in leaves(changed.spec).items()} == {
        p: leaf.text for p, leaf in leaves(parent.spec).items()
    }
    assert len(changed.overrides) >= len(lines)


def test_new_extends_a_file_of_ones_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "town: 1.yaml").write_bytes(Path(SOUND).read_bytes())
    parent = "a b/town: 1.yaml"
    assert answer(capsys, "new", "--extends", parent)[0] == 0
    assert load("a b/my-town: 1.yaml").spec.demand == load(parent).spec.demand
    assert answer(capsys, "new", "--extends", parent, "above.yaml")[0] == 0
    assert load("above.yaml").spec.demand == load(parent).spec.demand
    code, _, err = answer(capsys, "new", "--extends", parent, "beside/x.yaml", "--lang", "en")
    assert code == 2 and "in the folder of its parent" in err
    assert not Path("beside").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["file/x.yaml"], "a part of this path is a file"),
        (["file"], "a part of this path is a file"),
        (["there.yaml"], "exists and was left"),
        (["...yaml"], "a file needs a name"),
        (["a\nb.yaml"], "a file needs a name"),
        ([], "or a variant"),
        (["--extends", "none"], "does not exist"),
        (["--extends", "there.yaml", "there.yaml"], "cannot be used|E1"),
    ],
)
def test_new_refuses_what_cannot_be_written(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("file", "there.yaml"):
        Path(name).write_text("kept", encoding="utf-8")
    code, out, err = answer(capsys, "new", *words, "--lang", "en")
    assert (code, out) == (2, "") and re.search(said, err)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        "file": "kept",
        "there.yaml": "kept",
    }
