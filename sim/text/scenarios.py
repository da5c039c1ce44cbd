"""Words of the table of scenarios."""

from __future__ import annotations

from typing import Final

from sim.text.figures import Words

TABLE: Final[dict[str, Words]] = {
    "scenario": Words("情景", "scenario"),
    "enough": Words("够不够 %", "enough %"),
    "idle": Words("闲不闲 %", "idle ok %"),
    "goals": Words("目标 %", "goals %"),
    "shortage": Words("最可能短缺", "likeliest shortage"),
    "glut": Words("最可能过剩", "likeliest glut"),
    "required": Words("须建 万m²", "required, 10 000 m²"),
    "output": Words("{year} 年产出 亿元", "output {year}, 亿元"),
}
"""Heads of the columns."""

NEVER: Final = Words("无", "none")
"""No shortage, or no glut, in any future."""
