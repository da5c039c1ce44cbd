"""`optimise`: which mix, parks and phases of a given total do best, several aims at once?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.console.options import add_file, add_replications, add_study, count, misread
from sim.experiments.command_line import Asking, answer
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "优化：总量既定，怎样分 optimise: how best to share out a total"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_file(parser)
    parser.add_argument(
        "--aims",
        nargs="+",
        default=["lost_area", "idle_mean"],
        metavar="AIM",
        help="都要小的目标 what is to be small: lost_area, idle_mean, idle_end, waiting_mean, "
        "peak_waiting (also .SPACE), cost (default: lost_area idle_mean)",
    )
    parser.add_argument(
        "--projects",
        nargs="+",
        default=[],
        metavar="ID",
        help="共用总量的项目 projects that share the total (default: the programme's)",
    )
    parser.add_argument(
        "--later",
        nargs="+",
        default=[],
        metavar="MONTH",
        help="部分面积可推迟到此时开工 months that part of it may wait for: 2027-01 2029-01",
    )
    parser.add_argument(
        "--free",
        nargs="+",
        default=["phases", "mix", "parks"],
        choices=("phases", "mix", "parks"),
        help="可变的：分期、构成、园区 what may be chosen (default: all)",
    )
    parser.add_argument(
        "--price",
        action="append",
        default=[],
        type=_price,
        dest="prices",
        metavar="SPACE=PRICE",
        help="每平方米建筑面积造价（情景的货币），可多次 price per m² of gross area, repeatable "
        "(default: 4200 yuan): --price pilot=9000",
    )
    parser.add_argument(
        "--by",
        choices=("mean", "tail"),
        default="mean",
        help="各种未来的均值，或最差一成的均值 means over futures, or over the worst tenth",
    )
    parser.add_argument(
        "--evaluations",
        type=count,
        default=300,
        metavar="N",
        help="搜索中试的方案数 designs tried in the search (default: 300)",
    )
    add_replications(parser, "搜索中每个方案的未来数 futures of each design in the search", 20)
    parser.add_argument(
        "--judge",
        type=count,
        default=200,
        metavar="N",
        help="前沿方案在新的世界上重评的未来数 futures on which the front is judged again, "
        "in other worlds (default: 200)",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Optimise; 0 when done, 2 when it cannot be asked."""
    return answer(options, _ask, varied=True)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.optimise.function import optimise

    options = asking.options
    return optimise(
        asking.scenario,
        options.aims,
        options.projects,
        options.later,
        options.free,
        dict(options.prices),
        options.by,
        options.evaluations,
        options.replications,
        options.judge,
        runner=asking.runner,
        **asking.settings,
    )


def _price(text: str) -> tuple[str, float]:
    """Read `space=yuan`."""
    space, _, price = text.partition("=")
    try:
        return space.strip(), float(price)
    except ValueError:
        wanted = Words("写成 类型=单价，例如 lab=6000", "write it as type=price, such as lab=6000")
        raise misread(wanted, text) from None
