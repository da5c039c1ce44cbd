"""The command line: parses, calls one verb, and turns its answer into an exit code.

0 done, 2 bad scenario or arguments, 71 no memory, 74 the answer could not be written, 128 + n
stopped by signal n (Ctrl-C 130, SIGTERM 143, SIGHUP 129).
"""

from __future__ import annotations

import io
import os
import signal
import sys
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from threading import active_count, main_thread
from threading import enumerate as enumerate_threads
from time import monotonic
from typing import Any

from sim.commands.completion import SHELLS, script
from sim.console import streams
from sim.console.remarks import remark
from sim.runs.interrupts import Stopped, stop_as_by_keyboard, was_stopped
from sim.text.program import VERBS, calling
from sim.text.screen import spoken

_STOPPED = 128
"""Exit code when stopped by a signal, less its number."""
_NO_MEMORY = 71
"""Exit code when the system gives no more memory (EX_OSERR of sysexits.h)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _make_printable()
    try:
        try:
            options = _parser(calling()).parse_args(arguments)
            code: int = options.run(options)
        finally:
            sys.stdout.flush()  # also what --help printed before it left
        return code
    except KeyboardInterrupt as stopped:
        remark(spoken(), "stopped")
        return _STOPPED + (stopped.number if isinstance(stopped, Stopped) else signal.SIGINT)
    except BrokenPipeError:
        streams.give_up()
        return 0
    except streams.UnwrittenError as error:
        remark(spoken(), "unwritten", reason=error)
        streams.give_up()
        return streams.UNWRITTEN
    except MemoryError:
        remark(spoken(), "no_memory")
        return _NO_MEMORY
    except Exception:
        number = was_stopped()
        if number is None:
            raise
        remark(spoken(), "stopped")
        return _STOPPED + number


def command() -> int:
    """Run the command line as a process of its own: once stopped, it ends whatever hangs."""
    stop_as_by_keyboard()
    if not streams.mend():
        return streams.UNWRITTEN
    code = main()
    if code > _STOPPED:
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


def _parser(program: str) -> ArgumentParser:
    parser = ArgumentParser(
        prog=program,
        description="智造空间：建成的空间够不够用？ Does the space that is built meet the demand?",
    )
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="版本 the version, and those it stands on"
    )
    parser.add_argument(
        "--completion",
        action=_Completion,
        choices=SHELLS,
        help="Tab 补全的脚本 the script by which a shell completes what is typed",
    )
    verbs = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in VERBS:
        rooms = (room for room in (f"sim.experiments.{name}", f"sim.{name}") if find_spec(room))
        home = next(rooms, None)
        verb = import_module(f"{home}.command" if home else f"sim.commands.{name}")
        sub = verbs.add_parser(name, help=verb.HELP, description=verb.HELP)
        verb.arguments(sub)
        sub.set_defaults(run=verb.run)
    return parser


class _Version(Action):
    """Prints versions, which are only looked up when they are asked for."""

    def __call__(self, parser: ArgumentParser, namespace: Namespace, *_: Any) -> None:
        from sim.commands.version import version

        print(version())
        parser.exit()


class _Completion(Action):
    """Prints the script of a shell, for the program by its installed name."""

    def __call__(self, parser: ArgumentParser, namespace: Namespace, values: Any, *_: Any) -> None:
        print(script(_parser("zhizao"), values))
        parser.exit()


def _make_printable() -> None:
    """Let terminals that cannot show a character show its code instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
