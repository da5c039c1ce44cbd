"""`compare`: what is better, what is worse, and which change does it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.console.options import add_replications, add_study, from_zero
from sim.experiments.command_line import Asking, answer

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "对照情景 compare scenarios: what is better, what is worse, and which change does it"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("file", metavar="A", help="作为基准的情景 the scenario to compare with")
    parser.add_argument(
        "others",
        metavar="B",
        nargs="+",
        help="与它对照的情景，或叠在它之上的改动文件 scenarios that are compared with it, or "
        "deltas that are laid over it",
    )
    add_replications(parser, "每个情景的未来数 futures of each scenario", 200)
    parser.add_argument(
        "--outcome",
        metavar="NAME",
        help="把哪项结果的差值分摊到各处改动 the outcome that is split among the changes: "
        "lost_area, peak_waiting, idle_mean.lab, … (default: the first area that differs)",
    )
    parser.add_argument(
        "--histories",
        type=from_zero,
        default=20,
        metavar="N",
        help="逐家跟踪企业的未来数，0 为不跟踪 futures in which each company is followed; "
        "0: none (default: 20)",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Compare; 0 when done, 2 when it cannot be asked."""
    return answer(options, _ask)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.compare.function import compare

    options = asking.options
    return compare(
        asking.scenario,
        *map(asking.load, options.others),
        replications=options.replications,
        outcome=options.outcome,
        histories=options.histories,
        runner=asking.runner,
        **asking.settings,
    )
