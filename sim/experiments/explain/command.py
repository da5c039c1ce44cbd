"""`explain`: the whole story of one company, and what it was waiting for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.console.options import add_file, add_study, from_zero
from sim.experiments.command_line import Asking, answer

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "一家企业的来龙去脉 the whole story of one company, and what it was waiting for"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_file(parser)
    parser.add_argument(
        "company",
        metavar="COMPANY",
        help="企业：来源#序号 the company, as stream#number: newcomers-biologic#73",
    )
    parser.add_argument(
        "--replication",
        type=from_zero,
        default=0,
        metavar="N",
        help="哪一种未来 which future, from 0 (default: 0)",
    )
    parser.add_argument(
        "--against",
        metavar="OTHER",
        help="并排对照另一情景（或叠上一处改动后）中的同一企业 set it beside the same company in "
        "another scenario, or under a delta laid over this one",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Explain; 0 when done, 2 when it cannot be asked."""
    return answer(options, _ask)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.explain.function import explain

    options = asking.options
    other = asking.load(options.against) if options.against else None
    return explain(
        asking.scenario,
        options.company,
        options.replication,
        other,
        progress=asking.runner.progress,
        **asking.settings,
    )
