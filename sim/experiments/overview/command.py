"""`overview`: several scenarios in one table, each with its verdict."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.console.options import add_file, add_replications, add_study, count
from sim.experiments.command_line import Asking, answer

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "情景一览 several scenarios in one table, each with its verdict"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_file(parser)
    parser.add_argument(
        "others",
        metavar="FILE",
        nargs="*",
        help="更多情景，或叠在第一个之上的改动 more scenarios, or deltas laid over the first",
    )
    add_replications(parser, "每个情景的未来数 futures of each scenario", 200)
    parser.add_argument(
        "--outcome",
        action="append",
        default=[],
        metavar="NAME",
        help="另列一项指标，可多次 a further indicator, may be repeated: vacancy_end.lab, …",
    )
    parser.add_argument(
        "--required",
        type=count,
        default=0,
        metavar="N",
        help="另求各类须建面积，以 N 种未来（较慢） also the area that each type takes, from N "
        "futures (slow)",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Lay scenarios side by side; 0 when done, 2 when it cannot be asked."""
    return answer(options, _ask)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.overview.function import overview

    options = asking.options
    return overview(
        asking.scenario,
        *map(asking.load, options.others),
        replications=options.replications,
        outcomes=options.outcome,
        required=options.required,
        runner=asking.runner,
        **asking.settings,
    )
