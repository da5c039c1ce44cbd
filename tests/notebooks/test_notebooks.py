"""Notebooks are kept as text, and every one of them runs from top to bottom."""

from __future__ import annotations

from pathlib import Path

import jupytext
import nbclient
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
FIRST = "first_look"
"""The one that the usual run executes too."""


def test_there_are_notebooks_and_no_stored_outputs():
    assert FIRST in {p.stem for p in NOTEBOOKS}
    assert not [p for p in (ROOT / "notebooks").rglob("*.ipynb") if "checkpoint" not in str(p)]


@pytest.mark.parametrize(
    "path",
    [p if p.stem == FIRST else pytest.param(p, marks=pytest.mark.full) for p in NOTEBOOKS],
    ids=lambda p: p.stem,
)
def test_runs(path, monkeypatch):
    monkeypatch.setenv("ZHIZAO_REPLICATIONS", "2")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = jupytext.read(path)
    client = nbclient.NotebookClient(
        notebook, timeout=600, resources={"metadata": {"path": str(ROOT / "notebooks")}}
    )
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert not [output for output in outputs if output["output_type"] == "error"]


def test_a_failing_cell_fails(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    broken = jupytext.reads("# %%\nraise RuntimeError('planted')\n", fmt="py:percent")
    broken.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="planted"):
        nbclient.NotebookClient(broken, timeout=60).execute()
