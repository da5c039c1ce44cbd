"""Checks on what was written: rounded sums, plots of land, days of a contract, blank names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import fsum
from pathlib import PurePosixPath
from typing import Any

from sim.scenario.checks.case import Case, high, low
from sim.scenario.errors import Problem
from sim.scenario.values.dates import DateChance
from sim.scenario.values.fields import PEDIGREE_SAYS
from sim.scenario.values.numbers import ShareNumber
from sim.scenario.values.quantities import half_unit, show_quantity
from sim.scenario.values.spelling import parts, plain
from sim.scenario.values.units import LAND, compact
from sim.scenario.yaml.files import is_relative
from sim.scenario.yaml.nodes import KeyPath, Node
from sim.text.safe import line
from sim.text.screen import stated

_DAYS = re.compile(r"(\d[\d,_]*)\s*(?:天|日|days?)", re.ASCII | re.IGNORECASE)
_SOME_DAYS = 180
"""From here on the two readings of a day are three days and more apart."""


def shares_add_up(case: Case) -> Iterator[Problem]:
    """Shares of parks and of space types make 100%; ranged or rounded ones can.

    Not all of it hangs on one that may be nothing.
    """
    spec = case.spec
    tables: dict[str, Mapping[str, ShareNumber]] = {}
    tables |= {f"stock.{name}.parks": stock.parks for name, stock in spec.stock.items()}
    tables |= {f"supply.{name}.parks": project.parks for name, project in spec.supply.items()}
    tables |= {f"supply.{name}.mix": project.mix for name, project in spec.supply.items()}
    if spec.top_down is not None and spec.top_down.streams:
        streams = spec.top_down.streams
        tables["top_down.streams"] = {name: stream.share for name, stream in streams.items()}
    for path, shares in tables.items():
        total = fsum(share.value for share in shares.values())
        least, most = (fsum(map(bound, shares.values())) for bound in (low, high))
        words = {"total": stated(total), "gap": f"{(total - 1) * 100:+.6g}"}
        emptied = total - max((s.value - low(s) for s in shares.values()), default=0.0)
        if emptied > 0 and least - 1e-9 <= 1 <= most + 1e-9:
            continue
        # Weights that are split need not add up; those that demand is multiplied by do.
        rounded = (
            emptied > 0
            and path != "top_down.streams"
            and abs(total - 1) < _rounding(shares.values()) - 1e-9
        )
        ranged = any(share.range for share in shares.values())
        code = "W630" if rounded and not ranged else "E510"
        yield case.problem(code, path, **words)


def the_programme_adds_up(case: Case) -> Iterator[Problem]:
    """The named projects make up the announced total, as finely as either is written."""
    programme = case.spec.programme
    if programme is None or not programme.projects:
        return
    projects = {name: case.spec.supply[name] for name in programme.projects}
    for name, project in projects.items():
        if project.basis != programme.basis:
            words = {"project": name, "theirs": project.basis, "ours": programme.basis}
            yield case.problem("E512", "programme.basis", **words)
    areas = [project.area for project in projects.values()]
    total = fsum(area.value for area in areas)
    least, most = (fsum(map(bound, areas)) for bound in (low, high))
    written = fsum(half_unit(area.text, area.dimension) for area in areas)
    room = min(half_unit(programme.area.text, programme.area.dimension), written) + 1e-9 * most
    if not (low(programme.area) - room <= most and least - room <= high(programme.area)):
        stated, shown = programme.area.value, programme.area.dimension
        words = {
            "total": show_quantity(total, shown),
            "stated": show_quantity(stated, shown),
            "gap": show_quantity(abs(total - stated), shown),
        }
        yield case.problem("E511", "programme.area", **words)


def floors_are_no_plots(case: Case) -> Iterator[Problem]:
    """Areas are of floors; what is written in 亩, hectares or acres may be of land."""
    for path, leaf in case.numbers.items():
        if not isinstance(leaf, DateChance) and leaf.need.key == "area":
            texts = [text for text in _quantities(leaf.written) if _unit(text) in LAND]
            if texts:
                yield case.problem("W631", path, raw=texts[0])


def names_are_a_line(case: Case) -> Iterator[Problem]:
    """What people are to read is one line that holds something.

    An id stands in the place of a blank label; lines of one that has several become one.
    """
    for path, node in _names(case.tree):
        if not isinstance(node.value, str):
            continue
        if not line(node.value):
            yield case.problem("W633", ".".join(path), key=path[-1])
        elif len(node.value.strip().splitlines()) > 1:
            yield case.problem("W634", ".".join(path), key=path[-1], shown=line(node.value))


def accepted_sets_lie_below(case: Case) -> Iterator[Problem]:
    """An accepted set lies in or below the folder of the file that names it."""
    file = case.spec.grounded
    if file is None:
        return
    if not is_relative(file) or ".." in PurePosixPath(file).parts:
        node = case.tree.items["grounded"]
        name = PurePosixPath(node.place.source.name).stem
        yield case.problem("E557", "grounded", file=file, name=name)


def _names(tree: Node) -> Iterator[tuple[KeyPath, Node]]:
    """Yield (path, node) of every leaf of a name or a label."""
    for block, node in tree.items.items():
        if block in ("name", "label"):
            yield from node.leaves((block,))
        else:
            yield from (((block, *path), leaf) for path, leaf in _labels_of(node))


@lru_cache(maxsize=128)
def _labels_of(block: Node) -> tuple[tuple[KeyPath, Node], ...]:
    """Return (path, node) of every leaf of a label in a block: trees share most of theirs."""
    leaves = list[tuple[KeyPath, Node]]()

    def collect(node: Node, path: KeyPath) -> None:
        for key, child in node.items.items():
            if key == "label":
                leaves.extend(child.leaves((*path, key)))
            elif child.items:
                collect(child, (*path, key))

    collect(block, ())
    return tuple(leaves)


def days_are_meant_as_counted(case: Case) -> Iterator[Problem]:
    """Days that make whole months of the calendar are a little more here: a day is 1/30 month."""
    for path, leaf in case.numbers.items():
        if not isinstance(leaf, DateChance) and leaf.need.key == "span":
            for text in _quantities(leaf.written):
                days = _days(text)
                if whole := _months(days):
                    words = {"raw": text, "days": str(days), "whole": str(whole)}
                    yield case.problem("W632", path, months=f"{days / 30:.5g}", **words)
                    break


def _rounding(shares: Iterable[ShareNumber]) -> float:
    """Return by how much shares may miss 100% when each is rounded to the digits written."""
    return fsum(half_unit(share.text, share.dimension) for share in shares)


@lru_cache(maxsize=1 << 13)
def _days(text: str) -> int:
    """Return how many days a quantity is; 0 where it is not in days."""
    found = _DAYS.fullmatch(plain(text))
    return int(re.sub("[,_]", "", found[1])) if found else 0


def _months(days: int) -> int:
    """Return the whole months that so many days of the calendar are, within rounding; else 0."""
    whole = round(days * 12 / 365)
    leap = 1.0 if whole % 12 == 0 else 0.5
    return whole if days >= _SOME_DAYS and -0.5 <= days - whole * 365 / 12 <= leap else 0


@lru_cache(maxsize=1 << 13)
def _quantities(written: str) -> tuple[str, ...]:
    """Return the quantities of a value that is kept as JSON text."""
    return tuple(_texts(json.loads(written)))


def _texts(raw: Any) -> Iterator[str]:
    """Yield the quantities of a value as written."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for key, value in raw.items():
            if key not in PEDIGREE_SAYS:
                yield from _texts(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from _texts(value)


@lru_cache(maxsize=1 << 13)
def _unit(text: str) -> str:
    """Return the compact unit of a quantity, without number and magnitude."""
    return re.sub(
        r"^[-+\d.,_e\s]*(?:(?:k|m|bn|mn)\s|[千百万亿]*)\s*", "", compact(parts(plain(text))[0])
    )
