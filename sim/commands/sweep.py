"""`sweep`: play a design over any numbers of a scenario."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sim.commands.options import add_study, count
from sim.commands.study import answer

if TYPE_CHECKING:
    from sim.api.finding import Finding
    from sim.api.scenario import Scenario
    from sim.experiments.workbench import Workbench

HELP = "参数扫描 play a design over any numbers of a scenario"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("file", metavar="FILE", help="情景文件 scenario file")
    parser.add_argument(
        "--vary",
        action="append",
        type=_values,
        required=True,
        metavar="PATH=[A, B, …]",
        help="要改的数与取值，可多次 a number and its values, may be repeated: "
        '--vary "supply.starts-2023.construction=[18 months, 24 months]"',
    )
    parser.add_argument(
        "--design",
        choices=("grid", "zip"),
        default="grid",
        help="全组合或逐一对应 all combinations, or values side by side",
    )
    parser.add_argument(
        "--replications",
        type=count,
        default=100,
        metavar="N",
        help="每点重复次数 futures of each point (default: 100)",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Sweep; 0 when done, 2 when it cannot be asked."""
    return answer(options, lambda *given: _ask(options, *given))


def _ask(
    options: Namespace, scenario: Scenario, bench: Workbench, settings: dict[str, Any]
) -> Finding[Any]:
    from sim.api.sweep import sweep

    vary = dict(options.vary)
    return sweep(scenario, vary, options.design, options.replications, bench=bench, **settings)


def _values(text: str) -> tuple[str, list[object]]:
    """Read `path=[a, b]`: a YAML list."""
    import yaml

    path, _, written = text.partition("=")
    values = yaml.safe_load(written)
    if not isinstance(values, list) or not values:
        raise ValueError(text)
    return path.strip(), values
