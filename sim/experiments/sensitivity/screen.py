"""The answer of a sensitivity study as a terminal shows it: what to do last."""

from __future__ import annotations

from collections.abc import Sequence

from sim.draws.inputs import Input
from sim.experiments.sensitivity.answer import SensitivityAnswer, SensitivityOutcome, influence
from sim.experiments.sensitivity.flips import Flip, Flips
from sim.experiments.sensitivity.sobol import CHANCE, OTHERS, WIDE, SobolShare
from sim.experiments.sensitivity.tornado import PAIRS, End
from sim.experiments.sensitivity.words import SENSITIVITY, UNITS
from sim.measures.counting.checks import Side
from sim.measures.verdict.judged import NOT_TESTED
from sim.text.commands import say
from sim.text.screen import Cell, columns, concluded, narrow, paragraph, rounded, table, wrap
from sim.text.verdict import SIDES, VERDICTS
from sim.text.words import Lang, Words, joined, listed, month_text

_ROWS = 5
"""Numbers shown of each outcome, and of what to measure next."""
_HELD, _BEYOND = " =", " *"


def screen(answer: SensitivityAnswer, lang: Lang) -> str:
    """Return the whole screen."""
    title = SENSITIVITY["title"].fill(numbers=str(len(answer.numbers)))
    lines = ["", *paragraph(title, lang)]
    for outcome in answer.outcomes:
        lines += ["", *_outcome(answer, outcome, lang)]
    lines += ["", *_notes(answer, lang)]
    if answer.flips:
        lines += ["", *_flips(answer, answer.flips, lang)]
    if following := _next(answer, lang):
        lines += ["", *following]
    return "\n".join([*lines, "", *concluded(_concludes(answer), lang)])


def amount(outcome: SensitivityOutcome, value: float, signed: bool = False) -> str:
    """A value of an outcome in the unit that is shown."""
    sign = "+" if signed and value > 0 else ""
    if outcome.kind == "area":
        return f"{sign}{outcome.areas.text(value)}"
    return f"{sign}{value * 100:.3g}" if outcome.kind == "share" else f"{sign}{value:.4g}"


def level(outcome: SensitivityOutcome, value: float) -> str:
    """A value that is no change: months are dates."""
    if outcome.kind == "month":
        return month_text(int(value))
    return amount(outcome, value)


def unit(outcome: SensitivityOutcome) -> Words:
    """The unit that is shown: of areas a large one, percent of shares."""
    return outcome.areas.word("column") if outcome.kind == "area" else UNITS[outcome.kind]


def label(answer: SensitivityAnswer, of: str) -> Words:
    """The name of a row of indices: a number, the others together, or chance."""
    if of == CHANCE:
        return SENSITIVITY["chance"]
    if of == OTHERS:
        left = len(answer.numbers) - answer.effort.chosen
        return SENSITIVITY["others"].fill(count=str(left))
    return answer.number(of).name


def leaders(outcome: SensitivityOutcome) -> list[str]:
    """Return the paths of the numbers that matter to an outcome, by the best measure known."""
    shares = influence(outcome)
    own = {basis for _, basis in shares.values()}
    best = next((b for b in ("total", "mu_star", "swing") if b in own), "")
    paths = [path for path, (_, basis) in shares.items() if basis == best]
    return sorted(paths, key=lambda path: -shares[path][0])


def silent(outcome: SensitivityOutcome) -> Words | None:
    """Return why an outcome has nothing to tell, if so."""
    if outcome.usual is not None:
        value = _usual(outcome, outcome.usual)
        share = _percent(outcome.share)
        return SENSITIVITY["usual"].fill(outcome=outcome.words, value=value, share=share)
    if outcome.effects or outcome.indices or outcome.tornado:
        return None
    if outcome.undefined:
        share = _percent(outcome.undefined)
        return SENSITIVITY["undefined"].fill(outcome=outcome.words, share=share)
    return SENSITIVITY["still"].fill(outcome=outcome.words)


def _usual(outcome: SensitivityOutcome, value: float) -> Words:
    if outcome.name.partition(".")[0].endswith("holds"):
        return SENSITIVITY["holds" if value else "fails"]
    if outcome.kind == "month":
        return Words(f"是 {level(outcome, value)}", f"is {level(outcome, value)}")
    number, of = amount(outcome, value), unit(outcome)
    return Words(f"是 {number} {of.zh}".strip(), f"is {number} {of.en}".strip())


