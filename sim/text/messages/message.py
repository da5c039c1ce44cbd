"""One message in two languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong and how to mend it; texts are `str.format` templates over one context."""

    zh: str
    en: str
    fix_zh: str
    fix_en: str
