"""`check`: is the scenario usable, and what do its numbers stand on?"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from math import inf
from typing import TYPE_CHECKING, Any

from sim.commands.options import BAD_SCENARIO, add_json, add_lang, add_set
from sim.text.approval import PUBLISHED, SOURCES
from sim.text.commands import say
from sim.text.errors import Lang
from sim.text.safe import spelt

if TYPE_CHECKING:
    from sim.scenario.balance import Balance
    from sim.scenario.errors import Problem
    from sim.scenario.load import Loaded

HELP = "检查情景 check scenarios: errors, warnings, what the numbers stand on"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="情景文件 scenario files")
    add_set(parser)
    add_json(parser)
    add_lang(parser)


def run(options: Namespace) -> int:
    """Check every file; 0 when all can be used, else 2."""
    from sim.scenario.errors import ScenarioError
    from sim.scenario.load import load

    told: set[str] = set()
    answers = []
    for file in options.files:
        try:
            loaded = load(file, options.sets)
        except ScenarioError as error:
            answers.append(_as_data(file, None, error.problems))
            if not options.json:
                print(_bad(file, error.problems, told, options.lang))
        else:
            answers.append(_as_data(file, loaded, loaded.warnings))
            if not options.json:
                print(_good(loaded, options.lang))
    if options.json:
        print(json.dumps(answers, ensure_ascii=False, indent=1))
    return 0 if all(answer["ok"] for answer in answers) else BAD_SCENARIO


def _bad(file: str, problems: tuple[Problem, ...], told: set[str], lang: Lang) -> str:
    """Return the screen of a bad file, without what an earlier file has told of a parent."""
    from sim.scenario.screen import screen

    new = [problem for problem in problems if _identity(problem) not in told]
    lines = [f"{spelt(file)}  {say(lang, 'bad')}"]
    if len(new) < len(problems):
        lines.append(f"  {say(lang, 'told', count=len(problems) - len(new))}")
    told.update(map(_identity, problems))
    return "\n".join([*lines, *(["", screen(new, lang)] if new else []), ""])


def _identity(problem: Problem) -> str:
    return f"{problem.place} {problem.says('en')}"


def _good(loaded: Loaded, lang: Lang) -> str:
    from sim.scenario.pedigree import count, number_rows
    from sim.scenario.screen import screen

    rows = number_rows(loaded)
    statuses, grades = count(rows)
    lines = [f"{spelt(loaded.path)}  {say(lang, 'ok')}"]
    parts = [f"{say(lang, status)} {number}" for status, number in statuses.items()]
    lines.append(f"  {say(lang, 'numbers', count=len(rows))}: {', '.join(parts)}")
    parts = [f"{say(lang, 'none') if g == 'none' else g} {n}" for g, n in grades.items()]
    lines.append(f"  {say(lang, 'grades')}: {', '.join(parts)}")
    lines += [*_success(loaded, lang), *_balance(loaded, lang)]
    if loaded.warnings:
        lines += ["", screen(loaded.warnings, lang)]
    return "\n".join([*lines, ""])


def _success(loaded: Loaded, lang: Lang) -> list[str]:
    """Return the chance of success from each stage on, by track, beside what is published."""
    from sim.scenario.success import success_from_each_stage

    tracks = success_from_each_stage(loaded.spec)
    names = max(map(len, tracks), default=0)
    texts = {t: "  ".join(f"{s} {x:.3g}%" for s, x in c.items()) for t, c in tracks.items()}
    width = max(map(len, texts.values()), default=0)
    lines = [f"  {say(lang, 'success')}"]
    for track, text in texts.items():
        bounds = " / ".join(f"{percent}%" for percent in PUBLISHED.get(track, ()))
        lines.append(f"    {track:{names}}  {text:{width}}  {bounds and '| ' + bounds}".rstrip())
    if PUBLISHED.keys() & tracks.keys():
        lines.append(f"    | {say(lang, 'published')}: {SOURCES}")
    return lines


def _balance(loaded: Loaded, lang: Lang) -> list[str]:
    """Return space in use by flow × stay beside what is leased at the opening, by space type."""
    from sim.measures.areas import Areas

    rows = [one for one in opening_balance(loaded) if one.leased or one.in_use]
    areas, names = Areas(loaded.spec.area_unit), max((len(one.space) for one in rows), default=0)
    lines = [f"  {say(lang, 'balance')}"] if rows else []
    for one in rows:
        head = f"    {one.space:{names}}  {'v' if one.fits else 'X'}"
        if one.in_use == inf:
            lines.append(f"{head} {say(lang, 'balance_forever')}")
            continue
        beside = f"{areas.whole(one.in_use)} / {areas.whole(one.leased)}"
        share = say(lang, "balance_none") if one.ratio is None else f"{one.ratio:.0%}"
        lines.append(f"{head} {share:>4}  {beside}")
        if one.ratio is not None and not one.fits:
            times = f"{one.ratio:.2f}"
            key = "balance_nobody" if float(times) == 0 else "balance_off"
            off = say(lang, key, space=one.space, times=times)
            lines += [f"      {line}" for line in off.split("\n")]
    return lines


def opening_balance(loaded: Loaded) -> tuple[Balance, ...]:
    """Return the balance of the opening, every range at its value."""
    from sim.scenario.balance import balance
    from sim.scenario.compile import compile_plan

    return balance(compile_plan(loaded.spec), loaded.spec.top_down_used)


def _as_data(file: str, loaded: Loaded | None, problems: tuple[Problem, ...]) -> dict[str, Any]:
    data: dict[str, Any] = {"file": file, "ok": loaded is not None}
    data["problems"] = [problem.as_data() for problem in problems]
    if loaded is not None:
        from sim.scenario.pedigree import count, number_rows
        from sim.scenario.success import success_from_each_stage

        data["numbers"], data["grades"] = count(number_rows(loaded))
        data["success"] = success_from_each_stage(loaded.spec)
        data["balance"] = {
            one.space: {"leased": one.leased, "in_use": None if one.in_use == inf else one.in_use}
            for one in opening_balance(loaded)
        }
        data["files"] = {source.name: source.sha256 for source in loaded.files}
        data["overrides"] = [
            {"path": o.path, "old": o.old, "new": o.new, "place": o.place} for o in loaded.overrides
        ]
    return data
