"""Draws the model in one picture, in each language: `python docs/site/diagram.py`."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

import sim

IMAGES = Path(__file__).parents[1] / "images"
LINE, SPACE, WORKS, RULE = "#2f6db3", "#e8f0fa", "#f6efe2", "#5b6470"

BOXES = {  # where it stands, what it says in Chinese and in English, its ground
    "arrive": (0.6, 5.1, "需求流到达", "arrivals", "white"),
    "list": (3.9, 5.1, "全市名单", "one list", "white"),
    "pool": (7.5, 5.1, "池：类型 × 园区", "pools:\ntype × park", SPACE),
    "fit": (10.9, 5.1, "装修", "fit-out", SPACE),
    "stage": (14.3, 5.1, "阶段进行", "stage runs", SPACE),
    "gone": (0.6, 2.4, "离开：\n等不到、去外地", "gone:\nlost, elsewhere", "white"),
    "other": (
        7.5,
        7.4,
        "不租：委托生产、\n自建、原处安置",
        "made by others,\nown plant, housed",
        "white",
    ),
    "end": (14.3, 7.4, "结束：\n失败、倒闭、走完", "end: fails, closes,\nis done", "white"),
    "works": (5.2, 2.4, "项目：开工 → 在建", "works: start,\nconstruction", WORKS),
    "market": (10.2, 2.4, "月末：\n空置、租金、周期", "month ends: vacancy,\nrent, cycles", WORKS),
}
ARROWS = (
    ("arrive", "list", "申请", "asks"),
    ("list", "pool", "分配", "served"),
    ("pool", "fit", "租下", "let"),
    ("fit", "stage", "入驻", "moves in"),
    ("list", "gone", "", ""),
    ("arrive", "other", "路线", "route"),
    ("other", "stage", "", ""),
    ("stage", "end", "", ""),
    ("works", "pool", "开放", "opens"),
    ("pool", "market", "", ""),
    ("market", "works", "触发、放慢", "decides"),
)
NEXT = ("成功：找下一阶段的空间", "succeeds: seeks the next")


def draw(spoken: int) -> None:
    """Write the picture in a language: what companies do above, what space does below."""
    with sim.style(), mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "model"}):
        figure = Figure(figsize=(10, 5.2), layout="none")
        axes = figure.add_axes((0, 0, 1, 1), xlim=(-1.1, 16.3), ylim=(0.6, 8.9))
        axes.axis("off")
        boxes = {}
        for name, (x, y, *said, colour) in BOXES.items():
            wide = 1.55 if name in {"gone", "other", "end", "works", "market", "pool"} else 1.0
            boxes[name] = FancyBboxPatch(
                (x - wide, y - 0.55), 2 * wide, 1.1, boxstyle="round,pad=0.08", fc=colour, ec=LINE
            )
            axes.add_patch(boxes[name])
            axes.text(x, y, said[spoken], ha="center", va="center", fontsize=10.5)
        for start, end, *said in ARROWS:
            a, b = BOXES[start], BOXES[end]
            axes.add_patch(
                FancyArrowPatch(
                    a[:2],
                    b[:2],
                    patchA=boxes[start],
                    patchB=boxes[end],
                    arrowstyle="-|>",
                    mutation_scale=14,
                    color=RULE,
                )
            )
            if said[spoken]:
                left, right = sorted((boxes[start], boxes[end]), key=FancyBboxPatch.get_x)
                level = a[1] == b[1]  # above the arrow, in the gap between the boxes
                gap = (left.get_x() + left.get_width() + right.get_x()) / 2
                axes.text(
                    gap if level else (a[0] + b[0]) / 2,
                    a[1] + 0.28 if level else (a[1] + b[1]) / 2,
                    said[spoken],
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
            NEXT[spoken],
            ha="center",
            fontsize=9.5,
            color=LINE,
            bbox={"fc": "white", "ec": "none", "pad": 0.5},
        )
        figure.savefig(IMAGES / f"model.{('zh', 'en')[spoken]}.svg", metadata={"Date": None})


if __name__ == "__main__":
    for spoken in (0, 1):
        draw(spoken)
