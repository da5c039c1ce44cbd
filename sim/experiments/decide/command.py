"""`decide`: which option loses least, and what would change that?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.console.options import add_file, add_replications, add_study
from sim.experiments.command_line import Asking, answer

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "取舍 which option loses least, what may be regretted, and what knowing more is worth"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_file(parser)
    parser.add_argument(
        "others",
        metavar="OPTION",
        nargs="*",
        help="其他方案：情景，或叠在前者之上的改动文件 other options: scenarios, or deltas that "
        "are laid over the first",
    )
    parser.add_argument(
        "--without-base",
        action="store_true",
        help="第一个情景只作底，不算方案 the first scenario is no option itself",
    )
    add_replications(parser, "每个方案的未来数 futures of each option", 200)
    add_study(parser)


def run(options: Namespace) -> int:
    """Weigh the options; 0 when done, 2 when it cannot be asked."""
    return answer(options, _ask)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.decide.function import decide

    options = asking.options
    return decide(
        asking.scenario,
        *options.others,
        replications=options.replications,
        without_base=options.without_base,
        runner=asking.runner,
        **asking.settings,
    )
