"""`check`: is the scenario usable, and what do its numbers stand on?"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any

from sim.console.options import BAD_SCENARIO, add_json, add_lang, add_set
from sim.text.about import ABOUT, COUNTED, PUBLISHED, SOURCES
from sim.text.commands import say
from sim.text.safe import spelt
from sim.text.words import Lang, Words, month_text

if TYPE_CHECKING:
    from sim.measures.verdict.topdown import SpaceAccount
    from sim.scenario.errors import Problem
    from sim.scenario.load import Loaded
    from sim.scenario.plan.balance import SpaceBalance
    from sim.scenario.schema import Spec
    from sim.scenario.values.amounts import Areas
    from sim.text.screen import Cell

HELP = "检查情景 check scenarios: errors, warnings, what the numbers stand on"
_STREAMS = 5
"""So many streams are named that hold a type of space, the largest; the others are summed."""


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

    shown: set[str] = set()
    answers = []
    for file in options.files:
        try:
            loaded = load(file, options.sets)
        except ScenarioError as error:
            answers.append(_as_data(file, None, error.problems))
            if not options.json:
                print(_bad(file, error.problems, shown, options.lang))
        else:
            answers.append(_as_data(file, loaded, loaded.warnings))
            if not options.json:
                print(_good(loaded, options.lang))
    if options.json:
        print(json.dumps(answers, ensure_ascii=False, indent=1))
    return 0 if all(answer["ok"] for answer in answers) else BAD_SCENARIO


def _bad(file: str, problems: tuple[Problem, ...], shown: set[str], lang: Lang) -> str:
    """Return the screen of a bad file, without what an earlier file has shown of a parent."""
    from sim.scenario.errors import screen

    new = [problem for problem in problems if _identity(problem) not in shown]
    lines = [f"{spelt(file)}  {say(lang, 'bad')}"]
    if len(new) < len(problems):
        lines.append(f"  {say(lang, 'told', count=len(problems) - len(new))}")
    shown.update(map(_identity, problems))
    return "\n".join([*lines, *(["", screen(new, lang)] if new else []), ""])


def _identity(problem: Problem) -> str:
    return f"{problem.place} {problem.says.en}"


def _good(loaded: Loaded, lang: Lang) -> str:
    """Return the screen of a good file: what it is, what it stands on, and last that it is good."""
    from sim.scenario.errors import screen
    from sim.scenario.pedigree import count, number_rows
    from sim.text.screen import paragraph

    spec, rows = loaded.spec, number_rows(loaded)
    statuses, grades = count(rows)
    numbers = {key: str(number) for key, number in (statuses | grades).items()}
    lines = [spelt(loaded.path), *paragraph(summary(spec), lang)]
    lines += paragraph(ABOUT["numbers"].fill(count=str(len(rows)), **numbers), lang)
    lines += [*_success(loaded, lang), *_balance(loaded, lang), *_account(loaded, lang)]
    lines += [*_under_way(loaded, lang), *_let_ahead(loaded, lang), *_programme(loaded, lang)]
    if loaded.warnings:
        lines += ["", screen(loaded.warnings, lang)]
    return "\n".join([*lines, "", f"{spelt(loaded.path)}  {say(lang, 'ok')}", ""])


def summary(spec: Spec) -> Words:
    """What a scenario is: its name, its clock, and how many things of each kind it has."""
    return ABOUT["scenario"].fill(
        name=spec.name.words,
        start=str(spec.clock.start),
        end=str(spec.clock.end),
        **{key: str(len(getattr(spec, key))) for key in COUNTED},
    )


def _success(loaded: Loaded, lang: Lang) -> list[str]:
    """Return the chance of success from each stage on, by track, beside what is published."""
    from sim.scenario.plan.chains import success_from_each_stage
    from sim.text.screen import narrow, paragraph, table

    spec, tracks = loaded.spec, success_from_each_stage(loaded.spec)
    if not tracks:
        return []
    stages = list(dict.fromkeys(stage for chances in tracks.values() for stage in chances))
    known = PUBLISHED.keys() & tracks.keys()
    heads: list[Cell] = [[""], *(_named(spec.stages, stage, lang) for stage in stages)]
    heads += [ABOUT["published"].lines(lang)] if known else []
    rows: list[list[Cell]] = []
    for track, chances in tracks.items():
        cells = [f"{chances[s]:.3g}%" if s in chances else "-" for s in stages]
        bounds = " / ".join(f"{percent}%" for percent in PUBLISHED.get(track, ()))
        more = [bounds] if known else []
        rows.append([_named(spec.tracks, track, lang), *([cell] for cell in (*cells, *more))])
    lines = [
        *paragraph(ABOUT["success"], lang),
        *table([[narrow(x) for x in h] for h in heads], rows),
    ]
    return lines + (paragraph(ABOUT["sources"].fill(sources=SOURCES), lang) if known else [])


def _balance(loaded: Loaded, lang: Lang) -> list[str]:
    """Return space in use by flow × stay beside what is leased at the opening, by space type."""
    from sim.scenario.names import labelled
    from sim.scenario.values.amounts import Areas
    from sim.text.screen import Cell, paragraph, table

    balances = [balance for balance in opening_balance(loaded) if balance.leased or balance.in_use]
    areas, rows, notes = Areas(loaded.spec.area_unit), list[list[Cell]](), list[str]()
    for balance in balances:
        name, mark = _named(loaded.spec.spaces, balance.space, lang), "v" if balance.fits else "X"
        label = labelled(loaded.spec.spaces, balance.space)
        if balance.in_use == inf:
            rows.append([name, [mark], ABOUT["forever"].lines(lang)])
            continue
        share = ABOUT["empty"] if balance.ratio is None else Words(*[f"{balance.ratio:.0%}"] * 2)
        beside = f"{areas.whole(balance.in_use)} / {areas.whole(balance.leased)}"
        rows.append([name, [f"{mark} {line}" for line in share.lines(lang)], [beside]])
        rows += _by_stream(loaded, balance, areas, lang)
        if balance.settles == inf:
            notes += paragraph(ABOUT["growing_ever"].fill(space=label), lang)
        elif (times := f"{balance.settles / (balance.in_use or 1):.2f}") not in ("0.00", "1.00"):
            area = areas.whole(balance.settles)
            words = ABOUT["growing"].fill(space=label, area=area, times=times)
            notes += paragraph(words, lang)
        if balance.grows is not None:
            area = areas.whole(balance.grows)
            notes += paragraph(ABOUT["grows"].fill(space=label, area=area), lang)
        if balance.ratio is not None and not balance.fits:
            times = f"{balance.ratio:.2f}"
            key = "nobody" if float(times) == 0 else "off"
            key = key if balance.grows is None else "outgrown"
            notes += paragraph(ABOUT[key].fill(space=balance.space, times=times), lang)
    if not rows:
        return []
    heads: list[Cell] = [[""], [""], ABOUT["areas"].lines(lang)]
    return [*paragraph(ABOUT["balance"], lang), *table(heads, rows), *notes]


def _by_stream(loaded: Loaded, balance: SpaceBalance, areas: Areas, lang: Lang) -> list[list[Cell]]:
    """Return a row for each stream that holds a part of a type, largest first, if several do."""
    parts = sorted(balance.streams.items(), key=lambda part: (-part[1], part[0]))
    if len(parts) < 2:
        return []
    blocks = {**loaded.spec.demand_used, **loaded.spec.top_down_used}
    named = [(_named(blocks, stream, lang), area) for stream, area in parts[:_STREAMS]]
    if rest := parts[_STREAMS:]:
        others = ABOUT["others"].fill(count=str(len(rest)))
        named.append((others.lines(lang), sum(area for _, area in rest)))
    whole = balance.leased or balance.in_use
    return [
        [[f"  {line}" for line in name], [f"  {area / whole:.0%}"], [areas.whole(area)]]
        for name, area in named
    ]


def _account(loaded: Loaded, lang: Lang) -> list[str]:
    """Return the account of demand from below and from above, where it is played."""
    if not loaded.spec.top_down_used:
        return []
    from sim.report.account_screen import account_screen
    from sim.scenario.names import labelled
    from sim.scenario.values.amounts import Areas

    areas = Areas(loaded.spec.area_unit)
    named = partial(labelled, loaded.spec.spaces)
    return account_screen(demand_account(loaded), areas, named, lang, False)


def demand_account(loaded: Loaded) -> tuple[SpaceAccount, ...]:
    """Return the account of demand from below and from above, every range at its value."""
    from sim.measures.verdict.topdown import space_accounts
    from sim.scenario.plan.compile import Planner, compile_plan

    return space_accounts([Planner(loaded.spec).accounts({})], compile_plan(loaded.spec))


def _under_way(loaded: Loaded, lang: Lang) -> list[str]:
    """Return when works open that might be open when the clock starts."""
    from sim.text.screen import narrow, paragraph, table

    rows: list[list[Cell]] = []
    for project, known in begun(loaded).items():
        name = _named(loaded.spec.supply, project, lang)
        when = f"{known['mean']} ({known['p10']} - {known['p90']})"
        rows.append([name, [f"{known['not_open']:.0%}"], [when]])
    if not rows:
        return []
    heads = [ABOUT[key].lines(lang) for key in ("not_open", "opening")]
    titles: list[Cell] = [[""], *([narrow(line) for line in head] for head in heads)]
    return [*paragraph(ABOUT["under_way"], lang), *table(titles, rows)]


def _programme(loaded: Loaded, lang: Lang) -> list[str]:
    """Return how much of the announced total sources name, where its projects tell it."""
    from sim.scenario.values.amounts import Areas
    from sim.text.deliveries import DELIVERIES
    from sim.text.screen import paragraph

    by_kind = programme_by_evidence(loaded.spec)
    if not by_kind:
        return []
    areas = Areas(loaded.spec.area_unit)
    said = {kind: areas.text(area) for kind, area in by_kind.items()}
    total = areas.text(sum(by_kind.values()))
    return paragraph(
        DELIVERIES["programme"].fill(area=total, unit=areas.word("large"), **said), lang
    )


def programme_by_evidence(spec: Spec) -> dict[str, float]:
    """Return the area of the announced total's projects by evidence, ranges at their values, m².

    On the programme's basis; nothing where there is no programme, or no project says what it
    stands on.
    """
    from sim.scenario.schema.supply import EVIDENCE

    if spec.programme is None or not spec.evidence:
        return {}
    found = dict.fromkeys(map(str, EVIDENCE), 0.0)
    for name in spec.programme.projects:
        found[spec.evidence[name]] += spec.supply[name].area.value
    return found


def _let_ahead(loaded: Loaded, lang: Lang) -> list[str]:
    """Return what was let before the clock, by type of space."""
    from sim.scenario.names import labelled
    from sim.scenario.values.amounts import Areas
    from sim.text.screen import paragraph

    areas = Areas(loaded.spec.area_unit)
    lines = []
    for space, (let, building) in let_before(loaded).items():
        label, beside = (
            labelled(loaded.spec.spaces, space),
            f"{areas.whole(let)} / {areas.whole(building)}",
        )
        lines += paragraph(ABOUT["let_ahead"].fill(space=label, areas=beside), lang)
    return lines


def let_before(loaded: Loaded) -> dict[str, tuple[int, int]]:
    """Return by type of space the m² let before the clock, and the m² under way of those lots.

    As if all that may be under way were, every range at its value.
    """
    from sim.draws.space import let_ahead
    from sim.scenario.plan.compile import compile_plan

    plan = compile_plan(loaded.spec)
    found = dict[str, tuple[int, int]]()
    for lot in plan.lots:
        for pool, area in lot.cells if lot.let_ahead else ():
            kind = pool // len(plan.parks)
            let, building = found.get(plan.spaces[kind], (0, 0))
            ahead = let_ahead(area, lot.let_ahead, plan.units[kind])
            found[plan.spaces[kind]] = let + ahead, building + area
    return found


def begun(loaded: Loaded) -> dict[str, dict[str, Any]]:
    """Return, by project that might be open at the start, what is known, ranges at their values.

    `not_open`: the probability by its own law; `mean`, `p10`, `p90`: month of the opening then.
    """
    from sim.draws.forecast import under_way
    from sim.scenario.plan.compile import compile_plan
    from sim.scenario.values.dates import MONTH

    plan = compile_plan(loaded.spec)
    found = {}
    for works in under_way(plan):
        months = {
            key: month_text(plan.start_month + int(tick) // MONTH)
            for key, tick in (("mean", works.mean), ("p10", works.p10), ("p90", works.p90))
        }
        found[works.project] = {"not_open": works.left, **months}
    return found


def _named(blocks: Mapping[str, Any], key: str, lang: Lang) -> list[str]:
    """The name of a block; its id where it has none."""
    from sim.scenario.names import labelled
    from sim.text.screen import narrow

    return [narrow(line) for line in labelled(blocks, key).lines(lang)]


def opening_balance(loaded: Loaded) -> tuple[SpaceBalance, ...]:
    """Return the balance of the opening, every range at its value."""
    from sim.scenario.plan.balance import balance
    from sim.scenario.plan.compile import Planner, compile_plan

    return balance(compile_plan(loaded.spec), Planner(loaded.spec).accounts({}))


def _finite(area: float) -> float | None:
    return None if area == inf else area


def _as_data(file: str, loaded: Loaded | None, problems: tuple[Problem, ...]) -> dict[str, Any]:
    data: dict[str, Any] = {"file": file, "ok": loaded is not None}
    data["problems"] = [problem.as_data() for problem in problems]
    if loaded is not None:
        from sim.scenario.pedigree import count, number_rows
        from sim.scenario.plan.chains import success_from_each_stage

        data["numbers"], data["grades"] = count(number_rows(loaded))
        data["success"] = success_from_each_stage(loaded.spec)
        data["balance"] = {
            balance.space: {
                "leased": balance.leased,
                "in_use": _finite(balance.in_use),
                "settles": _finite(balance.settles),
                "streams": {of: _finite(area) for of, area in balance.streams.items()},
                **({} if balance.grows is None else {"grows": balance.grows}),
            }
            for balance in opening_balance(loaded)
        }
        data["under_way"] = begun(loaded)
        if by_kind := programme_by_evidence(loaded.spec):
            data["programme"] = by_kind
        data["let_ahead"] = {
            space: {"let": let, "under_way": building}
            for space, (let, building) in let_before(loaded).items()
        }
        if loaded.spec.top_down_used:
            data["account"] = [asdict(of_type) for of_type in demand_account(loaded)]
        data["files"] = {source.name: source.sha256 for source in loaded.files}
        data["overrides"] = [
            {"path": o.path, "old": o.old, "new": o.new, "place": o.place} for o in loaded.overrides
        ]
    return data
