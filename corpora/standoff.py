"""Annotations without their text: what may be published where the texts may not.

A stand-off record is a document's record without ``text``; ``sha256`` (of the UTF-8 text) and ``length`` (in code
points) say which text it belongs to. Its ``sentences`` are lists of ``[gap, length]`` pairs, one a token: the gap to
the end of the token before (the first token's to 0). Mentions are ``[start, end, head start, head end, kind]`` with
plain offsets. All offsets count code points from 0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from coref.errors import CorpusError

__all__ = ["TextMismatchError", "join", "strip", "text_hash"]

_COPIED = ("id", "language", "genre", "source", "reference")


class TextMismatchError(CorpusError):
    """A text is not the one that was annotated."""


def text_hash(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def strip(record: Mapping[str, Any]) -> dict[str, Any]:
    """The stand-off record of an annotated document, a record as ``corpora.polish`` reads it."""
    return {key: record[key] for key in _COPIED} | {
        "sha256": text_hash(record["text"]),
        "length": len(record["text"]),
        "sentences": _gaps(record["sentences"]),
        "clusters": [
            [[mention["start"], mention["end"], *mention["head"], mention["kind"]] for mention in cluster]
            for cluster in record["clusters"]
        ],
    }


def join(record: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The annotated document, as it was before ``strip``.

    Raises:
        TextMismatchError: when ``text`` is not exactly the text that was annotated.
        CorpusError: when the stand-off record lacks a field or has one of the wrong form.
    """
    try:
        _check_text(record, text)
        return {key: record[key] for key in _COPIED} | {
            "text": text,
            "sentences": _offsets(record["sentences"]),
            "clusters": [[_mention(*mention) for mention in cluster] for cluster in record["clusters"]],
        }
    except KeyError as error:
        raise CorpusError(f"{record.get('id', 'a document')}: the field {error} is missing") from error
    except (TypeError, ValueError) as error:
        raise CorpusError(f"{record.get('id', 'a document')}: a field has the wrong form: {error}") from error


def _check_text(record: Mapping[str, Any], text: str) -> None:
    if text_hash(text) == record["sha256"]:
        return
    raise TextMismatchError(
        f"{record['id']}: this is not the text that was annotated ({len(text)} code points, {record['length']} "
        f"expected; their SHA-256 differ). Take {record['source']}, {record['reference']}, unchanged and in the "
        "version that the data sheet names; white space and Unicode normalisation count"
    )


def _gaps(sentences: Iterable[Iterable[tuple[int, int]]]) -> list[list[int]]:
    coded: list[list[int]] = []
    position = 0
    for sentence in sentences:
        numbers: list[int] = []
        for start, end in sentence:
            numbers += (start - position, end - start)
            position = end
        coded.append(numbers)
    return coded


def _offsets(sentences: Iterable[list[int]]) -> list[list[list[int]]]:
    decoded: list[list[list[int]]] = []
    position = 0
    for numbers in sentences:
        tokens: list[list[int]] = []
        for gap, length in zip(numbers[::2], numbers[1::2], strict=True):
            tokens.append([position + gap, position + gap + length])
            position += gap + length
        decoded.append(tokens)
    return decoded


def _mention(start: int, end: int, head_start: int, head_end: int, kind: str) -> dict[str, Any]:
    return {"start": start, "end": end, "head": [head_start, head_end], "kind": kind}
