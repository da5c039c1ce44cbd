"""`required`: how much space the standards need at a confidence, and how much they bear."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from math import isfinite, nan
from typing import TYPE_CHECKING, Any

from sim.console.options import add_file, add_study, count, misread
from sim.experiments.command_line import Asking, answer
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "需要多少空间，能承受多少 how much space it takes, and how much the standards bear"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_file(parser)
    parser.add_argument(
        "--space", metavar="ID", help="空间类型 space type (default: each that has a standard)"
    )
    parser.add_argument(
        "--confidence",
        type=_share,
        metavar="SHARE",
        help="把握 how sure, as 90%% (default: the scenario's)",
    )
    parser.add_argument("--park", metavar="ID", help="只在一个园区增减 in one park only")
    parser.add_argument(
        "--from",
        dest="begins",
        metavar="DATE",
        help="增建何时起有 when extra area opens (default: when the standards begin to count)",
    )
    parser.add_argument(
        "--standard",
        action="append",
        default=[],
        metavar="ID",
        help="须成立的标准，可多次 a standard that must hold, may be repeated "
        "(default: those of the type against shortage)",
    )
    parser.add_argument(
        "--lever",
        metavar="PATH",
        help="反过来问：这个数到何处失守 the inverse: how far a number may go before the standards "
        "break; a path, or demand (arrivals), construction (time to build), delay (later start)",
    )
    parser.add_argument(
        "--between",
        nargs=2,
        metavar=("LOW", "HIGH"),
        help="拨动的范围 where the lever is looked at: --between 12months 48months "
        "(default: its range, or 1/4 to 4 times its value)",
    )
    parser.add_argument(
        "--jointly",
        action="store_true",
        help="各类一起：全部标准同时成立的最省面积 all types at once: the cheapest areas at "
        "which all standards hold together",
    )
    parser.add_argument(
        "--replications",
        type=count,
        metavar="N",
        help="未来数，各在一个世界 futures, each in a world of its own "
        "(default: 100, more if the confidence takes it)",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Answer; 0 when done, 2 when it cannot be asked."""
    return answer(options, _ask, varied=True)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.required.function import required

    options = asking.options
    return required(
        asking.scenario,
        options.space,
        options.confidence,
        park=options.park,
        begins=options.begins,
        standards=options.standard,
        lever=options.lever,
        between=tuple(options.between) if options.between else None,
        jointly=options.jointly,
        replications=options.replications,
        runner=asking.runner,
        **asking.settings,
    )


def _share(text: str) -> float:
    """Read `90%`."""
    try:
        number = float(text.removesuffix("%")) / 100
    except ValueError:
        number = nan
    if not text.endswith("%") or not isfinite(number):
        raise misread(Words("写成 90% 的样子", "write it as 90%"), text)
    return number
