"""The reference page of the scenario language, made from the schema's docstrings.

`python -m sim.scenario.schema.reference` writes `schema.json` beside this module and
`docs/reference.md`; a test holds both current.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.schema.editor import json_schema
from sim.scenario.schema.reference_values import values_markdown
from sim.scenario.values.fields import Value

_WORDS = {
    "AreaChance": "area or distribution",
    "AreaNumber": "area",
    "AreaPerJobNumber": "area per job",
    "Date": "date",
    "DateChance": "date or window",
    "DensityNumber": "money per area",
    "ElasticityNumber": "elasticity",
    "FactorNumber": "factor",
    "GrowthNumber": "growth",
    "MoneyNumber": "money",
    "MoneyRateNumber": "money per year",
    "RateNumber": "rate",
    "RentNumber": "rent",
    "ShareNumber": "share",
    "SpanChance": "time span or distribution",
    "SpanNumber": "time span",
}
_PLAIN = {bool: "true or false", int: "whole number", float: "number", str: "text"}
_TOP = """\
# Scenario reference

Made by `python -m sim.scenario.schema.reference` from the docstrings in `sim/scenario/schema`.
A scenario is a YAML file; unknown and repeated keys are errors. An id is a lower-case letter
followed by letters, digits, `-` or `_`, at most 40 characters. Quantities always have a unit.
"""


def reference_markdown(spec: type[BaseModel]) -> str:
    """The page: every block with its keys, types, defaults and meaning, then the values."""
    places = _places(spec)
    sections = [_section(block, places) for block in places]
    return "\n".join([_TOP, *sections, values_markdown()])


def _places(spec: type[BaseModel]) -> dict[type[BaseModel], list[str]]:
    """Every block with the paths where it stands, the scenario itself first."""
    places: dict[type[BaseModel], list[str]] = {}

    def visit(block: type[BaseModel], path: str) -> None:
        known = block in places
        if path not in places.setdefault(block, []):
            places[block].append(path)
        if not known:
            for key, info in block.model_fields.items():
                inner = f"{path}.{key}" if path else key
                for below, place in _blocks(info.annotation, inner):
                    visit(below, place)

    visit(spec, "")
    return places


def _blocks(kind: Any, path: str) -> Iterator[tuple[type[BaseModel], str]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind, path
    inner = f"{path}.<id>" if get_origin(kind) is dict else path
    arguments = get_args(kind)
    for argument in arguments[:1] if get_origin(kind) is Annotated else arguments:
        yield from _blocks(argument, inner)


def _section(block: type[BaseModel], places: dict[type[BaseModel], list[str]]) -> str:
    paths = places[block]
    named = ", ".join(f"`{path}`" for path in paths[:2])
    title = f"{named} and others" if len(paths) > 2 else named if paths[0] else "The scenario"
    if sum(paths == others for others in places.values()) > 1:
        title += f": {_name(block)}"
    lines = [f'<a id="{_anchor(block)}"></a>', "", f"## {title}", "", _says(block), ""]
    wider = next((b for b in places if b is not block and issubclass(b, block)), None)
    if wider is not None:
        own = [f"`{k}`" for k in wider.model_fields if k not in block.model_fields]
        link = f"[`{places[wider][0]}`](#{_anchor(wider)})"
        return "\n".join([*lines, f"The keys of {link}, without {' and '.join(own)}.", ""])
    lines += ["| Key | Type | Default | Meaning |", "|---|---|---|---|"]
    for key, info in block.model_fields.items():
        cells = (
            f"`{key}`",
            _words(info.annotation, info.metadata),
            _default(info),
            info.description or "",
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _says(block: type[BaseModel]) -> str:
    return " ".join((block.__doc__ or "").split())


def _name(block: type[BaseModel]) -> str:
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", block.__name__).lower()


def _anchor(block: type[BaseModel]) -> str:
    return _name(block).replace(" ", "-")


def _words(kind: Any, metadata: Sequence[Any] = ()) -> str:
    """A type in words."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        inner = (m.metadata if isinstance(m, FieldInfo) else [m] for m in arguments[1:])
        return _words(arguments[0], list(chain.from_iterable(inner)))
    if origin in (Union, types.UnionType):
        return " or ".join(_words(a, metadata) for a in arguments if a is not type(None))
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in arguments)
    if origin is dict:
        return f"map of {_words(arguments[0])} to {_words(arguments[1])}"
    if origin is list:
        return f"list of {_words(arguments[0])}"
    if kind is str and any(getattr(m, "pattern", None) for m in metadata):
        return "id"
    if issubclass(kind, Value):
        return f"[{_WORDS[kind.__name__]}](#values)"
    if issubclass(kind, BaseModel):
        return f"[{_name(kind)}](#{_anchor(kind)})"
    return _PLAIN[kind] + _limits(metadata)


def _limits(metadata: Sequence[Any]) -> str:
    low, high = (
        next((getattr(m, name) for m in metadata if hasattr(m, name)), None)
        for name in ("ge", "le")
    )
    return "" if low is None else f", at least {low}" if high is None else f", {low} to {high:,}"


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    if info.default is None or info.default in ([], {}):
        return "–"
    if isinstance(info.default, BaseModel):
        return "its defaults"
    return f"`{json.dumps(info.default, ensure_ascii=False)}`"


def outputs() -> dict[Path, str]:
    """The generated files of the repository and their text."""
    from sim.scenario.schema import Spec

    scenario = Path(__file__).resolve().parents[1]
    schema = json.dumps(json_schema(Spec), ensure_ascii=False, indent=1)
    return {
        scenario / "schema.json": schema + "\n",
        scenario.parents[1] / "docs" / "reference.md": reference_markdown(Spec),
    }


if __name__ == "__main__":
    for path, text in outputs().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
