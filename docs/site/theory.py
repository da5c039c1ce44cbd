"""Draws play against Erlang's formulas, a picture in each language: `python -m docs.site.theory`.

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

IMAGES = Path(__file__).parents[1] / "images"
LIMITS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
RATES = (1, 2, 3, 4, 6)
WORDS = {
    "en": {
        "waits": "Share that waits over t months: Erlang C",
        "losses": "Share lost where nobody may wait,\nby arrivals a month: Erlang B",
        "stay": "stay",
        "constant": "constant",
        "lognormal": "lognormal",
    },
    "zh": {
        "waits": "等候超过 t 个月的比例：Erlang C",
        "losses": "不许等候时流失的比例，\n横轴为每月到达数：Erlang B",
        "stay": "停留",
        "constant": "固定",
        "lognormal": "对数正态",
    },
}


def shares(over: np.ndarray, under: np.ndarray) -> tuple[float, float]:
    """Return a share over independent futures and two standard errors of it."""
    share = over.sum() / under.sum()
    off = (over - share * under) / under.mean()
    return share, 2 * off.std(ddof=1) / np.sqrt(len(off))


def waiting() -> list[tuple[float, float]]:
    """Play with a list: the share that waits longer than each limit, and its error."""
    times = play(scenario(QUEUE), lambda log: waits(log)[0])
    number = np.array([len(one) for one in times])
    return [shares(np.array([(one > t).sum() for one in times]), number) for t in LIMITS]


def lost(law: str) -> list[tuple[float, float]]:
    """Play without a list, stays of a law: the share lost at each rate, and its error."""
    dots = []
    for rate in RATES:
        changed = {
            **NO_WAITING,
            "stages.work.duration": LAWS[law],
            "demand.firms.rate": f"{rate} per month",
        }
        found = np.array([one[:, 1] for one in play(scenario(QUEUE, changed), losses)])
        dots.append(shares(found[:, 1], found[:, 0]))
    return dots


def draw() -> None:
    """Play both lines and write the pictures."""
    queued, turned_away = waiting(), {law: lost(law) for law in ("constant", "lognormal")}
    must = formulas.erlang_c(SERVERS, RATE)
    for language, words in WORDS.items():
        with sim.style():
            figure = Figure(figsize=(10, 4.2))
            left, right = figure.subplots(1, 2)
            fine = np.linspace(0, LIMITS[-1], 60)
            left.plot(fine, [must * exp(-(SERVERS - RATE) * t) for t in fine], color="#5b6470")
            left.errorbar(LIMITS, *np.transpose(queued), fmt="o", capsize=3, color="#2f6db3")
            left.set_yscale("log")
            ticks = (0.5, 0.2, 0.1, 0.05, 0.02)
            left.set_yticks(ticks, [f"{tick:.0%}" for tick in ticks], minor=False)
            left.set_yticks([], minor=True)
            left.set_title(words["waits"])
            fine = np.linspace(0.5, 6.5, 60)
            right.plot(fine, [formulas.erlang_b(SERVERS, load) for load in fine], color="#5b6470")
            for shift, (law, dots) in zip((-0.08, 0.08), turned_away.items(), strict=True):
                at = np.array(RATES) + shift
                right.errorbar(at, *np.transpose(dots), fmt="o", capsize=3, label=words[law])
            right.legend(title=words["stay"])
            right.set_ylim(0)
            right.yaxis.set_major_formatter("{x:.0%}")
            right.set_title(words["losses"])
            figure.savefig(IMAGES / f"theory.{language}.png", dpi=130)


if __name__ == "__main__":
    draw()
