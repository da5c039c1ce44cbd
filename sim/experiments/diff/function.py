"""`diff`: what two saved results were made of, and which outputs moved beyond their own error."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sim.api.lookup import find
from sim.experiments.diff.answer import DiffAnswer, DiffSide
from sim.experiments.diff.courses import courses
from sim.experiments.diff.finding import DiffFinding
from sim.experiments.diff.inputs import made_otherwise, moved_inputs, same_futures
from sim.experiments.diff.outputs import moved_outputs, moved_words, one_sided
from sim.experiments.diff.saved import SavedRun, read_run
from sim.experiments.finding import SHORT
from sim.plots.frames import Origin
from sim.runs.identity import release
from sim.text.safe import line
from sim.text.words import Words

RESULTS: Final = Path("results")


def diff(a: str | Path, b: str | Path, out: Path = RESULTS) -> DiffFinding:
    """Compare two saved runs, which may be of other versions; nothing is played.

    a, b: folders of results, or what `find` knows under `out`: a name, a key, a scenario, `latest`.
    Raises NoResultError where nothing is called so, OSError or NoManifestError where a folder has
    no readable manifest, RefusedError where it holds no run.
    """
    old, new = (read_run(find(str(asked), out)) for asked in (a, b))
    inputs, understood = moved_inputs(old, new)
    return DiffFinding(
        DiffAnswer(
            old=_side(old, new),
            new=_side(new, old),
            same_folder=old.folder.resolve() == new.folder.resolve(),
            inputs=tuple(inputs),
            understood=understood,
            made_of=tuple(made_otherwise(old, new)),
            same_futures=same_futures(old, new),
            outputs=tuple(moved_outputs(old, new)),
            words=tuple(moved_words(old, new)),
            one_sided=tuple(one_sided(old, new)),
            areas=new.areas,
            currency=new.currency,
        ),
        courses(old, new),
        _origin(old, new),
    )


def _origin(old: SavedRun, new: SavedRun) -> Origin:
    """Where the numbers come from, as the foot of the figure prints it."""
    seed = new.settings.get("seed")
    return Origin(
        scenario=" | ".join(line(str(run.manifest["scenario"].get("id"))) for run in (old, new)),
        name=Words(f"{old.name.zh} | {new.name.zh}", f"{old.name.en} | {new.name.en}"),
        key=" | ".join(run.key[:SHORT] for run in (old, new)),
        version=release(),
        seed=seed if isinstance(seed, int) else 0,
        replications=new.replications,
        areas=new.areas,
    )


def _side(run: SavedRun, other: SavedRun) -> DiffSide:
    only = tuple(sorted(run.holds() - other.holds()))
    return DiffSide(run.name, str(run.folder), run.key, run.replications, run.altered, only)
