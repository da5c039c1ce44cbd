"""The results folder: tables, verdict, figures, and a manifest from which it can be made again."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.api.folder import whole
from sim.api.identity import git_state
from sim.api.provenance import COLUMNS, provenance
from sim.api.summary import summary
from sim.measures.screen import screen
from sim.measures.series import series, tracks
from sim.runs.identity import digest
from sim.text.errors import Lang

if TYPE_CHECKING:
    import pandas as pd

    from sim.api.run import Run

RESOLVED = "scenario.resolved.yaml"
_SHORT = 12
"""Characters of the key in the folder's name."""
_SLICE = 100
"""Replications in a row group of the monthly tables: 50 MB of the baseline in memory at once."""


def write(run: Run, out: Path, lang: Lang, with_requests: bool, brief: bool) -> Path:
    """Write a run under `out`/scenario/key and return that folder.

    Tables have the same bytes for the same key; times of day and machine stay out of them.
    """
    target = out / run.scenario.id / run.key[:_SHORT]
    with whole(target) as folder:
        _tables(run, folder)
        if not brief:
            _large_tables(run, folder)
            run.figures.save(folder / "figures", lang)
        if with_requests:
            _parquet([run.requests], folder / "requests.parquet")
        write_json(folder / "verdict.json", run.verdict.to_dict())
        (folder / "verdict.txt").write_text(screen(run.verdict), encoding="utf-8", newline="\n")
        (folder / "story.md").write_text(run.story, encoding="utf-8", newline="\n")
        resolved = run.scenario.loaded.resolved
        (folder / RESOLVED).write_text(resolved, encoding="utf-8", newline="\n")
        write_json(folder / "manifest.json", _manifest(run, folder, lang))
    return target


def _large_tables(run: Run, folder: Path) -> None:
    """What every replication did, by month or by year."""
    for make in (series, tracks):
        slices = (run.tallies[i : i + _SLICE] for i in range(0, run.replications, _SLICE))
        _parquet((make(some, run.plan) for some in slices), folder / f"{make.__name__}.parquet")
    _parquet([run.pools_by_track], folder / "pools_by_track.parquet")
    _csv(run.flows, folder / "flows.csv")
    _csv(run.losses, folder / "losses.csv")


def _tables(run: Run, folder: Path) -> None:
    """What all replications say together, and what the scenario stands on."""
    _csv(summary(run.tallies, run.plan), folder / "measures.csv")
    _csv(run.times, folder / "times.csv")
    with (folder / "provenance.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(provenance(run.scenario.loaded))


def _csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _parquet(frames: Iterable[pd.DataFrame], path: Path) -> None:
    """Write frames of the same columns one after the other, a row group each."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = (pa.Table.from_pandas(frame, preserve_index=False) for frame in frames)
    first = next(tables)
    with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
        for table in chain([first], tables):
            writer.write_table(table)


def write_json(path: Path, data: Any) -> None:
    """Write plain data: sorted keys, one a line."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _manifest(run: Run, folder: Path, lang: Lang) -> dict[str, Any]:
    """What the run is made of and what it gave; the folder's files by their SHA-256."""
    loaded = run.scenario.loaded
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "manifest": 1,
        "key": run.key,
        "made_of": run.identity[1],
        "scenario": {
            "id": run.scenario.id,
            "files": {Path(s.name).name: s.sha256 for s in loaded.files if s.sha256},
            "yaml": loaded.resolved,
            "overrides": [
                {"path": o.path, "old": o.old, "new": o.new, "verb": o.verb}
                for o in loaded.overrides
            ],
        },
        "lang": lang,
        "git": git_state(),
        "events": sum(tally.events for tally in run.tallies),
        "seconds": run.seconds,
        "files": {p.relative_to(folder).as_posix(): digest(p.read_bytes()) for p in files},
    }
