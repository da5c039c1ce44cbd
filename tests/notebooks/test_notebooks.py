"""Notebooks are kept as text, and every one of them runs from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jupytext
import nbclient
import pytest
from jupyter_client.manager import KernelManager

from docs.site.stories import linked

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
FIRST = ROOT / "notebooks" / "first_look.py"
"""The one that the usual run executes too."""


@pytest.fixture
def kernel(monkeypatch, tmp_path) -> Iterator[KernelManager]:
    """One kernel for several notebooks: most of the time of a short one is what it imports.

    It stands beside our scenarios, and what is kept is kept in a folder of the test's own.
    """
    monkeypatch.setenv("ZHIZAO_REPLICATIONS", "2")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    manager = KernelManager(kernel_name="python3")
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    (tmp_path / "notebooks").mkdir()
    manager.start_kernel(cwd=str(tmp_path / "notebooks"))
    yield manager
    manager.shutdown_kernel(now=True)


def played(path: Path, kernel: KernelManager) -> set[str]:
    """Execute a notebook as if the kernel were new; what kinds of output it shows."""
    notebook = jupytext.read(path)
    assert not [cell for cell in notebook.cells if cell.get("outputs")]
    notebook.cells.insert(0, jupytext.reads("%reset -f", fmt="py:percent").cells[0])
    nbclient.NotebookClient(notebook, km=kernel, timeout=600).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output["output_type"] == "error"]
    return {kind for output in outputs for kind in output.get("data", {})}


def test_there_are_notebooks_and_no_stored_outputs():
    assert FIRST in NOTEBOOKS
    assert not [p for p in (ROOT / "notebooks").rglob("*.ipynb") if "checkpoint" not in str(p)]


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_table_lists_every_notebook(page):
    table = (ROOT / "notebooks" / page).read_text(encoding="utf-8")
    listed = [line.split("](")[1].split(")")[0] for line in table.splitlines() if "| [" in line]
    assert sorted(listed) == [path.name for path in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_page_of_a_notebook_says_what_it_says(path):
    """What it showed when the page was made stays; `python -m docs.site.stories` makes it anew."""
    page = (ROOT / "docs" / "notebooks" / f"{path.stem}.md").read_text(encoding="utf-8")
    cells = jupytext.read(path).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert re.findall(r"^```python\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL) == code
    prose = [linked(cell.source) for cell in cells if cell.cell_type == "markdown"]
    assert [line for text in prose for line in text.splitlines() if line not in page] == []
    assert str(ROOT) not in page


def test_the_first_runs(kernel):
    assert "image/png" in played(FIRST, kernel)


@pytest.mark.full
def test_the_others_run(kernel):
    for path in NOTEBOOKS:
        if path != FIRST:
            assert "image/png" in played(path, kernel), path.name


def test_a_failing_cell_fails(kernel, tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text("# %%\nraise RuntimeError('planted')\n", encoding="utf-8")
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="planted"):
        played(broken, kernel)
