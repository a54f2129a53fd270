"""NTREX-128: translations of newstest2019; line ``n`` belongs to the document that line ``n`` of the ids names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from coref.errors import CorpusError
from corpora.plain import read_text

__all__ = ["text"]

_LINES = "NTREX-128/newstest2019-ref.pol.txt"
_IDS = "DOCUMENT_IDS.tsv"


def text(folder: Path, document: str) -> str:
    """The lines of a document, joined by line feeds; ``folder`` is a copy of the repository MicrosoftTranslator/NTREX.

    Raises:
        CorpusError: when a file is missing, the two do not fit together, or there is no such document.
    """
    documents = _documents(folder)
    if document not in documents:
        raise CorpusError(f"{folder / _IDS}: there is no document {document!r}")
    return "\n".join(documents[document])


@cache
def _documents(folder: Path) -> dict[str, list[str]]:
    lines, ids = (read_text(folder / name).removesuffix("\n").split("\n") for name in (_LINES, _IDS))
    if len(lines) != len(ids):
        raise CorpusError(f"{folder}: {len(lines)} lines in {_LINES}, but {len(ids)} in {_IDS}; they must be as many")
    documents: dict[str, list[str]] = {}
    for document, line in zip(ids, lines, strict=True):
        documents.setdefault(document.strip(), []).append(line.strip())
    return documents
