"""The server: one port of this machine, open to who has the address that is printed."""

from __future__ import annotations

import socket
import sys
import webbrowser
from pathlib import Path
from threading import Thread

import uvicorn

from sim.console.options import BAD_SCENARIO
from sim.console.remarks import complain
from sim.text.ui import COMMAND
from sim.text.words import Lang
from sim.ui.app import app
from sim.ui.glance import Glances
from sim.ui.jobs import Jobs
from sim.ui.project import Project
from sim.ui.security import LOOPBACK, Guard, Keys

_AT_ONCE = 100
"""Connections at most; more are told to come back."""
_IDLE = 5
"""Seconds that a connection may stand idle."""


def serve(folder: Path, out: Path, port: int, lang: Lang, browse: bool) -> int:
    """Serve the page until Ctrl-C; 0 then, 2 where the port cannot be had."""
    listening = socket.socket()
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
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


def configured(application: Guard) -> uvicorn.Config:
    """How the server takes requests: few at once, no name of its own, no trust in proxies."""
    return uvicorn.Config(
        application,
        http="h11",
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
