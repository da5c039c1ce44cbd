"""`list`: the results there are, the newest first."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.console.options import add_json, add_lang, add_results
from sim.text.commands import WORDS, say
from sim.text.program import typed
from sim.text.words import Lang, Words, in_a_row, semicolons

if TYPE_CHECKING:
    from sim.api.lookup import SavedResult

HELP = "列出已有的结果 list the results there are, the newest first"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("--scenario", metavar="X", help="只列这个情景 of this scenario only")
    add_results(parser)
    add_json(parser)
    add_lang(parser)


def run(options: Namespace) -> int:
    """Print a row a result."""
    from sim.api.lookup import names, results

    found = [one for one in results(options.out) if options.scenario in (None, one.scenario)]
    given: dict[Path, list[str]] = {}
    for name, folder in names(options.out).items():
        given.setdefault(folder, []).append(name)
    rows = [_row(one, given.get(one.folder, [])) for one in found]
    if options.json:
        print(json.dumps([_plain(row) for row in rows], ensure_ascii=False))
    elif rows:
        from sim.text.screen import paragraph

        print("\n".join(_table(rows, options.lang)))
        told = WORDS["listed"].fill(count=str(len(rows))).map(typed)
        print("\n".join(["", *paragraph(told, options.lang)]))
    else:
        print(say(options.lang, "nothing_saved", out=options.out))
    return 0


def _row(one: SavedResult, given: list[str]) -> dict[str, Any]:
    """What is known of a result; it may have been written by any version, or be damaged."""
    from sim.api.lookup import manifest_of

    made_of = (manifest_of(one.folder) or {}).get("made_of", {})
    settings = made_of.get("settings")
    futures = (settings if isinstance(settings, dict) else made_of).get("replications")
    answer = answered(one.folder) if one.is_run else None
    verb = "run" if one.is_run else one.folder.name.partition("-")[0]
    return {
        "folder": one.folder,
        "scenario": one.scenario,
        "key": one.key,
        "names": given,
        "saved": datetime.fromtimestamp(one.saved).astimezone().isoformat(" ", "minutes")[:16],
        "verb": verb,
        "futures": futures if isinstance(futures, int) else None,
        "answer": answer,
    }


def answered(folder: Path) -> Words | None:
    """Return the types by what is told of each; `adequate` where all are; None if none says."""
    from sim.text.safe import line
    from sim.text.verdict import TOLD, telling

    try:
        verdict = json.loads((folder / "verdict.json").read_text("utf-8"))
        labels = verdict["labels"]
        of: dict[str, list[Words]] = {word: [] for word in TOLD}
        for place in verdict["spaces"]:
            if place.get("park") is None:
                zh, en = labels.get(f"space/{place['space']}", [place["space"]] * 2)
                for word in telling(place["shortage"]["word"], place["idle"]["word"]):
                    of[word].append(Words(line(str(zh)), line(str(en))))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return None
    told = [_said(TOLD[word], of[word]) for word in of if of[word] and word != "adequate"]
    return semicolons(told) if told else TOLD["adequate"]


def _said(word: Words, names: list[Words]) -> Words:
    listed = in_a_row(names)
    return Words(f"{word.zh}：{listed.zh}", f"{word.en}: {listed.en}")


def _table(rows: list[dict[str, Any]], lang: Lang) -> list[str]:
    from sim.text.safe import spelt
    from sim.text.screen import narrow, table

    heads = [WORDS[f"head_{key}"] for key in ("scenario", "key", "saved", "futures", "answer")]
    cells = []
    for row in rows:
        answer = row["answer"] or WORDS["no_answer"]
        if row["verb"] != "run":
            answer = WORDS["answer_of"].fill(verb=row["verb"])
        cells.append(
            [
                [spelt(row["scenario"])],
                [row["key"], *map(spelt, row["names"])],
                [*row["saved"].split()],
                ["-" if row["futures"] is None else str(row["futures"])],
                [narrow(text) for text in answer.lines(lang)],
            ]
        )
    return table([head.lines(lang) for head in heads], cells)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    answer = row["answer"]
    return {
        **row,
        "folder": str(row["folder"]),
        "answer": answer and [answer.zh, answer.en],
    }
