"""MUC: how many coreference links are found."""

from __future__ import annotations

from coref.metrics.counts import Counts
from coref.metrics.overlap import Clusters, Overlap

__all__ = ["muc"]


def muc(key: Clusters, response: Clusters) -> Counts:
    """Count the links of a spanning tree of each cluster that the other side keeps; singletons have none.

    Vilain, Burger, Aberdeen, Connolly and Hirschman (1995), "A model-theoretic coreference scoring scheme", MUC-6.
    A key cluster K that the response cuts into p pieces keeps ``|K| - p`` links; a mention that the response lacks is
    a piece of its own, so that only the shared mentions are left to count.
    """
    overlap = Overlap.of(key, response)
    kept = sum(shared - 1 for shared in overlap.shared.values())
    return Counts(
        recall_numerator=kept,
        recall_denominator=sum(size - 1 for size in overlap.key_sizes),
        precision_numerator=kept,
        precision_denominator=sum(size - 1 for size in overlap.response_sizes),
    )
