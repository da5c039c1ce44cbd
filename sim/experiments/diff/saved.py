"""A saved run as it stands on disk: nothing is played, what older versions left out is named."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.api.manifest import damaged, read_manifest
from sim.experiments.answer import RefusedError
from sim.experiments.diff.words import DIFF
from sim.scenario.values.amounts import Areas
from sim.scenario.values.units import AREAS, METRIC, YUAN
from sim.text.safe import line
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

VERDICT: Final = "verdict.json"
_TABLES: Final = ("measures", "economy")
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_MOST_BYTES: Final = 1 << 26
"""The largest verdict that is read."""


@dataclass(frozen=True)
class SavedChance:
    """How often something holds, with its 95 % interval, and the word of the verdict on it."""

    share: float | None
    low: float
    high: float
    word: str


@dataclass(frozen=True)
class SavedPlace:
    """A type of space, or one of its parks; None and None: the whole city."""

    space: str | None = None
    park: str | None = None


@dataclass(frozen=True)
class SavedRun:
    """One results folder of a run."""

    folder: Path
    manifest: Mapping[str, Any]
    verdict: Mapping[str, Any]
    altered: tuple[str, ...]
    """Files that are missing or not what the manifest says."""

    @property
    def key(self) -> str:
        """The key of the run."""
        return line(str(self.manifest["key"]))

    @property
    def name(self) -> Words:
        """What its scenario is called."""
        name = self.manifest["scenario"].get("name")
        parts = [name.get(lang) for lang in ("zh", "en")] if isinstance(name, dict) else []
        if len(parts) == 2 and all(isinstance(part, str) for part in parts):
            return Words(line(parts[0]), line(parts[1]))
        id_ = line(str(self.manifest["scenario"].get("id")))
        return Words(id_, id_)

    @property
    def settings(self) -> Mapping[str, Any]:
        """Seed, replications, and what ranges were held at."""
        settings = self.manifest["made_of"].get("settings")
        return settings if isinstance(settings, dict) else {}

    @property
    def replications(self) -> int:
        """How many futures were played."""
        return int(self.verdict["replications"])

    @property
    def grounded(self) -> bool:
        """Whether it is continued from the past, each future with numbers of its own."""
        return bool(self.settings.get("grounded"))

    def label(self, block: str, id_: str) -> Words:
        """What a thing is called, by the block of the scenario it stands in."""
        zh, en = self.verdict["labels"].get(f"{block}/{id_}", (id_, id_))
        return Words(line(str(zh)), line(str(en)))

    @property
    def record(self) -> tuple[str, str] | None:
        """The first month that is recorded and the last, as `2029-12`; None if it is not said."""
        told = self.verdict.get("record")
        months = [str(one) for one in told] if isinstance(told, list) else []
        known = len(months) == 2 and all(map(_MONTH.fullmatch, months))
        return (months[0], months[1]) if known else None

    def of(self, place: SavedPlace) -> Words:
        """What a place is called."""
        words = [self.label("space", place.space)] if place.space else [DIFF["city"]]
        words += [self.label("park", place.park)] if place.park else []
        return Words("·".join(w.zh for w in words), ", ".join(w.en for w in words))

    def sides(self) -> Iterator[tuple[SavedPlace, str, SavedChance]]:
        """Yield (place, side, chance) of the city, of each type and of each pool that is judged."""
        for side in ("shortage", "idle"):
            if self.verdict.get(side) is not None:
                yield SavedPlace(), side, _chance(self.verdict[side])
        for one in (*self.verdict["spaces"], *self.verdict.get("pools", ())):
            for side in ("shortage", "idle"):
                yield SavedPlace(one["space"], one.get("park")), side, _chance(one[side])

    def standards(self) -> Iterator[tuple[str, SavedChance]]:
        """Yield (id, chance) of each standard."""
        for one in self.verdict["standards"]:
            yield str(one["id"]), _chance(one["judged"])

    @property
    def areas(self) -> Areas:
        """How its scenario writes areas: 万m² unless its resolved text says another unit."""
        for row in str(self.manifest["scenario"].get("yaml")).splitlines():
            key, _, unit = row.partition(":")
            if key == "area_unit" and unit.strip().strip("'\"") in AREAS:
                return Areas(unit.strip().strip("'\""))
        return Areas(METRIC)

    @property
    def currency(self) -> tuple[str, str]:
        """The code of its money, and what that is called in Chinese."""
        told = self.verdict.get("promises")
        currency = told.get("currency") if isinstance(told, dict) else None
        if isinstance(currency, list) and len(currency) == 2:
            return line(str(currency[0])), line(str(currency[1]))
        return YUAN, "元"

    def table(self, name: str, keys: Sequence[str], numbers: Sequence[str]) -> pd.DataFrame | None:
        """Columns of a table for spreadsheets, a row for each of its `keys`, numbers alone.

        None where the run or its version has none such; what is no number is left out, and so is a
        second row of the same keys: only one of them could be meant. RefusedError for what is no
        table at all.
        """
        import pandas as pd

        path = self.folder / f"{name}.csv"
        if not path.is_file():
            return None
        try:
            table = pd.read_csv(path, encoding="utf-8-sig")
        except (OSError, ValueError):
            raise RefusedError(DIFF["unread"].fill(file=str(path))) from None
        if not {*keys, *numbers} <= set(table.columns):
            return None
        table = table[[*keys, *numbers]]
        counted = ["year", *numbers]
        table[counted] = table[counted].apply(pd.to_numeric, errors="coerce")
        table[counted] = table[counted].where(table[counted].abs() < float("inf"))
        whole = table.dropna().astype({"year": "int64"})
        return whole.drop_duplicates([*keys])

    def holds(self) -> set[str]:
        """What it has of what is compared: parts of the verdict, and tables."""
        tables = {f"{name}.csv" for name in _TABLES if (self.folder / f"{name}.csv").is_file()}
        return {f"{VERDICT}: {line(str(key))}" for key in self.verdict} | tables


def read_run(folder: Path) -> SavedRun:
    """Read a results folder of a run.

    Raises OSError or NoManifestError where it has no readable manifest, RefusedError where it is
    the answer to a question, or has no verdict of the shape that runs write.
    """
    manifest = read_manifest(folder)
    made_of = manifest["made_of"]
    if "verb" in made_of:
        verb = line(str(made_of["verb"]))
        raise RefusedError(DIFF["question"].fill(folder=str(folder), verb=verb))
    verdict = _verdict(folder)
    altered = tuple(sorted(damaged(folder, manifest["files"])))
    run = SavedRun(folder, manifest, verdict, altered)
    try:
        _ = {place for place, _, _ in run.sides()}, [*run.standards()], run.replications + 1
        for key in run.verdict["labels"].values():
            _zh, _en = key
    except (KeyError, TypeError, ValueError, AttributeError):
        raise RefusedError(DIFF["unread"].fill(file=str(folder / VERDICT))) from None
    return run


def _verdict(folder: Path) -> Mapping[str, Any]:
    path = folder / VERDICT
    try:
        with path.open("rb") as stream:
            data = json.loads(stream.read(_MOST_BYTES).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        data = None
    except FileNotFoundError:
        raise RefusedError(DIFF["no_verdict"].fill(folder=str(folder))) from None
    if not isinstance(data, dict):
        raise RefusedError(DIFF["unread"].fill(file=str(path)))
    return data


def _chance(judged: Mapping[str, Any]) -> SavedChance:
    known = judged["probability"]
    share, low, high = (_share(known[key]) for key in ("share", "low", "high"))
    if low is None or high is None:
        raise ValueError(judged)
    return SavedChance(share, low, high, str(judged["word"]))


def _share(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(value)
    return float(value)
