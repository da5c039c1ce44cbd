"""Time the engines and their rivals, in pairs, and print tables.

    python -m benchmarks [SECTION ...] [--quick] [--check] [--limit 45]

Run it in the project's environment, from its folder, on a machine that does nothing else. All
sections take some ten minutes on two cores, `--quick` less than one.
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
from benchmarks.sections import SECTIONS, Effort

PACKAGES = ("simpy", "numpy", "numba", "ciw", "salabim")


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
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.splitlines()[0]
    )
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--quick", action="store_true", help="less of everything")
    parser.add_argument("--check", action="store_true", help="do they play the same model?")
    parser.add_argument(
        "--limit", type=float, default=45.0, help="leave out what would take longer (seconds)"
    )
    options = parser.parse_args()
    unknown = sorted(set(options.sections) - set(SECTIONS))
    if unknown:
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    began = perf_counter()
    print(f"{machine()}\n")
    for entry in ENTRIES:
        if entry.absent():
            print(f"{entry.name} is left out: {entry.absent()}\n")
    sections = [SECTIONS[name] for name in options.sections]
    if options.check:
        print(check(8 if options.quick else 30))
    elif not sections:
        sections = list(SECTIONS.values())
    effort = Effort(options.quick, min(options.limit, 8.0) if options.quick else options.limit)
    for section in sections:
        print(section(effort), flush=True)
    print(f"{perf_counter() - began:.0f} s in all", file=sys.stderr)


if __name__ == "__main__":
    main()
