"""Published likelihoods of approval, to hold a scenario's probabilities of success against."""

from __future__ import annotations

from typing import Final

PUBLISHED: Final[dict[str, tuple[int, int, int]]] = {
    "small_molecule": (8, 16, 22),
    "biologic": (9, 20, 29),
    "cgt": (5, 10, 17),
}
"""Track id → (low, mode, high): percent of products with permission for trials (IND) that are
approved, for products of Chinese makers. A blend, an assumption of this project: Chinese cohorts give the mode
and the high, Western ones the low; recent cohorts are cut off, so modes lie below Wang."""

SOURCES: Final = "BIO/QLS/Informa 2021; Wang et al. 2022 (n = 1076); Elsallab et al. 2025"
