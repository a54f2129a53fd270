"""Excerpts: a part of a document teaches that an expression whose entity is met only once has no antecedent."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from coref.document import Document, Mention, Span
from coref.training.texts import Text

__all__ = ["cut", "excerpt"]

_FEWEST_WORDS, _MOST_WORDS = 10, 100


def excerpt(text: Text, chooser: random.Random) -> Text:
    """Some neighbouring sentences of a text, of 10 to 100 words where it has so many."""
    ranges = text.document.sentence_ranges()
    wanted = chooser.randint(_FEWEST_WORDS, _MOST_WORDS)
    first = chooser.randrange(len(ranges))
    last = first
    while last < len(ranges) and ranges[last].stop - ranges[first].start < wanted:
        last += 1
    chosen = range(first, min(last + 1, len(ranges)))
    parsed = text.parsed[chosen.start : chosen.stop]
    return replace(text, document=cut(text.document, chosen), parsed=parsed)


def cut(document: Document, sentences: range) -> Document:
    """The document with these of its sentences alone, and the mentions that lie in them.

    A mention that is the only one left of its cluster stays, as a cluster of one.
    """
    start, end = document.sentences[sentences.start][0], document.sentences[sentences.stop - 1][1]
    starts = [token for token, _ in document.tokens]
    tokens = document.tokens[bisect_left(starts, start) : bisect_left(starts, end)]

    def moved(span: Span) -> Span:
        return span[0] - start, span[1] - start

    def inside() -> Iterator[list[Mention]]:
        for cluster in document.clusters:
            mentions = [mention for mention in cluster.mentions if start <= mention.start and mention.end <= end]
            if mentions:
                yield [
                    replace(
                        mention,
                        start=mention.start - start,
                        end=mention.end - start,
                        head=moved(mention.head),
                        parts=tuple(map(moved, mention.parts)),
                    )
                    for mention in mentions
                ]

    part = replace(
        document,
        text=document.text[start:end],
        tokens=tuple(map(moved, tokens)),
        sentences=tuple(map(moved, document.sentences[sentences.start : sentences.stop])),
        clusters=(),
        speakers=document.speakers[sentences.start : sentences.stop],
    )
    return part.with_clusters(inside())
