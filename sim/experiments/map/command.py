"""`map`: the verdict over two numbers at once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.console.options import add_file, add_study, count
from sim.experiments.command_line import Asking, answer

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "两数地图：何处不足、何处过闲 map: where short and where idle, over two numbers"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_file(parser)
    parser.add_argument(
        "--x",
        required=True,
        metavar="PATH[=VALUES]",
        help="横向的数与取值 the number across and its values: PATH (5 values over its range), "
        '"PATH=0%%..100%%/9" or "PATH=[0%%, 35%%, 100%%]"',
    )
    parser.add_argument(
        "--y",
        required=True,
        metavar="PATH[=VALUES]",
        help="纵向的数与取值 the number upwards and its values, likewise",
    )
    parser.add_argument(
        "--space",
        action="append",
        default=[],
        metavar="ID",
        help="空间类型，可多次 space type, may be repeated (default: each that has a standard)",
    )
    parser.add_argument(
        "--own",
        action="store_true",
        help="不设格点，看情景自己的各种未来 set nothing: the scenario's own futures, each cell "
        "those nearest to it",
    )
    parser.add_argument(
        "--replications",
        type=count,
        metavar="N",
        help="每格未来数 futures of each cell (default: 100; with --own in all, the scenario's)",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Draw the map; 0 when done, 2 when it cannot be asked."""
    return answer(options, _ask, varied=not options.own)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.map.function import map as lay

    options = asking.options
    asked = options.x, options.y, options.space, options.replications
    return lay(asking.scenario, *asked, own=options.own, runner=asking.runner, **asking.settings)
