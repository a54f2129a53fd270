"""CEAF: how alike the clusters are under the best one-to-one alignment."""

from __future__ import annotations

from coref.metrics.assignment import heaviest_pairs
from coref.metrics.counts import Counts
from coref.metrics.overlap import Clusters, Overlap

__all__ = ["ceaf_e", "ceaf_m"]


def ceaf_e(key: Clusters, response: Clusters) -> Counts:
    """Entity-based CEAF: the Dice coefficient φ₄ of aligned clusters, each cluster counting the same.

    Luo (2005), "On coreference resolution performance metrics", HLT-EMNLP.
    """
    overlap = Overlap.of(key, response)
    dice = {
        (k, r): 2 * shared / (overlap.key_sizes[k] + overlap.response_sizes[r])
        for (k, r), shared in overlap.shared.items()
    }
    similarity = sum(dice[pair] for pair in heaviest_pairs(dice))
    return Counts(similarity, len(overlap.key_sizes), similarity, len(overlap.response_sizes))


def ceaf_m(key: Clusters, response: Clusters) -> Counts:
    """Mention-based CEAF: the number of mentions that aligned clusters share (φ₃), each mention counting the same.

    Luo (2005), "On coreference resolution performance metrics", HLT-EMNLP.
    """
    overlap = Overlap.of(key, response)
    similarity = sum(overlap.shared[pair] for pair in heaviest_pairs(overlap.shared))
    return Counts(similarity, sum(overlap.key_sizes), similarity, sum(overlap.response_sizes))
