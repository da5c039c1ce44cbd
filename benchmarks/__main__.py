"""Measure the aims of the project, in pairs, and print the table of README.md.

    python -m benchmarks [ROW ...] [--base REVISION] [--quick] [--list]
    python -m benchmarks LOOK ... [--limit 45]       closer looks, each a table of its own
    python -m benchmarks --check                     do all programs play the same model?

Run it in the project's environment, from its folder, on a machine that does nothing else. A row
takes less than two minutes on two quiet cores, the whole table about ten; what is compared with
another revision plays that too, exported by git and compiled once below build/.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter

from benchmarks.check import check
from benchmarks.entries import ENTRIES
from benchmarks.looks import LOOKS, Effort
from benchmarks.rows import ROWS
from benchmarks.rows.bench import BASE, Bench
from benchmarks.rows.figure import Figure, shown

PACKAGES = ("simpy", "numpy", "numba", "ciw", "salabim")
NOTES = (
    "The sides of a ratio are played in turn, round by round; shown is the median of the ratios, "
    "[smallest-largest]. The aims were set on a quiet machine at 8c06333.",
)


def machine() -> str:
    """Return the line that belongs to every table: processor, system, versions."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return (
        f"{os.cpu_count()} cores {processor()}, {platform.system()}, "
        f"Python {platform.python_version()}, {', '.join(found)}"
    )


def processor() -> str:
    """Return the name of the processor, as far as the system tells."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if "model name" in line]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def main() -> None:
    """Print what was asked for."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.splitlines()[0]
    )
    parser.add_argument("names", nargs="*", metavar="ROW", help="rows or looks (default: all rows)")
    parser.add_argument("--list", action="store_true", help="name the rows and the looks")
    parser.add_argument("--base", default=BASE, help=f"revision to compare with ({BASE})")
    parser.add_argument("--quick", action="store_true", help="less of everything")
    parser.add_argument("--check", action="store_true", help="do they play the same model?")
    parser.add_argument(
        "--limit", type=float, default=45.0, help="looks leave out what would take longer (seconds)"
    )
    options = parser.parse_args()
    unknown = sorted(set(options.names) - {*ROWS, *LOOKS})
    if unknown:
        parser.error(f"no {', '.join(unknown)}; there are {', '.join([*ROWS, *LOOKS])}")
    if options.list:
        for name, measure in [*ROWS.items(), *LOOKS.items()]:
            print(f"{name:12} {(measure.__doc__ or '').splitlines()[0]}")
        return
    began = perf_counter()
    print(f"{machine()}\n")
    if options.check:
        print(check(8 if options.quick else 30))
        return
    rows = [name for name in options.names or ROWS if name in ROWS]
    if rows:
        print(shown("Aims", NOTES, measured(rows, Bench(options.quick, options.base))))
    looks = [name for name in options.names if name in LOOKS]
    for entry in ENTRIES if looks else ():
        if entry.absent():
            print(f"{entry.name} is left out: {entry.absent()}\n")
    effort = Effort(options.quick, min(options.limit, 8.0) if options.quick else options.limit)
    for name in looks:
        print(LOOKS[name](effort), flush=True)
    print(f"{perf_counter() - began:.0f} s in all", file=sys.stderr)


def measured(rows: list[str], bench: Bench) -> list[tuple[str, list[Figure]]]:
    """Measure rows one after the other; each tells on stderr how long it took."""
    found = []
    for name in rows:
        began = perf_counter()
        found.append((name, ROWS[name](bench)))
        print(f"{name}: {perf_counter() - began:.0f} s", file=sys.stderr)
    return found


if __name__ == "__main__":
    main()
