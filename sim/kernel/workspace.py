"""The memory of one replication at a time: every array that compiled code writes to."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy import float64, int64
from numpy.typing import NDArray

from sim.draws.keys import child
from sim.kernel import layout
from sim.kernel.arrays import LANES, put, room
from sim.kernel.codes import COMPANIES, FLOWS, NONE
from sim.kernel.packing.pack import Packed
from sim.model.log import COLUMNS
from sim.scenario.plan.eventkey import TooLargeError

_ROOM = {
    "heap_room": 1 << 8,
    "node_room": 1 << 13,
    "request_room": 1 << 15,
    "company_room": 1 << 13,
    "stay_room": 1 << 15,
    "built_room": 1 << 13,
    "plant_room": 1 << 11,
    "list_room": 1 << 6,
}
"""Records there is room for at first, for so many companies as `_COMPANIES` or fewer."""
_LOG_ROOM = 1 << 17
_COMPANIES = 1 << 14
_RUNNERS = ("candidates", "askers")


class Workspace:
    """Arrays for a plan, used again for every replication; one a thread."""

    def __init__(self, packed: Packed, log: bool) -> None:
        self.packed: Packed = packed
        self.seed: int = 0
        self.replication: int = 0
        expected = sum(stream.arrivals[-1] for stream in packed.plan.streams)
        times = 1 << int(expected // _COMPANIES).bit_length()
        self.room: dict[str, int] = {name: times * room for name, room in _ROOM.items()}
        self.room["log_room"] = times * _LOG_ROOM if log else 0
        self.city: NDArray[Any] = room(1, layout.CITY)
        self._allocate()

    def grow(self) -> None:
        """Make room: the replication did not fit.

        Raises TooLargeError where records are more than their indices can tell apart.
        """
        used = {
            "heap_room": "heap",
            "node_room": "node_count",
            "request_room": "requests",
            "company_room": "companies",
            "stay_room": "stays",
            "built_room": "built",
            "plant_room": "plants",
            "log_room": "rows",
        }
        steps = {"company_room": COMPANIES, "request_room": self.packed.numbers["longest"]}
        full = [
            name
            for name, at in used.items()
            if self.city[at][0] + steps.get(name, 1) > self.room[name] > 0
        ]
        for name in full or ["list_room"]:
            self.room[name] *= 4
            if self.room[name] > layout.MOST:
                raise TooLargeError.of(
                    f"一种未来里的记录超过 {layout.MOST:,} 条",
                    f"a future has more than {layout.MOST:,} records of a kind",
                )
        self._allocate()

    def begin(self, packed: Packed, seed: int, replication: int) -> None:
        """Set everything to the start of a replication of `packed`."""
        city = self.city
        if packed is not self.packed:
            self._follow(packed)
        put(self._start, city)
        self.seed, self.replication = seed, replication
        city["root"] = child(child(0, seed), replication)
        for name, array in packed.starts.items():
            put(array, self.arrays[name])
        for name in ("flows", "fates", "waiting_by_space", "tails"):
            self.arrays[name][:] = 0
        self.arrays["holders"][:] = -1
        self.arrays["buckets"][:] = -1
        self.arrays["trees"][:] = NONE

    def _follow(self, packed: Packed) -> None:
        """Turn to another plan."""
        before, self.packed = self.packed, packed
        if packed.numbers == before.numbers and _lengths(packed) == _lengths(before):
            for name, array in packed.arrays.items():
                if array is not before.arrays[name]:
                    self._start[name] = array.ctypes.data
            return
        if any(size > len(self.arrays[name]) for name, (size, _) in self._needed().items()):
            self._allocate()
        self._set_up()

    def _set_up(self) -> None:
        """Write down where everything lies, once for a plan and its room."""
        self._start = np.zeros(1, layout.CITY)
        for name, number in {**self.packed.numbers, **self.room}.items():
            self._start[name] = number
        for name, array in {**self.packed.arrays, **self.arrays}.items():
            self._start[name] = array.ctypes.data
        for name in ("free_company", "free_node", "bucket"):
            self._start[name] = -1
        if not self.room["log_room"]:
            self._start["log"] = 0

    def _needed(self) -> dict[str, tuple[int, Any]]:
        """Return how many of which kind each array holds at least; docs/engine.md says why."""
        plan, room, packed = self.packed.plan, self.room, self.packed
        parks, ranks = len(plan.parks), packed.numbers["ranks"]
        sites = len(packed.starts["sites"])
        # A race has old and new buildings of parks, or those who may be met at the opening.
        runners = max(2 * parks, *(len(packed.arrays[name]) for name in _RUNNERS))
        return {
            "events": (room["heap_room"], layout.EVENT),
            "nodes": (room["node_room"], layout.NODE),
            "buckets": (packed.numbers["bucket_count"], np.int32),
            **{name: (len(array), array.dtype) for name, array in packed.starts.items()},
            "construction_order": (sites, int64),
            "company_records": (room["company_room"], layout.COMPANY),
            "request_records": (room["request_room"], layout.REQUEST),
            "orders": ((room["request_room"] + 1) * parks, np.int16),
            "stay_records": (room["stay_room"], layout.STAY),
            "built_records": (room["built_room"], layout.BUILT),
            "plant_records": (room["plant_room"], layout.PLANT),
            "log": (room["log_room"] * len(COLUMNS), int64),
            "flows": (plan.months * len(plan.stages) * len(plan.tracks) * FLOWS, np.int32),
            "fates": (8, int64),
            "waiting_by_space": (len(plan.spaces), int64),
            "tails": (ranks, int64),
            "holders": (ranks * room["list_room"], int64),
            "trees": (ranks * packed.numbers["lanes"] * 2 * room["list_room"], int64),
            "changed_pools": (len(packed.starts["pool_records"]), int64),
            "times": (runners + LANES, float64),
            "uniforms": (runners + LANES, float64),
            "takings": (len(plan.renewals), int64),
        }

    def _allocate(self) -> None:
        self.arrays: dict[str, NDArray[Any]] = {
            name: room(size, kind) for name, (size, kind) in self._needed().items()
        }
        self._set_up()


def _lengths(packed: Packed) -> list[int]:
    """Return the lengths of what room is needed for beside that of `numbers`."""
    return [*map(len, packed.starts.values()), *(len(packed.arrays[name]) for name in _RUNNERS)]