def _outcome(answer: SensitivityAnswer, outcome: SensitivityOutcome, lang: Lang) -> list[str]:
    if why := silent(outcome):
        return paragraph(why, lang)
    heads, rows = [SENSITIVITY["number"].lines(lang)], []
    heads += [SENSITIVITY[k].lines(lang) for k in ("alone", "in_all") if outcome.indices]
    heads += [SENSITIVITY["mu_star"].lines(lang)] if outcome.effects else []
    heads += [SENSITIVITY["ends"].lines(lang)] if outcome.tornado else []
    together = [of for of in (OTHERS, CHANCE) if outcome.indices and outcome.indices.row(of)]
    for of in [*leaders(outcome)[:_ROWS], *together]:
        name = [narrow(line) for line in label(answer, of).lines(lang)]
        rows.append([name, *_cells(outcome, of)])
    if outcome.indices:
        name = SENSITIVITY["interactions"].lines(lang)
        share = max(0.0, outcome.indices.interactions)
        empty: list[Cell] = [[""]] * (len(heads) - 2)
        rows.append([name, [f"{share * 100:3.0f}"], *empty])
    head = "  ".join(_head(outcome, lang))
    lines = [*("  " + part for part in wrap(head, columns() - 2)), *table(heads, rows)]
    if outcome.needed and outcome.indices:
        words = {"width": f"{outcome.indices.width * 100:.0f}", "wanted": f"{WIDE * 100:.0f}"}
        wide = SENSITIVITY["wide"].fill(outcome=outcome.words, n=str(outcome.needed), **words)
        lines += paragraph(wide, lang)
    if outcome.indices and not outcome.indices.tells:
        lines += paragraph(SENSITIVITY["untold"].fill(outcome=outcome.words), lang)
    return lines


def _head(outcome: SensitivityOutcome, lang: Lang) -> list[str]:
    parts = [f"[ {outcome.words.line(lang)} ]", outcome.name]
    parts += [", ".join(unit(outcome).lines(lang))] if outcome.kind != "plain" else []
    if outcome.indices:
        mean = level(outcome, outcome.indices.mean)
        parts.append(f"{SENSITIVITY['mean'].line(lang)} {mean}")
    return parts


def _cells(outcome: SensitivityOutcome, of: str) -> list[Cell]:
    cells: list[Cell] = []
    if outcome.indices:
        row = outcome.indices.row(of)
        cells += [[_share(row.first)], [_share(row.total)]] if row else [["-"], ["-"]]
    if outcome.effects:
        sizes = {e.path: e for e in outcome.effects}
        cells.append([amount(outcome, sizes[of].mu_star) if of in sizes else ""])
    if outcome.tornado:
        bars = {bar.path: bar for bar in outcome.tornado.bars}
        ends = [_end(outcome, e) for e in (bars[of].low, bars[of].high)] if of in bars else [""]
        cells.append([" / ".join(ends)])
    return cells


def _share(share: SobolShare) -> str:
    value, low, high = (end * 100 for end in bounded(share))
    return f"{value:3.0f} ({low:.0f}-{high:.0f})"


def _percent(share: float) -> str:
    return ">99%" if 0.995 <= share < 1 else rounded(share)


def bounded(share: SobolShare) -> tuple[float, float, float]:
    """An index and the ends of its interval as shown: sampling may carry them out of 0 to 1."""
    value, low, high = (min(1.0, max(0.0, end)) for end in (share.value, share.low, share.high))
    return value, low, high


def _end(outcome: SensitivityOutcome, end: End) -> str:
    change = amount(outcome, end.change, signed=True)
    return f"{change}+-{amount(outcome, end.conf)}"


def _notes(answer: SensitivityAnswer, lang: Lang) -> list[str]:
    lines: list[str] = []
    effort = answer.effort
    if effort.blocks:
        kept = effort.blocks - effort.dropped[1]
        words = {"blocks": str(kept), "asked": str(effort.blocks), "points": str(effort.points)}
        lines += paragraph(SENSITIVITY["sample"].fill(**words), lang)
        lines += paragraph(SENSITIVITY["indices_note"], lang)
    if effort.trajectories:
        count = str(effort.trajectories - effort.dropped[0])
        lines += paragraph(SENSITIVITY["effects_note"].fill(trajectories=count), lang)
    if any(outcome.tornado for outcome in answer.outcomes):
        lines += paragraph(SENSITIVITY["swing_note"].fill(n=str(2 * PAIRS)), lang)
    if any(effort.dropped):
        counts = zip(("morris", "sobol", "tornado"), map(str, effort.dropped), strict=True)
        lines += paragraph(SENSITIVITY["dropped"].fill(**dict(counts)), lang)
    return lines


def _flips(answer: SensitivityAnswer, flips: Flips, lang: Lang) -> list[str]:
    lines = paragraph(SENSITIVITY["flips_title"].fill(n=str(flips.replications)), lang)
    heads = [SENSITIVITY[key].lines(lang) for key in ("number", "flip_to", "flip_at", "range")]
    for side, word in flips.words.items():
        changes = [flip for flip in flips.found if flip.side == side]
        now = {"side": SIDES[side], "word": VERDICTS[word]}
        lines += paragraph(SENSITIVITY["side_now"].fill(**now), lang)
        if word == NOT_TESTED:
            continue
        if not any(flip.within for flip in changes):
            count = str(len(flips.searched))
            lines += paragraph(SENSITIVITY["none_within"].fill(count=count), lang)
        if not changes:
            lines += paragraph(SENSITIVITY["none_beyond"], lang)
            continue
        rows = [_flip(answer.number(flip.path), flip, word, lang) for flip in changes[:_ROWS]]
        lines += table(heads, rows)
        marks = {_mark(flip) for flip in changes[:_ROWS]}
        for mark, key in ((_HELD, "held"), (_BEYOND, "beyond")):
            lines += paragraph(SENSITIVITY[key], lang) if mark in marks else []
    if flips.failed:
        lines += paragraph(SENSITIVITY["flips_failed"].fill(count=str(flips.failed)), lang)
    return lines


