"""Names of the units of area on screens and figures, by the `area_unit` of a scenario."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

AREAS: Final[dict[str, dict[str, Words]]] = {
    "万m²": {
        "large": Words("万m2", "10 000 m2"),
        "column": Words("万m2", "10k m2"),
        "after": Words("万 m2", " x 10 000 m2"),
        "plain": Words(" m2", " m2"),
        "axis": Words("万 m²", "10⁴ m²"),
        "plain_axis": Words("m²", "m²"),
    },
    "m²": {
        "large": Words("千m2", "1000 m2"),
        "column": Words("千m2", "1000 m2"),
        "after": Words("千 m2", "k m2"),
        "plain": Words(" m2", " m2"),
        "axis": Words("千 m²", "k m²"),
        "plain_axis": Words("m²", "m²"),
    },
    "sq ft": {
        "large": Words("千sq ft", "1000 sq ft"),
        "column": Words("千sq ft", "k sq ft"),
        "after": Words("千 sq ft", "k sq ft"),
        "plain": Words(" sq ft", " sq ft"),
        "axis": Words("千 sq ft", "k sq ft"),
        "plain_axis": Words("sq ft", "sq ft"),
    },
}
"""`large` and `column` are of tables, `after` and `plain` follow a number; terminals have no ²."""
