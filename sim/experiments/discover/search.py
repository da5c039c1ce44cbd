"""Boxes full of failures: PRIM peels thin slices off the space of inputs, CART splits it.

PRIM: Friedman & Fisher (1999), Statistics and Computing 9:123-143, with the peeling criterion for
outcomes of 0 and 1 and the quantiles of sdtoolkit and the EMA Workbench (Kwakkel 2017,
Environmental Modelling & Software 96:239-250), whose boxes this finds. CART: Breiman,
Friedman, Olshen & Stone (1984), Classification and Regression Trees; the tree is scikit-learn's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from sim.experiments.answer import needed
from sim.experiments.discover.boxes import FREE, Box, Quality, Sample, quality, quasi_p
from sim.measures.months import Floats

ALPHA: Final = 0.05
"""Share of the worlds in a box that one step peels off, or pastes on."""
LEAST: Final = 0.05
"""Share of all worlds that a box holds at least."""
INPUTS: Final = 8
"""Most inputs that peeling looks at."""
SIGNIFICANT: Final = 0.05
"""Greatest quasi-p-value of a limit that stays."""
DEPTH: Final = 3
"""Most conditions of a rule of CART's."""


def trajectory(sample: Sample, inputs: Sequence[int]) -> list[Box]:
    """Return the boxes that peeling leads through, from the one that holds everything.

    `inputs` may be limited. Each step peels the slice whose loss lifts the density most for each
    world lost; at the end slices are pasted on again while that lifts the density.
    """
    boxes = [FREE]
    while (box := _peeled(sample, boxes[-1], inputs)) is not None:
        boxes.append(box)
    while (box := _pasted(sample, boxes[-1])) is not None:
        boxes.append(box)
    return boxes


def find(sample: Sample, density: float) -> tuple[Box, list[Box], bool]:
    """Return (the box, the trajectory it lies on, whether it is as dense as asked).

    Peeling is done twice, the second time over the inputs alone whose limits in some box of the
    first were better than luck. Of the boxes at least as dense as asked, the one with the most
    coverage is taken; if there is none, the one with the greatest harmonic mean of both. Limits
    that are no better than luck are then dropped, as far as the box stays as dense as asked.
    """
    first = trajectory(sample, screened(sample))
    count = sorted({index for box in first for index in simplified(box, sample).limits})
    path = trajectory(sample, count)
    known = [(box, quality(box, sample)) for box in path if box.limits]
    if not known:
        return FREE, path, False
    kept = [(box, held) for box, held in known if (held.density or 0.0) >= density]
    box, _ = max(kept, key=_covered) if kept else max(known, key=_balance)
    return simplified(box, sample, density if kept else 0.0), path, bool(kept)


def screened(sample: Sample) -> list[int]:
    """Return the inputs whose values differ most between what fails and what does not.

    With many inputs peeling follows noise. Measured by the distance of Kolmogorov and Smirnov, as
    in regional sensitivity analysis (Spear & Hornberger 1980, Water Research 14:43-49).
    """
    order = np.argsort(sample.x, axis=0, kind="stable")
    fails = sample.y[order]
    apart = fails.cumsum(axis=0) / fails.sum(axis=0)
    apart -= (1 - fails).cumsum(axis=0) / (1 - fails).sum(axis=0)
    distance = np.abs(apart).max(axis=0)
    return sorted(np.argsort(-distance, kind="stable")[:INPUTS].tolist())


def simplified(box: Box, sample: Sample, density: float = 0.0) -> Box:
    """Return a box without limits that are no better than luck, the worst first.

    A limit stays if the box without it would be less dense than `density`.
    """
    while box.limits:
        wider = [box.freed(*side) for side in box.sides]
        chances = [quasi_p(box, other, sample) for other in wider]
        worst = max(range(len(wider)), key=chances.__getitem__)
        less = (quality(wider[worst], sample).density or 0.0) < density
        if chances[worst] <= SIGNIFICANT or less:
            break
        box = wider[worst]
    return box


def rules(sample: Sample, density: float) -> list[Box]:
    """Return CART's leaves at least as dense as asked, the one with the most coverage first.

    Limits that are no better than luck are dropped from each leaf, as in PRIM; then a leaf may
    lie within another and goes.
    """
    boxes = [simplified(leaf, sample) for leaf in _leaves(sample)]
    known = [(box, quality(box, sample)) for box in boxes if box.limits]
    dense = [(box, held.coverage) for box, held in known if (held.density or 0.0) >= density]
    chosen: list[Box] = []
    for box, _ in sorted(dense, key=lambda covered: -covered[1]):
        inside = box.inside(sample.x)
        if not any((other.inside(sample.x) >= inside).all() for other in chosen):
            chosen.append(box)
    return chosen


