"""`calibrate`: find the worlds that years past do not rule out."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.console.options import add_history, add_study, count, misread
from sim.experiments.command_line import Asking, answer
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "用往年校准 find the values of ranged numbers that years past do not rule out"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("file", metavar="FILE", help="往年的情景 a scenario of years past")
    add_history(parser)
    parser.add_argument(
        "--cut",
        type=_year,
        default=2023,
        metavar="YEAR",
        help="拟合到哪一年，其后只作检验 fitted up to this year, tested on what is later "
        "(default: 2023)",
    )
    parser.add_argument(
        "--worlds",
        type=count,
        default=500,
        metavar="N",
        help="在区间内抽多少个世界，各两种未来 worlds drawn within the ranges, two futures each "
        "(default: 500)",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Calibrate; 0 when done, also where no world is accepted, 2 when it cannot be asked."""
    return answer(options, _ask)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.answer import RefusedError
    from sim.experiments.calibrate.function import calibrate
    from sim.experiments.past.words import PAST

    options = asking.options
    if asking.settings["central"] or asking.settings["grounded"]:
        raise RefusedError(PAST["only_ranges"])
    seed = asking.settings["seed"]
    return calibrate(
        asking.scenario, options.history, options.cut, options.worlds, seed, runner=asking.runner
    )


def _year(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1900 <= number < 2200:
        raise misread(Words("须为年份，例如 2024", "must be a year such as 2024"), text)
    return number
