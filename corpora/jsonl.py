"""JSON lines: one document, as ``Document.to_dict`` writes it, a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from coref.document import Document
from coref.errors import CorpusError, DocumentError
from corpora.plain import read_text

__all__ = ["parse_records", "read_jsonl", "read_records", "write_jsonl"]


def read_records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON lines file with their 1-based line numbers; blank lines are passed over.

    Raises:
        CorpusError: when the file cannot be read, or a line is not a JSON object.
    """
    return parse_records(read_text(path), str(path))


def parse_records(text: str, source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """``read_records`` for text that is in memory; ``source`` names it in errors."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise CorpusError(f"{source}:{number}: not JSON: {error}") from error
        if not isinstance(record, dict):
            raise CorpusError(f"{source}:{number}: expected a JSON object, found {type(record).__name__}")
        yield number, record


def read_jsonl(path: Path) -> Iterator[Document]:
    """The documents of a file in the form of ``Document.to_dict``, one a line.

    Raises:
        CorpusError: when a line is not a document, or one in another language than Polish and English.
    """
    for number, record in read_records(path):
        try:
            document = Document.from_dict(record)
        except DocumentError as error:
            raise CorpusError(f"{path}:{number}: {error}") from error
        if document.language not in {"pl", "en"}:
            raise CorpusError(f"{path}:{number}: the language is {document.language!r}; expected 'pl' or 'en'")
        if not all(cluster.mentions for cluster in document.clusters):
            raise CorpusError(f"{path}:{number}: a cluster has no mentions")
        yield document


def write_jsonl(documents: Iterable[Document], stream: TextIO) -> None:
    """Write the documents, one a line, with characters beyond ASCII as they are."""
    for document in documents:
        stream.write(json.dumps(document.to_dict(), ensure_ascii=False) + "\n")
