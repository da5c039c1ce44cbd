"""What every value of a scenario shares: how it is read, its pedigree, and its form as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Self, get_args

from pydantic_core import CoreSchema, core_schema

from sim.scenario.values.faults import Fault, ValueReader, flow
from sim.scenario.values.units import USUAL, Units

PedigreeStatus = Literal["fact", "literature", "assumption"]
Grade = Literal["A", "B", "C", "D"]
_FREE = ("at", "as_of")
_WORDS: dict[str, tuple[str, ...]] = {"status": get_args(PedigreeStatus), "grade": get_args(Grade)}


PEDIGREE_SAYS = {
    "source": "Id of a document under `sources`.",
    "status": "`fact` (read in a source), `literature` (remembered from it) or `assumption`.",
    "grade": "A measured, B published plan, C judgement or analogy, D placeholder.",
    "note": "Anything a reader should know, such as the formula of a derived number.",
    "at": "Place in the source, such as a page or table.",
    "as_of": "Date the number describes.",
}


@dataclass(frozen=True, slots=True)
class Pedigree:
    """Where a number comes from; the words of `PEDIGREE_SAYS`."""

    source: str | None = None
    status: PedigreeStatus | None = None
    grade: Grade | None = None
    note: str | None = None
    at: str | None = None
    as_of: str | None = None


def read_pedigree(raw: Mapping[Any, Any], own: Iterable[str], reader: ValueReader) -> Pedigree:
    """The pedigree beside the keys `own`; every other key is a fault (E311, E316, E317)."""
    known = (*own, *PEDIGREE_SAYS)
    for key in raw:
        if key not in known:
            reader.tell("E311", raw[key], (key,), key=flow(key), known=", ".join(known))
    stated: dict[str, Any] = {
        key: reader.read((key,), _word, key, raw[key]) for key in PEDIGREE_SAYS if key in raw
    }
    return Pedigree(**stated)


def _word(key: str, raw: object) -> str:
    """One text of a pedigree; a year or page may be a plain number."""
    words = _WORDS.get(key)
    if key in _FREE and isinstance(raw, int | float) and not isinstance(raw, bool):
        return flow(raw)
    if not isinstance(raw, str):
        raise Fault("E317", raw, key=key)
    if words is not None and raw not in words:
        raise Fault("E316", raw, key=key, known=", ".join(words))
    return raw


class Value:
    """A value read from YAML data; a field type for pydantic with places for inner errors."""

    __slots__ = ()

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema (draft-07 words) of the accepted data."""
        raise NotImplementedError

    @classmethod
    def read(cls, raw: Any, reader: ValueReader) -> Self | None:
        """The value, or None with its faults kept by `reader`."""
        raise NotImplementedError

    def to_raw(self) -> Any:
        """YAML data that reads as this value."""
        raise NotImplementedError

    @classmethod
    def parse(cls, raw: Any, units: Units = USUAL) -> Self:
        """The value of YAML data; a value passes as it is. Raises ValidationError."""
        if isinstance(raw, cls):
            return raw
        reader = ValueReader(units)
        value = cls.read(raw, reader)
        reader.finish(cls.__name__)
        if value is None:
            raise AssertionError(f"{cls.__name__} read nothing and told no fault")
        return value

    @classmethod
    def _validate(cls, raw: Any, info: core_schema.ValidationInfo) -> Self:
        """The value in the units that the validation was given as its context."""
        if isinstance(raw, cls):
            return raw
        value: Self = _parsed(_Reading(cls, raw, info.context or USUAL))
        return value

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls._validate,
            ref=cls.__name__,
            serialization=core_schema.plain_serializer_function_ser_schema(cls.to_raw),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: Any) -> dict[str, Any]:
        return {"description": cls.__doc__, **cls.schema()}


class _Reading:
    """What is read of YAML data: equal where data is written alike, types and order too."""

    def __init__(self, value: type[Value], raw: Any, units: Units) -> None:
        self.value, self.raw, self.units = value, raw, units
        self._key = value, _frozen(raw), units

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reading) and self._key == other._key


def _frozen(data: Any) -> tuple[object, ...]:
    if isinstance(data, dict):
        return (dict, *((key, _frozen(value)) for key, value in data.items()))
    if isinstance(data, list | tuple):
        return (list, *map(_frozen, data))
    return type(data), data


@lru_cache(maxsize=1 << 14)
def _parsed(reading: _Reading) -> Any:
    """Read each value once: in a scenario changed in one number all others stay."""
    return reading.value.parse(reading.raw, reading.units)


class Written(Value):
    """A value that keeps what was written, as JSON text in its field `written`."""

    __slots__ = ()
    written: str

    def __repr__(self) -> str:
        return f"{type(self).__name__}({flow(self.to_raw())!r})"

    def to_raw(self) -> Any:
        """The YAML data as it was written."""
        return json.loads(self.written)


def keep(raw: Any) -> str:
    """YAML data as JSON text, for the field `written`."""
    return json.dumps(raw, ensure_ascii=False)


def pedigree_schema() -> dict[str, Any]:
    """JSON Schema of the pedigree keys."""
    return {
        key: {"description": text}
        | ({"enum": list(_WORDS[key])} if key in _WORDS else {"type": _kinds(key)})
        for key, text in PEDIGREE_SAYS.items()
    }


def _kinds(key: str) -> str | list[str]:
    return ["string", "number"] if key in _FREE else "string"
