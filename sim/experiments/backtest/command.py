"""`backtest`: hold a scenario against years past, without fitting."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.console.options import add_history, add_study, count
from sim.experiments.command_line import Asking, answer

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "与往年对照 hold a scenario against what was observed"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("file", metavar="FILE", help="往年的情景 a scenario of years past")
    add_history(parser)
    parser.add_argument(
        "--replications",
        type=count,
        metavar="N",
        help="未来数 how many futures (default: the scenario's)",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Back-test; 0 when done, whatever it finds, 2 when it cannot be asked."""
    return answer(options, _ask)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.backtest.function import backtest
    from sim.runs.grounded import accepted_data

    options = asking.options
    fitted: list[str] = []
    if options.grounded:
        roles = accepted_data(options.grounded)["observations"]
        fitted = [name for name, role in roles.items() if role == "fitted"]
    return backtest(
        asking.scenario,
        options.history,
        options.replications,
        fitted=fitted,
        runner=asking.runner,
        **asking.settings,
    )
