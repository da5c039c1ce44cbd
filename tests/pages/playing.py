"""A page of the manual as its reader would play it: its blocks in order, in a folder of their own.

What stands there is carried out as it stands, but with fewer futures and hardly a figure. Of
commands that differ in values alone the first one is.
"""

from __future__ import annotations

import ast
import gc
import inspect
import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache, wraps
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest

from sim.api import grounding, results
from sim.api.scenario import Scenario
from sim.cli import _parser, main
from sim.experiments import finding
from sim.experiments.map import axes
from sim.plots.catalogue import Figures
from sim.report.page.letters import Letters
from tests.pages.reading import ROOT, Block, blocks

FEWER: Final[Mapping[str, Mapping[str, int]]] = {
    "run": {"replications": 4},
    "compare": {"replications": 4, "histories": 0},
    "decide": {"replications": 4},
    "overview": {"replications": 4},
    "map": {"replications": 4},
    "sweep": {"replications": 2, "points": 4},
    "sensitivity": {"points": 64, "trajectories": 10, "numbers": 2},
    "discover": {"worlds": 50},
    "optimise": {"evaluations": 20, "replications": 4, "judge": 4},
    "required": {"replications": 36},
    "backtest": {"replications": 20},
    "calibrate": {"futures": 20, "plays": 30},
}
"""The most of each that a test plays, by verb: about as few as there may be."""

IN_PYTHON: Final = {**FEWER, "run": {"replications": 40}}
"""The same for blocks of Python: so many futures tell which number decides."""

KINDS: Final = ("python", "yaml", "sh", "bash", "console")
"""What stands behind the fence of a block that has a part in it."""

PAGES: Final = sorted(
    str(page.relative_to(ROOT))
    for places in ("*.md", "docs/**/*.md", "*/README*.md")
    for page in ROOT.glob(places)
    if page.parent != ROOT / "docs" / "notebooks"  # executed as notebooks
)

NOT_HERE: Final[Mapping[tuple[str, ...], str]] = {
    ("python3", "dev", "test"): "the tests themselves",
    ("python3", "dev", "check"): "CI runs it beside the tests",
    ("python3", "dev", "notebook"): "sets an environment up, opens a browser",
    ("python3", "dev", "ui"): "serves until it is stopped",
    ("uv", "pip"): "asks a package registry",
    ("pip", "install"): "asks a package registry",
    ("dask",): "a cluster",
    ("zhizao", "sweep", "scenarios/baseline.yaml", "--cluster"): "needs that cluster",
    (".venv/bin/python", "-m", "benchmarks"): "measures, on a machine that does nothing else",
    (".venv/bin/python", "-m", "benchmarks.page"): "likewise",
    ("cd", "notebooks"): "the notebooks are executed in tests/notebooks",
    ("jupytext",): "likewise",
    ("jupyter",): "likewise",
}
"""How a command begins that no test carries out, and why."""

TOWN: Final = "tests/scenarios/lakeside/lakeside.yaml"
"""It stands under the names of our scenarios in a folder `town`, for what takes long in a city."""

DEAR: Final[Mapping[str, frozenset[str]]] = {
    "explain": frozenset(),
    "required": frozenset(),
    "sensitivity": frozenset(),
    "run": frozenset({"--engine", "--vidigi", "--slides", "--scale-of"}),
}
"""What is played there, by verb: with one of these options, or always."""

_CELLS: Final = "supply.starts-later.suspension.chance=0%..100%/5"

INSTEAD: Final = {
    "above-small_molecule#928": "startups#3",
    "above-synbio#197": "startups#3",
    _CELLS: _CELLS.replace("/5", "/2"),
}
"""Words of a command for which a test puts others: a company of the town, fewer cells of a map."""

WRITES: Final = {"your-city.md": "mycity.yaml"}
"""The file into which a reader of a page writes its scenario."""

PICTURES: Final = frozenset({"--slides", "--scale-of"})
"""Options of a run that is written with figures; else `--brief` is added."""

RESULTS: Final = frozenset({"diff", "list", "reproduce"})
"""Verbs that read what commands before them left: a page that has one is played whole."""


KEPT: Final = 40
"""Futures continued from the past that are left of each set."""

_PARSER: Final = _parser("zhizao")


