"""What a planner asks after the first answer: commands that work as they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.draws.inputs import inputs
from sim.measures.counting.checks import checks
from sim.measures.verdict.judged import IDLE, SHORT, UNCLEAR
from sim.report.headline import words_of
from sim.report.run_view import RunView
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import rounded_quantity
from sim.scenario.yaml.files import children

_WITHIN: Final = 0.01
"""Of an end: more than rounding to three digits moves a value."""


def next_commands(view: RunView, asked: Sequence[str]) -> list[list[str]]:
    """Return commands without the program's name, those that are asked most first.

    How much is enough, the number that decides changed, another scenario; then what is always
    there. asked: further words of the command of the run, such as `--seed 7`.
    """
    file = view.loaded.path
    sets = [word for text in view.loaded.as_sets for word in ("--set", text)]
    given = [*sets, *asked]
    found = []
    if space := _space(view):
        found.append(["required", file, "--space", space, *given])
    most = view.verdict.break_even and view.verdict.break_even.deciding
    if most and (value := _other_end(view, most.path)):
        found.append(["run", file, *given, "--set", f"{most.path}={value}"])
    if not given and (pair := _pair(view)):
        found.append(["compare", *pair])
    held = view.settings.central or view.settings.grounded
    if inputs(view.loaded) and not held:
        found.append(["sensitivity", file, *given])
    return [*found, ["overview", file, *given], ["check", file, *sets], ["show", file, *sets]]


def _space(view: RunView) -> str:
    """The type whose required space is asked: short, else in doubt, else with most too much.

    '' where no standard says how much is enough.
    """
    bounds = checks(view.loaded.spec, view.plan)
    bounded = {one.standard.space for one in bounds if one.side == "shortage"}
    spaces, outlooks = view.verdict.spaces, view.verdict.outlooks
    idle = {one.space: one.idle.end[1] for one in outlooks if not one.park and one.idle}
    much = [one.space for one in spaces if IDLE in words_of(one)]
    order = [
        *(one.space for one in spaces if one.shortage.word == SHORT),
        *(one.space for one in spaces if one.shortage.word == UNCLEAR),
        *sorted(much, key=lambda space: -idle.get(space, 0.0)),
        *(one.space for one in spaces),
    ]
    return next((space for space in order if space in bounded), "")


def _other_end(view: RunView, path: str) -> str:
    """The end of what was drawn of a number that it is farther from; '' if it is a law.

    To three digits, and so a hundredth within that end: nothing is known of what lies beyond.
    """
    leaf, known = leaves(view.loaded.spec).get(path), view.verdict.break_even
    turns = [turn for one in known.spaces for turn in one.turns] if known else []
    drawn = [turn.drawn for turn in turns if turn.number.path == path]
    if not isinstance(leaf, Number) or not drawn:
        return ""
    far = max(drawn[0], key=lambda end: abs(end - leaf.value))
    toward = 1 if leaf.value > far else -1
    return rounded_quantity(far + toward * _WITHIN * abs(far), leaf.dimension, "en")


def _pair(view: RunView) -> list[str]:
    """The scenario that this one extends and itself; else itself and the first one extending it."""
    file = view.loaded.path
    if parent := view.loaded.composed.parent:
        return [parent, file]
    child = next(children(file), None)
    return [file, child] if child else []
