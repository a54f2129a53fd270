"""How many mentions each key cluster shares with each response cluster: all that a cluster metric needs to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Clusters", "Overlap", "distinct", "links", "without_singletons"]

M = TypeVar("M", bound=Hashable)

Clusters = Iterable[Iterable[Hashable]]
"""A clustering; a key mention and a response mention are the same if they are equal."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """The sparse contingency table of two clusterings.

    Attributes:
        key_sizes: the number of mentions of each key cluster.
        response_sizes: the number of mentions of each response cluster.
        shared: (key cluster, response cluster) to the number of mentions that both hold, only where there are any.
    """

    key_sizes: Sequence[int]
    response_sizes: Sequence[int]
    shared: Mapping[tuple[int, int], int]

    @classmethod
    def of(cls, key: Clusters, response: Clusters) -> Overlap:
        """Compare two clusterings; of a repeated mention only the first occurrence counts."""
        key_clusters, response_clusters = distinct(key), distinct(response)
        key_cluster_of = {mention: number for number, cluster in enumerate(key_clusters) for mention in cluster}
        shared = Counter(
            (key_cluster_of[mention], number)
            for number, cluster in enumerate(response_clusters)
            for mention in cluster
            if mention in key_cluster_of
        )
        return cls([len(cluster) for cluster in key_clusters], [len(cluster) for cluster in response_clusters], shared)


def distinct(clusters: Iterable[Iterable[M]]) -> list[list[M]]:
    """The clusters without repeated mentions, of which the first stays, and without clusters that are then empty."""
    seen: set[M] = set()
    kept: list[list[M]] = []
    for cluster in clusters:
        fresh = [mention for mention in dict.fromkeys(cluster) if mention not in seen]
        seen.update(fresh)
        if fresh:
            kept.append(fresh)
    return kept


def without_singletons(clusters: Iterable[Iterable[M]]) -> list[list[M]]:
    """The clusters of at least two different mentions."""
    return [cluster for cluster in distinct(clusters) if len(cluster) > 1]


def links(mentions: int) -> int:
    """The number of unordered pairs."""
    return mentions * (mentions - 1) // 2