class FailedError(Exception):
    """A block of a page does not do what the page says."""


def asked(words: list[str]) -> list[str] | None:
    """Return what a command asks of `zhizao`; None where no test carries it out."""
    if any(tuple(words[: len(start)]) == start for start in NOT_HERE):
        return None
    if words[0] == "zhizao":
        return words[1:]
    if words[:3] == ["python3", "dev", "zhizao"]:
        return words[3:]
    if words[:3] == ["python3", "dev", "run"]:
        named = len(words) > 3 and not words[3].startswith("-")
        return ["run", *([] if named else ["scenarios/baseline.yaml"]), *words[3:]]
    raise FailedError(f"nobody says how to carry out: {shlex.join(words)}")


def quick(words: list[str]) -> list[str]:
    """Return a command with as few futures as a test plays, in the town if it is dear."""
    verb, *rest = words = [INSTEAD.get(one, one) for one in words]
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            options = vars(_PARSER.parse_args(words))
    except SystemExit:  # help, or what nobody takes
        return words
    for name, most in FEWER.get(verb, {}).items():
        of_values = name == "points" and verb == "sweep" and options["design"] != "lhs"
        if not of_values and (options[name] is None or options[name] > most):
            rest += [f"--{name}", str(most)]
    if verb == "run" and PICTURES.isdisjoint(rest):
        rest.append("--brief")
    if verb in DEAR and (not DEAR[verb] or not DEAR[verb].isdisjoint(rest)):
        rest = [re.sub("^scenarios/", "town/", one) for one in rest]
    return [verb, *rest]


def carry_out(words: list[str]) -> None:
    """Carry out what is asked of `zhizao`; FailedError with what it said where it fails."""
    told = StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        try:
            code: object = main(words)
        except SystemExit as ended:
            code = ended.code
    if code:
        raise FailedError(f"{shlex.join(words)}: {code}\n{told.getvalue()}")


