"""The server: one port of this machine, open to who has the address that is printed."""

from __future__ import annotations

import asyncio
import socket
import sys
import webbrowser
from pathlib import Path
from threading import Thread
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sim.console.options import BAD_SCENARIO
from sim.console.remarks import complain
from sim.text.ui import COMMAND
from sim.text.words import Lang
from sim.ui.app import app
from sim.ui.glance import Glances
from sim.ui.jobs import Jobs
from sim.ui.project import Project
from sim.ui.security import LOOPBACK, Guard, Keys

_AT_ONCE: Final = 100
"""Connections at most; more are told to come back."""
_IDLE: Final = 5
"""Seconds that a connection may stand idle between requests."""
_LOOK: Final = 10.0
"""Seconds between looks at who has not come to the end of a request's head."""


def serve(folder: Path, out: Path, port: int, lang: Lang, browse: bool) -> int:
    """Serve the page until Ctrl-C; 0 then, 2 where the port cannot be had."""
    listening = socket.socket()
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen()  # who follows the address before the server runs is kept waiting
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        complain(COMMAND["taken"].fill(port=str(port), reason=reason), lang)
        return BAD_SCENARIO
    keys, jobs, glances = Keys(listening.getsockname()[1]), Jobs(), Glances()
    guarded = Guard(app(Project(folder, out), jobs, glances), keys)
    glances.compile()
    print(COMMAND["address"].fill(address=keys.address).line(lang), flush=True)
    print(COMMAND["stop"].line(lang), flush=True)
    if browse:
        Thread(target=webbrowser.open, args=(keys.address,), daemon=True).start()
    server = uvicorn.Server(configured(guarded))
    try:
        server.run([listening])
    finally:
        jobs.close()
    return 0


class Watched(H11Protocol):
    """A connection that ends where the head of a request does not arrive from one look to the next.

    The server itself waits for a head for ever, and takes so many connections only.
    """

    _at: object = None
    """The request that was answered last when it was looked at."""
    _late = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look."""
        super().connection_made(transport)
        self.loop.call_later(_LOOK, self._look)

    def _look(self) -> None:
        cycle: Any = self.cycle
        answered = cycle is None or cycle.response_complete
        waits = answered and self.timeout_keep_alive_task is None
        if self.transport.is_closing():
            return
        if waits and self._late and self._at is cycle:
            self.transport.close()
            return
        self._at, self._late = cycle, waits
        self.loop.call_later(_LOOK, self._look)


def configured(application: Guard) -> uvicorn.Config:
    """How the server takes requests: few at once, no name of its own, no trust in proxies."""
    return uvicorn.Config(
        application,
        http=Watched,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_AT_ONCE,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=2,
    )
