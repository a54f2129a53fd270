"""All metrics of two clusterings at once."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from coref.metrics.b_cubed import b_cubed
from coref.metrics.blanc import BlancCounts, blanc
from coref.metrics.ceaf import ceaf_e, ceaf_m
from coref.metrics.counts import Counts, Score
from coref.metrics.lea import lea
from coref.metrics.mentions import mention_detection
from coref.metrics.muc import muc
from coref.metrics.overlap import Clusters

__all__ = ["ClusterCounts", "ClusterScores", "count_clusters"]


@dataclass(frozen=True, slots=True)
class ClusterScores:
    """The score by each metric."""

    muc: Score
    b3: Score
    ceafe: Score
    ceafm: Score
    blanc: Score
    lea: Score
    mentions: Score

    @property
    def conll(self) -> float:
        """The mean F1 of MUC, B³ and CEAF-e.

        Denis and Baldridge (2009), "Global joint models for coreference resolution and named entity classification",
        Procesamiento del Lenguaje Natural 42; the official score of CoNLL-2011 and CoNLL-2012.
        """
        return (self.muc.f1 + self.b3.f1 + self.ceafe.f1) / 3

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: ``conll`` is a number, every metric an object of recall, precision and F1."""
        return {"conll": self.conll} | {metric.name: getattr(self, metric.name).to_dict() for metric in fields(self)}


@dataclass(frozen=True, slots=True)
class ClusterCounts:
    """The counts of each metric; start from ``ClusterCounts()`` and add the documents."""

    muc: Counts = field(default_factory=Counts)
    b3: Counts = field(default_factory=Counts)
    ceafe: Counts = field(default_factory=Counts)
    ceafm: Counts = field(default_factory=Counts)
    blanc: BlancCounts = field(default_factory=BlancCounts)
    lea: Counts = field(default_factory=Counts)
    mentions: Counts = field(default_factory=Counts)

    def __add__(self, other: ClusterCounts) -> ClusterCounts:
        return ClusterCounts(*(getattr(self, metric.name) + getattr(other, metric.name) for metric in fields(self)))

    def scores(self) -> ClusterScores:
        return ClusterScores(*(getattr(self, metric.name).score() for metric in fields(self)))


def count_clusters(key: Clusters, response: Clusters) -> ClusterCounts:
    """Count one document for every metric; mentions of the two sides match if they are equal."""
    return ClusterCounts(
        muc=muc(key, response),
        b3=b_cubed(key, response),
        ceafe=ceaf_e(key, response),
        ceafm=ceaf_m(key, response),
        blanc=blanc(key, response),
        lea=lea(key, response),
        mentions=mention_detection(key, response),
    )
