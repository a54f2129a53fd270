"""LEA: how well each entity is resolved, weighted by its size."""

from __future__ import annotations

from coref.metrics.counts import Counts
from coref.metrics.overlap import Clusters, Overlap, links

__all__ = ["lea"]


def lea(key: Clusters, response: Clusters) -> Counts:
    """Sum over clusters ``size * share of its links that the other side also has``.

    Moosavi and Strube (2016), "Which coreference evaluation metric do you trust? A proposal for a link-based entity
    aware metric", ACL. A singleton has one link, to itself, which only a singleton of the same mention also has.
    """
    overlap = Overlap.of(key, response)
    recall = precision = 0.0
    for (k, r), shared in overlap.shared.items():
        recall += _resolved(overlap.key_sizes[k], overlap.response_sizes[r], shared)
        precision += _resolved(overlap.response_sizes[r], overlap.key_sizes[k], shared)
    return Counts(recall, sum(overlap.key_sizes), precision, sum(overlap.response_sizes))


def _resolved(size: int, other_size: int, shared: int) -> float:
    """The size of a cluster times the share of its links that lie in one cluster of the other side."""
    if size == 1:
        return float(other_size == 1)
    return size * links(shared) / links(size)
