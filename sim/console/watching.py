"""What a program hears that runs a command and watches it: how far it is, where its answer goes.

Each is a line of JSON behind a record separator (RFC 7464, JSON text sequences), among the remarks
on standard error; nobody else asks for them.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Final

WATCHED: Final = "ZHIZAO_WATCHED"
"""Set by the program that watches."""
MARK: Final = "\x1e"
_MOST: Final = 1 << 16
"""Characters of a line that is read."""


def told(**what: Any) -> None:
    """Tell who watches: `done` of `total`, `waits_for`, `saving`, or the `folder` of the answer."""
    if os.environ.get(WATCHED):
        print(MARK + json.dumps(what), file=sys.stderr, flush=True)


def heard(line: str) -> dict[str, Any] | None:
    """Return what a line of standard error tells; None where it is a remark for people."""
    if not line.startswith(MARK) or len(line) > _MOST:
        return None
    try:
        what = json.loads(line[1:])
    except (ValueError, RecursionError):
        return None
    return what if isinstance(what, dict) else None
