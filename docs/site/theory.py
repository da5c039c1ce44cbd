"""Draws docs/images/theory.png, play against Erlang's formulas: `python -m docs.site.theory`.

What the dots are is played by the tests' own scenario, `tests/theory/queue.yaml`.
"""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

import sim
from tests.play import play, scenario
from tests.theory import formulas
from tests.theory.test_waiting import LAWS, NO_WAITING, QUEUE, RATE, SERVERS, losses, waits

PICTURE = Path(__file__).parents[1] / "images" / "theory.png"
LIMITS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
RATES = (1, 2, 3, 4, 6)


def shares(over: np.ndarray, under: np.ndarray) -> tuple[float, float]:
    """Return a share over independent futures and two standard errors of it."""
    share = over.sum() / under.sum()
    off = (over - share * under) / under.mean()
    return share, 2 * off.std(ddof=1) / np.sqrt(len(off))


def draw() -> None:
    """Play both lines and write the picture."""
    with sim.style():
        figure = Figure(figsize=(10, 4.2))
        left, right = figure.subplots(1, 2)
        times = play(scenario(QUEUE), lambda log: waits(log)[0])
        number = np.array([len(one) for one in times])
        dots = [shares(np.array([(one > t).sum() for one in times]), number) for t in LIMITS]
        fine = np.linspace(0, LIMITS[-1], 60)
        must = formulas.erlang_c(SERVERS, RATE)
        left.plot(fine, [must * exp(-(SERVERS - RATE) * t) for t in fine], color="#5b6470")
        left.errorbar(LIMITS, *np.transpose(dots), fmt="o", capsize=3, color="#2f6db3")
        left.set_yscale("log")
        ticks = (0.5, 0.2, 0.1, 0.05, 0.02)
        left.set_yticks(ticks, [f"{tick:.0%}" for tick in ticks], minor=False)
        left.set_yticks([], minor=True)
        left.set_title("等候超过 t 个月的比例 Share that waits over t months\nErlang C, 3 × 2")
        right.plot(
            fine := np.linspace(0.5, 6.5, 60),
            [formulas.erlang_b(SERVERS, load) for load in fine],
            color="#5b6470",
        )
        for shift, law in ((-0.08, "constant"), (0.08, "lognormal")):
            dots = []
            for rate in RATES:
                changed = {
                    **NO_WAITING,
                    "stages.work.duration": LAWS[law],
                    "demand.firms.rate": f"{rate} per month",
                }
                found = np.array([one[:, 1] for one in play(scenario(QUEUE, changed), losses)])
                dots.append(shares(found[:, 1], found[:, 0]))
            right.errorbar(
                np.array(RATES) + shift, *np.transpose(dots), fmt="o", capsize=3, label=law
            )
        right.legend(title="停留 stay")
        right.set_ylim(0)
        right.yaxis.set_major_formatter("{x:.0%}")
        right.set_title(
            "不许等候时流失的比例，按负荷 Share lost where nobody\nmay wait, by load: Erlang B"
        )
        figure.savefig(PICTURE, dpi=130)


if __name__ == "__main__":
    draw()