@cache
def of_page(name: str) -> tuple[Block, ...]:
    """Return what is to be executed of a page of the repository."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return tuple(one for one in blocks(text, *KINDS) if one.why_not is None)


def commands(found: tuple[Block, ...]) -> Iterator[list[str]]:
    """Yield what the commands of a page ask, those that a test carries out."""
    for block in found:
        for words in block.commands:
            ours = asked(words)
            if ours is not None:
                yield quick(ours)


def alike(words: list[str]) -> tuple[str, ...]:
    """Return what commands have in common that are played once: the verb and its options."""
    return (words[0], *sorted({one for one in words[1:] if one.startswith("-")}))


@cache
def chosen() -> dict[tuple[str, ...], tuple[str, list[str]]]:
    """Return which command of each kind is played, and its page: of scripts before screens."""
    first: dict[tuple[str, ...], tuple[str, list[str]]] = {}
    for screens in (False, True):
        for name in PAGES:
            shown = tuple(one for one in of_page(name) if (one.kind == "console") == screens)
            for words in commands(shown):
                first.setdefault(alike(words), (name, words))
    return first


def python_of(found: tuple[Block, ...]) -> list[str]:
    """Return the Python of a page but for its comments: the same in both languages."""
    return [ast.dump(ast.parse(one.text)) for one in found if one.kind == "python"]


def play(
    found: tuple[Block, ...], page: Path, left_out: Callable[[list[str]], bool] = lambda _: False
) -> None:
    """Play blocks in their order, Python in one namespace; FailedError names the line."""
    known: dict[str, Any] = {}
    writes = WRITES.get(page.name.replace(".zh.", "."))
    for block in found:
        try:
            if block.kind == "python":
                # So many empty lines before it that a traceback shows those of the page.
                exec(compile("\n" * (block.line - 1) + block.text, str(page), "exec"), known)
            elif block.kind == "yaml":
                if writes and "clock:" in block.text:
                    Path(writes).write_text(block.text, encoding="utf-8")
            else:
                for words in commands((block,)):
                    if not left_out(words):
                        carry_out(words)
        except Exception as error:
            raise FailedError(f"{page.name}:{block.line}: {error!r}") from error
    for manifest in Path().glob("results/*/*/manifest.json"):
        if failed := json.loads(manifest.read_text(encoding="utf-8")).get("failed"):
            raise FailedError(f"{page.name}: {failed}")


def own(name: str) -> tuple[Block, ...]:
    """Return the blocks of a page, without its Python where its twin has the same."""
    found, twin = of_page(name), name.replace(".zh.md", ".md")
    if twin != name and python_of(found) == python_of(of_page(twin)):
        return tuple(one for one in found if one.kind != "python")
    return found


def reads_results(name: str) -> bool:
    """Whether a page, the first of its twins, has a command that reads what others left."""
    verbs = {words[0] for words in commands(of_page(name))}
    return not name.endswith(".zh.md") and not RESULTS.isdisjoint(verbs)


def plays(name: str) -> bool:
    """Whether `play_page` has something to play of a page."""
    python = any(block.kind == "python" for block in own(name))
    return python or reads_results(name) or any(page == name for page, _ in chosen().values())


def play_page(name: str) -> None:
    """Play what a page has that no page before it had: twins have the same Python.

    Where a command reads results, the runs before it are played again.
    """
    found, reads, done = own(name), reads_results(name), list[list[str]]()

    def left_out(words: list[str]) -> bool:
        again = words in done
        done.append(words)
        needed = reads and words[0] in ("run", *RESULTS)
        return again or (not needed and chosen()[alike(words)] != (name, words))

    play(found, ROOT / name, left_out)


def capped(function: Callable[..., Any], most: Mapping[str, int]) -> Callable[..., Any]:
    """Return a function that is asked for no more of some things."""
    signature = inspect.signature(function)

    @wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        for name, count in most.items():
            given = bound.arguments[name]
            if given is None and name == "points":
                continue
            bound.arguments[name] = count if given is None else min(given, count)
        return function(*bound.args, **bound.kwargs)

    return wrapped


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all that pages name, and with little to play."""
    shelf = tmp_path_factory.mktemp("shelf") / "copy"
    for name in ("scenarios", "history", "studies", "tests/scenarios"):
        shutil.copytree(ROOT / name, shelf / name)
    shutil.copytree((ROOT / TOWN).parent, shelf / "town")
    for city in (ROOT / "scenarios").glob("*.yaml"):
        shutil.copy(ROOT / TOWN, shelf / "town" / city.name)
    for study in (shelf / "studies").glob("*.yaml"):  # the ends of each list of values
        listed = study.read_text(encoding="utf-8")
        ends = re.sub(r"\[([^],]+),[^]]+,([^],]+)]", r"[\1,\2]", listed)
        study.write_text(ends, encoding="utf-8")
    for accepted in (shelf / "scenarios" / "grounded").glob("*.json"):
        data = json.loads(accepted.read_text(encoding="utf-8"))
        data |= {name: data[name][:KEPT] for name in ("futures", "pasts", "rows")}
        accepted.write_text(json.dumps(data), encoding="utf-8")
    (shelf / "results").mkdir()
    (shelf / "results" / "reference").symlink_to(ROOT / "results" / "reference")
    return shelf


@pytest.fixture
def place(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stand in such a folder, where nothing of the repository is changed."""
    for name in ("scenarios", "studies", "results"):  # where something may be written
        shutil.copytree(shelf / name, tmp_path / name, symlinks=True)
    for name in ("history", "tests", "town"):
        (tmp_path / name).symlink_to(shelf / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(axes, "COUNT", 2)  # of the values of a map's axis
    monkeypatch.setattr(grounding, "CHECKED", 1)  # futures whose past is looked at
    for verb, most in IN_PYTHON.items():
        if verb == "run":
            monkeypatch.setattr(Scenario, "run", capped(Scenario.run, most))
        else:
            home = import_module(f"sim.experiments.{verb}.function")
            monkeypatch.setattr(home, verb, capped(getattr(home, verb), most))
    one = property(lambda figures: {"01-balance": figures.balance})
    monkeypatch.setattr(Figures, "drawn", one)
    monkeypatch.setattr(results, "_briefs", lambda *_: ())
    monkeypatch.setattr(results, "draw", lambda _: ({}, ""))
    monkeypatch.setattr(Letters, "part", lambda *_: "")
    for where in (results, finding):
        monkeypatch.setattr(where, "told", lambda *_: {"reason": "not drawn"})
    gc.disable()  # what a page leaves is thrown away whole: to search it takes a fifth of the time
    yield tmp_path
    gc.enable()
