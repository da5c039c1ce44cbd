"""Make a result again from its manifest alone, and compare every number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from sim.api.folder import plain
from sim.api.manifest import (
    NoManifestError,
    damaged,
    file_digest,
    is_text,
    read_manifest,
    written_out,
)
from sim.api.results import EXTRAS, SCALED, VERDICT, unsigned
from sim.api.scenario import Scenario
from sim.runs.grounded import AcceptedFutures
from sim.runs.jobs import Progress
from sim.scenario.values import limits
from sim.text.words import Lang

if TYPE_CHECKING:
    import pandas as pd

_LARGE = ("figures/", "series.parquet", "tracks.parquet")
"""Some of what a brief save leaves out."""
_ELSEWHERE = ("manifest.json", "provenance.csv", "report.html", "tables.xlsx")
"""Files that say where a result was made and from what; they differ without a number differing."""


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


@dataclass(frozen=True)
class _Asked:
    """What was run."""

    file: str
    sets: tuple[str, ...]
    seed: int
    replications: int
    central: bool
    grounded: AcceptedFutures


def reproduce(folder: Path, progress: Progress | None = None) -> Reproduction:
    """Run a result again and compare.

    Raises OSError or NoManifestError when the folder holds no readable manifest of a run, or one
    made with custom behaviour, and ScenarioError when this version cannot read its scenario.
    """
    manifest = read_manifest(folder)
    files: dict[str, str] = manifest["files"]
    asked = _asked(manifest)
    with TemporaryDirectory() as place:
        loaded = Scenario.load(written_out(manifest, Path(place))).loaded
        scenario = Scenario(replace(loaded, path=asked.file, sets=asked.sets))
        run = scenario.run(
            asked.replications,
            asked.seed,
            central=asked.central,
            grounded=asked.grounded,
            progress=progress,
        )
        for lang in _languages(files):
            again = run.save(
                Path(place) / "again",
                lang,
                with_requests="requests.parquet" in files,
                brief=not any(name.startswith(_LARGE) for name in files),
                also=[
                    extra
                    for extra, at in EXTRAS.items()
                    if any(f"{name}/".startswith(f"{at}/") for name in files)
                ],
                by_language=_drawn_alone(files),
            )
        # What is drawn on the scales of another result needs that as well.
        kept = (name for name in files if not name.startswith(SCALED))
        names = sorted(name for name in kept if name not in _ELSEWHERE)
        same = tuple(
            name
            for name in names
            if file_digest(again / name) == files[name] or _says_the_same(folder, again, name)
        )
        different = {
            name: _first_difference(folder / name, again / name)
            for name in names
            if name not in same
        }
    made_of = tuple(
        name for name, value in run.identity[1].items() if manifest["made_of"].get(name) != value
    )
    return Reproduction(made_of, tuple(sorted(damaged(folder, files))), same, different)


def _asked(manifest: Mapping[str, Any]) -> _Asked:
    """What a manifest says was run; NoManifestError where it does not say so."""
    made_of, scenario = manifest["made_of"], manifest["scenario"]
    if "verb" in made_of:
        raise NoManifestError("answer", verb=str(made_of["verb"])[:40])
    settings = made_of.get("settings")
    if not isinstance(settings, dict):
        raise NoManifestError("shape", key="settings")
    if custom := settings.get("custom"):
        raise NoManifestError("custom", names=", ".join(map(str, custom))[:200])
    file, rows = scenario.get("file"), settings.get("grounded", [])
    held_back = scenario.get("held_back")
    right = {
        "file": is_text(file) and Path(file).name == file,
        "id": is_text(file) and scenario.get("id") == plain(Path(file).stem),
        "sets": isinstance(scenario.get("sets"), list) and all(map(is_text, scenario["sets"])),
        "seed": _is_count(settings.get("seed"), 0, limits.SEED),
        "replications": _is_count(settings.get("replications"), 1, limits.REPLICATIONS),
        "central": isinstance(settings.get("central"), bool),
        "grounded": isinstance(rows, list) and all(map(_is_future, rows)),
        "held_back": held_back is None or _is_part(held_back),
    }
    for key, fits in right.items():
        if not fits:
            raise NoManifestError("shape", key=key)
    return _Asked(
        file,
        tuple(scenario["sets"]),
        settings["seed"],
        settings["replications"],
        settings["central"],
        replace(AcceptedFutures.of(rows), held_back=held_back and tuple(held_back)),
    )


def _is_count(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_part(value: Any) -> bool:
    """Whether it is two counts, the first of which is among the second."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(_is_count(one, 0, limits.REPLICATIONS) for one in value)
        and value[0] <= value[1]
    )


def _is_future(value: Any) -> bool:
    """Whether it is a future that was played on, as `AcceptedFutures.plain` gives it."""
    return (
        isinstance(value, dict)
        and value.keys() == {"seed", "number", "values"}
        and _is_count(value["seed"], 0, limits.SEED)
        and _is_count(value["number"], 0, limits.REPLICATIONS)
        and isinstance(value["values"], dict)
    )


def _languages(files: Iterable[str]) -> tuple[Lang, ...]:
    """The languages that figures are drawn in alone, or "both" where there are none such."""
    alone: tuple[Lang, ...] = ("zh", "en")
    return tuple(
        lang
        for lang in alone
        if any(name.startswith(f"figures/{lang}/") and name.endswith(".png") for name in files)
    ) or ("both",)


def _says_the_same(was: Path, now: Path, name: str) -> bool:
    """Whether a text differs but in the key and version at its end, or in which pictures it shows.

    A folder keeps the story that was written first, and may have got figures since.
    """
    if name not in _TEXTS:
        return False
    try:
        old, new = (_TEXTS[name]((folder / name).read_text("utf-8")) for folder in (was, now))
    except (OSError, ValueError):
        return False
    return old == new


def _unpictured(story: str) -> str:
    return re.sub(r"\]\(figures/[^)]*\)", "]()", story)


_TEXTS: Final[dict[str, Callable[[str], str]]] = {
    VERDICT: unsigned,
    "story.zh.md": _unpictured,
    "story.en.md": _unpictured,
}
"""What a text says, without what may differ."""


def _drawn_alone(files: Iterable[str]) -> bool:
    """Whether the story's figures were drawn in each language, whichever was asked for."""
    named = set(files)
    return any(
        name.startswith(("figures/zh/", "figures/en/"))
        and name.endswith(".svg")
        and f"{name.removesuffix('.svg')}.png" not in named
        for name in named
    )


def _first_difference(was: Path, now: Path) -> str:
    """Return `row, column: old -> new` of the first cell that differs; '' for other files."""
    if was.suffix not in (".parquet", ".csv") or not (was.is_file() and now.is_file()):
        return ""
    try:
        old, new = _frame(was), _frame(now)
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
