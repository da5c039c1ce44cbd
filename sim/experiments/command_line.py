"""What the verbs of experiments share: load, do the jobs, print the answer, write its folder."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sim.console.options import BAD_SCENARIO, execution
from sim.console.progress import bar, compile_engine
from sim.console.remarks import complain, remark, show_problems
from sim.console.saving import can_write, kept
from sim.text.commands import say

if TYPE_CHECKING:
    from sim.api.scenario import Scenario
    from sim.experiments.finding import Finding
    from sim.experiments.job_runner import JobRunner
    from sim.runs.jobs import Progress
    from sim.text.words import Lang


@dataclass(frozen=True)
class Asking:
    """What a verb asks its question with."""

    options: Namespace
    scenario: Scenario
    runner: JobRunner
    settings: dict[str, Any]
    """Seed, central and grounded, by the names that every question has for them."""

    def load(self, file: str) -> Scenario:
        """Return another scenario, or the first one with a delta laid over it, as `option` does."""
        from sim.console.grounding import asked_futures

        other = self.scenario.option(file)
        if not self.options.grounded:
            asked_futures(self.options, other)
        return other


def answer(
    options: Namespace,
    ask: Callable[[Asking], Finding[Any]],
    *,
    from_ranges: bool = False,
    varied: bool = False,
) -> int:
    """Load the scenario, ask, print the answer and write its folder.

    from_ranges: the verb draws ranged numbers itself, whatever set the scenario names. varied: it
    plays the scenario with changes of its own choice. 0 when done, 2 when the scenario or the
    question cannot be used.
    """
    from sim.api.scenario import Scenario
    from sim.console.grounding import asked_futures

    def go() -> int:
        began = perf_counter()
        scenario = Scenario.load(options.file, options.sets)
        show_problems(scenario.loaded.warnings, options.lang)
        if not can_write(options, scenario):
            return BAD_SCENARIO
        make_ready(options.lang)
        futures = None if from_ranges else asked_futures(options, scenario, varied=varied)
        settings = {"seed": options.seed, "central": options.central, "grounded": futures}
        with bar(say(options.lang, "working")) as show:
            finding = ask(Asking(options, scenario, runner(options, show), settings))
        return conclude(options, finding, perf_counter() - began)

    return guarded(options, go)


def runner(options: Namespace, show: Progress) -> JobRunner:
    """Return by whom jobs are done, as the options say, with their results kept on disk."""
    from sim.experiments.job_runner import JobRunner
    from sim.experiments.store import Store
    from sim.runs.executors import executor

    def failed(error: OSError) -> None:
        reason = error.strerror or error
        remark(options.lang, "not_kept", folder=store.folder, reason=reason)

    on = execution(options) or executor("threads", options.workers)
    store = Store(options.out / "jobs", failed)
    return JobRunner(on, store, show)


def conclude(options: Namespace, finding: Finding[Any], seconds: float) -> int:
    """Print an answer and write its folder; 0 when done, 2 when that cannot be written."""
    from sim.text.screen import paragraph

    if not options.json:
        remark(options.lang, "seconds", seconds=f"{seconds:.0f}")
        print("\n".join(paragraph(finding.name, options.lang)))
        if options.sets:
            print(f"  {say(options.lang, 'unsaved')}")
        print(finding.screen(options.lang))
        print(say(options.lang, "answered", folder=finding.folder(options.out)), flush=True)
    saved = kept(
        options,
        lambda missed: finding.save(options.out, options.pictures, missed, by_language=True),
    )
    if options.json:
        data = {"folder": saved and str(saved), **finding.answer.to_dict()}
        print(json.dumps(data, ensure_ascii=False))
    return BAD_SCENARIO if saved is None else 0


def guarded(options: Namespace, go: Callable[[], int]) -> int:
    """Do something; where the scenario or the question cannot be used, say why and return 2."""
    from sim.experiments.answer import RefusedError
    from sim.runs.executors import ExecutionError
    from sim.scenario.errors import ScenarioError

    try:
        return go()
    except ExecutionError as error:
        remark(options.lang, error.why, **error.words)
    except ScenarioError as error:
        show_problems(error.problems, options.lang)
    except RefusedError as error:
        complain(error.words, options.lang)
    except BrokenPipeError:
        raise  # who read the answer went away
    except (OSError, ValueError) as error:
        remark(options.lang, "cannot_ask", reason=error)
    return BAD_SCENARIO


def make_ready(lang: Lang) -> None:
    """Compile the engine if need be, so that workers find it; say so where SimPy serves."""
    from sim.kernel import compiling

    try:
        if not compiling.available():
            remark(lang, "simpy_no_numba")
        elif not compiling.ready():
            compile_engine(lang)
    except compiling.NoEngineError as error:
        remark(lang, f"simpy_{error.why}")
