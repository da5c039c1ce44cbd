"""A decision as a planner reads it in a terminal: the answer last."""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.decide import building_told, projects_told
from sim.experiments.decide.answer import DecideAnswer, NumberTurn, WorthKnowing
from sim.experiments.decide.information import WORLDS
from sim.experiments.decide.weighing import DialFlip, DialStretch, Region
from sim.experiments.decide.words import BEARERS, DECIDE, PARTS, THIRDS
from sim.text.screen import concluded, narrow, paragraph, table, whole
from sim.text.words import Lang, Words, commas, in_a_row, semicolons

_NUMBERS = 6
"""Numbers shown."""
_SAID = 2
"""Numbers that the answer names."""


def screen(answer: DecideAnswer, lang: Lang) -> str:
    """Return the whole screen."""
    title = DECIDE["title"].fill(
        count=str(len(answer.options)),
        n=str(answer.replications),
        seed=str(answer.seed),
        since=answer.since,
    )
    lines = ["", *paragraph(title, lang), "", *_told(answer, lang), "", *_options(answer, lang)]
    lines += ["", *paragraph(DECIDE["parts"], lang), *_parts(answer, lang)]
    lines += ["", *paragraph(DECIDE["bearers"], lang), *_bearers(answer, lang)]
    lines += ["", *building_told.on_screen(answer, lang), *projects_told.on_screen(answer, lang)]
    lines += ["", *paragraph(DECIDE["information"], lang), *_information(answer, lang)]
    if answer.regions:
        lines += ["", *paragraph(DECIDE["regions"], lang), *_regions(answer, lang)]
    lines += ["", *_dial(answer, lang), ""]
    return "\n".join([*lines, *concluded(list(_concludes(answer)), lang)])


def _told(answer: DecideAnswer, lang: Lang) -> list[str]:
    """What each option is."""
    lines = paragraph(DECIDE["options"], lang)
    for option in answer.options:
        told = DECIDE["what"].fill(option=option.name, what=option.what)
        lines += paragraph(told, lang, "  - ")
    return lines


def _options(answer: DecideAnswer, lang: Lang) -> list[str]:
    keys = ("option", "loss", "more", "best", "regret")
    text, cells = answer.money.text, []
    for index, (option, one) in enumerate(zip(answer.options, answer.weighed, strict=True)):
        more = "-"
        if index != answer.best:
            mark = "" if one.told else " ?"
            ends = f"{text(one.difference_low)}..{text(one.difference_high)}"
            more = f"+{text(one.difference)} ({ends}){mark}"
        regret = (one.regret_mean, one.regret_high, one.regret_most)
        cells.append(
            [
                _name(option.name, lang),
                [f"{text(one.mean)} ({text(one.low)}..{text(one.high)})"],
                [more],
                [f"{whole(one.best.share)} ({whole(one.best.low)}-{whole(one.best.high)})"],
                ["/".join(map(text, regret))],
            ]
        )
    note = DECIDE["table_note"].fill(unit=answer.money.name)
    heads = [DECIDE[key].lines(lang) for key in keys]
    return [*table(heads, cells, gap=1), *paragraph(note, lang)]


def _parts(answer: DecideAnswer, lang: Lang) -> list[str]:
    area = answer.areas.word("column")
    heads = [DECIDE["option"], *PARTS.values()]
    heads += [DECIDE[key].fill(unit=area) for key in ("idle_area", "unmet_area")]
    cells = [
        [
            _name(option.name, lang),
            *([answer.money.text(answer.part(index, part))] for part in PARTS),
            *([answer.areas.text(answer.area(index, key))] for key in ("idle", "unmet")),
        ]
        for index, option in enumerate(answer.options)
    ]
    return table([head.lines(lang) for head in heads], cells, gap=1)


def _bearers(answer: DecideAnswer, lang: Lang) -> list[str]:
    heads = [DECIDE["option"], *BEARERS.values(), DECIDE["most_in"], DECIDE["worst_year"]]
    cells = []
    for index, option in enumerate(answer.options):
        borne = answer.borne(index)
        by_park, by_year = borne[0].sum(axis=0), borne.sum(axis=(0, 2))
        most = list(answer.parks.values())[int(by_park.argmax())]
        year = f"{answer.years[by_year.argmax()]}: {answer.money.text(by_year.max())}"
        cells.append(
            [
                _name(option.name, lang),
                *([answer.money.text(amount)] for amount in borne.sum(axis=(1, 2)).tolist()),
                [narrow(f"{line} {answer.money.text(by_park.max())}") for line in most.lines(lang)],
                [year],
            ]
        )
    lines = table([head.lines(lang) for head in heads], cells, gap=1)
    return [*lines, "", *_borne_by_best(answer, lang)]


