"""Results of jobs on disk, by content key: each is there whole or not at all.

The parent process alone writes. A file holds the SHA-256 of its second line, so that one that was
damaged is noticed and its job done again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from sim.runs.identity import canonical, digest


class Store:
    """A folder of results: `ab/abcdef….json` holds the result of the job with that key."""

    def __init__(self, folder: Path, failed: Callable[[OSError], None] | None = None) -> None:
        self.folder = folder
        self.fault: OSError | None = None
        """Why nothing more can be kept; `failed` hears of it once."""
        self._failed = failed

    def path(self, key: str) -> Path:
        """Return where the result of a job is kept."""
        return self.folder / key[:2] / f"{key}.json"

    def get(self, key: str) -> Any:
        """Return what a job gave; None if it was never done, or its file is not as it was written.

        The digest tells damage, not intent: whoever may write the folder may write it anew.
        """
        try:
            written, content = self.path(key).read_bytes().split(b"\n")[:2]
            if written.decode("ascii", "replace") != digest(content):
                return None
            kept = json.loads(content)
            return kept["result"] if kept["key"] == key else None
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return None

    def put(self, key: str, made_of: Any, result: Any) -> None:
        """Keep what a job gave, and what it is made of; plain data without NaN.

        Where that cannot be written, `fault` says why, and nothing more is kept.
        """
        if self.fault is not None:
            return
        path = self.path(key)
        content = canonical({"key": key, "made_of": made_of, "result": result})
        partial = path.with_name(f".{key}.{uuid4().hex}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(b"\n".join([digest(content).encode(), content, b""]))
            with suppress(FileNotFoundError):  # another process did the same job and cleaned up
                partial.replace(path)
            for left in path.parent.glob(f".{key}.*"):  # by a process that was killed
                left.unlink(missing_ok=True)
        except OSError as error:
            self.fault = error
            if self._failed:
                self._failed(error)
            with suppress(OSError):
                partial.unlink(missing_ok=True)
