"""One word for one replication: 未来 in Chinese, a future in English, in all that people read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OTHERS = re.compile(r"推演|重复|模拟|[个次]未来|(?<!-)\breplications?\b|simulation", re.IGNORECASE)
"""Other words for it; --replications is the name of an option."""

ALLOWED = (
    # playing, not what is played
    "不影响推演",
    "改变不了推演",
    "推演所含",
    "照答案推演",
    "未能推演",
    "往年所见与推演",
    "要推演的未来",
    "推演并给出结论",
    "推演到",
    "只推演第 I 个点",
    "模拟的开放",
    "模拟开放",
    # twice
    "重复（第",
    "或有重复",
    # names, and where the term is defined
    "{replication}",
    "{replications}",
    "replications 是奇数",
    "replications is the odd number",
    "number of the replication, from 0",
    "未来数，一种未来即重复一次 how many futures, each one replication",
)


def read_by_people(module: str) -> Iterator[tuple[int, str]]:
    """Line and text of every string in `module` that has a space or Chinese, without docstrings."""
    tree = ast.parse(module)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in told:
                if " " in text or not text.isascii():
                    yield node.lineno, text


def faults(paths: Iterable[Path]) -> list[str]:
    """Texts of `paths` with another word for a future."""
    found = []
    for path in paths:
        for line, text in read_by_people(path.read_text(encoding="utf-8")):
            for phrase in ALLOWED:
                text = text.replace(phrase, "")
            found += [f"{path.name}:{line}: {hit.group()}" for hit in OTHERS.finditer(text)]
    return found


def test_a_replication_is_called_a_future() -> None:
    paths = sorted(ROOT.glob("sim/**/*.py"))
    assert len(paths) > 100
    assert faults(paths) == []


def test_every_phrase_is_still_used() -> None:
    texts = [
        text
        for path in ROOT.glob("sim/**/*.py")
        for _, text in read_by_people(path.read_text(encoding="utf-8"))
    ]
    assert [phrase for phrase in ALLOWED if not any(phrase in text for text in texts)] == []


@pytest.mark.parametrize(
    "text",
    [
        '"{n} 次推演"',
        '"{share} 的推演"',
        '"重复次数"',
        '"一次模拟"',
        '"{n} 个未来"',
        '"in {n} replications"',
        '"推演所含的推演"',
        'f"{n} replications"',
    ],
)
def test_another_word_is_found(text: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(f'"""Purpose of a replication."""\n\nTEXT = {text}\n', encoding="utf-8")
    assert len(faults([path])) == 1


@pytest.mark.parametrize("text", ['"replications"', '"use --replications 40"', '"{n} 种未来"'])
def test_names_and_the_word_pass(text: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(f"TEXT = {text}\n", encoding="utf-8")
    assert faults([path]) == []
