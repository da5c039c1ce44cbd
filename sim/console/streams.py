"""Standard output and standard error of a process of our own: an answer that is lost is told."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

from sim.console.remarks import remark
from sim.text.screen import spoken

UNWRITTEN = 74
"""Exit code when the answer could not be written (EX_IOERR of sysexits.h)."""


class UnwrittenError(Exception):
    """Standard output took no more: no fault of the file or the question at hand."""


class _Answer(io.FileIO):
    """Standard output: what cannot be written is an error of its own."""

    def write(self, data: object) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except BrokenPipeError:
            raise  # the reader had enough
        except OSError as error:
            raise UnwrittenError(error.strerror) from None


class _Remarks(io.FileIO):
    """Standard error: where nobody can read, nothing is missed."""

    def write(self, data: object) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except OSError:
            return memoryview(data).nbytes  # type: ignore[arg-type]


def mend() -> bool:
    """Let both streams say when they are full; tell whether there is a standard output at all."""
    if sys.stderr is None:
        # Else the next file that is opened would take its number, and remarks end up there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = _through(_Remarks, sys.stderr)
    if sys.stdout is None:
        remark(spoken(), "no_output")
        return False
    sys.stdout = _through(_Answer, sys.stdout)
    return True


def _through(kind: type[io.FileIO], stream: TextIO) -> TextIO:
    """Return a stream to the same file through another kind of FileIO."""
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # Python was told not to buffer where there is no other
    if not isinstance(stream, io.TextIOWrapper) or not isinstance(raw, io.FileIO):
        return stream  # a console of Windows, or a notebook
    return io.TextIOWrapper(
        io.BufferedWriter(kind(raw.fileno(), "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering or stream.write_through,
    )


def give_up() -> None:
    """Send what is left of the answer nowhere: Python must not complain while it closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
