"""What was discovered, in plain data and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.discover.boxes import Box, Quality, Sample
from sim.experiments.discover.method import Discovery, Found, Side
from sim.experiments.discover.words import DISCOVER
from sim.measures.plain import plain
from sim.measures.verdict.intervals import Probability
from sim.scenario.values.quantities import show_quantity
from sim.scenario.values.units import Dimension
from sim.text.screen import Cell, concluded, narrow, paragraph, table
from sim.text.words import Lang, Words, listed

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Input:
    """A number that differed between the worlds."""

    path: str
    name: Words
    dimension: Dimension
    low: float
    """Least and greatest of the values that were played, in canonical units."""
    high: float
    spread: bool
    """Whether it was spread evenly, and not drawn from its range."""

    def show(self, value: float) -> Words:
        """A value to three digits with its unit."""
        short = float(f"{value:.3g}")
        return Words(*(show_quantity(short, self.dimension, lang) for lang in ("zh", "en")))


@dataclass(frozen=True)
class DiscoverAnswer:
    """When the plan fails."""

    fails: str
    """The condition that means failure."""
    density: float
    """How dense a box was asked for."""
    inputs: tuple[Input, ...]
    sample: Sample
    base: Probability
    """How often the plan fails."""
    agreement: float
    """How often the other future of a world fails, where one does."""
    discovery: Discovery

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        found = self.discovery
        data: dict[str, Any] = plain(
            {
                "fails": self.fails,
                "worlds": len(self.sample.x),
                "base": self.base,
                "agreement": self.agreement,
                "asked_density": self.density,
                "dense": found.dense,
                "proven": found.proven,
                "statement": self.statement._asdict(),
                "box": {
                    "limits": [
                        {**self._limit(side), "quasi_p": side.quasi_p, "freed": side.freed}
                        for side in found.sides
                    ],
                    "used": found.found.used,
                    "unused": found.found.unused,
                },
                "everything": found.base,
                "trajectory": [{"used": s.used, "unused": s.unused} for s in found.steps],
                "rules": [
                    {
                        "when": self.box_words(rule.box)._asdict(),
                        "used": rule.used,
                        "unused": rule.unused,
                    }
                    for rule in found.rules
                ],
            }
        )
        return data

    @property
    def statement(self) -> Words:
        """The finding in a sentence."""
        found = self.discovery
        if not found.found.box.limits:
            return DISCOVER["only_rules" if found.rules else "nothing"]
        most = (found.found.unused.density or 0.0) > 0.5
        key = "fails_when" if most else "fails_more"
        return DISCOVER[key].fill(box=self.box_words(found.found.box))

    def box_words(self, box: Box) -> Words:
        """A box as a sentence's part: `A is above x, and B is below y`."""
        parts = []
        for index, (low, high) in sorted(box.limits.items()):
            one = self.inputs[index]
            ends = {k: one.show(v) for k, v in (("low", low), ("high", high)) if np.isfinite(v)}
            key = "between" if len(ends) == 2 else "above" if "low" in ends else "below"
            parts.append(DISCOVER[key].fill(name=one.name, **ends))
        and_ = DISCOVER["and"]
        return Words(and_.zh.join(p.zh for p in parts), and_.en.join(p.en for p in parts))

    def screen(self, lang: Lang = "both") -> str:
        """What a terminal shows."""
        said = {"fails": self.fails, "worlds": str(len(self.sample.x))}
        words = [DISCOVER["title"].fill(inputs=str(len(self.inputs)), **said), self._base()]
        words.append(DISCOVER["chance"].fill(share=_percent(self.agreement)))
        lines = [line for one in words for line in paragraph(one, lang)]
        found = self.discovery
        if found.found.box.limits:
            lines += ["", *self._limits(lang), "", *self._halves(lang)]
        lines += ["", *self._rules(lang), "", *paragraph(DISCOVER["notes"], lang)]
        if names := [one.name for one in self.inputs if one.spread]:
            lines += paragraph(DISCOVER["evenly"].fill(names=listed(names)), lang)
        if found.found.box.limits and not found.dense:
            lines += paragraph(DISCOVER["sparse"].fill(density=_percent(self.density)), lang)
        return "\n".join(["", *lines, "", *concluded(self._concludes(), lang)])

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The worlds with their inputs and failures; PRIM's trajectory."""
        import pandas as pd

        columns = {one.path: self.sample.x[:, i] for i, one in enumerate(self.inputs)}
        worlds = pd.DataFrame({"world": np.arange(len(self.sample.x)), **columns})
        worlds["failures"] = self.sample.fails.sum(axis=1)
        worlds["used"] = worlds["world"] % 2 == 0
        worlds["in_box"] = self.discovery.found.box.inside(self.sample.x)
        steps = pd.DataFrame(
            {
                f"{name}_{half}": [getattr(getattr(s, half), name) for s in self.discovery.steps]
                for half in ("used", "unused")
                for name in ("coverage", "density", "mass")
            }
        )
        return {"worlds": worlds, "trajectory": steps}

    def _base(self) -> Words:
        ends = {"low": f"{self.base.low * 100:.0f}", "high": f"{self.base.high * 100:.0f}"}
        return DISCOVER["base"].fill(share=_percent(self.base.share or 0.0), **ends)

    def _limit(self, side: Side) -> dict[str, Any]:
        one = self.inputs[side.index]
        value = self.discovery.found.box.limits[side.index][side.end]
        sampled = [one.low, one.high]
        key = ("at_least", "at_most")[side.end]
        return {"path": one.path, "name": one.name._asdict(), key: value, "sampled": sampled}

    def _limits(self, lang: Lang) -> list[str]:
        heads = [DISCOVER[k].lines(lang) for k in ("limit", "in_box", "sampled")]
        heads += [DISCOVER[k].lines(lang) for k in ("freed", "quasi_p")]
        rows: list[Sequence[Cell]] = []
        for side in self.discovery.sides:
            one = self.inputs[side.index]
            value = self.discovery.found.box.limits[side.index][side.end]
            sampled = [one.show(one.low), one.show(one.high)]
            rows.append(
                [
                    [narrow(line) for line in one.name.lines(lang)],
                    [narrow(f"{'><'[side.end]} {line}") for line in one.show(value).lines(lang)],
                    [
                        narrow(f"{a} - {b}")
                        for a, b in zip(*(w.lines(lang) for w in sampled), strict=True)
                    ],
                    [_dense(side.freed)],
                    [_chance(side.quasi_p)],
                ]
            )
        return table(heads, rows)

    def _halves(self, lang: Lang) -> list[str]:
        heads = [DISCOVER[k].lines(lang) for k in ("of", "coverage", "density", "mass")]
        found = self.discovery.found
        rows = [
            [DISCOVER["found_on"].lines(lang), *_cells(found.used)],
            [DISCOVER["held_out"].lines(lang), *_cells(found.unused)],
        ]
        return table(heads, rows)

    def _rules(self, lang: Lang) -> list[str]:
        rules = self.discovery.rules
        if not rules:
            return paragraph(DISCOVER["no_rules"], lang)
        heads = [DISCOVER[k].lines(lang) for k in ("rules", "coverage", "density", "mass")]
        rows = [
            [[narrow(line) for line in self.box_words(r.box).lines(lang)], *_cells(r.unused)]
            for r in rules
        ]
        return table(heads, rows)

    def _concludes(self) -> list[Words]:
        found: Found = self.discovery.found
        said = [self.statement]
        if found.box.limits:
            base = _percent(self.discovery.base.density or 0.0)
            said.append(
                DISCOVER["numbers"].fill(
                    density=_percent(found.unused.density or 0.0),
                    low=f"{found.unused.low * 100:.0f}",
                    high=f"{found.unused.high * 100:.0f}",
                    base=base,
                    coverage=_percent(found.unused.coverage),
                )
            )
            if not self.discovery.proven:
                said.append(DISCOVER["unproven"])
        return said


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"


def _dense(found: Quality) -> str:
    return "-" if found.density is None else f"{found.density * 100:.0f}"


def _chance(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _cells(found: Quality) -> list[Cell]:
    interval = f"{_dense(found):>3} ({found.low * 100:.0f}-{found.high * 100:.0f})"
    return [[f"{found.coverage * 100:.0f}"], [interval], [f"{found.mass * 100:.0f}"]]