def _peeled(sample: Sample, box: Box, inputs: Sequence[int]) -> Box | None:
    """Return the best of the boxes that are a slice smaller; None if none is better."""
    inside = box.inside(sample.x)
    x, y = sample.x[inside][:, inputs], sample.y[inside]
    n = len(y)
    ordered = np.sort(x, axis=0)
    first, last = ordered[int((n - 1) * ALPHA)], ordered[int(np.ceil((n - 1) * (1 - ALPHA)))]
    # For each input the slice at its top, then that at its bottom.
    keep = np.stack([x < last, x > first], axis=-1).reshape(n, -1)
    count = keep.sum(axis=0)
    allowed = (count < n) & (count >= LEAST * len(sample.x)) & (count > 0)
    if not allowed.any():
        return None
    gain = np.where(allowed, y @ keep / np.maximum(count, 1) - y.mean(), 0.0)
    score = gain / np.maximum(n - count, 1)
    index = max(range(len(score)), key=lambda c: (score[c], inputs[c // 2] in box.limits))
    if score[index] <= 0:
        return None
    side, top = inputs[index // 2], index % 2 == 0
    values = x[:, index // 2]
    kept, gone = values[keep[:, index]], values[~keep[:, index]]
    if top:
        return box.narrowed(side, high=float(kept.max() + gone.min()) / 2)
    return box.narrowed(side, low=float(kept.min() + gone.max()) / 2)


def _pasted(sample: Sample, box: Box) -> Box | None:
    """Return the best of the boxes that are a slice larger; None if none is denser."""
    inside = box.inside(sample.x)
    best: tuple[float, Box] | None = None
    for index, (low, high) in sorted(box.limits.items()):
        open_ended = box.without(index).inside(sample.x)
        values = sample.x[:, index]
        for wider in (
            (_reach(values[open_ended & (values <= low)], 1 - ALPHA), high),
            (low, _reach(values[open_ended & (values >= high)], ALPHA)),
        ):
            bigger = Box({**box.limits, index: wider})
            more = bigger.inside(sample.x)
            added = int(more.sum() - inside.sum())
            gain = float(sample.y[more].mean() - sample.y[inside].mean()) if added else 0.0
            if gain > 0 and (best is None or gain / added > best[0]):
                best = gain / added, bigger
    return best[1] if best else None


def _reach(beyond: Floats, share: float) -> float:
    """Return how far a side moves out over the worlds beyond it; to infinity if there is none."""
    if not len(beyond):
        return -np.inf if share > 0.5 else np.inf
    ordered = np.sort(beyond)
    place = (len(ordered) - 1) * share
    low, high = int(np.floor(place)), int(np.ceil(place))
    if share > 0.5:
        low = max(low - (low == high), 0)
    else:
        high = min(high + (low == high), len(ordered) - 1)
    return float(ordered[low] + ordered[high]) / 2


def _covered(known: tuple[Box, Quality]) -> tuple[float, float]:
    return known[1].coverage, known[1].density or 0.0


def _balance(known: tuple[Box, Quality]) -> float:
    coverage, density = known[1].coverage, known[1].density
    return 2 * coverage * density / (coverage + density) if density else 0.0


def _leaves(sample: Sample) -> list[Box]:
    worlds, each = sample.fails.shape
    grown = needed("sklearn.tree").DecisionTreeClassifier(
        max_depth=DEPTH, min_samples_leaf=math.ceil(LEAST * worlds * each), random_state=0
    )
    grown.fit(np.repeat(sample.x, each, axis=0), sample.fails.ravel())
    tree, leaves = grown.tree_, []
    todo = [(0, FREE)]
    while todo:
        node, box = todo.pop()
        left, right = int(tree.children_left[node]), int(tree.children_right[node])
        if left == right:
            leaves.append(box)
            continue
        index, limit = int(tree.feature[node]), float(tree.threshold[node])
        todo += [(left, box.narrowed(index, high=limit)), (right, box.narrowed(index, low=limit))]
    return leaves
