"""Parquet: writing a row for each mention, and reading a table of texts. Needs pyarrow, the extra ``[parquet]``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from coref.document import Document
from coref.errors import CorpusError, InputError
from corpora.csv_table import TEXT_COLUMN
from corpora.mention_rows import mention_rows

__all__ = ["read_parquet", "require_pyarrow", "write_parquet"]

_ROWS_TOGETHER = 50_000
"""Rows of a row group, which is held in memory."""
_TEXTS_TOGETHER = 64


def require_pyarrow() -> ModuleType:
    """The library.

    Raises:
        InputError: when it is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("Parquet needs pyarrow: pip install 'coref-pl-en[parquet]'") from error
    library: ModuleType = pyarrow
    return library


def write_parquet(documents: Iterable[Document], stream: IO[bytes]) -> None:
    """Write ``corpora.mention_rows``, one column for each of a row's fields.

    Raises:
        InputError: when pyarrow is not installed.
    """
    pyarrow = require_pyarrow()
    whole, text = pyarrow.int64(), pyarrow.string()
    schema = pyarrow.schema(
        [
            ("document", text),
            ("cluster", whole),
            ("start", whole),
            ("end", whole),
            ("head_start", whole),
            ("head_end", whole),
            ("kind", text),
            ("score", pyarrow.float64()),
            ("parts", text),
            ("text", text),
        ]
    )
    rows = chain.from_iterable(map(mention_rows, documents))
    with pyarrow.parquet.ParquetWriter(stream, schema) as writer:
        while some := list(islice(rows, _ROWS_TOGETHER)):
            writer.write_table(pyarrow.Table.from_pylist([row._asdict() for row in some], schema))


def read_parquet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table of texts with their numbers, from 1; only a few are held at a time.

    Raises:
        CorpusError: when the file is damaged or has no column ``text``.
        InputError: when pyarrow is not installed.
    """
    pyarrow = require_pyarrow()
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            if TEXT_COLUMN not in file.schema_arrow.names:
                columns = ", ".join(file.schema_arrow.names)
                raise CorpusError(f"{path}: the table has no column {TEXT_COLUMN!r}; it has {columns}")
            batches = file.iter_batches(batch_size=_TEXTS_TOGETHER)
            yield from enumerate((row for batch in batches for row in batch.to_pylist()), start=1)
    except (pyarrow.ArrowException, OSError) as error:
        raise CorpusError(f"{path}: not a readable Parquet file: {error}") from error
