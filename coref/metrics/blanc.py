"""BLANC: coreference links and non-coreference links, both counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from coref.metrics.counts import Counts, Score
from coref.metrics.overlap import Clusters, Overlap, links

__all__ = ["BlancCounts", "blanc"]


@dataclass(frozen=True, slots=True)
class BlancCounts:
    """Pairs of mentions in one cluster (``coreferent``) and in two clusters (``distinct``)."""

    coreferent: Counts = field(default_factory=Counts)
    distinct: Counts = field(default_factory=Counts)

    def __add__(self, other: BlancCounts) -> BlancCounts:
        return BlancCounts(self.coreferent + other.coreferent, self.distinct + other.distinct)

    def score(self) -> Score:
        """The mean over the types of link that the key has, of recall, precision and F1 each."""
        scores = [counts.score() for counts in (self.coreferent, self.distinct) if counts.recall_denominator]
        if not scores:
            return Score.of(0.0, 0.0)
        return Score(
            sum(score.recall for score in scores) / len(scores),
            sum(score.precision for score in scores) / len(scores),
            sum(score.f1 for score in scores) / len(scores),
        )


def blanc(key: Clusters, response: Clusters) -> BlancCounts:
    """Count the links of both types, over predicted mentions.

    Recasens and Hovy (2011), "BLANC: implementing the Rand index for coreference evaluation", Natural Language
    Engineering; for predicted mentions Luo, Pradhan, Recasens and Hovy (2014), "An extension of BLANC to system
    mentions", ACL.
    """
    overlap = Overlap.of(key, response)
    coreferent = sum(links(shared) for shared in overlap.shared.values())
    key_coreferent = sum(links(size) for size in overlap.key_sizes)
    response_coreferent = sum(links(size) for size in overlap.response_sizes)
    distinct = _links_distinct_in_both(overlap)
    return BlancCounts(
        Counts(coreferent, key_coreferent, coreferent, response_coreferent),
        Counts(
            distinct,
            links(sum(overlap.key_sizes)) - key_coreferent,
            distinct,
            links(sum(overlap.response_sizes)) - response_coreferent,
        ),
    )


def _links_distinct_in_both(overlap: Overlap) -> int:
    """Of all pairs of shared mentions, those that neither side puts in one cluster, by inclusion and exclusion."""
    in_key: Counter[int] = Counter()
    in_response: Counter[int] = Counter()
    for (k, r), shared in overlap.shared.items():
        in_key[k] += shared
        in_response[r] += shared
    return (
        links(sum(overlap.shared.values()))
        - sum(links(shared) for shared in in_key.values())
        - sum(links(shared) for shared in in_response.values())
        + sum(links(shared) for shared in overlap.shared.values())
    )
