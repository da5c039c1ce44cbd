"""The answer of an experiment as a notebook holds it, and its folder on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sim.api.folder import Missed, Part, save, write_json
from sim.api.identity import git_state
from sim.api.remarks import tell_missed
from sim.api.results import Kept, Named, figures, told, write_csv, write_text
from sim.experiments.answer import Answer
from sim.experiments.words import PARTS
from sim.plots.frames import Origin
from sim.report.blocks import Section
from sim.runs.identity import canonical, code_hash, digest, release, versions
from sim.scenario.values.amounts import Areas
from sim.text.names import held
from sim.text.safe import html
from sim.text.screen import paragraph, spoken
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    import pandas as pd

    from sim.api.scenario import Scenario
    from sim.plots.style import Panels

A = TypeVar("A", bound=Answer)
Show = Callable[[A, Lang], str]
"""What a terminal shows of an answer, the answer last."""
Draw = Callable[[A, Origin], Iterable[Named]]
"""Lists the figures of an answer; each is drawn when it is called with a language."""
Sections = Callable[[A], Iterable[Section]]
"""More of an answer, as sections of its page."""

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
    show: Show[A]
    draw: Draw[A]
    more: dict[str, Any] = field(default_factory=dict)
    """More files of its folder by name: plain data for JSON."""
    parts_in: int | None = None
    """The year in which what was varied changed the past of accepted futures, if it did: all was
    drawn from the ranges then."""

    sections: Sections[A] | None = None
    """Parts of its page that the screen has no room for."""

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
    def name(self) -> Words:
        """The scenario's name, with what is changed in it and how its ranged numbers are held."""
        name, asked = self.scenario.spec.name.words, self.asked
        return held(name, asked.get("central", False), bool(asked.get("grounded")))

    @property
    def origin(self) -> Origin:
        """Where the numbers come from, as figures print it."""
        return Origin(
            scenario=self.scenario.id,
            name=self.name,
            key=self.key[:SHORT],
            version=release(),
            seed=self.seed,
            replications=self.replications,
            areas=Areas(self.scenario.spec.area_unit),
        )

    def screen(self, lang: Lang = "both") -> str:
        """Return what a terminal shows of the answer."""
        shown = self.show(self.answer, lang)
        if self.parts_in is None:
            return shown
        return "\n".join([*paragraph(PARTS.fill(year=str(self.parts_in)), lang), shown])

    def figures(self, lang: Lang = "both") -> list[Panels]:
        """Draw the figures of the answer."""
        return [draw(lang) for _, draw in self.draw(self.answer, self.origin)]

    def folder(self, out: Path) -> Path:
        """Where it is saved: out/scenario/verb-key."""
        return out / self.scenario.id / f"{self.verb}-{self.key[:SHORT]}"

    def save(
        self,
        out: Path,
        lang: Lang = "both",
        missed: Missed = tell_missed,
        by_language: bool = False,
    ) -> Path:
        """Write its folder and return it; it is there whole or not at all, and keeps all it has.

        It holds the answer as JSON and text, its tables, its figures (beside those in both
        languages those in one, if `lang` is one), and what it is made of; no time of day and no
        machine, so that the same question gives the same bytes. `by_language`: the figures of
        report.html are in the language that it shows. `missed` hears of a part that
        fails; the others are written. OSError where the folder cannot be written.
        """
        folder = self.folder(out)
        save(folder, self._parts(lang, by_language), self._about(), missed)
        return folder

    def _parts(self, lang: Lang, by_language: bool) -> Iterator[Part]:
        yield "answer.txt", lambda f: write_text(repr(self), f / "answer.txt")
        yield "answer.json", lambda f: write_json(f / "answer.json", self.answer.to_dict())
        for name, data in self.more.items():
            yield name, partial(_write_json, name, data)
        tables, drawn = self.answer.tables(), Kept()
        for name, frame in tables.items():
            yield f"{name}.csv", partial(_write_csv, name, frame)
        named = partial(self.draw, self.answer, self.origin)
        yield from figures(named, lang, kept=drawn, by_language=by_language)
        yield "report.html", lambda f: write_text(self._page(tables, drawn), f / "report.html")

    def _page(self, tables: Mapping[str, pd.DataFrame], drawn: Kept) -> str:
        from sim.report.page.answer import answer_page
        from sim.report.page.render import rendered

        page = answer_page(
            self.scenario.loaded,
            self.origin,
            self.made_of,
            {lang: self.screen(lang) for lang in ("zh", "en")},
            {key: (len(frame), [*map(str, frame.columns)]) for key, frame in tables.items()},
            {key: told(key, spoken) for key, spoken in drawn.items()},
            tuple(self.sections(self.answer)) if self.sections else (),
        )
        return rendered(page)

    def _about(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "made_of": self.made_of,
            "scenario": {
                "id": self.scenario.id,
                "name": self.name._asdict(),
                "sets": list(self.scenario.loaded.as_sets),
                "yaml": self.scenario.loaded.resolved,
            },
            "git": git_state(),
        }

    def __repr__(self) -> str:
        return f"{self.name.block(spoken())}\n{self.screen(spoken())}"

    def _repr_html_(self) -> str:
        return html(repr(self))


def _write_json(name: str, data: Any, folder: Path) -> None:
    write_json(folder / name, data)


def _write_csv(name: str, frame: pd.DataFrame, folder: Path) -> None:
    write_csv(frame, folder / f"{name}.csv")
