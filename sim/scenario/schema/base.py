"""What every block of a scenario shares: strictness, ids, labels and sources."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from sim.scenario.values.faults import Fault
from sim.scenario.values.units import CODE
from sim.text.safe import apart, line
from sim.text.words import Words

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
"""Lower-case letter, then letters, digits, `-` or `_`; at most 40 characters.

Ids are the identity of luck: two scenarios that share an id share its draws.
"""


class Block(BaseModel):
    """A frozen block of a scenario: unknown keys are errors, docstrings are the reference."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )


OneLine = Annotated[str, AfterValidator(line)]
"""Text that is shown as one line, whatever was written."""


class Text(Block):
    """A text in Chinese and English; a plain string stands for both."""

    zh: OneLine
    """Chinese text."""
    en: OneLine
    """English text."""

    @property
    def words(self) -> Words:
        """Both texts, as all that people read."""
        return Words(self.zh, self.en)

    @model_validator(mode="before")
    @classmethod
    def _same_in_both(cls, raw: Any) -> Any:
        return {"zh": raw, "en": raw} if isinstance(raw, str) else raw


class Things(Block):
    """A block of things by id; where some have the same label, their ids tell them apart."""

    @field_validator("*")
    @classmethod
    def _told_apart(cls, things: Any) -> Any:
        if not isinstance(things, dict):
            return things
        found = {id_: getattr(thing, "label", None) for id_, thing in things.items()}
        labels = {id_: label for id_, label in found.items() if isinstance(label, Text)}
        zh = apart({id_: label.zh for id_, label in labels.items()})
        en = apart({id_: label.en for id_, label in labels.items()})
        return things | {
            id_: things[id_].model_copy(update={"label": Text(zh=zh[id_], en=en[id_])})
            for id_, label in labels.items()
            if (label.zh, label.en) != (zh[id_], en[id_])
        }


def _code(text: str) -> str:
    if not CODE.fullmatch(text):
        fault = Fault("E335", text)
        raise PydanticCustomError("E335", "{raw}", fault.context)
    return text


Code = Annotated[
    str, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": f"^{CODE.pattern}$"})
]
"""Three capital letters, as in ISO 4217."""


class Currency(Block):
    """The one currency of a scenario."""

    code: Code
    """Three capital letters, as in ISO 4217; amounts are written with it: `1.2bn GBP`."""
    zh: OneLine
    """Chinese name."""
    en: OneLine
    """English name."""


class Source(Block):
    """Where a number was read."""

    title: str
    """Title of the document, in its own language."""
    date: str | None = None
    """Date of publication as printed: `2023`, `2023-10` or `2023-10-16`."""
    kind: Literal["official", "news", "report", "paper", "web", "own"] = "web"
    """What sort of document it is; `own` is our own arithmetic or judgement."""
    publisher: str | None = None
    """Who published it."""
    url: str | None = None
    """Public address, if there is one worth printing."""
    note: str | None = None
    """What the reader should know, such as 'read as an excerpt'."""


class Alike(Block):
    """A thing of a block, which may be written as a variant of another."""

    like: Id | None = None
    """Has the fields of this other one of its block, then its own."""


class Label(Alike):
    """A thing with a name and an identity."""

    label: Text | None = None
    """Name in figures and tables; the id when absent. Labels never change results."""
    luck: Id | None = None
    """Use the luck of this older id, after renaming."""
