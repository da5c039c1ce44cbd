"""A progress bar on stderr, silent when nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import Any


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function to call with (done, total); the bar shows the time left."""
    with ExitStack() as stack:
        shown: Any = None

        def show(done: int, total: int) -> None:
            nonlocal shown
            if shown is None:
                # `disable=None`: no bar when stderr is not a terminal.
                made = _tqdm()(desc=words, total=total, file=sys.stderr, disable=None, leave=False)
                shown = stack.enter_context(made)
            if shown.total != total:
                shown.reset(total)  # a question in several parts has a bar for each
            shown.update(done - shown.n)

        yield show


def _tqdm() -> Any:
    """Return tqdm without the thread that looks after bars which stand still."""
    from tqdm import tqdm

    tqdm.monitor_interval = 0
    return tqdm


def wait_for(work: Callable[[], None], words: str) -> None:
    """Do something that takes its time, with the seconds that pass shown on a terminal.

    It is done in a thread, since compiled libraries would hold back Ctrl-C.
    """
    if not sys.stderr.isatty():
        print(words, file=sys.stderr)
    over: Future[None] = Future()

    def run() -> None:
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 - handed on to who waits
            over.set_exception(fault)
        else:
            over.set_result(None)

    Thread(target=run, daemon=True).start()
    form = "{desc} {elapsed}"
    with _tqdm()(desc=words, file=sys.stderr, disable=None, leave=False, bar_format=form) as shown:
        while not over.done():
            wait((over,), _TICK)
            shown.refresh()
    over.result()


_TICK = 0.2
"""Seconds between looks at what is waited for."""
