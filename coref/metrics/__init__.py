"""Coreference metrics: MUC, B³, CEAF, BLANC, LEA, the CoNLL average, anaphora by kind, GAP.

``Evaluation`` scores documents, ``count_clusters`` clusters of any hashable mentions. Every score is from 0 to 1.
"""

from coref.metrics.clusters import ClusterCounts, ClusterScores, count_clusters
from coref.metrics.counts import Counts, Score
from coref.metrics.evaluation import Evaluation, EvaluationResult
from coref.metrics.matching import Match

__all__ = [
    "ClusterCounts",
    "ClusterScores",
    "Counts",
    "Evaluation",
    "EvaluationResult",
    "Match",
    "Score",
    "count_clusters",
]
