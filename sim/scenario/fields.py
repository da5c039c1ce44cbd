"""What every value of a scenario shares: how it is read, its pedigree, and its form as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from pydantic_core import CoreSchema, core_schema

from sim.scenario.faults import Fault, Reader, flow

Status = Literal["fact", "literature", "assumption"]
Grade = Literal["A", "B", "C", "D"]
_WORDS: dict[str, tuple[str, ...]] = {"status": get_args(Status), "grade": get_args(Grade)}


@dataclass(frozen=True, slots=True)
class Pedigree:
    """Where a number comes from."""

    source: str | None = None
    """Id of a document under `sources`."""
    status: Status | None = None
    """`fact` (read in a source), `literature` (remembered from it) or `assumption`."""
    grade: Grade | None = None
    """A measured, B published plan, C judgement or analogy, D placeholder."""
    note: str | None = None
    """Anything a reader should know, such as the formula of a derived number."""
    at: str | None = None
    """Place in the source, such as a page or table."""
    as_of: str | None = None
    """Date the number describes."""


PEDIGREE_KEYS = tuple(Pedigree.__dataclass_fields__)


def read_pedigree(raw: Mapping[Any, Any], own: Iterable[str], reader: Reader) -> Pedigree:
    """The pedigree beside the keys `own`; every other key is a fault (E311, E316, E317)."""
    known = (*own, *PEDIGREE_KEYS)
    for key in raw:
        if key not in known:
            reader.tell("E311", raw[key], (key,), key=flow(key), known=", ".join(known))
    found: dict[str, Any] = {
        key: reader.read((key,), _word, key, raw[key]) for key in PEDIGREE_KEYS if key in raw
    }
    return Pedigree(**found)


def _word(key: str, raw: object) -> str:
    """One text of a pedigree; a number stands for its digits where free text is allowed."""
    words = _WORDS.get(key)
    if words is None and isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(raw)
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
    def read(cls, raw: Any, reader: Reader) -> Self | None:
        """The value, or None with its faults kept by `reader`."""
        raise NotImplementedError

    def to_raw(self) -> Any:
        """YAML data that reads as this value."""
        raise NotImplementedError

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """The value of YAML data; a value passes as it is. Raises ValidationError."""
        if isinstance(raw, cls):
            return raw
        reader = Reader()
        value = cls.read(raw, reader)
        reader.finish(cls.__name__)
        if value is None:
            raise AssertionError(f"{cls.__name__} read nothing and told no fault")
        return value

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse,
            ref=cls.__name__,
            serialization=core_schema.plain_serializer_function_ser_schema(cls.to_raw),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: Any) -> dict[str, Any]:
        return {"description": cls.__doc__, **cls.schema()}


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
    texts = {
        "source": "Id of a document under `sources`.",
        "status": "fact: read in a source; literature: remembered from it; assumption.",
        "grade": "A measured, B published plan, C judgement or analogy, D placeholder.",
        "note": "Anything a reader should know, such as the formula of a derived number.",
        "at": "Place in the source, such as a page or table.",
        "as_of": "Date the number describes.",
    }
    return {
        key: {"description": text}
        | ({"enum": list(_WORDS[key])} if key in _WORDS else {"type": ["string", "number"]})
        for key, text in texts.items()
    }
