"""Mention detection: how many mentions are found, whatever their cluster."""

from __future__ import annotations

from coref.metrics.counts import Counts
from coref.metrics.overlap import Clusters, Overlap

__all__ = ["mention_detection"]


def mention_detection(key: Clusters, response: Clusters) -> Counts:
    """Count the mentions that both sides have, as the CoNLL scorer's "identification of mentions" does."""
    overlap = Overlap.of(key, response)
    shared = sum(overlap.shared.values())
    return Counts(shared, sum(overlap.key_sizes), shared, sum(overlap.response_sizes))
