"""The command line: parses, calls one verb, and turns its answer into an exit code.

0 done, 2 bad scenario or arguments, 130 stopped by the user.
"""

from __future__ import annotations

import io
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module
from threading import active_count, main_thread
from threading import enumerate as enumerate_threads
from time import monotonic

VERBS = (
    *(
        "run",
        "overview",
        "compare",
        "explain",
        "required",
        "sweep",
        "sensitivity",
        "discover",
        "optimise",
    ),
    *("calibrate", "backtest"),
    *("check", "show", "schema", "new", "reproduce", "compile"),
)
"""Each a module of `sim.commands`, in the order of the help."""

STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _make_printable()
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print("\n已停止 stopped", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # The reader went away, as `head` does; Python must not complain while it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def command() -> int:
    """Run the command line as a process of its own: once stopped, it ends whatever hangs."""
    code = main()
    if code == STOPPED:
        # A thread that compiles, or waits for the rest of a message, would keep the process.
        until = monotonic() + _GRACE
        for thread in enumerate_threads():
            if thread is not main_thread():
                thread.join(max(0.0, until - monotonic()))
        if active_count() > 1:
            sys.stderr.flush()
            os._exit(code)
    return code


_GRACE = 1.0
"""Seconds that the threads of a stopped process have to end."""


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="zhizao",
        description="智造空间：建成的空间够不够用？ Does the space that is built meet the demand?",
    )
    verbs = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in VERBS:
        verb = import_module(f"sim.commands.{name}")
        sub = verbs.add_parser(name, help=verb.HELP, description=verb.HELP)
        verb.arguments(sub)
        sub.set_defaults(run=verb.run)
    return parser


def _make_printable() -> None:
    """Let terminals that cannot show a character show its code instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