def _borne_by_best(answer: DecideAnswer, lang: Lang) -> list[str]:
    """The loss of the best option by district, then by year."""
    borne = answer.borne(answer.best)
    parks = zip(answer.parks.values(), borne.sum(axis=1).T.tolist(), strict=True)
    years = [Words(year, year) for year in map(str, answer.years.tolist())]
    by_year = zip(years, borne.sum(axis=2).T.tolist(), strict=True)
    title = DECIDE["of_best"].fill(option=answer.options[answer.best].name)
    lines = paragraph(title, lang)
    for head, rows in (("park", parks), ("year", by_year)):
        cells = [
            [_name(name, lang), *([answer.money.text(one)] for one in amounts)]
            for name, amounts in rows
        ]
        lines += table([words.lines(lang) for words in (DECIDE[head], *BEARERS.values())], cells)
    return lines


def _information(answer: DecideAnswer, lang: Lang) -> list[str]:
    text, known = answer.money.text, answer.foresight
    said = [DECIDE["foresight"].fill(value=text(known.value), error=text(known.error))]
    if not answer.numbers:
        said.append(_untested(answer))
        return [line for words in said for line in paragraph(words, lang)]
    if answer.of_numbers:
        low, high = map(text, answer.of_numbers)
        said.append(DECIDE["of_numbers"].fill(low=low, high=high))
    else:
        said.append(DECIDE["not_apart"])
    lines = [line for words in said for line in paragraph(words, lang)]
    if shown := answer.worth_showing(_NUMBERS):
        keys = ("number", "worth", "held_out", "turns")
        cells = [
            [
                _name(one.name, lang),
                [f"{text(one.value)} ± {text(one.error)}" if one.told else f"{text(one.value)} ?"],
                [text(one.held_out)],
                [narrow(line) for line in _turns(answer, one).lines(lang)],
            ]
            for one in shown
        ]
        lines += table([DECIDE[key].lines(lang) for key in keys], cells, gap=1)
    told = sum(one.told for one in answer.numbers)
    note = DECIDE["worth_note"].fill(told=str(told), count=str(len(answer.numbers)))
    return [*lines, *paragraph(note, lang)]


def _untested(answer: DecideAnswer) -> Words:
    """Why no single number was looked at."""
    if answer.worlds < WORLDS:
        return DECIDE["few_worlds"].fill(worlds=str(answer.worlds), least=str(WORLDS))
    return DECIDE["none_ranged"]


def _turns(answer: DecideAnswer, one: WorthKnowing) -> Words:
    """Where along a number which option takes over; of what is within chance nothing is said."""
    if not one.turns or not one.told:
        return Words("-", "-")
    return commas(
        [
            DECIDE["turn"].fill(at=one.show(turn.at), option=answer.options[turn.after].name)
            for turn in one.turns
        ]
    )


def _regions(answer: DecideAnswer, lang: Lang) -> list[str]:
    """A row for each third of the first number, a column for each of the second if there is one."""
    first, *second = (answer.numbers[place].name for place in answer.by)
    found = {region.terciles: region for region in answer.regions}
    columns = [(third,) for third in range(len(THIRDS))] if second else [()]
    heads = [first]
    if second:
        heads += [Words(f"{second[0].zh} {t.zh}", f"{second[0].en} {t.en}") for t in THIRDS]
    else:
        heads += [DECIDE["best"].map(lambda text: text.rstrip("%"))]
    cells = [
        [
            name.lines(lang),
            *(_cell(answer, found.get((third, *column)), lang) for column in columns),
        ]
        for third, name in enumerate(THIRDS)
    ]
    return table([[narrow(line) for line in head.lines(lang)] for head in heads], cells, gap=2)


def _cell(answer: DecideAnswer, region: Region | None, lang: Lang) -> list[str]:
    if region is None:
        return ["-"]
    mark = "" if region.sure else " ?"
    name = answer.options[region.option].name
    return [narrow(f"{line} ({region.worlds}){mark}") for line in name.lines(lang)]


def _dial(answer: DecideAnswer, lang: Lang) -> list[str]:
    dial = answer.dial
    title = DECIDE["dial"].fill(low=f"{dial.low:g}", high=f"{dial.high:g}")
    lines = paragraph(title, lang)
    if dial.equal is None:
        return [*lines, *paragraph(DECIDE["no_unmet"], lang)]
    flips: list[DialFlip | None] = [*dial.flips, None]
    cells = [
        [
            [f"{_ratio(one.low)}-{_ratio(one.high)}"],
            _name(answer.options[one.option].name, lang),
            [_flip(flip)],
        ]
        for one, flip in zip(dial.stretches, flips, strict=True)
    ]
    lines += table([DECIDE[key].lines(lang) for key in ("ratio", "option", "flip")], cells)
    stated = in_a_row(
        [
            DECIDE["stated_one"].fill(space=answer.spaces[space], ratio=_ratio(ratio))
            for space, ratio in dial.stated.items()
        ]
    )
    said = [DECIDE["stated"].fill(list=stated), DECIDE["equal"].fill(ratio=_ratio(dial.equal))]
    return [*lines, *paragraph(commas(said), lang)]


def _flip(flip: DialFlip | None) -> str:
    if flip is None:
        return "-"
    low, high = ("?" if end is None else _ratio(end) for end in (flip.low, flip.high))
    return f"{_ratio(flip.at)} ({low}..{high})"


def _ratio(value: float) -> str:
    return f"{value:.3g}"


