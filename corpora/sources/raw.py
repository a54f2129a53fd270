"""The raw text that encoders are pre-trained on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from coref.errors import CorpusError
from corpora.raw_text import read_raw_documents

__all__ = ["text"]


def text(folder: Path, language: str, name: str, document: int, first: int, count: int) -> str:
    """``count`` paragraphs of a document from number ``first`` on, both from 0; ``folder`` is the folder ``text``.

    Raises:
        CorpusError: when the file is missing or has too few documents or paragraphs.
    """
    documents = _documents(folder, language, name)
    if document >= len(documents) or len(documents[document]) < first + count:
        place = f"paragraphs {first} to {first + count - 1} in document {document}"
        raise CorpusError(f"{folder}: {language}/{name} has no {place}")
    return "\n".join(documents[document][first : first + count])


@cache
def _documents(folder: Path, language: str, name: str) -> list[list[str]]:
    return list(read_raw_documents(folder, language, name))
