"""Ids of lots, of companies that come from others, and of those whom the opening meets."""

from __future__ import annotations

RETURNS = "returns/"
"""How the ids of companies begin that come back."""


def lot_id(project: str, lot: int) -> str:
    """Return the id of a lot."""
    return f"{project}/{lot:03d}"


def project_of(lot: str) -> str:
    """Return the id of the project that a lot is of; works that are no lot are their own."""
    return lot.partition("/")[0]


def guest_id(stream: str, company: str, stage: str) -> str:
    """Return the id of the company that an outsourced stage brings to a contract manufacturer."""
    return f"{stream}:{company}/{stage}"


def builder_id(stream: str, stage: str) -> str:
    """Return the id of the companies of a stream that build for a stage at the opening."""
    return f"building/{stream}/{stage}"


def housed_id(stream: str, stage: str) -> str:
    """Return the id of the companies of a stream that their firm houses at the opening."""
    return f"housed/{stream}/{stage}"


def let_ahead_id(lot: str, space: str, park: str) -> str:
    """Return the id of the companies to whom space of a lot was let before the clock."""
    return f"let_ahead/{lot}/{space}/{park}"


def queue_id(space: str) -> str:
    """Return the id of the companies that wait for a type of space at the opening."""
    return f"queue/{space}"


def line_id(company: str, stage: str) -> str:
    """Return the id of the further lines that a firm had in the space of a stage."""
    return f"lines/{company}/{stage}"


def return_id(company: str, stage: str) -> str:
    """Return the id of a company that comes back for the stage at which it left."""
    return f"{RETURNS}{company}/{stage}"
