"""Excerpts: a part of a document teaches that an expression whose entity is met only once has no antecedent."""

from __future__ import annotations

import random
from bisect import bisect_left
from dataclasses import replace

from coref.document import Document, Span
from coref.training.names import moved_mention
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

    text = document.text[start:end]
    inside = (
        [
            moved_mention(mention, moved, text)
            for mention in cluster.mentions
            if start <= mention.start and mention.end <= end
        ]
        for cluster in document.clusters
    )
    part = replace(
        document,
        text=text,
        tokens=tuple(map(moved, tokens)),
        sentences=tuple(map(moved, document.sentences[sentences.start : sentences.stop])),
        clusters=(),
        speakers=document.speakers[sentences.start : sentences.stop],
    )
    return part.with_clusters(mentions for mentions in inside if mentions)
