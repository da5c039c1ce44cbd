"""`ui`: the local page, until Ctrl-C."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sim.console.options import BAD_SCENARIO, add_lang, from_zero
from sim.console.remarks import complain
from sim.text.program import installing
from sim.text.ui import COMMAND

HELP = "本机网页：改数、运行、看答案 the local page: change numbers, run, read the answer"
_LIBRARIES = ("starlette", "uvicorn")


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        help="情景所在文件夹 where the scenarios are (default: scenarios, or this folder)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("results"),
        metavar="DIR",
        help="结果目录 where results are and go: DIR/scenario/key (default: results)",
    )
    parser.add_argument(
        "--port",
        type=from_zero,
        default=0,
        metavar="N",
        help="端口 the port, on this machine alone (default: any that is free)",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="只印网址 print the address, open no browser"
    )
    add_lang(parser)


def run(options: Namespace) -> int:
    """Serve the page until it is stopped; 2 when it cannot be."""
    from importlib.util import find_spec

    for library in _LIBRARIES:
        if find_spec(library) is None:
            said = COMMAND["missing"].fill(library=library, how=installing("ui"))
            complain(said, options.lang)
            return BAD_SCENARIO
    folder: Path = options.folder or Path("scenarios" if os.path.isdir("scenarios") else ".")
    if not folder.is_dir():
        complain(COMMAND["no_folder"].fill(folder=str(folder)), options.lang)
        return BAD_SCENARIO
    from sim.ui.server import serve

    return serve(folder, options.out, options.port, options.lang, browse=not options.no_browser)
