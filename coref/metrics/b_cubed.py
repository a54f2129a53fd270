"""B³: how right the cluster of each mention is."""

from __future__ import annotations

from coref.metrics.counts import Counts
from coref.metrics.overlap import Clusters, Overlap

__all__ = ["b_cubed"]


def b_cubed(key: Clusters, response: Clusters) -> Counts:
    """Sum over mentions the share of its cluster that the other side's cluster of the same mention holds.

    Bagga and Baldwin (1998), "Algorithms for scoring coreference chains", LREC. A mention that the other side lacks
    scores 0 (Pradhan et al. 2014, "Scoring coreference partitions of predicted mentions", ACL).
    """
    overlap = Overlap.of(key, response)
    return Counts(
        recall_numerator=sum(n * n / overlap.key_sizes[k] for (k, _), n in overlap.shared.items()),
        recall_denominator=sum(overlap.key_sizes),
        precision_numerator=sum(n * n / overlap.response_sizes[r] for (_, r), n in overlap.shared.items()),
        precision_denominator=sum(overlap.response_sizes),
    )
