"""A progress bar on stderr, silent when nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import Any

from sim.console.watching import told
from sim.text.commands import say
from sim.text.words import Lang


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function to call with (done, total); the bar shows the time left."""
    with ExitStack() as stack:
        shown: Any = None

        def show(done: int, total: int) -> None:
            nonlocal shown
            told(done=done, total=total)
            if shown is None:
                shown = stack.enter_context(_tqdm(desc=words, total=total, dynamic_ncols=True))
            if shown.total != total:
                shown.reset(total)  # a question in several parts has a bar for each
            shown.update(done - shown.n)

        yield show


@contextmanager
def above_bar() -> Iterator[None]:
    """Let lines be written to stderr above the bar, where one is shown."""
    from tqdm import tqdm

    with tqdm.external_write_mode(file=sys.stderr):
        yield


def _tqdm(**options: Any) -> Any:
    """Return a bar without the thread that looks after bars which stand still."""
    from tqdm import tqdm

    tqdm.monitor_interval = 0
    # `disable=None`: nothing when stderr is not a terminal.
    return tqdm(file=sys.stderr, disable=None, leave=False, **options)


def wait_for(work: Callable[[], None], words: str) -> None:
    """Do something that takes its time: say what, then show the seconds that pass on a terminal.

    It is done in a thread, since compiled libraries would hold back Ctrl-C.
    """
    told(waits_for=words)
    # Once, and not with the seconds: a line wider than the terminal would be written each time.
    print(words, file=sys.stderr, flush=True)
    over: Future[None] = Future()

    def run() -> None:
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 - handed on to who waits
            over.set_exception(fault)
        else:
            over.set_result(None)

    Thread(target=run, daemon=True).start()
    with _tqdm(bar_format="{elapsed}") as shown:
        while not over.done():
            wait((over,), _TICK)
            shown.refresh()
    over.result()


def compile_engine(lang: Lang) -> None:
    """Compile all that is not yet, and say so."""
    from sim.measures.counting.counter import compile_all

    wait_for(compile_all, say(lang, "compiling"))


_TICK = 0.2
"""Seconds between looks at what is waited for."""
