"""One message in two languages."""

from __future__ import annotations

from typing import NamedTuple

from sim.text.words import Words


class Message(NamedTuple):
    """What is wrong, and how to mend it; both may have braces, filled from one context."""

    says: Words
    fix: Words
