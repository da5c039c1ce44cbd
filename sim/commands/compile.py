"""`compile`: make the machine code of the compiled engine, so that the first run need not."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from time import perf_counter

from sim.console.options import add_lang
from sim.console.progress import compile_engine
from sim.console.remarks import remark
from sim.text.commands import say

HELP = "预先编译快速引擎 compile the engine now, so that the first run need not"

CANNOT = 2
"""Exit code when there is nothing to compile with, or no place for what is compiled."""


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_lang(parser)


def run(options: Namespace) -> int:
    """Compile what was not; 0 when the machine code is there, 2 when it cannot be."""
    from sim.kernel import compiling

    lang, began = options.lang, perf_counter()
    try:
        if not compiling.available():
            raise compiling.NoNumbaError("numba")
        folder = compiling.folder()
        if compiling.ready():
            print(say(lang, "compiled_before", folder=folder))
            return 0
        compile_engine(lang)
    except compiling.NoEngineError as error:
        remark(lang, error.why)
        return CANNOT
    seconds = f"{perf_counter() - began:.0f}"
    print(say(lang, "compiled", seconds=seconds, folder=folder))
    return 0
