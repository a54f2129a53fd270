"""The project's own corpora: JSON lines with sentences as lists of token offsets, and clusters of mentions.

A record has ``id``, ``language``, ``genre``, ``source``, ``text``, ``sentences`` (for each sentence its tokens'
``[start, end)`` offsets, in code points) and ``clusters`` (lists of mentions with ``start``, ``end``, ``head`` and
``kind``). The kinds ``zero`` and ``predicate`` are annotated; its ``overt`` is divided into name, nominal and
pronoun by ``corpora.kinds``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from coref.document import Document, Kind, Mention, Span, to_span
from coref.errors import CorpusError, DocumentError
from corpora.jsonl import read_records
from corpora.kinds import KindGuesser
from corpora.sources import with_text

__all__ = ["read_polish", "read_standoff"]

_METADATA = ("genre", "source")


def read_polish(path: Path) -> Iterator[Document]:
    """The documents of a file, with ``genre`` and ``source`` as metadata.

    Raises:
        CorpusError: when a record lacks a field, or its offsets fit neither the text nor the tokens.
    """
    return _documents(path, lambda record: record)


def read_standoff(path: Path, originals: Path) -> Iterator[Document]:
    """``read_polish`` for stand-off records; ``originals`` has the folders of ``corpora.sources``.

    Raises:
        CorpusError: when a record lacks a field or has one of the wrong form, or its text is missing or another.
    """
    return _documents(path, lambda record: with_text(record, originals))


def _documents(path: Path, complete: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[Document]:
    for number, record in read_records(path):
        try:
            yield _document(complete(record))
        except KeyError as error:
            raise CorpusError(f"{path}:{number}: the field {error} is missing") from error
        except DocumentError as error:
            raise CorpusError(f"{path}:{number}: {error}") from error
        except (AttributeError, TypeError, ValueError) as error:
            raise CorpusError(f"{path}:{number}: a field has the wrong form: {error}") from error


def _document(record: Mapping[str, Any]) -> Document:
    sentences = [[to_span(token) for token in sentence] for sentence in record["sentences"]]
    document = Document(
        id=record["id"],
        text=record["text"],
        language=record["language"],
        tokens=tuple(token for sentence in sentences for token in sentence),
        sentences=tuple((sentence[0][0], sentence[-1][1]) for sentence in sentences if sentence),
        metadata={key: record[key] for key in _METADATA if key in record},
    )
    if not all(record["clusters"]):
        raise ValueError("a cluster has no mentions")
    token_at = {token: index for index, token in enumerate(document.tokens)}
    guesser = KindGuesser.of(document)
    return document.with_clusters(
        [_mention(mention, document.text, token_at, guesser) for mention in cluster] for cluster in record["clusters"]
    )


def _mention(record: Mapping[str, Any], text: str, token_at: Mapping[Span, int], guesser: KindGuesser) -> Mention:
    start, end = to_span((record["start"], record["end"]))
    head = to_span(record["head"])
    if head not in token_at:
        raise DocumentError(f"the head {list(head)} of mention [{start}, {end}) is not a token")
    kind = guesser.guess(token_at[head]) if record["kind"] == "overt" else Kind(record["kind"])
    return Mention(start, end, text[start:end], head, kind)
