"""The answer of `diff` as plain data and as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.experiments.diff.inputs import InputMoved, MadeOtherwise
from sim.experiments.diff.outputs import OneSided, OutputMoved, WordMoved
from sim.measures.plain import plain
from sim.scenario.values.amounts import Areas
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class DiffSide:
    """One of the two results."""

    name: Words
    folder: str
    key: str
    replications: int
    altered: tuple[str, ...]
    """Files that are missing or not what its manifest says."""
    only: tuple[str, ...]
    """What it has and the other has not, of what versions write."""


@dataclass(frozen=True)
class DiffAnswer:
    """Two results: what they were made of, and which outputs moved."""

    old: DiffSide
    new: DiffSide
    same_folder: bool
    inputs: tuple[InputMoved, ...]
    understood: bool
    """Whether this version reads both scenarios; else they are compared as written."""
    made_of: tuple[MadeOtherwise, ...]
    same_futures: bool
    outputs: tuple[OutputMoved, ...]
    """The furthest beyond its own error first."""
    words: tuple[WordMoved, ...]
    one_sided: tuple[OneSided, ...]
    areas: Areas
    currency: tuple[str, str]
    """Code of the money, and what it is called in Chinese."""

    def called(self, call: str) -> list[OutputMoved]:
        """The outputs that moved so far against their own error."""
        return [output for output in self.outputs if output.call == call]

    @property
    def identical(self) -> bool:
        """Whether nothing differs but, perhaps, the commit of code that is the same."""
        numbers = len(self.called("same")) == len(self.outputs)
        return self.old.key == self.new.key and numbers and not (self.words or self.one_sided)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                side: {
                    "folder": one.folder,
                    "key": one.key,
                    "replications": one.replications,
                    "altered": list(one.altered),
                    "only": list(one.only),
                }
                for side, one in (("a", self.old), ("b", self.new))
            }
            | {
                "identical": self.identical,
                "same_futures": self.same_futures,
                "inputs": [
                    {"path": one.path, "a": one.old, "b": one.new, "change": one.change}
                    for one in self.inputs
                ],
                "inputs_understood": self.understood,
                "made_of": [{"path": one.path, "a": one.old, "b": one.new} for one in self.made_of],
                "outputs": [
                    {**row, "name": [output.name.zh, output.name.en]}
                    for row, output in zip(self._rows(), self.outputs, strict=True)
                ],
                "words": [
                    {
                        "name": [one.name.zh, one.name.en],
                        "a": one.old,
                        "b": one.new,
                        "beyond": one.is_beyond,
                    }
                    for one in self.words
                ],
                "one_sided": [
                    {"name": [one.name.zh, one.name.en], "in": "b" if one.is_new else "a"}
                    for one in self.one_sided
                ],
            }
        )
        return data

    def tables(self) -> dict[str, pd.DataFrame]:
        """`outputs`: each output in both, its difference and that against its own error."""
        import pandas as pd

        rows = [
            {"output": output.name.en, **row}
            for row, output in zip(self._rows(), self.outputs, strict=True)
        ]
        inputs = [
            {"path": one.path, "a": one.old, "b": one.new, "change": one.change}
            for one in self.inputs
        ]
        columns = ["path", "a", "b", "change"]
        return {"outputs": pd.DataFrame(rows), "inputs": pd.DataFrame(inputs, columns=columns)}

    def _rows(self) -> list[dict[str, Any]]:
        return [
            {
                "kind": output.kind,
                "unit": output.unit,
                "a": output.old,
                "b": output.new,
                "difference": output.difference,
                "low": output.low,
                "high": output.high,
                "way": output.way,
                "call": output.call,
            }
            for output in self.outputs
        ]
