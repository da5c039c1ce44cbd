"""A progress bar on stderr, silent when nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function to call with (done, total); the bar shows the time left."""
    from tqdm import tqdm

    # `disable=None`: no bar when stderr is not a terminal.
    with tqdm(desc=words, unit="", file=sys.stderr, disable=None, leave=False) as shown:

        def show(done: int, total: int) -> None:
            shown.total = total
            shown.update(done - shown.n)

        yield show