def _flip(number: Input, flip: Flip, now: str, lang: Lang) -> list[Cell]:
    at, to = sorted((flip.still, flip.flipped)), VERDICTS[flip.word]
    if flip.was != now:  # it has changed before on the way
        was = VERDICTS[flip.was]
        to = joined([was, to], " -> ", " -> ")
    return [
        [narrow(line) for line in number.name.lines(lang)],
        to.lines(lang),
        _span(number, at[0], at[1], _mark(flip), lang),
        _span(number, number.low, number.high, "", lang),
    ]


def _mark(flip: Flip) -> str:
    if flip.still == flip.flipped:
        return _HELD
    return "" if flip.within else _BEYOND


def _span(number: Input, low: float, high: float, mark: str, lang: Lang) -> Cell:
    return [narrow(line + mark) for line in number.span(low, high).lines(lang)]


def _next(answer: SensitivityAnswer, lang: Lang) -> list[str]:
    ranked = answer.next()
    if not ranked:
        return []
    keys = ("number", "influence", "on", "ground", "score")
    heads: list[Cell] = [["#"], *(SENSITIVITY[key].lines(lang) for key in keys)]
    names = {outcome.name: outcome.words for outcome in answer.outcomes}
    rows: list[Sequence[Cell]] = []
    for place, following in enumerate(ranked[:_ROWS], start=1):
        number = answer.number(following.path)
        rows.append(
            [
                [str(place)],
                [narrow(line) for line in number.name.lines(lang)],
                [f"{following.influence:.2f} {SENSITIVITY[following.basis].line(lang)}"],
                names[following.outcome].lines(lang),
                [part for part in (_ground(number, lang), narrow(number.source)) if part],
                [f"{following.score:.2f}"],
            ]
        )
    return [
        *paragraph(SENSITIVITY["next_title"], lang),
        *table(heads, rows),
        *paragraph(SENSITIVITY["next_note"], lang),
    ]


def _ground(number: Input, lang: Lang) -> str:
    grade = "" if number.grade == "none" else f" {number.grade}"
    return f"{say(lang, number.status)}{grade}: {number.weakness:.1f}"


def _concludes(answer: SensitivityAnswer) -> list[Words]:
    """Which number each outcome follows most, which ones flip the verdict, which to look up."""
    sentences = [_most(answer, outcome) for outcome in answer.outcomes]
    if answer.flips:
        sentences += [_flipping(answer, answer.flips, side) for side in answer.flips.words]
    if ranked := answer.next():
        sentences.append(SENSITIVITY["first"].fill(number=answer.number(ranked[0].path).name))
    return sentences


def _most(answer: SensitivityAnswer, outcome: SensitivityOutcome) -> Words:
    """The leading number with its influence; the next one, where intervals do not part them."""
    if why := silent(outcome):
        return why
    paths = leaders(outcome)
    if not paths:
        return SENSITIVITY["follows_nothing"].fill(outcome=outcome.words)
    first, how = paths[0], Words("", "")
    rows = {row.of: row for row in outcome.indices.rows} if outcome.indices else {}
    if outcome.indices and outcome.indices.tells and first in rows:
        top, chance = rows[first].total, rows.get(CHANCE)
        how = SENSITIVITY["by_total"].fill(share=_share(top).strip())
        if chance:
            luck = SENSITIVITY["by_chance"].fill(share=_share(chance.total).strip())
            how = joined([how, luck])
        second = rows[paths[1]].total if len(paths) > 1 and paths[1] in rows else None
        if second and second.high > top.low:
            near = SENSITIVITY["not_apart"].fill(number=answer.number(paths[1]).name)
            how = joined([how, near])
    return SENSITIVITY["most"].fill(
        outcome=outcome.words, number=answer.number(first).name, how=how
    )


def _flipping(answer: SensitivityAnswer, flips: Flips, side: Side) -> Words:
    now = {"side": SIDES[side], "word": VERDICTS[flips.words[side]]}
    paths = dict.fromkeys(f.path for f in flips.found if f.side == side and f.within)
    if not paths:
        return SENSITIVITY["flipped_by_none"].fill(count=str(len(flips.searched)), **now)
    names = listed([answer.number(path).name for path in paths])
    return SENSITIVITY["flipped_by"].fill(names=names, **now)
