"""What may be chosen under a total: its phases, its mix of space types, its split over parks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import exp, fsum, log
from typing import Final, Literal

from sim.experiments.answer import RefusedError
from sim.experiments.optimise.words import OPTIMISE
from sim.scenario.errors import nearest
from sim.scenario.load import Loaded
from sim.scenario.plan.split import split
from sim.scenario.schema import Spec
from sim.scenario.schema.supply import Project

LeverKind = Literal["phases", "mix", "parks"]
LEVERS: Final[tuple[LeverKind, ...]] = ("phases", "mix", "parks")

WHOLE: Final = 100
"""Shares are whole percent: fine enough to build by, coarse enough to meet again."""

Design = Mapping[LeverKind, tuple[int, ...]]
"""Percent by lever, in the order of its parts; a lever that is not free is left out."""


@dataclass(frozen=True)
class Levers:
    """What is free, and of what: the parts of each lever, by id."""

    projects: tuple[str, ...]
    total: float
    """Area of all projects as stated, m²."""
    parts: Mapping[LeverKind, tuple[str, ...]]
    spaces: tuple[str, ...]
    """What the projects build, free or not."""
    announced: Mapping[LeverKind, tuple[float, ...]]
    """Shares of the plan as it stands, over all projects."""

    def names(self) -> list[str]:
        """Return the names of the numbers that a search chooses, each between 0 and 1."""
        return [f"{lever}.{part}" for lever, parts in self.parts.items() for part in parts]

    def design(self, chosen: Mapping[str, float]) -> Design:
        """Return the design of some numbers between 0 and 1.

        Shares are −ln u over their sum: of uniform numbers, evenly over all ways to share (Devroye
        1986, Non-Uniform Random Variate Generation, ch. V.2). A phase has at least 1 %.
        """
        shares: dict[LeverKind, tuple[int, ...]] = {}
        for lever, parts in self.parts.items():
            least = _least(lever)
            weights = [-log(chosen[f"{lever}.{part}"]) for part in parts]
            rest = split(WHOLE - least * len(parts), weights)
            shares[lever] = tuple(least + percent for percent in rest)
        return shares

    def corners(self) -> Iterator[Design]:
        """Yield designs in which one part of a lever has all that it may; the rest is as it stands.

        Between them they give every part its most and its least.
        """
        stands = self.design(self.start())
        for lever, parts in self.parts.items():
            rest = _least(lever)
            for chosen in range(len(parts)):
                shares = [rest] * len(parts)
                shares[chosen] = WHOLE - rest * (len(parts) - 1)
                yield {**stands, lever: tuple(shares)}

    def start(self) -> dict[str, float]:
        """Return the numbers of the plan as it stands."""
        return {
            f"{lever}.{part}": exp(-max(share, 1e-9))
            for lever, parts in self.parts.items()
            for part, share in zip(parts, self.announced[lever], strict=True)
        }

    def held(self, design: Design) -> dict[str, float]:
        """Return the numbers of the scenario that a design holds, by path, canonical units."""
        numbers = {}
        for lever, parts in self.parts.items():
            for part, percent in zip(parts, design[lever], strict=True):
                share = percent / WHOLE
                if lever == "phases":
                    numbers[f"supply.{part}.area"] = self.total * share
                else:
                    numbers |= {f"supply.{p}.{lever}.{part}": share for p in self.projects}
        return numbers


def _least(lever: LeverKind) -> int:
    """Return the least percent that a part of a lever has."""
    return 1 if lever == "phases" else 0


def levers(
    spec: Spec, announced: Sequence[str], later: Sequence[str], free: Sequence[LeverKind]
) -> Levers:
    """Return what is free of some projects, and of `later` ones whose area is as yet theirs.

    RefusedError where they cannot share one total.
    """
    projects = [*announced, *later]
    unknown = [name for name in projects if name not in spec.supply]
    if unknown or not announced:
        close = nearest(unknown[0], spec.supply) if unknown else ""
        known = ", ".join(spec.supply)
        words = {"name": ", ".join(unknown), "near": close, "known": known}
        raise RefusedError(OPTIMISE["no_project_near" if close else "no_project"].fill(**words))
    blocks = {name: spec.supply[name] for name in projects}
    first = blocks[projects[0]]
    for name, block in blocks.items():
        for what in ("basis", "mix", "parks"):
            if _kind(block, what) != _kind(first, what):
                words = {"one": projects[0], "other": name, "what": what}
                raise RefusedError(OPTIMISE["unlike"].fill(**words))
    areas = {name: 0.0 if name in later else blocks[name].area.value for name in projects}
    total = fsum(areas.values())
    parts: dict[LeverKind, tuple[str, ...]] = {
        "phases": tuple(projects),
        "mix": tuple(first.mix),
        "parks": tuple(first.parks),
    }
    shares: dict[LeverKind, tuple[float, ...]] = {
        "phases": tuple(area / total for area in areas.values()),
        "mix": tuple(_average(areas, blocks, "mix", part) for part in first.mix),
        "parks": tuple(_average(areas, blocks, "parks", part) for part in first.parks),
    }
    kept = [lever for lever in LEVERS if lever in free and len(parts[lever]) > 1]
    if not kept:
        raise RefusedError(OPTIMISE["nothing_free"])
    return Levers(
        projects=tuple(projects),
        total=total,
        parts={lever: parts[lever] for lever in kept},
        spaces=parts["mix"],
        announced={lever: shares[lever] for lever in kept},
    )


def with_later(
    loaded: Loaded, projects: Sequence[str], starts: Sequence[str]
) -> tuple[Loaded, list[str]]:
    """Return the scenario with projects that start later, and their ids.

    They are built as the last of `projects` is; their area is its own until a design gives them
    theirs.
    """
    if not starts or projects[-1] not in loaded.spec.supply:
        return loaded, []
    like = loaded.raw["supply"][projects[-1]]
    kept = {key: value for key, value in like.items() if key not in ("luck", "note")}
    blocks = {
        f"later-{start}": {
            **deepcopy(kept),
            "start": start,
            "label": OPTIMISE["later"].fill(start=start)._asdict(),
        }
        for start in starts
    }
    made = loaded.with_({f"supply.{name}": block for name, block in blocks.items()})
    clock = loaded.spec.clock
    for start in starts:
        if not str(clock.start) <= start[:7] <= str(clock.end):
            words = {"start": start, "clock": f"{clock.start} - {clock.end}"}
            raise RefusedError(OPTIMISE["outside"].fill(**words))
    return made, list(blocks)


def cost(
    spec: Spec, projects: Sequence[str], held: Mapping[str, float], prices: Mapping[str, float]
) -> float:
    """Return what projects cost as planned: gross m² of each type × its price."""
    total = 0.0
    for name in projects:
        block = spec.supply[name]
        area = held.get(f"supply.{name}.area", block.area.value)
        gross = area if block.basis == "gross" else area / block.lettable.value
        shares = {s: held.get(f"supply.{name}.mix.{s}", v.value) for s, v in block.mix.items()}
        whole = fsum(shares.values())
        total += gross * fsum(share / whole * prices[s] for s, share in shares.items())
    return total


def _kind(block: Project, what: str) -> object:
    value = getattr(block, what)
    return sorted(value) if isinstance(value, dict) else value


def _average(
    areas: Mapping[str, float], blocks: Mapping[str, Project], what: str, part: str
) -> float:
    shares = [areas[name] * getattr(block, what)[part].value for name, block in blocks.items()]
    return fsum(shares) / fsum(areas.values())
