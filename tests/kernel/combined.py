"""Scenarios that use most parts of the language at once, played by both engines.

`python -m tests.kernel.combined 5000` plays so many, from the second argument on as seed, and
prints how often each feature was met and which pairs of parts never were together.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import combinations

from hypothesis import strategies as st

from sim.model.log import Log
from tests.kernel.features import FEATURES, features
from tests.kernel.search import search
from tests.strategies import Maker, Raw

_BATCH = 500
"""Scenarios of one seed: Hypothesis makes later ones of what it has seen."""
PARTS = {
    "look-ahead": {"look-ahead"},
    "prelet": {"prelet"},
    "let ahead": {"PENDING"},
    "a queue": {"a queue at the opening"},
    "leases": {"ends of leases"},
    "cheap parks": {"cheap parks draw tenants"},
    "old and new": {"NEW"},
    "lines": {"lines that ask for more"},
    "closures": {"STAGE_ENDED CLOSED"},
    "giving back": {"giving back"},
    "answers": {"cycles that change area", "cycles that change success"},
    "market": {"vacancy that changes areas", "vacancy that sends elsewhere"},
    "rent": {"rent that changes areas", "rent that sends elsewhere"},
    "trades": set(),
    "demand from above": {"makers that replace what ends"},
    "parks: stock": {"weights of the stock"},
    "opens": {"opens by a date", "should have opened"},
    "pause": {"PAUSED"},
    "instead": {"stands in for what is dropped"},
    "trigger": {"DECIDED"},
    "renewal": {"WITHDRAWN"},
    "holds": {"HELD"},
    "strands": {"STRANDED"},
    "returns": {"back from elsewhere", "back after losing patience"},
    "own plants": {"an own plant built", "an own plant of the opening"},
    "contract makers": {"a guest at a contract manufacturer"},
    "ground floors": {"GROUND"},
    "whole units": {"whole units"},
    "strict queue": {"strict", "strict beside backfill"},
}
"""Parts of the language, and features any of which shows one; trades stand in the plan alone."""


class _Crowded(Maker):
    """Says most of what may be left out."""

    def odds(self, yes: int, of: int) -> bool:
        return super().odds(yes, of) or (2 * yes <= of and super().odds(1, 2))

    def scenario(self) -> Raw:
        raw = super().scenario()
        if self.odds(1, 2):
            raw["trades"] = {"others": {}}
            raw["tracks"][self.one(*self.tracks)]["trade"] = "others"
        return raw


@st.composite
def crowded(draw: st.DrawFn) -> Raw:
    """A scenario that uses most parts of the language at once."""
    return _Crowded(draw, exact=False).scenario()


def parts(shown: set[str], log: Log) -> frozenset[str]:
    """The parts of the language that the features of a replication show."""
    found = {part for part, signs in PARTS.items() if signs & shown}
    return frozenset(found | ({"trades"} if any(log.plan.trades) else set()))


def main(count: int, seed: int) -> None:
    """Play, and print what was met; Disagreement where the engines differ."""
    met, pairs, played = Counter[str](), Counter[tuple[str, ...]](), 0
    sizes = Counter[int]()

    def found(raw: Raw, log: Log) -> None:
        nonlocal played
        shown = features(raw, log)
        met.update(shown)
        together = parts(shown, log)
        pairs.update(combinations(sorted(together), 2))
        sizes[len(together)] += 1
        played += 1

    for batch in range(seed, seed + -(-count // _BATCH)):
        search(batch, _BATCH, found, kind=crowded())
        print(f"seed {batch}: {played} played, the engines agree", flush=True)
    for feature in sorted(FEATURES, key=lambda name: (-met[name], name)):
        print(f"{met[feature]:6d}  {feature}")
    never = [" + ".join(pair) for pair in combinations(sorted(PARTS), 2) if not pairs[pair]]
    rare = [f"{' + '.join(pair)} ({n})" for pair, n in sorted(pairs.items()) if n < 10]
    mean = sum(size * n for size, n in sizes.items()) / played
    print(f"{played} scenarios, {mean:.1f} parts of {len(PARTS)} in each, at most {max(sizes)}")
    print(f"pairs never met: {', '.join(never) or 'none'}")
    print(f"pairs met less than ten times: {', '.join(rare) or 'none'}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
