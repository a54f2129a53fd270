"""What a reader may not want of a resolved document: each filter is a pure function of documents."""

from __future__ import annotations

from collections.abc import Collection

from coref.document import Document, Kind

__all__ = ["without_kinds"]


def without_kinds(document: Document, kinds: Collection[Kind], *, singletons: bool = False) -> Document:
    """The document without its mentions of these kinds; clusters are numbered anew.

    Args:
        singletons: whether a cluster of which one mention is left stays.
    """
    fewest = 1 if singletons else 2
    kept = [[mention for mention in cluster.mentions if mention.kind not in kinds] for cluster in document.clusters]
    return document.with_clusters(cluster for cluster in kept if len(cluster) >= fewest)
