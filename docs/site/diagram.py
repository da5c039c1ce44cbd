"""Draws docs/images/model.svg, the model in one picture: `python docs/site/diagram.py`."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

import sim

PICTURE = Path(__file__).parents[1] / "images" / "model.svg"
LINE, SPACE, WORKS, RULE = "#2f6db3", "#e8f0fa", "#f6efe2", "#5b6470"

BOXES = {
    "arrive": (0.6, 5.1, "需求流到达\narrivals", "white"),
    "list": (3.9, 5.1, "全市名单\none list", "white"),
    "pool": (7.5, 5.1, "池：类型 × 园区\npools: type × park", SPACE),
    "fit": (11.1, 5.1, "装修\nfit-out", SPACE),
    "stage": (14.2, 5.1, "阶段进行\nstage runs", SPACE),
    "gone": (0.6, 2.4, "离开：等不到、去外地\ngone: lost, elsewhere", "white"),
    "other": (
        7.5,
        7.4,
        "不租：委托、自建、原处\nmade by others,\nown plant, housed",
        "white",
    ),
    "end": (14.2, 7.4, "结束：失败、倒闭、完成\nend: fails, closes, is done", "white"),
    "works": (5.2, 2.4, "项目：开工 → 在建\nworks: start,\nconstruction", WORKS),
    "market": (10.2, 2.4, "月末：空置、租金、周期\nmonth ends: vacancy,\nrent, cycles", WORKS),
}
ARROWS = (
    ("arrive", "list", "申请 asks", 0.0),
    ("list", "pool", "配给 served", 0.0),
    ("pool", "fit", "租下 let", 0.0),
    ("fit", "stage", "迁入 moves in", 0.0),
    ("list", "gone", "", 0.0),
    ("arrive", "other", "路线 route", 0.0),
    ("other", "stage", "", 0.0),
    ("stage", "end", "", 0.0),
    ("works", "pool", "开放 opens", 0.0),
    ("pool", "market", "", 0.0),
    ("market", "works", "触发、放慢 decides", 0.0),
)


def draw() -> None:
    """Write the picture: what companies do above, what space does below."""
    with sim.style(), mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "model"}):
        figure = Figure(figsize=(10, 5.2), layout="none")
        axes = figure.add_axes((0, 0, 1, 1), xlim=(-1.1, 16.3), ylim=(0.6, 8.9))
        axes.axis("off")
        boxes = {}
        for name, (x, y, text, colour) in BOXES.items():
            wide = 1.55 if name in {"gone", "other", "end", "works", "market", "pool"} else 1.0
            boxes[name] = FancyBboxPatch(
                (x - wide, y - 0.55), 2 * wide, 1.1, boxstyle="round,pad=0.08", fc=colour, ec=LINE
            )
            axes.add_patch(boxes[name])
            axes.text(x, y, text, ha="center", va="center", fontsize=10.5)
        for start, end, text, bend in ARROWS:
            a, b = BOXES[start], BOXES[end]
            axes.add_patch(
                FancyArrowPatch(
                    a[:2],
                    b[:2],
                    patchA=boxes[start],
                    patchB=boxes[end],
                    connectionstyle=f"arc3,rad={bend}",
                    arrowstyle="-|>",
                    mutation_scale=14,
                    color=RULE,
                )
            )
            if text:
                axes.text(
                    (a[0] + b[0]) / 2,
                    (a[1] + b[1]) / 2 + 0.85 * (a[1] == b[1]),
                    text,
                    ha="center",
                    va="center",
                    fontsize=9.5,
                    color=RULE,
                    bbox={"fc": "white", "ec": "none", "pad": 0.5},
                )
        axes.add_patch(
            FancyArrowPatch(
                (14.9, 4.45),
                (3.9, 4.45),
                connectionstyle="arc3,rad=-0.1",
                arrowstyle="-|>",
                mutation_scale=14,
                color=LINE,
            )
        )
        axes.text(
            12.9,
            3.6,
            "成功：找下一阶段的空间 succeeds: seeks the next",
            ha="center",
            fontsize=9.5,
            color=LINE,
            bbox={"fc": "white", "ec": "none", "pad": 0.5},
        )
        figure.savefig(PICTURE, metadata={"Date": None})


if __name__ == "__main__":
    draw()
