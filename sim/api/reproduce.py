"""Make a result again from its manifest alone, and compare every number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sim.api.scenario import Scenario
from sim.runs.identity import digest
from sim.runs.jobs import Progress

if TYPE_CHECKING:
    import pandas as pd

_ELSEWHERE = ("manifest.json", "provenance.csv")
"""Files that say where and when a result was made; they differ without a number differing."""


@dataclass(frozen=True)
class Reproduction:
    """What came of it."""

    made_of: tuple[str, ...]
    """Ingredients that differ from the result's: `code`, `versions` …; empty if none does."""
    damaged: tuple[str, ...]
    """Files of the result that are missing or not what its manifest says."""
    same: tuple[str, ...]
    """Files that came out with the same bytes."""
    different: dict[str, str]
    """Files that did not, with the first number that differs where there is one."""

    @property
    def holds(self) -> bool:
        """Whether the result is sound and every number came out the same."""
        return not self.damaged and not self.different


def reproduce(folder: Path, progress: Progress | None = None) -> Reproduction:
    """Run a result again and compare.

    Raises FileNotFoundError or ValueError when the folder holds no readable manifest or was made
    with custom behaviour, and ScenarioError when this version cannot read its scenario.
    """
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files: dict[str, str] = manifest["files"]
    damaged = tuple(sorted(name for name, known in files.items() if _hash(folder / name) != known))
    if "verb" in manifest["made_of"]:
        verb = manifest["made_of"]["verb"]
        raise ValueError(f"an answer of {verb}: ask again with another --out and compare the files")
    settings = manifest["made_of"]["settings"]
    if "custom" in settings:
        raise ValueError(
            f"custom behaviour, which no manifest holds: {', '.join(settings['custom'])}"
        )
    with TemporaryDirectory() as place:
        copy = Path(place) / f"{manifest['scenario']['id']}.yaml"
        copy.write_text(manifest["scenario"]["yaml"], encoding="utf-8", newline="\n")
        run = Scenario.load(copy).run(
            settings["replications"],
            settings["seed"],
            central=settings["central"],
            grounded=settings.get("grounded", ()),
            progress=progress,
        )
        again = run.save(
            Path(place) / "again",
            manifest["lang"],
            with_requests="requests.parquet" in files,
            brief="series.parquet" not in files,
        )
        names = sorted(name for name in files if name not in _ELSEWHERE)
        same = tuple(name for name in names if _hash(again / name) == files[name])
        different = {
            name: _first_difference(folder / name, again / name)
            for name in names
            if name not in same
        }
    made_of = tuple(
        name for name, value in run.identity[1].items() if manifest["made_of"].get(name) != value
    )
    return Reproduction(made_of, damaged, same, different)


def _hash(path: Path) -> str:
    return digest(path.read_bytes()) if path.is_file() else ""


def _first_difference(one: Path, other: Path) -> str:
    """Return `row, column: old -> new` of the first cell that differs; '' for other files."""
    if one.suffix not in (".parquet", ".csv") or not (one.is_file() and other.is_file()):
        return ""
    try:
        old, new = _frame(one), _frame(other)
    except (OSError, ValueError) as error:  # pyarrow's own errors are ValueErrors
        return str(error).splitlines()[0]
    if old.shape != new.shape or list(old.columns) != list(new.columns):
        return f"{old.shape[0]} x {old.shape[1]} -> {new.shape[0]} x {new.shape[1]}"
    return next(_cells(old, new), "")


def _frame(path: Path) -> pd.DataFrame:
    import pandas as pd

    return pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)


def _cells(old: pd.DataFrame, new: pd.DataFrame) -> Iterator[str]:
    for column in old.columns:
        before, after = old[column].astype(object), new[column].astype(object)
        differs = (before != after) & ~(before.isna() & after.isna())
        if differs.any():
            row = int(differs.to_numpy().argmax())
            yield f"row {row}, {column}: {before.iloc[row]} -> {after.iloc[row]}"
