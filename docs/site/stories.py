"""Writes docs/notebooks, the notebooks with what they show, for who has only a browser.

`python -m docs.site.stories [NAME …]` executes all of them, or those that are named, as they stand:
some minutes. A test holds the code of the pages to that of the notebooks.
"""

from __future__ import annotations

import re
import sys
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import jupytext
import nbclient
from PIL import Image

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
PAGES = ROOT / "docs" / "notebooks"
PICTURES = ROOT / "docs" / "images" / "notebooks"
_TURN = re.compile(r"^(.*[\u4e00-\u9fff].*)\n(?=[A-Z*±][^\u4e00-\u9fff\n]*$)", re.MULTILINE)
"""Where a line in Chinese is followed by one in English."""
_TABLE = '<table class="docutils">'


def page(name: str, cells: list[Any]) -> str:
    """Return the page of an executed notebook; its pictures are written."""
    parts = []
    pictures = 0
    for cell in cells:
        if cell["cell_type"] == "markdown":
            parts.append(linked(cell["source"]))
            continue
        parts.append(f"```python\n{cell['source']}\n```")
        for output in cell["outputs"]:
            data = output.get("data", {})
            if "image/png" in data:
                pictures += 1
                file = PICTURES / f"{name}-{pictures}.png"
                file.parent.mkdir(parents=True, exist_ok=True)
                picture = Image.open(BytesIO(b64decode(data["image/png"]))).convert("RGB")
                picture.quantize(64, dither=Image.Dither.NONE).save(file, optimize=True)
                parts.append(f"![{_head(parts)}](../images/notebooks/{file.name})")
            elif "dataframe" in data.get("text/html", ""):
                parts.append(_table(data["text/html"]))
            elif said := (output.get("text") or data.get("text/plain", "")).strip("\n"):
                said = re.sub(rf"{ROOT}/|{gettempdir()}/\w+/", "", said)
                parts.append(f"```text\n{said}\n```")
    first, *rest = parts
    title, _, intro = first.partition("\n")
    made = f"[{name}.py](../../notebooks/{name}.py) · `python -m docs.site.stories {name}`"
    return "\n\n".join([title, made, intro.strip(), *rest]) + "\n"


def linked(text: str) -> str:
    """Return the text of a cell with links to the pages that it names, a paragraph a language."""
    text = _TURN.sub(r"\1\n\n", text)
    text = re.sub(r"`(\w+)\.py`", r"[\1](\1.md)", text)
    return re.sub(r"`docs/([\w/-]+\.md)`", r"[docs/\1](../\1)", text)


def _head(parts: list[str]) -> str:
    """Return the last heading, which says what a picture is about."""
    heads = re.findall(r"^#+ (.+)$", "\n".join(p for p in parts if p[0] == "#"), re.MULTILINE)
    return str(heads[-1])


def _table(html: str) -> str:
    """Return a table of pandas without its style."""
    table = re.search(r"<table.*</table>", html, re.DOTALL)
    assert table is not None
    bare = re.sub(r"<(\w+)[^>]*?( (?:row|col)span=\"\d+\")?[^>]*>", r"<\1\2>", table[0])
    bare = re.sub(r"<th([^>]*)></th>", r"<td\1></td>", bare.replace("<table>", _TABLE))
    bare = re.sub(r"\n\s*(?=</?(?:t[hd]|/tr))", "", bare)
    return '<div class="table-wrapper container">' + re.sub(r"\n\s+", "\n", bare) + "</div>"


def write(name: str) -> None:
    """Execute a notebook and write its page."""
    notebook = jupytext.read(NOTEBOOKS / f"{name}.py")
    where = {"metadata": {"path": str(NOTEBOOKS)}}
    nbclient.NotebookClient(notebook, timeout=3600, resources=where).execute()
    PAGES.mkdir(exist_ok=True)
    (PAGES / f"{name}.md").write_text(page(name, notebook.cells), encoding="utf-8")


if __name__ == "__main__":
    for story in sys.argv[1:] or sorted(file.stem for file in NOTEBOOKS.glob("*.py")):
        write(story)
