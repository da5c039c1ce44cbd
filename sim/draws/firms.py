"""Firms with several product lines in the space of one stage."""

from __future__ import annotations

from math import floor

from sim.scenario.values.limits import LINES


def number_of_lines(mean: float, u: float) -> int:
    """Return how many lines a firm has: one of the whole numbers about the mean, at least 1."""
    return max(1, floor(mean + u))


def share_of_firms(mean: float, success: float) -> float:
    """Return of the lines that end a stage well the share with which their firms go on.

    A firm goes on if one of its lines does: E[1 − (1 − s)ⁿ] ÷ E[n·s].
    """
    few = floor(mean)
    fail = 1.0
    for _ in range(few):
        fail *= 1.0 - success
    fail *= 1.0 - (mean - few) * success
    return (1.0 - fail) / (mean * success) if success > 0.0 else 1.0


def line_number(firm: int, line: int) -> int:
    """Return the number of a firm's further line (1, 2, …), from that of the firm."""
    return firm * LINES + line
