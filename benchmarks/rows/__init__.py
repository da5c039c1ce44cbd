"""The rows of the table: each measures one aim of the project, in pairs."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.rows.bench import Bench
from benchmarks.rows.commands import first, folder, memory, required, run, sensitivity, slider
from benchmarks.rows.engine import cpp, ranged, simpy, tenfold, threads
from benchmarks.rows.figure import Figure

Row = Callable[[Bench], list[Figure]]
ROWS: dict[str, Row] = {
    row.__name__: row
    for row in (
        *(cpp, simpy, ranged, threads, run, slider),
        *(required, sensitivity, memory, folder, tenfold, first),
    )
}
