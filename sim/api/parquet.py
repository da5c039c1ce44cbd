"""Tables of a results folder with a row for each replication: written small, read back whole.

A folder stores what nothing else in it tells, and means of months to seven digits: 32 bits, each
byte of them apart, which packs well. The other columns are worked out on reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.measures.tables.frames import with_use
from sim.measures.tables.series import whole_series, yearly_absorption

if TYPE_CHECKING:
    import pandas as pd


def write_parquet(frames: Iterable[pd.DataFrame], path: Path) -> None:
    """Write frames of the same columns one after the other, a row group each."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = (pa.Table.from_pandas(frame, preserve_index=False) for frame in frames)
    first = next(tables)
    split = [field.name for field in first.schema if pa.types.is_floating(field.type)]
    with pq.ParquetWriter(
        path,
        first.schema,
        compression="zstd",
        compression_level=6,
        use_dictionary=[name for name in first.schema.names if name not in split],
        use_byte_stream_split=split,
    ) as writer:
        for table in chain([first], tables):
            writer.write_table(table)


def narrow(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its fractions in 32 bits; whole numbers up to 2²⁴ stay as they are."""
    return frame.astype(dict.fromkeys(frame.select_dtypes("float64").columns, "float32"))


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """Return a table of a results folder with all the columns it has in `Run`.

    name: that of a Parquet file, such as `series`. Means of months have seven digits, and what is
    worked out from them little less. Months of supply are missing in the first 11 months of a
    record that begins after the clock: what was leased before is not in the table. OSError where
    there is no such table.
    """
    import pandas as pd

    stored = pd.read_parquet(folder / f"{name}.parquet")
    floats = stored.select_dtypes("float32").columns
    return _WHOLE.get(name, _as_stored)(stored.astype(dict.fromkeys(floats, "float64")))


def _as_stored(stored: pd.DataFrame) -> pd.DataFrame:
    return stored


def _series(stored: pd.DataFrame) -> pd.DataFrame:
    pools = len(stored["space"].cat.categories) * len(stored["park"].cat.categories)
    shape = (stored["replication"].nunique(), -1, pools)
    levels = stored["absorption"].to_numpy().reshape(shape).cumsum(axis=1)
    opening = np.zeros_like(levels[:, :1])
    yearly = yearly_absorption(np.concatenate([opening, levels], axis=1))
    return whole_series(stored, yearly.ravel())


_WHOLE: Final[Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    "series": _series,
    "tracks": with_use,
    "pools_by_track": with_use,
    "trades": with_use,
}
