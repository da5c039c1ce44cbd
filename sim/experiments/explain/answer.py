"""The story of a company as an answer: in one scenario, or side by side in two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from sim.experiments.explain.story import Entry, Sight, Story
from sim.experiments.explain.words import EXPLAIN
from sim.measures.plain import plain
from sim.scenario.values.amounts import Areas
from sim.scenario.values.dates import MONTH
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

BOTH = "AB"
"""Marks of the two scenarios."""


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
        return next((entry.date for mark, entry, _ in self.merged() if mark != self._every), None)

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The story, one row an event."""
        import pandas as pd

        rows = [
            {
                "scenario": life.scenario,
                "date": entry.date,
                "what": entry.what,
                **entry.words._asdict(),
            }
            for life in self.lives
            for entry in life.story.entries
        ]
        return {"story": pd.DataFrame(rows)}

    @property
    def _every(self) -> str:
        return BOTH[: len(self.lives)]

    def merged(self) -> Iterator[tuple[str, Entry, list[tuple[str, Sight | None]]]]:
        """Yield (in which scenarios, what happened, what was seen by scenario), in order."""
        if len(self.lives) == 1:
            for entry in self.lives[0].story.entries:
                yield "A", entry, [("", entry.sight)]
            return
        first, second = (life.story.entries for life in self.lives)
        match = SequenceMatcher(None, _keys(first), _keys(second), autojunk=False)
        for kind, a, b, c, d in match.get_opcodes():
            if kind == "equal":
                for left, right in zip(first[a:b], second[c:d], strict=True):
                    apart = [("A", left.sight), ("B", right.sight)]
                    yield BOTH, left, apart if left.sight != right.sight else [("", left.sight)]
                continue
            alone = [("A ", entry) for entry in first[a:b]]
            alone += [(" B", entry) for entry in second[c:d]]
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
            {
                "kind": span.kind,
                "stage": span.stage,
                "start": span.start / MONTH,
                "end": span.end / MONTH,
            }
            for span in story.spans
        ],
    }
