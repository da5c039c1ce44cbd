"""CART: rules of failure read off the leaves of a classification tree.

Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees; the tree is
scikit-learn's.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from sim.experiments.discover.boxes import FREE, Box, Sample, quality
from sim.experiments.discover.prim import LEAST, simplified
from sim.experiments.needs import needed

DEPTH: Final = 3
"""Most conditions of a rule."""


def rules(sample: Sample, density: float) -> list[Box]:
    """Return the leaves at least as dense as asked, the one with the most coverage first.

    Limits that are no better than luck are dropped from each leaf, as in PRIM; then a leaf may
    lie within another and goes.
    """
    boxes = [simplified(leaf, sample) for leaf in _leaves(sample)]
    known = [(box, quality(box, sample)) for box in boxes if box.limits]
    dense = [(box, q.coverage) for box, q in known if (q.density or 0.0) >= density]
    found: list[Box] = []
    for box, _ in sorted(dense, key=lambda one: -one[1]):
        inside = box.inside(sample.x)
        if not any((other.inside(sample.x) >= inside).all() for other in found):
            found.append(box)
    return found


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
