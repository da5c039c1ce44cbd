"""`sweep`: play a design over any numbers of a scenario."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sim.console.options import BAD_SCENARIO, add_study, count, from_zero
from sim.console.progress import bar
from sim.console.saving import can_write
from sim.experiments.command_line import conclude, guarded, make_ready, runner
from sim.text.commands import say

if TYPE_CHECKING:
    from sim.experiments.sweep.function import PreparedSweep, Preview
    from sim.scenario.yaml.nodes import Node

HELP = "参数扫描 play a design over any numbers of a scenario"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "file", metavar="FILE", help="情景文件或扫描文件 scenario file, or study file with `vary`"
    )
    parser.add_argument(
        "--vary",
        action="append",
        metavar="PATH=VALUES",
        help="要改的数与取值，可多次 a number and its values, may be repeated: "
        '"supply.starts-2023.construction=[18 months, 24 months]"; '
        'lhs, sobol: "…={from: 18 months, to: 24 months}" or "…=range"',
    )
    parser.add_argument(
        "--design",
        choices=("grid", "zip", "lhs", "sobol"),
        help="全组合、逐一对应或抽样 all combinations (default), values side by side, or samples",
    )
    parser.add_argument("--points", type=count, metavar="N", help="抽样点数 points of a sample")
    parser.add_argument(
        "--replications",
        type=count,
        metavar="N",
        help="每点未来数 futures of each point (default: 100)",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="只看要跑多少 only say what it would take"
    )
    parser.add_argument(
        "--point",
        type=from_zero,
        metavar="I",
        help="只推演第 I 个点（从 0 起），出错即见 play this point alone, from 0; errors are seen",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Sweep; 0 when done, 2 when it cannot be asked."""
    return guarded(options, lambda: _sweep(options))


def _sweep(options: Namespace) -> int:
    prepared = _prepared(options)
    if not options.dry_run and not can_write(options, prepared.scenario):
        return BAD_SCENARIO
    make_ready(options.lang)
    if options.point is not None:
        print(json.dumps(prepared.alone(options.point), ensure_ascii=False))
        return 0
    began = perf_counter()
    with bar(say(options.lang, "working")) as show:
        workers = runner(options, show)
        print(_previewed(options, prepared.preview(workers)), file=sys.stderr)
        if options.dry_run:
            return 0
        finding = prepared.play(workers)
    return conclude(options, finding, perf_counter() - began)


def _prepared(options: Namespace) -> PreparedSweep:
    """Read the study, from its file or from the options, which go first."""
    from sim.api.scenario import Scenario
    from sim.console.grounding import asked_futures
    from sim.experiments.sweep.function import PreparedSweep
    from sim.scenario.yaml.files import Folder, located
    from sim.scenario.yaml.nodes import SourceText, from_data

    file = located(located(options.file, "studies"))
    tree = Folder(file).read(file)
    if "vary" not in tree.items:
        tree = from_data({}, SourceText("--vary", ()))
    elif "scenario" in tree.items:
        file = _swept(file, tree.items["scenario"])
    option = SourceText("--design", ()).whole()
    for name in ("design", "points", "replications"):
        if (value := getattr(options, name)) is not None:
            tree = tree.having(name, from_data(value, option.source, option))
    tree = _with_vary(tree, options.vary or [])
    scenario = Scenario.load(file, options.sets)
    futures = asked_futures(options, scenario, varied=True)
    chosen = scenario.settings(options.seed, options.central, futures)
    with bar(say(options.lang, "checking")) as show:
        return PreparedSweep.of(scenario, tree, chosen, show)


def _swept(study: str, named: Node) -> str:
    """The scenario that a study names; one elsewhere is refused, as errors show what they read."""
    from sim.scenario.errors import Problem, ScenarioError
    from sim.scenario.yaml.emit import flow
    from sim.scenario.yaml.files import beside, is_relative, real

    name = named.value if isinstance(named.value, str) else ""
    if is_relative(name) and Path(name).suffix in (".yaml", ".yml"):
        file = beside(study, name)
        if Path(real(file)).is_relative_to(Path(real(study)).parents[1]):
            return file
    raise ScenarioError([Problem("E812", named.here, {"file": flow(named)})])


def _with_vary(tree: Node, arguments: list[str]) -> Node:
    """Add numbers of `--vary path=values`, whose values are YAML on one line."""
    from sim.scenario.yaml.nodes import SourceText, from_data
    from sim.scenario.yaml.parse import parse

    vary = tree.items.get("vary", from_data({}, SourceText("--vary", ())))
    for text in arguments:
        path, _, values = text.partition("=")
        vary = vary.having(
            path.strip(), parse(values, SourceText.of(f"--vary {path.strip()}", values))
        )
    return tree.having("vary", vary)


def _previewed(options: Namespace, preview: Preview) -> str:
    words: dict[str, Any] = {
        "points": preview.points,
        "replications": preview.replications,
        "total": preview.points * preview.replications,
        "kept": preview.kept,
        "seconds": "?" if preview.seconds is None else f"{preview.seconds:.0f}",
        "size": f"{preview.bytes / 1e6:.1f}",
    }
    return say(options.lang, "preview", **words)
