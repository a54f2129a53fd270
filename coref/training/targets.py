"""Annotated document → what the model should have said."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import torch

from coref.document import Document, Span
from coref.model.config import KINDS

__all__ = ["Targets", "read_targets"]

_CONJUNCTIONS = frozenset(["i", "oraz", "lub", "albo", "a", "and", "or", "&"])


@dataclass(frozen=True, slots=True)
class Targets:
    """The m mentions of a document in the order of their heads.

    Attributes:
        heads: word index of the head, ascending, all different, int64 [m].
        clusters: number of the cluster, int64 [m].
        kinds: index into ``KINDS``, int64 [m].
        first, last: word indices of the phrase's first and last word, int64 [m].
    """

    heads: torch.Tensor
    clusters: torch.Tensor
    kinds: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor


def read_targets(document: Document) -> Targets:
    """Find the words of each mention.

    Two mentions cannot share a head: the shorter keeps it, and the longer is headed by its first conjunction
    („Adam i Ewa” by *i*) or, if it has none, left out.
    """
    starts = [start for start, _ in document.tokens]
    rows: dict[int, tuple[int, int, int, int]] = {}
    mentions = [(mention, cluster.id) for cluster in document.clusters for mention in cluster.mentions]
    for mention, cluster in sorted(mentions, key=lambda pair: pair[0].end - pair[0].start):
        first, last = _words(starts, (mention.start, mention.end))
        head = _words(starts, mention.head)[0]
        if head in rows:
            head = _conjunction(document, first, last)
        if head >= 0 and head not in rows:
            rows[head] = (cluster, KINDS.index(mention.kind), first, last)
    ordered = torch.tensor([(head, *rows[head]) for head in sorted(rows)], dtype=torch.int64).reshape(-1, 5)
    return Targets(*ordered.unbind(1))


def _words(starts: list[int], span: Span) -> tuple[int, int]:
    """The first and the last word of a span."""
    return max(0, bisect_right(starts, span[0]) - 1), bisect_right(starts, span[1] - 1) - 1


def _conjunction(document: Document, first: int, last: int) -> int:
    words = document.words
    found = (index for index in range(first, last + 1) if words[index].lower() in _CONJUNCTIONS)
    return next(found, -1)
