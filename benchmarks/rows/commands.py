"""Rows of whole commands: what a person waits for, each in processes of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.child import in_child
from benchmarks.process import ROOT, Ran, python
from benchmarks.rows.bench import Bench, to_base
from benchmarks.rows.figure import Figure
from benchmarks.timing import ratios

HERE = Path(__file__).parents[1]
BASELINE, BOOM, CITY = "scenarios/baseline.yaml", "scenarios/boom.yaml", "benchmarks/city.yaml"
_BOOM = "cycles.funding={steps: {2024-01: 160%}}"
_MB = 1e6


@dataclass(frozen=True)
class Told:
    """A command that ended: what it took, and how large the folder is that it left."""

    ran: Ran
    size: float
    """Bytes."""


def _zhizao(tree: Path, *words: str, cache: Path | None = None, watch: bool = False) -> Told:
    """Run a command of a tree, its results in a folder that is then deleted.

    In no language of its own, for which this tree draws a second set of figures, the base none.
    """
    with TemporaryDirectory(prefix="zhizao-") as name:
        ran = python(["-m", "sim", *words, "--out", name], tree, cache, watch)
        left = sum(file.stat().st_size for file in Path(name).rglob("*") if file.is_file())
    return Told(ran, left)


def _city(tree: Path) -> str:
    """The same city in both trees: what the baseline was in the base, before it began in 2012."""
    return CITY if tree == ROOT else BASELINE


def _cpu(told: list[Told]) -> list[float]:
    return [one.ran.cpu for one in told]


def _wall(told: list[Told]) -> list[float]:
    return [one.ran.wall for one in told]


def run(bench: Bench) -> list[Figure]:
    """`run` of the city: 200 futures, everything written."""
    brief = list[Told]()

    def play(tree: Path) -> Told:
        if tree == ROOT:
            brief.append(_zhizao(tree, "run", CITY, "--brief"))
        return _zhizao(tree, "run", _city(tree))

    found = bench.in_turn(3, play)
    ours, base = found["ours"], found["base"]
    why = bench.no_base
    return [
        Figure("wall ÷ base", to_base(_wall(ours), _wall(base)), "1", 0.4, missing=why),
        Figure("CPU ÷ base", to_base(_cpu(ours), _cpu(base)), "1", missing=why),
        Figure("wall ÷ --brief", ratios(_wall(ours), _wall(brief)), "2.4", 1.5),
        Figure("CPU ÷ --brief", ratios(_cpu(ours), _cpu(brief))),
        Figure("wall s", _wall(ours), "13"),
    ]


_MOVES = 2
"""Moves of the slider in a process, after one that warms up."""


def slider(bench: Bench) -> list[Figure]:
    """A slider is moved: `with_`, 100 futures, verdict."""

    def play(tree: Path) -> dict[str, list[float]]:
        ran = python([str(HERE / "slider.py"), _city(tree), str(_MOVES)], tree)
        times: dict[str, list[float]] = json.loads(ran.output.splitlines()[-1])
        return times

    found = bench.in_turn(4, play)
    ours, base = (
        {name: [seconds for times in found[side] for seconds in times[name]] for name in _TIMES}
        for side in ("ours", "base")
    )
    why = bench.no_base
    return [
        Figure("wall ÷ base", to_base(ours["wall"], base["wall"]), "1", 0.3, missing=why),
        Figure("CPU ÷ base", to_base(ours["cpu"], base["cpu"]), "1", missing=why),
        Figure("with_, ms CPU", [1000 * seconds for seconds in ours["with_"]], "60", 10),
        Figure("wall s", ours["wall"], "1.67"),
    ]


_TIMES = ("with_", "cpu", "wall")


def required(bench: Bench) -> list[Figure]:
    """`required` of the laboratories of the boom; `--quick` asks 30 futures instead of 100."""
    words = ["--space", "lab", *(["--replications", "30"] if bench.quick else [])]
    boom = {True: [CITY, "--set", _BOOM], False: [BOOM]}
    found = bench.in_turn(1, lambda tree: _zhizao(tree, "required", *boom[tree == ROOT], *words))
    ours, base = found["ours"], found["base"]
    why = bench.no_base
    return [
        Figure("wall ÷ base", to_base(_wall(ours), _wall(base)), "1", 0.25, missing=why),
        Figure("CPU ÷ base", to_base(_cpu(ours), _cpu(base)), "1", missing=why),
        Figure("wall s", _wall(ours), "75"),
        Figure("CPU s", _cpu(ours), "124"),
    ]


def sensitivity(bench: Bench) -> list[Figure]:
    """`sensitivity` of the baseline: when a first answer is there, and what its estimate is worth.

    The estimate is that of a small study, which is then made.
    """
    first, beside = list[float](), list[float]()
    for _ in range(bench.rounds(3)):
        first.append(python(["-m", "sim", "sensitivity", BASELINE, "--dry-run"]).wall)
    for _ in range(bench.rounds(1)):
        small = in_child("estimate")
        beside.append(small["estimated"] / small["took"])
    return [
        Figure("first answer, wall s", first, "720", 20),
        Figure("seconds estimated ÷ taken, Morris alone", beside, "7-17"),
        Figure(
            "… how many times one is the other",
            [max(ratio, 1 / ratio) for ratio in beside],
            at_most=1.5,
        ),
    ]


def memory(bench: Bench) -> list[Figure]:
    """`run` of the city with 1,000 futures ÷ with 200: most memory held at once."""
    peaks = [
        [
            _zhizao(ROOT, "run", CITY, "--replications", str(count), watch=True).ran.peak
            for _ in range(bench.rounds(1))
        ]
        for count in (1000, 200)
    ]
    return [
        Figure("peak at 1,000 ÷ at 200", ratios(*peaks), "2.1", 1.2),
        Figure("peak at 1,000, MiB", peaks[0], "1343"),
    ]


def folder(bench: Bench) -> list[Figure]:
    """`run` of the city, 200 futures: the folder it leaves."""
    found = bench.in_turn(1, lambda tree: _zhizao(tree, "run", _city(tree)).size)
    sizes = to_base(found["ours"], found["base"])
    return [
        Figure("folder ÷ base", sizes, "1", 0.25, missing=bench.no_base),
        Figure("folder, MB", [size / _MB for size in found["ours"]], "65"),
    ]


def first(bench: Bench) -> list[Figure]:
    """`run --brief` of the city where nothing is compiled yet."""

    def play(tree: Path) -> Told:
        with TemporaryDirectory(prefix="zhizao-") as cache:
            return _zhizao(tree, "run", _city(tree), "--brief", cache=Path(cache))

    found = bench.in_turn(1, play)
    ours, base = found["ours"], found["base"]
    why = bench.no_base
    return [
        Figure("wall ÷ base", to_base(_wall(ours), _wall(base)), "1", 0.5, missing=why),
        Figure("CPU ÷ base", to_base(_cpu(ours), _cpu(base)), "1", missing=why),
        Figure("wall s", _wall(ours)),
    ]
