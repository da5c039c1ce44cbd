"""The answer of an experiment as a notebook holds it, and its folder on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sim.api.folder import whole
from sim.api.identity import git_state
from sim.api.results import write_json
from sim.experiments.answer import Answer
from sim.measures.areas import Areas
from sim.plots.frames import Origin
from sim.plots.words import words
from sim.runs.identity import canonical, code_hash, digest, versions
from sim.text.figures import Lang
from sim.text.safe import html

if TYPE_CHECKING:
    from sim.api.scenario import Scenario
    from sim.plots.style import Panels

A = TypeVar("A", bound=Answer)
Draw = Callable[[A, Origin, Lang], "Iterable[Panels]"]

SHORT = 12
"""Characters of the key in names."""


@dataclass(frozen=True, repr=False)
class Finding(Generic[A]):
    """What an experiment found: `answer` holds the numbers, `figures` draws them."""

    verb: str
    scenario: Scenario
    seed: int
    replications: int
    """Replications of each point."""
    asked: dict[str, Any]
    """What was asked, as plain data; with the scenario it decides the answer."""
    answer: A
    draw: Draw[A]
    more: dict[str, Any] = field(default_factory=dict)
    """More files of its folder by name: plain data for JSON."""

    @cached_property
    def made_of(self) -> dict[str, Any]:
        """All that can change the answer."""
        return {
            "verb": self.verb,
            "scenario": digest(canonical(self.scenario.loaded.raw)),
            "seed": self.seed,
            "replications": self.replications,
            "asked": self.asked,
            "code": code_hash(),
            "versions": versions(),
        }

    @cached_property
    def key(self) -> str:
        """Hash of everything that can change the answer."""
        return digest(canonical(self.made_of))

    @property
    def origin(self) -> Origin:
        """Where the numbers come from, as figures print it."""
        return Origin(
            scenario=self.scenario.id,
            name=words(self.scenario.id, self.scenario.spec.name),
            key=self.key[:SHORT],
            version=versions()["zhizao"],
            seed=self.seed,
            replications=self.replications,
            areas=Areas(self.scenario.spec.area_unit),
        )

    def figures(self, lang: Lang = "both") -> list[Panels]:
        """Draw the figures of the answer."""
        return list(self.draw(self.answer, self.origin, lang))

    def save(self, out: Path, lang: Lang = "both") -> Path:
        """Write the folder out/scenario/verb-key and return it; it is there whole or not at all.

        It holds the answer as JSON and text, its tables, its figures, and what it is made of; no
        time of day and no machine, so that the same question gives the same bytes.
        """
        from sim.plots.save import save

        target = out / self.scenario.id / f"{self.verb}-{self.key[:SHORT]}"
        with whole(target) as folder:
            write_json(folder / "answer.json", self.answer.to_dict())
            for name, data in self.more.items():
                write_json(folder / name, data)
            text = self.answer.screen(lang)
            (folder / "answer.txt").write_text(text, encoding="utf-8", newline="\n")
            for name, frame in self.answer.tables().items():
                path = folder / f"{name}.csv"
                frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
            save(self.figures(lang), folder / "figures")
            files = sorted(path for path in folder.rglob("*") if path.is_file())
            manifest = {
                "manifest": 1,
                "key": self.key,
                "made_of": self.made_of,
                "scenario": {"id": self.scenario.id, "yaml": self.scenario.loaded.resolved},
                "lang": lang,
                "git": git_state(),
                "files": {p.relative_to(folder).as_posix(): digest(p.read_bytes()) for p in files},
            }
            write_json(folder / "manifest.json", manifest)
        return target

    def __repr__(self) -> str:
        return self.answer.screen("both")

    def _repr_html_(self) -> str:
        return html(repr(self))
