"""`workbook`: the inputs of a scenario as a workbook to edit, and an edited one read back."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.console.options import BAD_SCENARIO, add_lang
from sim.console.remarks import complain, remark, show_problems
from sim.text.commands import say

if TYPE_CHECKING:
    from sim.scenario.load import Loaded

HELP = "输入写成工作簿，改后读回 the inputs as a workbook to edit, and read back"
ENDING = ".xlsx"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "file", metavar="FILE", help="情景文件；读回时为工作簿 scenario, or workbook"
    )
    parser.add_argument(
        "--read",
        action="store_true",
        help="读回改过的工作簿，给出只含改动的情景 read an edited one: a scenario with "
        "only what changed",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="写到哪里 where to write")
    add_lang(parser)


def run(options: Namespace) -> int:
    """Write a workbook, or the scenario of an edited one; nothing that exists is overwritten."""
    from sim.report.workbook.reading import NotAWorkbookError
    from sim.scenario.errors import ScenarioError

    try:
        return _read(options) if options.read else _write(options)
    except ScenarioError as error:
        show_problems(error.problems, options.lang)
    except NotAWorkbookError as error:
        complain(error.words, options.lang)
    return BAD_SCENARIO


def _write(options: Namespace) -> int:
    from sim.report.workbook.editable import input_sheets
    from sim.report.workbook.write import written
    from sim.scenario.load import load
    from sim.scenario.yaml.files import called_from

    loaded = load(options.file)
    file = Path(options.output) if options.output else _beside(loaded)
    called = called_from(loaded.path, file)
    if called is None:
        remark(options.lang, "not_beside", path=file)
        return BAD_SCENARIO
    return _save(file, written(input_sheets(loaded, called), loaded.spec.name.words), options)


def _beside(loaded: Loaded) -> Path:
    """Where a workbook goes: beside its scenario, or here where that travels with the program."""
    from sim.scenario.yaml.files import ships

    name = Path(loaded.path).with_suffix(ENDING)
    return Path(name.name) if ships(loaded.path) else name


def _read(options: Namespace) -> int:
    from sim.report.workbook.reading import read_back

    loaded = read_back(Path(options.file))
    if not loaded.changes:
        remark(options.lang, "not_edited", path=options.file, file=loaded.path)
        return 0
    text = loaded.override(file=options.output or options.file)
    if options.output:
        return _save(Path(options.output), text.encode(), options)
    print(text, end="")
    return 0


def _save(file: Path, content: bytes, options: Namespace) -> int:
    if os.path.lexists(file):
        remark(options.lang, "exists", path=file)
        return BAD_SCENARIO
    try:
        with file.open("xb") as stream:
            stream.write(content)
    except OSError as error:
        remark(options.lang, "cannot_write", path=file, reason=error.strerror)
        return BAD_SCENARIO
    print(say(options.lang, "wrote", path=file))
    return 0
