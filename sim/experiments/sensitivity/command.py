"""`sensitivity`: which unknowns decide the outcome, and which one alone flips the verdict."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from time import perf_counter

from sim.console.options import BAD_SCENARIO, add_file, add_study, count
from sim.console.progress import above_bar, bar
from sim.console.remarks import complain, show_problems
from sim.console.saving import can_write
from sim.experiments.command_line import conclude, guarded, make_ready, runner
from sim.text.commands import say
from sim.text.words import Words

HELP = "敏感性 which unknowns decide the outcome, and which one alone flips the verdict"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_file(parser)
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
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="只看初步的答案与要跑多少 only a first answer, and what the study would take",
    )
    add_study(parser)


def run(options: Namespace) -> int:
    """Study; 0 when done, 2 when it cannot be asked."""
    return guarded(options, lambda: _study(options))


def _study(options: Namespace) -> int:
    from sim.api.scenario import Scenario
    from sim.experiments.answer import RefusedError
    from sim.experiments.sensitivity.function import PreparedStudy
    from sim.experiments.sensitivity.study import USUAL, SensitivityQuestion
    from sim.experiments.sensitivity.words import REFUSED

    if options.central or options.grounded:
        raise RefusedError(REFUSED["held"])
    scenario = Scenario.load(options.file, options.sets)
    show_problems(scenario.loaded.warnings, options.lang)
    outcomes = tuple(dict.fromkeys(options.outcomes or USUAL))
    question = SensitivityQuestion(
        outcomes, options.method, options.points, options.numbers, options.trajectories
    )
    prepared = PreparedStudy.of(scenario, question, options.seed)
    if not options.dry_run and not can_write(options, scenario):
        return BAD_SCENARIO
    make_ready(options.lang)
    began = perf_counter()
    with bar(say(options.lang, "working")) as show:
        workers = runner(options, show)

        def told(line: Words) -> None:
            with above_bar():
                complain(line, options.lang)

        told(prepared.preview(workers))
        for line in prepared.glance(workers):
            told(line)
        if options.dry_run:
            return 0
        finding = prepared.play(workers, told)
    return conclude(options, finding, perf_counter() - began)
