"""`calibrate`: find the futures that agree with years past."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.console.options import add_history, add_study, count, misread
from sim.console.remarks import remark
from sim.experiments.command_line import Asking, answer
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.experiments.finding import Finding

HELP = "用往年校准 find the futures that agree with years past"


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
        "--futures",
        type=count,
        default=300,
        metavar="N",
        help="留下多少种与往年相符的未来 futures to keep that agree with the past (default: 300)",
    )
    parser.add_argument(
        "--plays",
        type=count,
        default=10_000,
        metavar="N",
        help="至多多少种未来 futures played at most (default: 10000)",
    )
    parser.add_argument(
        "--save",
        type=Path,
        metavar="FILE",
        help="另存接受集，供情景以 grounded: FILE 承接 also write the accepted set here, for a "
        "scenario to name as grounded: FILE",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Calibrate; 0 when done, also where no future is kept, 2 when it cannot be asked."""
    return answer(options, _ask, from_ranges=True)


def _ask(asking: Asking) -> Finding[Any]:
    from sim.experiments.answer import RefusedError
    from sim.experiments.calibrate.function import calibrate
    from sim.experiments.past.words import PAST
    from sim.runs.grounded import accepted_text

    options = asking.options
    if options.central or options.grounded:
        raise RefusedError(PAST["only_ranges"])
    finding = calibrate(
        asking.scenario,
        options.history,
        options.cut,
        options.futures,
        options.plays,
        asking.settings["seed"],
        runner=asking.runner,
    )
    if options.save:
        accepted = finding.more["accepted.json"]
        history = os.path.relpath(options.history, options.save.parent)
        accepted = {**accepted, "history": {**accepted["history"], "file": history}}
        options.save.parent.mkdir(parents=True, exist_ok=True)
        options.save.write_text(accepted_text(accepted), encoding="utf-8", newline="\n")
        remark(options.lang, "saved_accepted", file=options.save)
    return finding


def _year(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1900 <= number < 2200:
        raise misread(Words("须为年份，例如 2024", "must be a year such as 2024"), text)
    return number
