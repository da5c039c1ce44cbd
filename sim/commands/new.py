"""`new`: a commented scenario in two languages that runs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from importlib.resources import files
from pathlib import Path

from sim.commands.options import BAD_SCENARIO, add_lang
from sim.commands.schema import schema_text
from sim.text.commands import say

HELP = "新建一个带注释的起步情景 write a commented scenario to start from"
SCHEMA = "zhizao.schema.json"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "path",
        metavar="PATH",
        help="文件夹，或以 .yaml 结尾的文件 a folder, or a file that ends in .yaml",
    )
    add_lang(parser)


def run(options: Namespace) -> int:
    """Write the starter and the schema beside it; nothing that exists is overwritten."""
    path = Path(options.path)
    file = path if path.suffix in (".yaml", ".yml") else path / "starter.yaml"
    starter = (files("sim.scenario") / "starter.yaml").read_text(encoding="utf-8")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(starter)
        schema = file.with_name(SCHEMA)
        if not schema.exists():
            schema.write_text(schema_text(), encoding="utf-8", newline="\n")
    except FileExistsError:
        print(say(options.lang, "exists", path=file), file=sys.stderr)
        return BAD_SCENARIO
    except OSError as error:
        words = {"path": file, "reason": error.strerror}
        print(say(options.lang, "cannot_write", **words), file=sys.stderr)
        return BAD_SCENARIO
    print(say(options.lang, "wrote", path=file))
    print(f"{say(options.lang, 'next')}: zhizao check {file}; zhizao run {file}")
    return 0