def _name(name: Words, lang: Lang) -> list[str]:
    return [narrow(line) for line in name.lines(lang)]


def _concludes(answer: DecideAnswer) -> Iterator[Words]:
    """The reading in ten lines at most: who is best, how sure, who pays, what would change it."""
    best, text, said = answer.best, answer.money.text, answer.money.said
    option, one = answer.options[best], answer.weighed[best]
    parts = commas(
        [
            DECIDE["of_part"].fill(part=words, value=text(answer.part(best, part)))
            for part, words in PARTS.items()
            if answer.part(best, part) > 0
        ]
    )
    yield DECIDE["least"].fill(option=option.name, loss=said(one.mean), parts=parts)
    if others := list(_others(answer)):
        yield DECIDE["others"].fill(list=in_a_row(others))
    yield from _apart(answer)
    yield DECIDE["odds"].fill(
        share=whole(one.best.share),
        low=whole(one.best.low),
        high=whole(one.best.high),
        mean=text(one.regret_mean),
        most=said(one.regret_most),
    )
    if best:
        yield building_told.in_a_sentence(answer)
    safest = min(range(len(answer.weighed)), key=lambda i: answer.weighed[i].regret_most)
    most = said(answer.weighed[safest].regret_most)
    yield DECIDE["safest"].fill(option=answer.options[safest].name, most=most)
    who = zip(BEARERS.values(), answer.borne(best).sum(axis=(1, 2)).tolist(), strict=True)
    borne = [
        DECIDE["of_part"].fill(part=name, value=text(amount)) for name, amount in who if amount
    ]
    yield DECIDE["who"].fill(list=in_a_row(borne))
    yield from _knowing(answer)
    if answer.dial.equal is not None:
        stretches = in_a_row([_stretch(answer, one) for one in answer.dial.stretches])
        equal = DECIDE["equal"].fill(ratio=_ratio(answer.dial.equal))
        yield semicolons([DECIDE["dial_says"].fill(list=stretches), equal])


def _apart(answer: DecideAnswer) -> Iterator[Words]:
    """Which options lose as much as the best, which are not told from it, or that all others are.

    Of those not told, with about how many futures would tell them.
    """
    alike, rivals = [], []
    for index in answer.rivals:
        name, needed = answer.options[index].name, answer.weighed[index].needed(answer.replications)
        if needed is None:
            alike.append(name)
        else:
            rivals.append(DECIDE["rival"].fill(option=name, needed=f"{_rounded_up(needed):,}"))
    if alike:
        yield DECIDE["alike"].fill(list=in_a_row(alike))
    if rivals:
        yield DECIDE["not_told"].fill(list=in_a_row(rivals), n=str(answer.replications))
    elif len(alike) < len(answer.options) - 1:
        yield DECIDE["all_told"]


def _rounded_up(count: int) -> int:
    """To two digits: fewer would not do."""
    unit: int = 10 ** max(len(str(count)) - 2, 0)
    return -(-count // unit) * unit


def _others(answer: DecideAnswer) -> Iterator[Words]:
    text = answer.money.text
    ranked = sorted(range(len(answer.options)), key=lambda i: answer.weighed[i].mean)
    for index in ranked[1:]:
        one = answer.weighed[index]
        if not one.difference:
            continue
        yield DECIDE["other"].fill(
            option=answer.options[index].name,
            value=f"+{text(one.difference)}",
            low=text(one.difference_low),
            high=text(one.difference_high),
        )


def _knowing(answer: DecideAnswer) -> Iterator[Words]:
    said = answer.money.said
    told = [one for one in answer.numbers if one.told]
    if not told:
        value = said(answer.foresight.value)
        if not answer.numbers:
            yield semicolons([_untested(answer), DECIDE["all_known"].fill(value=value)])
            return
        bound = answer.money.text(answer.numbers[0].bound)
        worlds = str(answer.worlds)
        yield DECIDE["nothing_beyond"].fill(value=value, worlds=worlds, bound=bound)
        return
    named = [
        DECIDE["look_up_one"].fill(name=one.name, value=said(one.value)) for one in told[:_SAID]
    ]
    yield DECIDE["look_up"].fill(list=in_a_row(named))
    turning = [(one, turn) for one in told if (turn := _turn_from(answer, one))][:_SAID]
    if not turning:
        yield DECIDE["would_not"]
    for one, turn in turning:
        key, option = "would_turn", turn.after
        if turn.after == answer.best:
            key, option = "would_turn_below", turn.before
        yield DECIDE[key].fill(
            name=one.name, at=one.show(turn.at), option=answer.options[option].name
        )


def _turn_from(answer: DecideAnswer, one: WorthKnowing) -> NumberTurn | None:
    """Return the first value of a number at which the best option gives way to another."""
    return next((turn for turn in one.turns if answer.best in (turn.before, turn.after)), None)


def _stretch(answer: DecideAnswer, one: DialStretch) -> Words:
    return DECIDE["dial_one"].fill(
        low=_ratio(one.low), high=_ratio(one.high), option=answer.options[one.option].name
    )
