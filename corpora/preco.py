"""PreCo: JSON lines with tokenised sentences and mention clusters.

A record has ``id``, ``sentences`` (lists of words) and ``mention_clusters`` (lists of ``[sentence, begin, end]``,
half-open token positions within the sentence). Chen et al. (2018), "PreCo". Empty words, of which the corpus has some,
are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from coref.document import Document, Mention
from coref.errors import CorpusError
from corpora.heads import head_index
from corpora.jsonl import read_records
from corpora.kinds import KindGuesser
from corpora.layout import TextLayout

__all__ = ["read_preco"]


def read_preco(path: Path) -> Iterator[Document]:
    """The documents of a file.

    Raises:
        CorpusError: when a record lacks a field, or a mention is not within its sentence.
    """
    for number, record in read_records(path):
        try:
            yield _document(record)
        except KeyError as error:
            raise CorpusError(f"{path}:{number}: the field {error} is missing") from error
        except (AttributeError, TypeError, ValueError) as error:
            raise CorpusError(f"{path}:{number}: {error}") from error


def _document(record: Mapping[str, Any]) -> Document:
    layout = TextLayout()
    token_of: list[list[int | None]] = []
    for sentence in record["sentences"]:
        token_of.append([])
        for word in sentence:
            token_of[-1].append(len(layout.tokens) if word.strip() else None)
            if word.strip():
                layout.add(word)
        layout.end_sentence()
    document = Document(
        id=record["id"], text=layout.text, language="en", tokens=tuple(layout.tokens), sentences=tuple(layout.sentences)
    )
    if not all(record["mention_clusters"]):
        raise ValueError("a cluster has no mentions")
    guesser = KindGuesser.of(document)
    return document.with_clusters(
        [_mention(document, guesser, _tokens(token_of, *position)) for position in cluster]
        for cluster in record["mention_clusters"]
    )


def _tokens(token_of: Sequence[Sequence[int | None]], sentence: int, begin: int, end: int) -> Sequence[int]:
    if not 0 <= sentence < len(token_of) or not 0 <= begin < end <= len(token_of[sentence]):
        raise ValueError(f"mention {[sentence, begin, end]} is not within a sentence")
    tokens = [token for token in token_of[sentence][begin:end] if token is not None]
    if not tokens:
        raise ValueError(f"mention {[sentence, begin, end]} has no words")
    return tokens


def _mention(document: Document, guesser: KindGuesser, tokens: Sequence[int]) -> Mention:
    words = [document.text[slice(*document.tokens[token])] for token in tokens]
    head = tokens[head_index(words)]
    start, end = document.tokens[tokens[0]][0], document.tokens[tokens[-1]][1]
    return Mention(start, end, document.text[start:end], document.tokens[head], guesser.guess(head))
