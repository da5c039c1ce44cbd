"""A scenario as a notebook sees it: frozen, changed by copies, run on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sim.api.grounding import Grounding, grounding, own_futures, scenario_id
from sim.api.remarks import tell_engine
from sim.model.city import City
from sim.runs.engines import Choice, Engine
from sim.runs.executors import Executor, Kind
from sim.runs.grounded import PRIOR, AcceptedFutures, checked
from sim.runs.jobs import Progress
from sim.runs.settings import Settings
from sim.scenario.load import Loaded, load
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import Leaf, leaves
from sim.scenario.yaml.files import called_from
from sim.text.safe import html

if TYPE_CHECKING:
    from sim.api.run import Run


class Scenario:
    """A checked scenario. `spec` holds its typed blocks; `with_` returns a changed copy."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded

    @classmethod
    def load(cls, path: str | Path, sets: Sequence[str] = ()) -> Scenario:
        """Read and check a scenario file; ScenarioError with every problem at once.

        `sets` holds changes written as `path=value`, as after `--set`.
        """
        return cls(load(path, sets))

    def option(self, path: str | Path) -> Scenario:
        """Return another scenario by its file, or this one with a delta laid over it.

        A delta is a file with nothing but `change`, `add` and `drop`, as for `apply`; what else is
        a scenario gets the changes of `--set` that this one has. Raises ScenarioError.
        """
        over = self.loaded.laid_over(path)
        return Scenario(over) if over else Scenario.load(path, self.loaded.sets)

    @classmethod
    def read_workbook(cls, path: str | Path) -> Scenario:
        """Return what an edited workbook of `workbook` says; `override()` gives only the edits.

        ScenarioError with every problem by sheet and cell; NotAWorkbookError, a ValueError, for a
        file that is none, or was written from another state of its scenario.
        """
        from sim.report.workbook.reading import read_back

        return cls(read_back(Path(path)))

    def workbook(self, path: str | Path) -> None:
        """Write every input with what it stands on as a workbook to edit, beside the scenario.

        ValueError where a child beside `path` could not call this scenario its parent. OSError.
        """
        from sim.report.workbook.editable import input_sheets
        from sim.report.workbook.write import written

        called = called_from(self.loaded.path, Path(path))
        if called is None or self.loaded.sets or self.loaded.changes:
            raise ValueError(f"{self.loaded.path} is not what a file beside {path} can extend")
        book = written(input_sheets(self.loaded, called), self.spec.name.words)
        Path(path).write_bytes(book)

    @property
    def spec(self) -> Spec:
        """The validated blocks, such as `spec.tracks["cgt"]`."""
        return self.loaded.spec

    @property
    def id(self) -> str:
        """Name of the file without its ending, as a plain name of a folder."""
        return scenario_id(self.loaded)

    @cached_property
    def numbers(self) -> dict[str, Leaf]:
        """Every number by its dotted path, with range, source and status."""
        return leaves(self.spec)

    @cached_property
    def grounding(self) -> Grounding | None:
        """The accepted set that it names, and whether it still has its past; None without one.

        Where that is not known, a few of its futures are played up to the last year they were held
        against. Raises ScenarioError for a set that is stale or cannot be read.
        """
        return grounding(self.loaded)

    def with_(
        self, changes: Mapping[str, object], name: str | Mapping[str, str] | None = None
    ) -> Scenario:
        """Return a copy with values changed by dotted path; ScenarioError as from a file.

        A changed value loses its source, status and range unless they are given again:
        `with_({"supply.starts-2023.construction": "24 months"})`. `name` is what titles, figures
        and tables call the copy, one text or `{"zh": …, "en": …}`; unless it is given, the changes
        are told behind the scenario's own.
        """
        given = {} if name is None else {"name": name}
        return Scenario(self.loaded.with_({**changes, **given}))

    def override(
        self,
        name: str | Mapping[str, str] | None = None,
        why: str | Mapping[str, str] | None = None,
    ) -> str:
        """Return the changes made with `with_` as a minimal child file, in YAML.

        Saved beside the scenario's own file and run from the command line, it gives the same
        numbers.
        """
        return self.loaded.override(name, why)

    def run(
        self,
        replications: int | None = None,
        seed: int | None = None,
        *,
        central: bool = False,
        audit: bool = False,
        workers: int | None = None,
        progress: Progress | None = None,
        engine: Engine = "auto",
        told: Callable[[Choice], None] = tell_engine,
        until: float | None = None,
        city: type[City] = City,
        grounded: AcceptedFutures | None = None,
        executor: Executor | Kind | None = None,
    ) -> Run:
        """Play the scenario; the scenario's own replications and seed unless others are given.

        `until=0.03` goes on until the probability of each standard, and of both sides of the
        verdict, is known within ±3 points; `replications` are then the most that are played, by
        default as many as any probability may need. The answer is that of a run with the number it
        came to.

        `central` holds ranged numbers at their values; `grounded` are futures that agree with
        years past, as `calibrate` finds them, in the place of new ones: no more are played than
        there are, and the seed is theirs. Unless given, they are those of the set that the scenario
        names, if no other seed is; `PRIOR` plays without. `audit` checks conservation after every
        event. The answer depends neither on `workers` nor on the `engine`: "compiled", "simpy",
        "both" to compare them event by event, or "auto". `told` hears which one plays and why;
        what a user would wonder about is written to stderr unless it is given.

        A subclass of `sim.model.city.City` that names other classes for its parts is custom
        behaviour: the SimPy engine plays it, and the key tells its results from others. One that
        a notebook defines plays in this process alone.

        `executor` says where it is played: "here", "threads", "processes" or "dask" with `workers`
        of them, or what `sim.runs.executors.executor` makes instead of `workers`. The answer does
        not depend on it. ValueError for what nothing can be played with, before anything is.
        """
        from sim.api.arguments import check_asked, place
        from sim.api.run import execute
        from sim.measures.verdict.precision import most

        check_asked(replications, seed, workers, engine, until)
        on = place(executor, workers)
        settings = replace(self.settings(seed, central, grounded), audit=audit, city=city)
        if replications is None:
            replications = self.spec.replications if until is None else most(until)
        return execute(self, settings, replications, workers, progress, engine, told, until, on)

    def settings(
        self,
        seed: int | None = None,
        central: bool = False,
        grounded: AcceptedFutures | None = None,
    ) -> Settings:
        """Return what besides the scenario decides the answer; its own seed unless one is given.

        ScenarioError for grounded values that the scenario cannot have.
        """
        if grounded is None:
            grounded = PRIOR if central else own_futures([self.grounding], seed)
        if central and grounded:
            raise ValueError("central holds ranged numbers at their values, grounded at others")
        if grounded:
            if seed not in (None, grounded.seed):
                raise ValueError(f"accepted futures have the luck of seed {grounded.seed}")
            return Settings(grounded.seed, grounded=checked(grounded, self.spec))
        return Settings(self.spec.seed if seed is None else int(seed), central)

    def __repr__(self) -> str:
        spec = self.spec
        return (
            f"Scenario {self.id}: {spec.name.zh} / {spec.name.en}\n"
            f"  {spec.clock.start} - {spec.clock.end}, {spec.replications} futures, "
            f"seed {spec.seed}\n"
            f"  {len(spec.parks)} parks, {len(spec.spaces)} space types, "
            f"{len(spec.tracks)} tracks, {len(spec.demand)} demand blocks, "
            f"{len(spec.supply)} projects, {len(self.numbers)} numbers"
        )

    def _repr_html_(self) -> str:
        return html(repr(self))
