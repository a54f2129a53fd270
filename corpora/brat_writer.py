"""Writing BRAT standoff, as ``corpora.brat`` reads it: two files a document, or a ZIP archive of them.

A mention is a ``T`` line whose type is its kind; head and probability are in a note. The mentions of an entity are one
``*`` line. A mention that runs over a line break is cut there, as BRAT itself does. A dropped subject stands on its
verb. Words, sentences, language and metadata are not written: the format has no place for them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

from coref.document import Cluster, Document, Mention, Span
from coref.errors import CorpusError
from corpora.names import unique_names

__all__ = ["format_brat", "write_brat_zip"]

_LINE = re.compile(r"[^\r\n]+")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that equal documents make equal archives."""


def format_brat(document: Document) -> str:
    """The lines of the ``.ann`` file; the ``.txt`` file is ``document.text``, as it is, in UTF-8.

    Raises:
        CorpusError: when a mention is nothing but line breaks.
    """
    numbers = iter(range(1, sum(len(cluster.mentions) for cluster in document.clusters) + 1))
    lines = [line for cluster in document.clusters for line in _cluster_lines(cluster, numbers, document)]
    return "".join(f"{line}\n" for line in lines)


def write_brat_zip(documents: Iterable[Document], stream: IO[bytes]) -> None:
    """Write ``<id>.txt`` and ``<id>.ann`` of each document into a ZIP archive.

    Characters of an id that file names cannot have are replaced by ``_``, and a number tells equal names apart.

    Raises:
        CorpusError: as ``format_brat``.
    """
    name = unique_names()
    with zipfile.ZipFile(stream, "w") as archive:
        for document in documents:
            stem = name(document.id)
            for ending, content in ((".ann", format_brat(document)), (".txt", document.text)):
                entry = zipfile.ZipInfo(stem + ending, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content.encode())


def _cluster_lines(cluster: Cluster, numbers: Iterator[int], document: Document) -> Iterator[str]:
    names = []
    for mention in cluster.mentions:
        number = next(numbers)
        names.append(f"T{number}")
        pieces = _pieces(mention, document)
        offsets = ";".join(f"{start} {end}" for start, end in pieces)
        said = " ".join(document.text[start:end] for start, end in pieces)
        yield f"T{number}\t{mention.kind.capitalize()} {offsets}\t{said}"
        score = "" if mention.score is None else f"; score {mention.score}"
        yield f"#{number}\tAnnotatorNotes T{number}\thead {mention.head[0]} {mention.head[1]}{score}"
    if len(names) > 1:
        yield f"*\tEquiv {' '.join(names)}"


def _pieces(mention: Mention, document: Document) -> list[Span]:
    pieces = [
        match.span()
        for start, end in mention.parts or [(mention.start, mention.end)]
        for match in _LINE.finditer(document.text, start, end)
    ]
    if not pieces:
        raise CorpusError(f"{document.id}: BRAT cannot hold mention [{mention.start}, {mention.end}): it has no text")
    return pieces
