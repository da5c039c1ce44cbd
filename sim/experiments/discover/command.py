"""`discover`: when does the plan fail?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.console.options import add_file, add_study, count, misread
from sim.experiments.command_line import Asking, answer
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "情景发现：计划何时落空 scenario discovery: when does the plan fail?"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_file(parser)
    parser.add_argument(
        "--fails",
        required=True,
        metavar="CONDITION",
        help="何谓落空 what failing means, a condition on indicators: "
        '"shortage_holds == 0", "idle_mean.lab > 150万 and lost_area > 2万"',
    )
    parser.add_argument(
        "--vary",
        action="append",
        default=[],
        type=_bounds,
        metavar="PATH={from: A, to: B}",
        help="另有在两值之间均匀取值的数，可多次 more numbers, spread evenly, may be repeated: "
        '"supply.starts-2023.construction={from: 18 months, to: 3 years}"',
    )
    parser.add_argument(
        "--worlds",
        type=count,
        default=400,
        metavar="N",
        help="世界数，每个两种未来 worlds, two futures each (default: 400)",
    )
    parser.add_argument(
        "--density",
        type=_density,
        default=0.8,
        metavar="D",
        help="盒中落空的比例至少为 share of the box that fails, at least (default: 0.8)",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Discover; 0 when done, 2 when it cannot be asked."""
    return answer(options, _ask, varied=True)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.discover.function import discover

    options = asking.options
    asked = dict(options.vary), options.worlds, options.density
    return discover(asking.scenario, options.fails, *asked, runner=asking.runner, **asking.settings)


def _bounds(text: str) -> tuple[str, object]:
    """Read `path={from: a, to: b}`: YAML on one line."""
    import yaml

    path, _, written = text.partition("=")
    try:
        bounds = yaml.safe_load(written)
    except yaml.YAMLError:
        bounds = None
    if bounds is None:
        wanted = Words("写成 路径={from: a, to: b}", "write it as path={from: a, to: b}")
        raise misread(wanted, text)
    return path.strip(), bounds


def _density(text: str) -> float:
    """Read a share as a plain number, `0.8`."""
    try:
        return float(text)
    except ValueError:
        wanted = Words("须为小数，例如 0.8", "must be a number such as 0.8")
        raise misread(wanted, text) from None
