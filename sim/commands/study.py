"""What the verbs of experiments share: load, do the jobs, print the answer, write its folder."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sim.commands.options import BAD_SCENARIO
from sim.commands.progress import bar, wait_for
from sim.text.commands import say

if TYPE_CHECKING:
    from sim.api.finding import Finding
    from sim.api.scenario import Scenario
    from sim.experiments.workbench import Workbench

Ask = Callable[["Scenario", "Workbench", dict[str, Any]], "Finding[Any]"]
"""Asks an experiment: (scenario, by whom jobs are done, seed, central and grounded)."""


def answer(options: Namespace, ask: Ask) -> int:
    """Load the scenario, ask, print the answer and write its folder.

    0 when done, 2 when the scenario or the question cannot be used.
    """
    from sim.api.scenario import Scenario
    from sim.experiments.answer import RefusedError
    from sim.experiments.store import Store
    from sim.experiments.workbench import Workbench
    from sim.runs.executors import executor
    from sim.runs.grounded import read_accepted
    from sim.scenario.errors import ScenarioError
    from sim.scenario.screen import screen

    began = perf_counter()
    try:
        scenario = Scenario.load(options.file, options.sets)
        if scenario.loaded.warnings:
            print(screen(scenario.loaded.warnings, options.lang), file=sys.stderr)
        rows = read_accepted(options.grounded, scenario.spec) if options.grounded else ()
        settings = {"seed": options.seed, "central": options.central, "grounded": rows}
        _make_ready(options)
        on = executor(options.executor, options.workers, options.cluster)
        with bar(say(options.lang, "working")) as show:
            bench = Workbench(on, Store(options.out / "jobs"), show)
            finding = ask(scenario, bench, settings)
    except ScenarioError as error:
        print(screen(error.problems, options.lang), file=sys.stderr)
        return BAD_SCENARIO
    except RefusedError as error:
        print("\n".join(error.words.lines(options.lang)), file=sys.stderr)
        return BAD_SCENARIO
    except (OSError, ValueError) as error:
        print(say(options.lang, "cannot_ask", reason=error), file=sys.stderr)
        return BAD_SCENARIO
    folder = finding.save(options.out, options.lang)
    if options.json:
        print(json.dumps({"folder": str(folder), **finding.answer.to_dict()}, ensure_ascii=False))
        return 0
    print(finding.answer.screen(options.lang))
    seconds = f"{perf_counter() - began:.0f}"
    print(say(options.lang, "answered", seconds=seconds, folder=folder))
    if options.sets:
        print(say(options.lang, "unsaved"))
    return 0


def _make_ready(options: Namespace) -> None:
    """Compile the engine if need be, so that workers find it; say so where SimPy serves."""
    from sim.kernel import compiling

    try:
        if not compiling.available():
            print(say(options.lang, "simpy_no_numba"), file=sys.stderr)
        elif not compiling.ready():
            from sim.measures.counted import compile_all

            wait_for(compile_all, say(options.lang, "compiling"))
    except compiling.NoCacheError:
        print(say(options.lang, "simpy_no_cache"), file=sys.stderr)
