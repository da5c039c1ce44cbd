"""The generated schema and reference page: current, valid, and of one mind with the reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pydantic import BaseModel

from sim.scenario.schema import Spec
from sim.scenario.schema.base import Block
from sim.scenario.schema.editor import json_schema
from sim.scenario.schema.reference import outputs, reference_markdown
from sim.scenario.values.chances import KINDS, examples_of
from sim.scenario.values.numbers import AreaPerJobNumber, MoneyNumber, RentNumber
from sim.scenario.values.units import DIMENSIONS, SPAN
from sim.scenario.yaml.nodes import SourceText
from sim.scenario.yaml.parse import parse
from sim.text.messages.values import MESSAGES

SCHEMA = json_schema(Spec)


@pytest.mark.parametrize("path", outputs(), ids=lambda path: path.name)
def test_the_committed_file_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == outputs()[path], (
        "run: python -m sim.scenario.schema.reference"
    )


def test_a_row_of_a_table_is_one_line() -> None:
    rows = [line for line in reference_markdown(Spec).splitlines() if line.startswith("|")]
    assert [row for row in rows if not row.endswith("|")] == []


def test_the_schema_is_draft_07_and_all_its_references_lead_somewhere() -> None:
    Draft7Validator.check_schema(SCHEMA)
    text = json.dumps(SCHEMA)
    named = set(re.findall(r'"#/definitions/([^"]+)"', text))
    assert named == set(SCHEMA["definitions"])
    for later in ("$defs", "prefixItems", "discriminator", "unevaluatedProperties"):
        assert f'"{later}"' not in text


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


def test_no_description_hides_beside_a_reference() -> None:
    assert all(len(node) == 1 for node in nodes(SCHEMA) if isinstance(node.get("$ref"), str))


def blocks(base: type[BaseModel] = Block) -> set[type[BaseModel]]:
    """Every block of the language."""
    below = [found for kind in base.__subclasses__() for found in blocks(kind)]
    return {*below, *([base] if base.__name__ in SCHEMA["definitions"] else [])}


def test_every_key_is_explained() -> None:
    found = blocks()
    assert len(found) > 20
    for block in found:
        assert block.__doc__
        for key, info in block.model_fields.items():
            assert info.description, f"{block.__name__}.{key} has no docstring"


def test_the_page_has_every_key_of_every_block() -> None:
    page = reference_markdown(Spec)
    for block in blocks():
        section = page.split(f'<a id="{anchor(block)}"></a>')
        assert len(section) == 2, block
        body = section[1].split("<a id=")[0]
        if "The keys of [" not in body:
            assert all(f"| `{key}` |" in body for key in block.model_fields), block
    targets = set(re.findall(r'<a id="([^"]+)"', page))
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= targets


def anchor(block: type[BaseModel]) -> str:
    return re.sub("(?<=[a-z])(?=[A-Z])", "-", block.__name__).lower()


class Later(Spec):
    """A scenario with numbers that no block has yet."""

    later: list[AreaPerJobNumber | MoneyNumber | RentNumber] = []


LATER = json_schema(Later)["definitions"]


def valid(definition: str, raw: Any) -> bool:
    schema = {"$ref": f"#/definitions/{definition}", "definitions": LATER}
    return Draft7Validator(schema).is_valid(raw)


@pytest.mark.parametrize("need", DIMENSIONS.values(), ids=DIMENSIONS)
def test_editors_accept_what_the_reader_accepts(need: Any) -> None:
    name = need.key.title().replace("_", "") + "Number"
    form = need.forms[0]
    assert valid(name, form)
    assert valid(name, {"value": form, "range": [form, form], "source": "x", "grade": "A"})
    assert valid(name, {"value": form, "range": "±20%", "status": "fact", "as_of": 2023})
    assert valid(name, 3) == (need.key in ("factor", "elasticity"))
    for bad in (None, True, [], {}, {"value": form, "sorce": "x"}, {"value": form, "grade": "E"}):
        assert not valid(name, bad)
    assert not valid(name, {"value": form, "range": [form]})


@pytest.mark.parametrize("kind", KINDS)
def test_editors_accept_every_distribution(kind: str) -> None:
    example = examples_of(SPAN)[kind]
    assert valid("SpanChance", {kind: example, "range": "±20%"})
    assert not valid("SpanChance", {kind: example, "mode": "3 months"})
    assert not valid("SpanChance", {kind: 3})


@pytest.mark.parametrize(
    ("raw", "good"),
    [
        ("2028-03", True),
        (2028, True),
        ({"value": "2028Q1", "source": "x"}, True),
        ({"between": ["2028-03", 2029]}, True),
        ("2028-3", True),
        ("2028年3月", True),
        ("3/2028", False),
        (20280315, False),
        ({"between": ["2028-03"]}, False),
        ({"between": ["2028-03", "2028-04", "2028-05"]}, False),
        ({"value": "2028", "between": ["2028", "2029"]}, False),
        ({"value": "2028", "range": "±20%"}, False),
        ({"source": "x"}, False),
    ],
)
def test_editors_know_dates(raw: Any, good: bool) -> None:
    assert valid("DateChance", raw) == good


def test_editors_know_what_may_be_left_out_beside_like() -> None:
    assert valid("Project", {"like": "hall", "lots": 3})
    assert not valid("Project", {"lots": 3})
    assert not valid("Project", {"like": "hall", "lotz": 3})
    assert valid("Project", {"like": "hall", "suspension": {"resume": "3 months"}})
    assert valid("WaitStandard", {"like": "wait", "space": "lab"})
    schema = {**SCHEMA, **SCHEMA["definitions"]["Spec"]["properties"]["demand"]}
    del schema["if"], schema["then"], schema["else"]
    assert Draft7Validator(schema).is_valid({"annex": {"like": "hall"}})


def test_editors_know_weights_of_the_stock_and_growth() -> None:
    assert valid("StageFields", {"parks": "stock"})
    assert not valid("StageFields", {"parks": "stocks"})
    assert valid("Stream", {"like": "x", "profile": {"growth": "3% per year", "end": 2030}})
    assert not valid("Stream", {"like": "x", "profile": {"growth": "3% per year", "steps": {}}})


def test_editors_refuse_two_distributions_or_none() -> None:
    assert not valid("SpanChance", {"value": "1 month", "exponential": "1 month"})
    assert not valid("SpanChance", {"source": "x"})
    assert not valid("SpanChance", {"gamma": {"mean": "1 month", "sigma": 1}})
    assert valid("SpanChance", "forever")


def test_editors_know_whole_scenarios_from_those_that_change_another() -> None:
    validator = Draft7Validator(SCHEMA)
    child = {"extends": "baseline.yaml", "name": {"zh": "慢", "en": "Slow"}, "change": {"a.b": 1}}
    assert validator.is_valid(child)
    assert validator.is_valid({"change": {"a.b": 1}, "drop": ["c"]})
    assert not validator.is_valid({**child, "supply": {}})
    assert not validator.is_valid({"name": "x"})
    missing = {word for e in validator.iter_errors({"name": "x"}) for word in e.message.split("'")}
    assert {"clock", "parks", "stages"} <= missing


def test_messages_are_whole_and_say_the_same_in_both_languages() -> None:
    for code, message in MESSAGES.items():
        assert re.fullmatch(r"E3\d\d", code)
        for zh, en in message:
            assert zh and en
            assert fields(zh) == fields(en), code


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml")) + sorted(
    (ROOT / "tests" / "scenarios" / "tiny").glob("*.yaml")
)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_editors_accept_every_shipped_scenario(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    raw = parse(text, SourceText.of(path.name, text)).plain()
    validator = Draft7Validator(SCHEMA)
    assert [f"{e.json_path}: {e.message}" for e in validator.iter_errors(raw)] == []
