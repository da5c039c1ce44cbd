"""`new`: a commented scenario in two languages that runs, from nothing or as another's child."""

from __future__ import annotations

import os
import shlex
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.schema import schema_text
from sim.console.options import BAD_SCENARIO, add_lang
from sim.console.remarks import remark, show_problems
from sim.text.commands import CHILD, CHILD_NAME, say
from sim.text.program import calling

if TYPE_CHECKING:
    from sim.scenario.load import Loaded

HELP = "新建带注释的情景 write a commented scenario to start from, or a variant of another"
SCHEMA = "zhizao.schema.json"
ENDINGS = (".yaml", ".yml")


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "path",
        metavar="PATH",
        nargs="?",
        help="文件夹，或以 .yaml 结尾的文件 a folder, or a file that ends in .yaml",
    )
    parser.add_argument(
        "--extends",
        metavar="PARENT",
        help="写一个变体，只写不同之处 write a variant of PARENT, which says only what differs: "
        "--extends baseline",
    )
    add_lang(parser)


def run(options: Namespace) -> int:
    """Write the scenario and the schema beside it; nothing that exists is overwritten."""
    from sim.scenario.errors import ScenarioError
    from sim.scenario.load import load
    from sim.text.screen import command

    lang = options.lang
    if not options.path and not options.extends:
        remark(lang, "new_needs", command=f"{calling()} new")
        return BAD_SCENARIO
    try:
        parent = load(options.extends) if options.extends else None
    except ScenarioError as error:
        show_problems(error.problems, lang)
        return BAD_SCENARIO
    file = _file(options.path, parent)
    if refused := _refused(file, parent):
        remark(lang, refused, path=file)
        return BAD_SCENARIO
    text = _child(file, parent) if parent else _starter()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        schema = file.with_name(SCHEMA)
        if not schema.exists():
            schema.write_text(schema_text(), encoding="utf-8", newline="\n")
    except OSError as error:
        words = {"path": file, "reason": error.strerror}
        remark(lang, "cannot_write", **words)
        return BAD_SCENARIO
    print(say(lang, "wrote", path=file))
    print(say(lang, "next"))
    for verb in ("check", "run"):
        print("\n".join(command([*shlex.split(calling()), verb, str(file)])))
    return 0


def _starter() -> str:
    return (files("sim.scenario") / "starter.yaml").read_text(encoding="utf-8")


def _file(path: str | None, parent: Loaded | None) -> Path:
    """Return the file to write: a folder holds one of a usual name."""
    from sim.scenario.yaml.files import ships

    usual, folder = "starter.yaml", Path()
    if parent:
        usual = f"my-{Path(parent.path).stem}.yaml"
        folder = Path() if ships(parent.path) else Path(parent.path).parent
    if path is None:
        return folder / usual
    return Path(path) if Path(path).suffix in ENDINGS else Path(path) / usual


def _refused(file: Path, parent: Loaded | None) -> str:
    """Return the message that says why a file cannot be written; empty where it can."""
    from sim.scenario.yaml.files import called_from

    if not (file.stem.strip(". ") and str(file).isprintable()):
        return "odd_name"
    if os.path.lexists(file):
        return "exists"
    if any(above.is_file() for above in file.parents):
        return "below_a_file"
    return "not_beside" if parent and called_from(parent.path, file) is None else ""


def _child(file: Path, parent: Loaded) -> str:
    """Return a child that changes nothing yet, with every number of its parent to choose from."""
    from sim.scenario.inherit.edit import PEDIGREE
    from sim.scenario.schema.leaves import leaves
    from sim.scenario.yaml.emit import flow
    from sim.scenario.yaml.files import called_from
    from sim.scenario.yaml.nodes import Node, SourceText, from_data

    def written(data: object) -> str:
        return flow(from_data(data, SourceText.of("", "")))

    def value(node: Node) -> str:
        """Write a number without what it stands on, which a new one does not share."""
        kept = {key: part for key, part in node.items.items() if key not in PEDIGREE}
        if list(kept) == ["value"]:
            return flow(kept["value"])
        return flow(replace(node, value=kept)) if kept else flow(node)

    numbers = {path: node for path in leaves(parent.spec) if (node := parent.node(path))}
    name = CHILD_NAME.fill(name=parent.spec.name.words)
    called = called_from(parent.path, file) or ""
    return CHILD.format(
        schema=SCHEMA,
        file=shlex.quote(file.name),
        parent=written(called),
        name=written(name._asdict()),
        numbers="".join(f"#   {path}: {value(node)}\n" for path, node in numbers.items()),
    )
