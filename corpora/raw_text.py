"""Raw text: compressed files of documents that blank lines divide, a paragraph a line."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path

from coref.errors import CorpusError

__all__ = ["read_raw_documents"]


def read_raw_documents(root: Path, language: str, name: str) -> Iterator[list[str]]:
    """The documents of ``root/<language>/<name>.txt.xz``, as lists of paragraphs.

    Raises:
        CorpusError: when the file is missing.
    """
    path = root / language / f"{name}.txt.xz"
    if not path.exists():
        raise CorpusError(f"{path}: no such text; set COREF_CORPORA to the folder that holds text/ and corpora/")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from _documents(lines)


def _documents(lines: Iterable[str]) -> Iterator[list[str]]:
    document: list[str] = []
    for line in lines:
        if line.strip():
            document.append(line.rstrip("\n"))
        elif document:
            yield document
            document = []
    if document:
        yield document
