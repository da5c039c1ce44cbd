"""The story of a company as an answer: in one scenario, or side by side in two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from sim.experiments.explain.story import Entry, Place, Sight, Story
from sim.experiments.explain.words import EXPLAIN, SIGHT
from sim.measures.plain import plain
from sim.scenario.values.amounts import Areas
from sim.scenario.values.dates import MONTH
from sim.text.screen import columns, concluded, held, narrow, table, wrap
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    import pandas as pd

_BOTH = "AB"
_NAMES = 3
"""Requests ahead that are named."""
_INDENT = 7
"""Columns before what a request saw."""


@dataclass(frozen=True)
class Life:
    """A company in one scenario."""

    scenario: str
    name: Words
    story: Story
    stages: Mapping[str, Words]
    """Names of stages."""
    start_month: int
    """Absolute month of tick 0."""
    months: float
    """Length of the clock."""
    areas: Areas
    """How areas are written."""

    @property
    def end(self) -> Words:
        """How it ended, or that it never came."""
        return self.story.end if self.story.entries else EXPLAIN["absent"]


@dataclass(frozen=True)
class ExplainAnswer:
    """What happened to a company."""

    company: str
    track: Words
    replication: int
    seed: int
    lives: tuple[Life, ...]
    """In the scenario asked for, and in the one it is set against."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; spans in months since the start of the clock."""
        data: dict[str, Any] = plain(
            {
                "company": self.company,
                "track": self.track._asdict(),
                "replication": self.replication,
                "seed": self.seed,
                "parts": self.parts,
                "lives": [_life(life) for life in self.lives],
            }
        )
        return data

    @property
    def months(self) -> float:
        """Length of the clock."""
        return self.lives[0].months

    @property
    def parts(self) -> str | None:
        """Day on which two stories begin to differ; None where they never do, or there is one."""
        return next((e.date for mark, e, _ in self._merged() if mark != self._every), None)

    def screen(self, lang: Lang = "both") -> str:
        """What a terminal shows."""
        title = EXPLAIN["title"].fill(
            company=self.company,
            track=self.track,
            replication=str(self.replication),
            seed=str(self.seed),
        )
        names = {"ab"[i]: life.name for i, life in enumerate(self.lives)}
        scenes = EXPLAIN["two" if len(self.lives) == 2 else "one"].fill(**names)
        lines = [*_said(title, lang), *_said(scenes, lang), ""]
        for mark, entry, sights in self._merged():
            head = f"  {mark if len(self.lives) == 2 else '':2} {entry.date}  "
            lines += _said(entry.words, lang, head, " " * len(head))
            for who, sight in sights:
                lines += _sight(who, sight, lang, self.lives[0].areas)
        return "\n".join(["", *lines, "", *concluded(self._concludes(), lang)])

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The story, one row an event."""
        import pandas as pd

        rows = [
            {"scenario": life.scenario, "date": e.date, "what": e.what, **e.words._asdict()}
            for life in self.lives
            for e in life.story.entries
        ]
        return {"story": pd.DataFrame(rows)}

    def _concludes(self) -> list[Words]:
        marks = _BOTH if len(self.lives) == 2 else "-"
        said = []
        for mark, life in zip(marks, self.lives, strict=True):
            waits = EXPLAIN["waits"].fill(months=f"{life.story.waited:.1f}")
            key = "sum_in" if len(self.lives) == 2 else "sum"
            told = {"waits": waits, "end": life.end}
            said.append(EXPLAIN[key].fill(company=self.company, mark=mark, **told))
        if len(self.lives) == 2:
            date = self.parts
            said.append(EXPLAIN["same"] if date is None else EXPLAIN["parts"].fill(date=date))
        return said

    @property
    def _every(self) -> str:
        return _BOTH[: len(self.lives)]

    def _merged(self) -> Iterator[tuple[str, Entry, list[tuple[str, Sight | None]]]]:
        """Yield (in which scenarios, what happened, what was seen by scenario), in order."""
        if len(self.lives) == 1:
            for entry in self.lives[0].story.entries:
                yield "A", entry, [("", entry.sight)]
            return
        one, two = (life.story.entries for life in self.lives)
        match = SequenceMatcher(None, _keys(one), _keys(two), autojunk=False)
        for kind, a, b, c, d in match.get_opcodes():
            if kind == "equal":
                for left, right in zip(one[a:b], two[c:d], strict=True):
                    apart = [("A", left.sight), ("B", right.sight)]
                    yield _BOTH, left, apart if left.sight != right.sight else [("", left.sight)]
                continue
            alone = [("A ", e) for e in one[a:b]] + [(" B", e) for e in two[c:d]]
            for mark, entry in sorted(alone, key=lambda pair: pair[1].tick):
                yield mark, entry, [(mark.strip(), entry.sight)]


def _keys(entries: Sequence[Entry]) -> list[tuple[int, Words]]:
    return [(entry.tick, entry.words) for entry in entries]


def _life(life: Life) -> dict[str, Any]:
    story = life.story
    return {
        "scenario": life.scenario,
        "name": life.name._asdict(),
        "waited_months": story.waited,
        "end": life.end._asdict(),
        "events": [
            {
                "date": entry.date,
                "what": entry.what,
                **entry.words._asdict(),
                "saw": plain(entry.sight),
            }
            for entry in story.entries
        ],
        "spans": [
            {"kind": s.kind, "stage": s.stage, "start": s.start / MONTH, "end": s.end / MONTH}
            for s in story.spans
        ],
    }


def _sight(who: str, sight: Sight | None, lang: Lang, areas: Areas) -> list[str]:
    """A small table of what a request saw, and who was ahead of it."""
    if sight is None:
        return []
    heads = [
        SIGHT["needs"].fill(area=areas.whole(sight.area)).lines(lang),
        *(SIGHT[key].lines(lang) for key in ("free", "capacity", "opens")),
    ]
    rows = [
        [
            [place.name.line(lang)],
            [_free(place, areas).line(lang)],
            [areas.digits(place.capacity)],
            ["" if place.opens is None else f"{areas.digits(place.site)} {place.opens}"],
        ]
        for place in sight.places
    ]
    with held(columns() - _INDENT):
        lines = table(heads, rows)
    names = ", ".join(sight.ahead[:_NAMES]) + (" …" if len(sight.ahead) > _NAMES else "")
    ahead = SIGHT["ahead"].fill(
        count=str(len(sight.ahead)), area=areas.whole(sight.ahead_area), names=names
    )
    words = ahead if sight.ahead else SIGHT["nobody"]
    for line in words.lines(lang):
        lines += [f"  {part}" for part in wrap(line, columns() - _INDENT - 2)]
    first, *rest = (narrow(line) for line in lines)
    return [f"{who:>{_INDENT - 1}} {first}", *(" " * _INDENT + line for line in rest)]


def _free(place: Place, areas: Areas) -> Words:
    free = areas.digits(place.free)
    if place.closed:
        return SIGHT["closed"].fill(free=free)
    if place.room < place.free:
        return SIGHT["room"].fill(free=free, room=areas.digits(place.room))
    return Words(free, free)


def _said(words: Words, lang: Lang, head: str = "  ", indent: str = "  ") -> list[str]:
    lines: list[str] = []
    for line in words.lines(lang):
        for part in wrap(narrow(line), columns() - len(indent)):
            lines.append((head if not lines else indent) + part)
    return lines
