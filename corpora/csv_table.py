"""CSV (RFC 4180): writing a row for each mention, and reading a table of texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TextIO

from coref.document import Document
from coref.errors import CorpusError
from corpora.mention_rows import MentionRow, mention_rows

__all__ = ["TEXT_COLUMN", "parse_csv", "write_csv"]

TEXT_COLUMN = "text"
_NO_LIMIT = 2**31 - 1
"""Characters of a field; the module's own limit, 131,072, is less than a novel."""


def write_csv(documents: Iterable[Document], stream: TextIO) -> None:
    """Write a header and ``corpora.mention_rows``; the stream must not translate line ends."""
    writer = csv.writer(stream)
    writer.writerow(MentionRow._fields)
    for document in documents:
        writer.writerows(mention_rows(document))


def parse_csv(text: str, source: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table of texts, by the names of its header, each with the line on which it ends.

    Blank lines are passed over.

    Raises:
        CorpusError: when there is no header with a column ``text``, a name is there twice, a row has not as many fields
            as the header, or quotation marks do not match; the message names ``source`` and the line.
    """
    csv.field_size_limit(_NO_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    try:
        for row in reader:
            if not row:
                continue
            if header is None:
                header = _header(row, f"{source}:{reader.line_num}")
            elif len(row) != len(header):
                raise CorpusError(
                    f"{source}:{reader.line_num}: the header has {len(header)} columns, this row has {len(row)}"
                )
            else:
                yield reader.line_num, dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise CorpusError(f"{source}:{reader.line_num}: not CSV: {error}") from error
    if header is None:
        raise CorpusError(f"{source}:1: there is no header; expected a line with a column {TEXT_COLUMN!r}")


def _header(row: list[str], place: str) -> list[str]:
    if TEXT_COLUMN not in row:
        raise CorpusError(f"{place}: the header has no column {TEXT_COLUMN!r}; it has {', '.join(row)}")
    if repeated := {name for name in row if row.count(name) > 1}:
        raise CorpusError(f"{place}: the header names {', '.join(sorted(repeated))} twice")
    return row
