"""`schema`: the JSON Schema by which editors complete and check scenario files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib.resources import files
from pathlib import Path

from sim.console.options import BAD_SCENARIO, add_lang
from sim.console.remarks import remark
from sim.text.commands import say

HELP = "输出 JSON Schema，供编辑器补全和检查 print the JSON Schema for editors"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("--write", metavar="FILE", help="写入文件 write it to a file")
    add_lang(parser)


def run(options: Namespace) -> int:
    """Print or write the schema."""
    text = schema_text()
    if not options.write:
        print(text, end="")
        return 0
    try:
        Path(options.write).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        words = {"path": options.write, "reason": error.strerror}
        remark(options.lang, "cannot_write", **words)
        return BAD_SCENARIO
    print(say(options.lang, "wrote", path=options.write))
    return 0


def schema_text() -> str:
    """Return the schema as it ships with the package."""
    return (files("sim.scenario") / "schema.json").read_text(encoding="utf-8")
