"""Faults found while reading a value, collected and handed to pydantic with their places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from sim.scenario.values.units import USUAL, Units
from sim.text.messages.values import MESSAGES
from sim.text.words import Words

T = TypeVar("T")
ValuePath = tuple[str | int, ...]


class Fault(ValueError):
    """One thing wrong with a value: a code of `MESSAGES`, the words that fill it, and where."""

    def __init__(
        self, code: str, raw: object, place: ValuePath = (), /, **context: Words | str
    ) -> None:
        self.code = code
        self.raw = raw
        self.place = place
        self.context: dict[str, Words | str] = {"raw": quote(raw), **context}
        super().__init__(MESSAGES[code].says.fill(**self.context).en)


class ValueReader:
    """Reads the parts of one value and keeps every fault, so that all are told at once."""

    def __init__(self, units: Units = USUAL) -> None:
        self.units = units
        """Those of the scenario that is read."""
        self.faults: list[Fault] = []

    def read(self, place: ValuePath, parse: Callable[..., T], *arguments: Any) -> T | None:
        """`parse(*arguments)`, or None with its fault kept under `place`."""
        try:
            return parse(*arguments)
        except Fault as fault:
            fault.place = (*place, *fault.place)
            self.faults.append(fault)
            return None

    def tell(
        self, code: str, raw: object, place: ValuePath = (), /, **context: Words | str
    ) -> None:
        """Keep a fault."""
        self.faults.append(Fault(code, raw, place, **context))

    def told(self, code: str) -> bool:
        """Whether a fault of this code is known, of which another may be a mere consequence."""
        return any(fault.code == code for fault in self.faults)

    def finish(self, title: str) -> None:
        """Raise a ValidationError with all faults, if there are any."""
        if self.faults:
            raise ValidationError.from_exception_data(title, [_detail(f) for f in self.faults])


def flow(raw: object) -> str:
    """YAML data on one line, as a person writes it."""
    if isinstance(raw, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(value)}" for key, value in raw.items()) + "}"
    if isinstance(raw, list | tuple):
        return "[" + ", ".join(map(flow, raw)) + "]"
    if raw is None:
        return "null"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int) and raw.bit_length() > 256:  # Python refuses to print the longest
        return f"{raw >> (raw.bit_length() - 64)}…"
    return str(raw) or "''"


def quote(raw: object) -> str:
    """A value as short text for a message."""
    text = flow(raw)
    return text if len(text) <= 60 else text[:59] + "…"


def _detail(fault: Fault) -> InitErrorDetails:
    error = PydanticCustomError(fault.code, str(fault), fault.context)
    return InitErrorDetails(type=error, loc=fault.place, input=fault.raw)
