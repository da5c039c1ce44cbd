"""The set-up script: it trusts only a finished environment of its own making."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tests.house.script import load

WANT = ("interpreter", "pins")


@pytest.fixture
def dev() -> ModuleType:
    return load()


class Steps:
    """Stands in for `subprocess.run`: notes the steps, makes a Python, fails where told."""

    def __init__(self, dev: ModuleType, home: Path, fail: str = "") -> None:
        self.dev, self.home, self.fail = dev, home, fail
        self.taken: list[str] = []

    def __call__(self, command: list[str], **_: object) -> SimpleNamespace:
        step = command[2]
        self.taken.append(step)
        if step == "venv":
            python = self.dev.interpreter_in(self.home)
            python.parent.mkdir()
            python.touch()
        return SimpleNamespace(returncode=int(step == self.fail))


def test_an_environment_made_by_others_is_left_alone(dev: ModuleType, tmp_path: Path) -> None:
    usual = tmp_path / ".venv"
    assert dev.place(tmp_path) == usual
    usual.mkdir()
    assert dev.place(tmp_path) == usual
    (usual / "pyvenv.cfg").touch()
    assert dev.place(tmp_path) == tmp_path / ".venv-dev"
    (usual / dev.STAMP).touch()
    assert dev.place(tmp_path) == usual


@pytest.mark.parametrize(
    ("stamp", "study", "test"),
    [
        ("", False, False),
        ("interpreter pins study", True, False),
        ("interpreter pins test", True, True),
        ("interpreter pins lab study test", True, True),
        ("interpreter other test", False, False),
        ("other pins test", False, False),
    ],
)
def test_what_a_stamp_is_good_for(dev: ModuleType, stamp: str, study: bool, test: bool) -> None:
    assert dev.serves(stamp, WANT, "study") is study
    assert dev.serves(stamp, WANT, "test") is test


def test_every_pin_and_the_place_count(dev: ModuleType, tmp_path: Path) -> None:
    seen = set()
    for name in ("none", *dev.PINS):
        for other in dev.PINS:
            (tmp_path / other).write_text("new" if other == name else "old", encoding="utf-8")
        seen.add(dev.wanted(tmp_path))
    assert len({pins for _, pins in seen}) == 4
    assert len({interpreter for interpreter, _ in seen}) == 1
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    assert dev.wanted(moved)[0] not in {interpreter for interpreter, _ in seen}


def test_a_set_up_cut_short_is_made_again(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / ".venv"
    monkeypatch.setattr(subprocess, "run", Steps(dev, home, fail="pip"))
    with pytest.raises(SystemExit, match="Set-up failed"):
        dev.set_up(home, WANT, "study")
    assert (home / dev.STAMP).read_text(encoding="utf-8") == ""

    (home / "half-made").touch()
    again = Steps(dev, home)
    monkeypatch.setattr(subprocess, "run", again)
    dev.set_up(home, WANT, "study")
    assert again.taken == ["venv", "pip", "sim"]
    assert not (home / "half-made").exists()
    assert (home / dev.STAMP).read_text(encoding="utf-8") == "interpreter pins study"


def test_more_requirements_are_added_in_place(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / ".venv"
    steps = Steps(dev, home)
    monkeypatch.setattr(subprocess, "run", steps)
    dev.set_up(home, WANT, "study")
    dev.set_up(home, WANT, "test")
    dev.set_up(home, WANT, "test")
    assert steps.taken == ["venv", "pip", "sim", "pip", "sim"]
    dev.set_up(home, ("another Python", "pins"), "study")
    assert steps.taken[5:] == ["venv", "pip", "sim"]
    assert (home / dev.STAMP).read_text(encoding="utf-8") == "another Python pins study test"


def test_a_set_up_serves_even_if_nothing_can_be_compiled(
    dev: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = tmp_path / ".venv"
    monkeypatch.setattr(subprocess, "run", Steps(dev, home, fail="sim"))
    dev.set_up(home, WANT, "study")
    assert (home / dev.STAMP).read_text(encoding="utf-8") == "interpreter pins study"
    said = capsys.readouterr()
    assert "not compiled" in said.err and said.out == ""


def test_a_python_without_venv_says_what_to_install(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        dev.set_up(tmp_path / ".venv", WANT, "study")


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ([], True),
        (["--replications", "20"], True),
        (["x.yaml"], False),
        (["--seed", "7", "x.yaml"], False),
        (["boom", "--seed", "7"], False),
    ],
)
def test_the_baseline_runs_unless_a_scenario_is_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, typed: list[str], named: bool
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(dev, "environment", lambda extra: f"python+{extra}")
    monkeypatch.setattr(dev, "become", ran.append)
    monkeypatch.chdir(dev.ROOT)
    dev.main(["run", *typed])
    baseline = [str(Path("scenarios/baseline.yaml"))] if named else []
    assert ran == [["python+study", "-m", "sim", "run", *baseline, *typed]]


@pytest.mark.parametrize(
    ("typed", "all_cores"),
    [([], True), (["--full"], True), (["tests/house"], False), (["--full", "-x"], False)],
)
def test_a_whole_tier_runs_on_all_cores(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, typed: list[str], all_cores: bool
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(dev, "environment", lambda extra: f"python+{extra}")
    monkeypatch.setattr(dev, "become", ran.append)
    monkeypatch.chdir(dev.ROOT)
    dev.main(["test", *typed])
    cores = dev.ALL_CORES if all_cores else []
    assert ran == [["python+test", "-m", "pytest", *cores, *typed]]


def test_a_folder_that_cannot_be_written_is_told(dev: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match="No environment can be made"):
        dev.set_up(tmp_path / "file" / ".venv", WANT, "study")


def test_commands_are_printed_as_dev_was_called(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "environment", lambda extra: "python")
    monkeypatch.setattr(dev, "become", lambda command: None)
    monkeypatch.setattr("sys.executable", str(Path("bin") / "python3"))
    monkeypatch.setattr("sys.argv", ["my clone/dev", "zhizao"])
    monkeypatch.setenv("ZHIZAO_CALLED", "forgotten when the test ends")
    monkeypatch.delenv("ZHIZAO_CALLED")
    dev.main(["zhizao", "check"])
    assert dev.os.environ["ZHIZAO_CALLED"] == "python3 'my clone/dev' zhizao"


def test_the_page_opens_in_an_environment_that_has_it_and_on_this_folder(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(dev, "environment", lambda extra: f"python of {extra}")
    monkeypatch.setattr(dev, "become", ran.append)
    monkeypatch.setattr("sys.executable", str(Path("bin") / "python3"))
    monkeypatch.setenv("ZHIZAO_CALLED", "forgotten when the test ends")
    monkeypatch.delenv("ZHIZAO_CALLED")
    monkeypatch.chdir(tmp_path)
    dev.main(["ui", "--no-browser"])
    assert ran == [["python of ui", "-m", "sim", "ui", "--no-browser"]]
    assert Path.cwd() == dev.ROOT
    assert dev.os.environ["ZHIZAO_CALLED"] == "python3 dev zhizao"


def test_notebooks_open_in_an_environment_that_has_them(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    python = tmp_path / "bin" / "python"
    monkeypatch.setattr(dev, "environment", lambda extra: str(python) if extra == "lab" else "")
    monkeypatch.setattr(dev, "become", ran.append)
    monkeypatch.setenv("PATH", "elsewhere")
    monkeypatch.chdir(tmp_path)
    dev.main(["notebook", "--no-browser"])
    assert ran == [[str(python), "-m", "jupyter", "lab", "--no-browser"]]
    assert Path.cwd() == dev.ROOT / "notebooks"
    settings = tmp_path / "etc" / "jupyter" / "labconfig" / "default_setting_overrides.json"
    assert "Jupytext Notebook" in settings.read_text(encoding="utf-8")


def test_the_manual_is_built_with_warnings_as_errors(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(dev, "environment", lambda extra: f"python+{extra}")
    monkeypatch.setattr(dev, "become", ran.append)
    monkeypatch.chdir(dev.ROOT)
    dev.main(["docs", "-E"])
    assert ran[0][:3] == ["python+docs", "-m", "sphinx"]
    assert {"-W", "-E"} < set(ran[0]) and ran[0][-2:] == [".", "build/site"]
