"""`run`: play a scenario, print the verdict, write the results folder."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from sim.console.options import (
    BAD_SCENARIO,
    add_execution,
    add_file,
    add_grounded,
    add_json,
    add_lang,
    add_set,
    count,
    execution,
    misread,
    seed,
)
from sim.console.progress import bar, compile_engine
from sim.console.remarks import complain, remark, show_problems
from sim.console.saving import can_write, kept
from sim.text.commands import LOOKUP_FAULTS, say
from sim.text.safe import spelt
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.api.drawing import DrawingProcess
    from sim.api.folder import Missed
    from sim.api.run import Run
    from sim.api.scenario import Scenario
    from sim.measures.verdict.verdict import Verdict
    from sim.runs.engines import Choice
    from sim.text.words import Lang

ENGINES_DIFFER = 1

HELP = "运行情景，给出结论 run a scenario and print the verdict"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_file(parser)
    parser.add_argument(
        "--replications",
        type=count,
        metavar="N",
        help="未来数，一种未来即重复一次 how many futures, each one replication; "
        "与 --until 同用则为上限 with --until: at most so many",
    )
    parser.add_argument(
        "--until",
        type=_margin,
        metavar="HALF",
        help="推演到每条标准的概率都已知，例如 3%% (95%% 区间的一半) "
        "go on until the probability of each standard is known this well, such as 3%% (half its "
        "95%% interval)",
    )
    parser.add_argument("--seed", type=seed, help="随机种子 the number all luck derives from")
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("results"),
        metavar="DIR",
        help="结果目录 where results go: DIR/scenario/key (default: results)",
    )
    parser.add_argument(
        "--name",
        metavar="NAME",
        help="给结果起名，供 diff、reproduce 用 a name for the result, for diff and reproduce",
    )
    add_execution(parser)
    parser.add_argument(
        "--engine",
        choices=("auto", "compiled", "simpy", "both"),
        default="auto",
        help="引擎，结果相同 engine, the same answer; both: compare event by event",
    )
    parser.add_argument(
        "--central",
        action="store_true",
        help="区间取中值 hold ranged numbers at their values: chance alone",
    )
    add_grounded(parser)
    parser.add_argument(
        "--audit", action="store_true", help="逐事件核对守恒 check conservation after every event"
    )
    parser.add_argument(
        "--requests", action="store_true", help="另存逐笔申请 also write every request"
    )
    parser.add_argument(
        "--animate",
        action="append_const",
        const="animation",
        dest="also",
        help="另存各园区逐年的出租、排队与空置：图与动画 also write what of each park is let, "
        "waited for and idle, year by year: figures and an animation",
    )
    parser.add_argument(
        "--geojson",
        action="append_const",
        const="geojson",
        dest="also",
        help="另存各园区逐年结果，供 QGIS 等读取 also write parks by year for QGIS and other GIS",
    )
    parser.add_argument(
        "--slides",
        action="append_const",
        const="slides",
        dest="also",
        help="另存 16:9、单一语言的图，供幻灯片用 also write the figures for slides: 16:9, one "
        "language",
    )
    parser.add_argument(
        "--vidigi",
        action="append_const",
        const="vidigi",
        dest="also",
        help="另存一种未来里每家企业的经过，供 vidigi 制作动画 also write what happens to every "
        "company of one future, for vidigi to animate",
    )
    parser.add_argument(
        "--scale-of",
        metavar="RESULT",
        help="另画一份图，纵轴与该结果的同一图一致 draw the figures once more, "
        "on the scales of a result's: a folder, a name, a scenario, latest",
    )
    parser.add_argument(
        "--brief",
        action="store_true",
        help="只存汇总，不存逐未来的表与图 keep summaries only, no tables of every future, "
        "no figures",
    )
    add_set(parser)
    parser.add_argument(
        "--full",
        action="store_true",
        help="先印全部结论 print all that verdict.txt holds before the answer",
    )
    add_json(parser)
    add_lang(parser)


def run(options: Namespace) -> int:
    """Run one scenario; 0 when done, 1 when the engines differ, 2 when it cannot be used."""
    from sim.api.lookup import is_name

    if options.grounded and (options.central or options.seed is not None):
        remark(options.lang, "central_grounded")
        return BAD_SCENARIO
    if options.name is not None and not is_name(options.name):
        complain(LOOKUP_FAULTS["bad_name"].fill(name=spelt(options.name)), options.lang)
        return BAD_SCENARIO
    if options.brief:
        return _run(options, None)
    if options.scale_of is not None and not _scaled(options):
        return BAD_SCENARIO
    from sim.api.drawing import DrawingProcess

    with closing(DrawingProcess()) as drawing:
        return _run(options, drawing)


def _scaled(options: Namespace) -> bool:
    """Look up whose scales are asked for; False, and a line, where there are none."""
    from sim.api.lookup import NoResultError, find
    from sim.api.manifest import NoManifestError
    from sim.api.scales import scales_of

    try:
        options.scale_of = find(options.scale_of, options.out)
        scales_of(options.scale_of)
    except NoResultError as error:
        complain(error.words, options.lang)
    except NoManifestError as error:
        reason = error.words.line(options.lang)
        remark(options.lang, "no_manifest", path=options.scale_of, reason=reason)
    except OSError as error:
        remark(options.lang, "no_manifest", path=options.scale_of, reason=error)
    else:
        return True
    return False


def _run(options: Namespace, drawing: DrawingProcess | None) -> int:
    from sim.api.scenario import Scenario
    from sim.kernel.compiling import NoEngineError
    from sim.runs.engines import EnginesDifferError
    from sim.runs.executors import ExecutionError
    from sim.scenario.errors import ScenarioError

    try:
        scenario = Scenario.load(options.file, options.sets)
    except ScenarioError as error:
        show_problems(error.problems, options.lang)
        return BAD_SCENARIO
    show_problems(scenario.loaded.warnings, options.lang)
    if not can_write(options, scenario):
        return BAD_SCENARIO
    began = perf_counter()
    try:
        answer = _play(scenario, options)
    except ScenarioError as error:
        show_problems(error.problems, options.lang)
        return BAD_SCENARIO
    except ExecutionError as error:
        remark(options.lang, error.why, **error.words)
        return BAD_SCENARIO
    except NoEngineError as error:
        remark(options.lang, error.why)
        return BAD_SCENARIO
    except EnginesDifferError as error:
        remark(options.lang, "engines_differ", where=error)
        return ENGINES_DIFFER
    if not options.json:
        _tell_answer(answer, options, perf_counter() - began)
    folder = kept(options, lambda missed: _save(answer, options, missed, drawing))
    if folder and options.name and not _named(folder, options):
        return BAD_SCENARIO
    if options.json:
        data = {"folder": folder and str(folder), **answer.verdict.to_dict()}
        print(json.dumps(data, ensure_ascii=False))
    return BAD_SCENARIO if folder is None else 0


def _named(folder: Path, options: Namespace) -> bool:
    """Give the result its name, and say whose it was; False, and a line, where that cannot be."""
    from sim.api.lookup import give_name

    try:
        before = give_name(options.name, folder, options.out)
    except OSError as error:
        remark(options.lang, "not_named", name=options.name, reason=error.strerror or error)
        return False
    remark(options.lang, "named", name=options.name, folder=folder)
    if before:
        remark(options.lang, "name_moved", name=options.name, folder=before)
    return True


def _tell_answer(answer: Run, options: Namespace, seconds: float) -> None:
    """Print the verdict, before anything is saved; the answer comes last."""
    from sim.report.verdict_screen import screen

    played = {"replications": answer.replications, "seconds": f"{seconds:.0f}"}
    remark(options.lang, "ran", **played)
    if options.full:
        print(screen(answer.verdict, options.lang))
    if options.until:
        _tell_enough(answer.verdict, options.until, options.lang)
    if options.sets:
        print(say(options.lang, "unsaved"))
    folder, asked = answer.folder(options.out), _decides(options)
    print(answer.screen(options.lang, folder, asked, options.brief), flush=True)


def _decides(options: Namespace) -> list[str]:
    """The words of the command that decide an answer, but for the changes: for the next command."""
    words = [] if options.seed is None else ["--seed", str(options.seed)]
    words += ["--central"] if options.central else []
    words += ["--prior"] if options.prior else []
    return words + (["--grounded", str(options.grounded)] if options.grounded else [])


def _save(answer: Run, options: Namespace, missed: Missed, drawing: DrawingProcess | None) -> Path:
    pictures, brief, also = options.pictures, options.brief, options.also or ()
    parts = (pictures, options.requests, brief, missed, drawing, also, options.scale_of)
    return answer.save(options.out, *parts, by_language=True)


def _play(scenario: Scenario, options: Namespace) -> Run:
    from sim.console.grounding import asked_futures

    futures = asked_futures(options, scenario)
    with bar(say(options.lang, "playing")) as show:
        return scenario.run(
            options.replications,
            options.seed,
            central=options.central,
            audit=options.audit,
            workers=options.workers,
            progress=show,
            engine=options.engine,
            told=lambda choice: _tell(choice, options.lang),
            until=options.until,
            grounded=futures,
            executor=execution(options),
        )


def _tell(choice: Choice, lang: Lang) -> None:
    """Say on stderr what a user would wonder about; show the time that compiling takes."""
    from sim.api.remarks import engine_remarks

    for line in engine_remarks(choice, lang):
        print(line, file=sys.stderr)
    if choice.compiles:
        compile_engine(lang)


def _tell_enough(verdict: Verdict, margin: float, lang: Lang) -> None:
    """Say how many replications were needed, how well that knows, and what it does not."""
    from sim.measures.verdict.judged import NOT_TESTED
    from sim.report.verdict_screen import points

    number = verdict.replications
    if verdict.margins:
        _, widest = verdict.margins[0]
        key = "known" if widest <= margin else "not_known"
        wanted, attained = points(margin), points(widest)
        print(say(lang, key, replications=number, wanted=wanted, attained=attained))
    untested = [standard.id for standard in verdict.standards if standard.judged.word == NOT_TESTED]
    if untested or not verdict.margins:
        names = ", ".join(untested) or "-"
        print(say(lang, "never_tested", replications=number, names=names))


def _margin(text: str) -> float:
    from sim.measures.verdict.precision import most
    from sim.scenario.values.quantities import parse_quantity
    from sim.scenario.values.units import SHARE

    try:
        margin = parse_quantity(text, SHARE)
        most(margin)
    except ValueError:
        wanted = Words("写成 3% 的样子，大于 0、小于 50%", "write it as 3%, above 0 and below 50%")
        raise misread(wanted, text) from None
    return margin
