"""`show`: a scenario with everything resolved, where it comes from, how it differs."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.commands.options import BAD_SCENARIO, add_json, add_lang, add_set
from sim.text.commands import say
from sim.text.errors import Lang
from sim.text.safe import spelt

if TYPE_CHECKING:
    from sim.scenario.load import Loaded

HELP = "显示情景 show a scenario: resolved, with origins, or its difference from another"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("file", metavar="FILE", help="情景文件 scenario file")
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
        print(error.screen(options.lang), file=sys.stderr)
        return BAD_SCENARIO
    if options.json:
        print(json.dumps(_as_data(loaded, other, options.origin), ensure_ascii=False, indent=1))
    elif options.resolved:
        print(loaded.resolved, end="")
    elif options.origin:
        print(_table(origins(loaded)))
    elif other is not None:
        print(_diff(loaded, other, options.lang))
    else:
        print(_overview(loaded, options.lang))
    return 0


def origins(loaded: Loaded) -> list[tuple[str, str, str, str]]:
    """Return (path, value, `file:line`, source) of every value, in the order written."""
    from sim.scenario.emit import flow
    from sim.scenario.pedigree import number_rows

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


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    """Return rows in columns, as wide as a terminal shows them; a long value is cut."""
    from sim.text.terminal import width

    shown = [[spelt(cell if width(cell) <= 60 else cell[:57] + "...") for cell in r] for r in rows]
    widths = [max((width(row[i]) for row in shown), default=0) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in shown
    )


def _diff(loaded: Loaded, other: Loaded, lang: Lang) -> str:
    rows = difference(loaded, other)
    lines = say(lang, "differs", count=len(rows), old=other.path, new=loaded.path).split("\n")
    for path, old, new in rows:
        lines += [
            f"  {path}",
            f"    {old or say(lang, 'absent')}",
            f" -> {new or say(lang, 'absent')}",
        ]
    return "\n".join(map(spelt, lines))


def _overview(loaded: Loaded, lang: Lang) -> str:
    spec = loaded.spec
    names = {"zh": [spec.name.zh], "en": [spec.name.en], "both": [spec.name.zh, spec.name.en]}[lang]
    counts = {key: len(getattr(spec, key)) for key in _COUNTED}
    lines = [
        *dict.fromkeys(names),
        f"  {say(lang, 'clock')}: {spec.clock.start} - {spec.clock.end}",
    ]
    lines += [f"  {line}" for line in say(lang, "blocks", **counts).split("\n")]
    lines.append(f"  {say(lang, 'files')}:")
    lines += [f"    {source.name}  sha256 {source.sha256[:12]}" for source in loaded.files]
    lines.append(f"  {say(lang, 'changes' if loaded.overrides else 'no_changes')}")
    for o in loaded.overrides:
        lines += [f"    {o.path}  ({o.place})", f"      {o.old or say(lang, 'absent')}"]
        lines.append(f"   -> {o.new or say(lang, 'absent')}")
    return "\n".join(map(spelt, lines))


_COUNTED = ("parks", "spaces", "tracks", "demand", "supply")


def _as_data(loaded: Loaded, other: Loaded | None, origin: bool) -> object:
    if other is not None:
        return [{"path": p, "old": o, "new": n} for p, o, n in difference(loaded, other)]
    if origin:
        keys = ("path", "value", "place", "source")
        return [dict(zip(keys, row, strict=True)) for row in origins(loaded)]
    return loaded.raw
