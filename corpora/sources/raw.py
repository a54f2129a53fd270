"""The raw text that encoders are pre-trained on, in Polish."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from coref.errors import CorpusError
from corpora.raw_text import read_raw_documents

__all__ = ["text"]


def text(folder: Path, name: str, document: int, first: int, count: int) -> str:
    """``count`` paragraphs of a document from number ``first`` on, both from 0; ``folder`` is the folder ``text``.

    Raises:
        CorpusError: when the file is missing or has too few documents or paragraphs.
    """
    documents = _documents(folder, name)
    if document >= len(documents) or len(documents[document]) < first + count:
        raise CorpusError(f"{folder}: {name} has no paragraphs {first} to {first + count - 1} in document {document}")
    return "\n".join(documents[document][first : first + count])


@cache
def _documents(folder: Path, name: str) -> list[list[str]]:
    return list(read_raw_documents(folder, "pl", name))
