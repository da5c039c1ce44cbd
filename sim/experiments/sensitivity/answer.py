"""What a sensitivity study found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, log2
from typing import TYPE_CHECKING, Any, Literal

from sim.draws.inputs import Input
from sim.experiments.sensitivity.flips import Flips
from sim.experiments.sensitivity.morris import Effect
from sim.experiments.sensitivity.sobol import CHANCE, OTHERS, UNTOLD, WIDE, Indices
from sim.experiments.sensitivity.tornado import Tornado
from sim.measures.plain import SHOWN, plain
from sim.scenario.values.amounts import USUAL, Areas
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


OutcomeKind = Literal["area", "share", "month", "plain"]
"""How an outcome is shown: m² in a large unit, shares in percent, absolute months as dates."""


@dataclass(frozen=True)
class SensitivityOutcome:
    """One outcome, by all methods that were asked for."""

    name: str
    words: Words
    kind: OutcomeKind
    usual: float | None = None
    """Its value in (nearly) all futures, if it has one: then there are no indices."""
    share: float = 0.0
    """Share of the futures with that value."""
    undefined: float = 0.0
    """Share of blocks in which it has no value somewhere."""
    effects: tuple[Effect, ...] = ()
    trajectories: int = 0
    """Trajectories in effect."""
    indices: Indices | None = None
    tornado: Tornado | None = None
    areas: Areas = field(default=USUAL, metadata=SHOWN)
    """How areas are written."""

    @property
    def needed(self) -> int | None:
        """Blocks that would make intervals narrow enough for ranks.

        None if they are, or so wide that the indices cannot be told at all.
        """
        if self.indices is None or not WIDE < self.indices.width <= UNTOLD:
            return None
        doublings = 2 * log2(self.indices.width / WIDE)  # half the width takes four times as many
        return int(2 ** ceil(log2(self.indices.blocks) + doublings - 1e-9))


@dataclass(frozen=True)
class Next:
    """A number that may be worth measuring."""

    path: str
    influence: float
    """On the outcome that it moves most, relative to the leading number there."""
    basis: str
    """`total`, `mu_star` or `swing`."""
    outcome: str
    weakness: float

    @property
    def score(self) -> float:
        """Influence × weakness of pedigree."""
        return self.influence * self.weakness


@dataclass(frozen=True)
class Effort:
    """What was played, and what of it was dropped for failures."""

    trajectories: int
    blocks: int
    """Of Saltelli's design; 0 if none was asked for."""
    points: int
    """Of each of these blocks."""
    chosen: int
    """Numbers with indices of their own."""
    dropped: tuple[int, int, int] = (0, 0, 0)
    """Trajectories, blocks, numbers of the tornado."""


@dataclass(frozen=True)
class SensitivityAnswer:
    """The answer of a study."""

    numbers: tuple[Input, ...]
    outcomes: tuple[SensitivityOutcome, ...]
    flips: Flips | None
    effort: Effort

    def number(self, path: str) -> Input:
        """Return a ranged number by its path."""
        return next(number for number in self.numbers if number.path == path)

    def next(self) -> list[Next]:
        """Rank numbers by influence × weakness of pedigree."""
        most: dict[str, Next] = {}
        for outcome in self.outcomes:
            for path, (share, basis) in influence(outcome).items():
                if path not in most or share > most[path].influence:
                    weakness = self.number(path).weakness
                    most[path] = Next(path, share, basis, outcome.name, weakness)
        return sorted(most.values(), key=lambda ranked: -ranked.score)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "numbers": [_number(number) for number in self.numbers],
                "outcomes": self.outcomes,
                "flips": self.flips,
                "next": [{"score": n.score, **plain(n)} for n in self.next()],
                "effort": self.effort,
            }
        )
        return data

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Indices, effects, tornado, flips and what to measure next, one row each."""
        import pandas as pd

        rows: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("indices", "effects", "tornado", "flips", "next")
        }
        for outcome in self.outcomes:
            of = {"outcome": outcome.name}
            for index in outcome.indices.rows if outcome.indices else ():
                ends = {
                    f"{kind}{end}": getattr(share, name)
                    for kind, share in (("S1", index.first), ("ST", index.total))
                    for end, name in (("", "value"), ("_low", "low"), ("_high", "high"))
                }
                rows["indices"].append({**of, "of": index.of, **ends})
            rows["effects"] += [{**of, **vars(effect)} for effect in outcome.effects]
            for bar in outcome.tornado.bars if outcome.tornado else ():
                sides = {
                    f"{end}_{name}": getattr(getattr(bar, end), name)
                    for end in ("low", "high")
                    for name in ("change", "conf")
                }
                rows["tornado"].append({**of, "path": bar.path, **sides, "swing": bar.swing})
        rows["flips"] = [vars(flip) for flip in (self.flips.found if self.flips else ())]
        rows["next"] = [{**vars(n), "score": n.score, **self._pedigree(n)} for n in self.next()]
        return {name: pd.DataFrame(of_table) for name, of_table in rows.items() if of_table}

    def _pedigree(self, following: Next) -> dict[str, str]:
        number = self.number(following.path)
        return {"status": number.status, "grade": number.grade, "source": number.source}


def influence(outcome: SensitivityOutcome) -> dict[str, tuple[float, str]]:
    """Return the influence of numbers on an outcome, and what it is measured by.

    It is the total index; for a number without one, or where indices cannot be told, the square of
    mu*, else of the swing, since the variance of a straight effect goes with its square. Each is
    relative to the largest of its kind, so that outcomes can be set side by side; a swing that may
    be chance is nought. An outcome that
    hardly varies over the ranges has none, though extreme corners of them may move it.
    """
    if outcome.usual is not None:
        return {}
    kinds = {
        "swing": {
            bar.path: bar.swing**2 if bar.clear else 0.0
            for bar in (outcome.tornado.bars if outcome.tornado else ())
        },
        "mu_star": {effect.path: effect.mu_star**2 for effect in outcome.effects},
        "total": {},
    }
    if outcome.indices and outcome.indices.tells:
        rows = outcome.indices.rows
        kinds["total"] = {r.of: r.total.value for r in rows if r.of not in (OTHERS, CHANCE)}
    shares: dict[str, tuple[float, str]] = {}
    for basis, sizes in kinds.items():
        largest = max(sizes.values(), default=0.0)
        if largest > 0:
            shares |= {path: (max(0.0, size) / largest, basis) for path, size in sizes.items()}
    return shares


def _number(number: Input) -> dict[str, Any]:
    return {
        "path": number.path,
        "name": number.name,
        "range": [number.low, number.high],
        "value": number.value,
        "unit": number.dimension.key,
        "status": number.status,
        "grade": number.grade,
        "source": number.source,
        "weakness": number.weakness,
    }
