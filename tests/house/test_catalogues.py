"""What people read has one shape: catalogues hold `Words`, and messages about a scenario two."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from sim.text.messages import catalogue

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted(
    [*(ROOT / "sim/text").rglob("*.py"), *(ROOT / "sim/experiments").glob("*/words.py")]
)
SUBJECTS = sorted(
    path.stem
    for path in (ROOT / "sim/text/messages").glob("*.py")
    if path.stem not in ("__init__", "catalogue", "message")
)
_HANZI = re.compile(r"[一-鿿]")
_STRETCH = re.compile(r"([EW]\d{3})(?:-([EW]\d{3}))?")


def other_shapes(source: str) -> list[int]:
    """Return the lines where two languages stand in a plain pair, or under keys of their own."""
    nodes = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Dict | ast.Tuple))
    return [node.lineno for node in nodes if _is_pair(node)]


def _is_pair(node: ast.Dict | ast.Tuple) -> bool:
    if isinstance(node, ast.Dict):
        return {"zh", "en"} <= {k.value for k in node.keys if isinstance(k, ast.Constant)}
    texts = [part.value for part in node.elts if isinstance(part, ast.Constant)]
    both = "".join(text for text in texts if isinstance(text, str))
    return len(node.elts) == len(texts) == 2 and bool(_HANZI.search(both))


def keys(source: str) -> list[str]:
    """Return the codes of a catalogue of messages as they are written, a second one too."""
    tree = ast.parse(source)
    entries = (node for node in ast.walk(tree) if isinstance(node, ast.Dict))
    codes = [str(k.value) for entry in entries for k in entry.keys if isinstance(k, ast.Constant)]
    return [code for code in codes if re.fullmatch(r"[EW]\d{3}", code)]


def in_order(codes: list[str]) -> bool:
    """Whether numbers ascend and no code stands twice."""
    return all(int(code[1:]) < int(after[1:]) for code, after in pairwise(codes))


def announced(title: str, code: str) -> bool:
    """Whether the first line of a module says that this code stands in it."""
    stretches = [(first, last or first) for first, last in _STRETCH.findall(title)]
    return any(a <= code <= z and a[0] == code[0] for a, z in stretches)


def test_catalogues_have_one_shape() -> None:
    assert len(CATALOGUES) > 30
    shapes = {str(p.relative_to(ROOT)): other_shapes(p.read_text("utf-8")) for p in CATALOGUES}
    assert {path: lines for path, lines in shapes.items() if lines} == {}


def test_another_shape_is_found() -> None:
    assert other_shapes('PAIRS = {"ok": ("可用", "can be used")}') == [1]
    assert other_shapes('NAME = {"zh": "一", "en": "one"}') == [1]
    assert other_shapes('OK = {"ok": Words("可用", "can be used")}\nENDS = ("[", "]")') == []


def test_codes_stand_once_and_in_order_where_the_first_line_says() -> None:
    written = []
    for subject in SUBJECTS:
        module = import_module(f"sim.text.messages.{subject}")
        codes = keys(Path(str(module.__file__)).read_text("utf-8"))
        title = str(module.__doc__).partition("\n")[0]
        assert codes and in_order(codes), subject
        assert [code for code in codes if not announced(title, code)] == [], subject
        written += codes
    assert len(set(written)) == len(written)
    assert set(written) == set(catalogue.MESSAGES)


def test_a_code_out_of_place_is_found() -> None:
    codes = keys('MESSAGES = {"E101": 1, "E103": 2, "E102": 3, "E102": 4}')
    assert codes == ["E101", "E103", "E102", "E102"]
    assert not in_order(codes) and not in_order(["E101", "E101"])
    assert announced("E101-E120: files; E499: the rest.", "E499")
    assert not announced("E101-E120: files; E499: the rest.", "E201")
    assert not announced("E101-E120: files.", "W110")
