"""`sensitivity`: which unknowns decide the outcome, and which one alone flips the verdict."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.commands.options import add_study, count
from sim.commands.study import answer

if TYPE_CHECKING:
    from sim.api.finding import Finding
    from sim.api.scenario import Scenario
    from sim.experiments.workbench import Workbench
    from sim.text.figures import Words

HELP = "敏感性 which unknowns decide the outcome, and which one alone flips the verdict"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("file", metavar="FILE", help="情景文件 scenario file")
    parser.add_argument(
        "--outcome",
        action="append",
        dest="outcomes",
        metavar="NAME",
        help="看哪个结果，可多次 an outcome, may be repeated: --outcome vacancy_mean.pilot "
        "(default: both sides of the verdict, peak_waiting, idle_mean)",
    )
    parser.add_argument(
        "--method",
        choices=("all", "morris", "sobol", "tornado"),
        default="all",
        help="方法 method: morris 初筛 screens; sobol 初筛后分摊方差 screens, then apportions the "
        "variance; tornado 逐一移动并找翻转处 moves one at a time, looks for flips (default: all)",
    )
    parser.add_argument(
        "--points",
        type=count,
        default=256,
        metavar="N",
        help="Sobol 组数，2 的幂 blocks of Saltelli's design, a power of two (default: 256)",
    )
    parser.add_argument(
        "--numbers",
        type=count,
        default=20,
        metavar="K",
        help="初筛后逐个细看的数 numbers that get indices of their own; the others count together "
        "(default: 20)",
    )
    parser.add_argument(
        "--trajectories",
        type=count,
        default=20,
        metavar="R",
        help="Morris 轨迹数 trajectories of the screening (default: 20)",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Study; 0 when done, 2 when it cannot be asked."""
    return answer(options, lambda *given: _ask(options, *given))


def _ask(
    options: Namespace, scenario: Scenario, bench: Workbench, settings: dict[str, Any]
) -> Finding[Any]:
    from sim.api.sensitivity import sensitivity

    def told(words: Words) -> None:
        print("\n".join(words.lines(options.lang)), file=sys.stderr)

    given = {name: getattr(options, name) for name in ("points", "numbers", "trajectories")}
    if options.outcomes:
        given["outcomes"] = options.outcomes
    return sensitivity(scenario, method=options.method, bench=bench, told=told, **given, **settings)
