"""A row for each mention: what tables (CSV, Parquet) hold of documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from coref.document import Document

__all__ = ["MentionRow", "mention_rows"]


class MentionRow(NamedTuple):
    """One mention; offsets are 0-based, half-open and count code points.

    ``score`` is ``None`` where nothing is known; ``parts`` is ``"0-4;9-12"`` for a mention in two pieces, else empty.
    """

    document: str
    cluster: int
    start: int
    end: int
    head_start: int
    head_end: int
    kind: str
    score: float | None
    parts: str
    text: str


def mention_rows(document: Document) -> Iterator[MentionRow]:
    """The document's mentions, cluster by cluster."""
    for cluster in document.clusters:
        for mention in cluster.mentions:
            yield MentionRow(
                document=document.id,
                cluster=cluster.id,
                start=mention.start,
                end=mention.end,
                head_start=mention.head[0],
                head_end=mention.head[1],
                kind=mention.kind.value,
                score=mention.score,
                parts=";".join(f"{start}-{end}" for start, end in mention.parts),
                text=mention.text,
            )
