"""Whatever stands in a file, `--set` or `with_()`: a scenario or a ScenarioError."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.scenario.errors import ScenarioError
from sim.scenario.load import Loaded, load
from sim.scenario.plan.compile import compile_plan
from tests.examples import examples

CASES = Path(__file__).parents[1] / "badfiles" / "cases"
SOUND = (CASES / "base.yaml").read_text(encoding="utf-8")
LINES = SOUND.splitlines()
PATHS = load(CASES / "base.yaml").paths()

WORDS = st.sampled_from(
    "no yes on 010 12:30 1e6 1e999 0x1F .5 -1 0% 100% 140% null ~ true False !!str &a *a <<: "
    "{ } [ ] , : ： - ? | > # % @ ` ' \" \\ 5万m² 24个月 forever 2024-13 2025Q5 3月 ±20% é 家 "
    "\t \u202e \ufeff \u2028 \x1b \0 north south factory lab drug research production".split(" ")
)
ODD_TEXT = st.text(max_size=200) | st.lists(WORDS, max_size=40).map(" ".join)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=9)
DATA = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(WORDS | st.sampled_from(["value", "range", "pert"]), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(PATHS) | st.sampled_from(PATHS).map(lambda path: path.rpartition(".")[0])
DOTTED = KEYS | st.text(max_size=12) | st.tuples(KEYS, WORDS).map(".".join)


@pytest.fixture(scope="module")
def put(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str | bytes], Path]:
    """Return a function that writes a scenario beside the sound one and returns its path."""
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "base.yaml").write_text(SOUND, encoding="utf-8")

    def write(text: str | bytes) -> Path:
        path = folder / "case.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(errors="surrogatepass"))
        return path

    return write


def check_load(
    path: Path, sets: list[str] | None = None, changes: Mapping[str, object] | None = None
) -> Loaded | None:
    """Load a scenario as the loader promises to; return it if it is sound."""
    try:
        loaded = load(path, sets or [], [changes] if changes else [])
    except ScenarioError as error:
        assert error.problems
        for lang in ("zh", "en", "both"):
            screen = error.screen(lang)
            assert not [c for c in screen if not c.isprintable() and c != "\n"]
        loaded = None
    return loaded


def check_use(loaded: Loaded | None, put: Callable[[str | bytes], Path]) -> None:
    """A sound scenario compiles, and what `show --resolved` prints means the same."""
    if loaded is not None:
        compile_plan(loaded.spec)
        again = load(put(loaded.resolved))
        assert again.raw == loaded.raw
        assert again.spec == loaded.spec


@examples(300)
@given(text=ODD_TEXT)
@example(text="? ? ? ?")
@example(text="a: !!int 9" + "9" * 5000)
@example(text="a: !!timestamp 2024-99-99")
@example(text='a: "\\ud800"')
@example(text="- - - - - -\n" * 60)
@example(text="&a [*a]")
def test_any_text(put: Callable[[str | bytes], Path], text: str) -> None:
    check_use(check_load(put(text)), put)


@examples(200)
@given(data=st.binary(max_size=300))
@example(data=b"\xff\xfea\0")
@example(data=b"name: \xed\xa0\x80\n")
def test_any_bytes(put: Callable[[str | bytes], Path], data: bytes) -> None:
    check_use(check_load(put(data)), put)


HEADS = ("编号", "项目", "园区", "类型", "建筑面积（万㎡）", "开工", "交付", "状态", "备注")
ROW = ("a1", "一期", "北园", "lab", "1.5", "2025-01", "2027", "在建", "")
CELLS = WORDS | st.sampled_from("45444 待定 停工 规划 2025-2026 2024Q2 -1 ⅛ 10⁶ 合计".split())


@examples(100)
@given(
    spoilt=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 8), CELLS), max_size=3),
    lead=st.booleans(),
)
def test_a_spoilt_table(
    put: Callable[[str | bytes], Path], spoilt: list[tuple[int, int, str]], lead: bool
) -> None:
    rows = [[*HEADS], *([f"a{n}", f"{n}期", *ROW[2:]] for n in range(3))]
    for row, column, cell in spoilt:
        rows[row][column] = cell
    more = "lead: 1 month, suspension: {chance: 5%, resume: 1 month}, " if lead else ""
    text = f"extends: base.yaml\nname: x\nadd: {{supply.x: {{like: hall, {more}table: x.csv}}}}\n"
    path = put(text)
    lines = "\n".join(",".join(row) for row in rows)
    path.with_name("x.csv").write_bytes(lines.encode(errors="surrogatepass"))
    check_use(check_load(path), put)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return the sound scenario with a few lines or words spoilt."""
    lines = [*LINES]
    for _ in range(draw(st.integers(1, 3))):
        index = draw(st.integers(0, len(lines) - 1))
        line = lines[index]
        cut = draw(st.integers(0, len(line)))
        end = draw(st.integers(cut, min(len(line), cut + 8)))
        kind = draw(st.sampled_from(["drop", "twice", "indent", "word", "swap", "end"]))
        if kind == "drop":
            del lines[index]
        elif kind == "twice":
            lines.insert(index, line)
        elif kind == "indent":
            lines[index] = draw(st.sampled_from([" ", "  ", "\t", "- "])) + line
        elif kind == "word":
            lines[index] = line[:cut] + draw(WORDS) + line[end:]
        elif kind == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[index], lines[other] = lines[other], line
        else:
            lines = lines[: index + 1]
        if not lines:
            break
    return "\n".join(lines)


@examples(500)
@given(text=mutated())
def test_a_spoilt_scenario(put: Callable[[str | bytes], Path], text: str) -> None:
    check_use(check_load(put(text)), put)


@examples(200)
@given(entries=st.lists(st.tuples(st.sampled_from(PATHS), WORDS), min_size=1, max_size=3))
def test_values_exchanged(
    put: Callable[[str | bytes], Path], entries: list[tuple[str, str]]
) -> None:
    check_use(check_load(put(SOUND), [f"{path}={word}" for path, word in entries]), put)


@examples(200)
@given(sets=st.lists(ODD_TEXT | st.tuples(DOTTED, ODD_TEXT).map("=".join), max_size=3))
def test_any_set(put: Callable[[str | bytes], Path], sets: list[str]) -> None:
    check_use(check_load(put(SOUND), sets), put)


@examples(300)
@given(changes=st.dictionaries(DOTTED, DATA, max_size=3))
def test_any_change_from_python(
    put: Callable[[str | bytes], Path], changes: dict[str, object]
) -> None:
    path = put(SOUND)
    loaded = check_load(path, changes=changes)
    if loaded is not None:
        child = loaded.override().replace("extends: case.yaml", "extends: base.yaml")
        assert load(put(child)).raw == loaded.raw


@examples(200)
@given(
    change=st.lists(st.tuples(DOTTED, ODD_TEXT), max_size=3),
    add=st.lists(st.tuples(DOTTED, WORDS), max_size=2),
    drop=st.lists(DOTTED, max_size=2),
    head=st.sampled_from(["base.yaml", "case.yaml", "../base.yaml", "nowhere.yaml", "[base.yaml]"]),
)
def test_any_child(
    put: Callable[[str | bytes], Path],
    change: list[tuple[str, str]],
    add: list[tuple[str, str]],
    drop: list[str],
    head: str,
) -> None:
    blocks = [f"extends: {head}", "name: x"]
    for verb, entries in (("change", change), ("add", add)):
        blocks += [f"{verb}:", *(f"  {path}: {value}" for path, value in entries)]
    blocks.append(f"drop: [{', '.join(drop)}]")
    check_use(check_load(put("\n".join(blocks))), put)
