"""`show`: a scenario with everything resolved, where it comes from, how it differs."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.commands.check import summary
from sim.console.options import BAD_SCENARIO, add_file, add_json, add_lang, add_set
from sim.console.remarks import show_problems
from sim.text.commands import say
from sim.text.safe import spelt
from sim.text.words import Lang

if TYPE_CHECKING:
    from sim.scenario.load import Loaded

HELP = "显示情景 show a scenario: resolved, with origins, or its difference from another"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_file(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--resolved", action="store_true", help="完整的 YAML the whole scenario as one YAML"
    )
    what.add_argument(
        "--origin", action="store_true", help="每个值写在哪里 where each value stands"
    )
    what.add_argument(
        "--diff", metavar="OTHER", help="与另一情景不同的输入 inputs that differ from OTHER"
    )
    add_set(parser)
    add_json(parser)
    add_lang(parser)


def run(options: Namespace) -> int:
    """Print the scenario; 2 when it cannot be used."""
    from sim.scenario.errors import ScenarioError
    from sim.scenario.load import load

    try:
        loaded = load(options.file, options.sets)
        other = load(options.diff) if options.diff else None
    except ScenarioError as error:
        show_problems(error.problems, options.lang)
        return BAD_SCENARIO
    if options.json:
        print(json.dumps(_as_data(loaded, other, options.origin), ensure_ascii=False, indent=1))
    elif options.resolved:
        print(loaded.resolved, end="")
    elif options.origin:
        print(_origins(origins(loaded)))
    elif other is not None:
        print(_diff(loaded, other, options.lang))
    else:
        print(_overview(loaded, options.lang))
    return 0


def origins(loaded: Loaded) -> list[tuple[str, str, str, str]]:
    """Return (path, value, `file:line`, source) of every value, in the order written."""
    from sim.scenario.pedigree import number_rows
    from sim.scenario.yaml.emit import flow

    numbers = {row.path: row for row in number_rows(loaded)}
    rows: dict[str, tuple[str, str, str, str]] = {}
    for keys, node in loaded.composed.tree.leaves():
        path = next((p for p in _heads(keys) if p in numbers), ".".join(keys))
        if path in numbers:
            row = numbers[path]
            rows.setdefault(path, (path, row.text, row.place, row.source))
        else:
            rows[path] = (path, flow(node), node.place.short, "")
    return list(rows.values())


def difference(loaded: Loaded, other: Loaded) -> list[tuple[str, str, str]]:
    """Return (path, old, new) of the inputs that differ from `other`."""
    from sim.scenario.difference import blocks, value_text

    return [
        (".".join(block.path), value_text(block.old), value_text(block.new))
        for block in blocks(other, loaded)
    ]


def _heads(keys: tuple[str, ...]) -> Iterator[str]:
    yield from (".".join(keys[:length]) for length in range(1, len(keys) + 1))


def _origins(rows: Sequence[tuple[str, ...]]) -> str:
    """Return a row a value; where a row has no room for it, the value stands below its path."""
    from sim.text.screen import columns, hung, pad, width

    shown = [[spelt(cell) for cell in row] for row in rows]
    path, _, place, source = (max((width(row[i]) for row in shown), default=0) for i in range(4))
    room = columns() - path - place - source - 6
    lines = []
    for name, value, where, of in shown:
        if room >= _LEAST:
            short = value if width(value) <= room else _cut(value, room)
            lines.append(f"{pad(name, path)}  {pad(short, room)}  {pad(where, place)}  {of}")
            continue
        lines += [name, *hung(f"{value}  ({where}{of and ', ' + of})", "    ")]
    return "\n".join(line.rstrip() for line in lines)


def _cut(text: str, room: int) -> str:
    from sim.text.screen import width

    while width(text) > room - 3:
        text = text[:-1]
    return f"{text}..."


def _diff(loaded: Loaded, other: Loaded, lang: Lang) -> str:
    rows = difference(loaded, other)
    lines = []
    for path, old, new in rows:
        lines += [f"  {spelt(path)}", *_change(old, new, lang)]
    count = say(lang, "differs", count=len(rows), old=other.path, new=loaded.path)
    return "\n".join([*lines, *([""] if rows else []), count])


def _change(old: str, new: str, lang: Lang) -> list[str]:
    from sim.text.screen import hung

    absent = say(lang, "absent")
    return [*hung(spelt(old or absent), "      "), *hung(spelt(new or absent), "   -> ")]


def _overview(loaded: Loaded, lang: Lang) -> str:
    from sim.text.screen import paragraph

    lines = [*paragraph(summary(loaded.spec), lang), "", f"  {say(lang, 'files')}"]
    lines += [spelt(f"    {s.name}  sha256 {s.sha256[:12]}") for s in loaded.files]
    lines += ["", f"  {say(lang, 'changes' if loaded.overrides else 'no_changes')}"]
    for o in loaded.overrides:
        lines += [spelt(f"    {o.path}  ({o.place})"), *_change(o.old, o.new, lang)]
    return "\n".join(lines)


_LEAST = 12
"""Columns of a value below which it stands on lines of its own."""


def _as_data(loaded: Loaded, other: Loaded | None, origin: bool) -> object:
    if other is not None:
        return [{"path": p, "old": o, "new": n} for p, o, n in difference(loaded, other)]
    if origin:
        keys = ("path", "value", "place", "source")
        return [dict(zip(keys, row, strict=True)) for row in origins(loaded)]
    return loaded.raw
