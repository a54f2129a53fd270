"""Scores of a corpus: every metric, each way to match mentions, with and without singletons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coref.document import Document, Kind
from coref.metrics.anaphora import anaphora
from coref.metrics.clusters import ClusterCounts, ClusterScores, count_clusters
from coref.metrics.counts import Counts, Score, ratio
from coref.metrics.matching import (
    Match,
    Pairs,
    TokenClusters,
    check_same_tokens,
    match_mentions,
    relabel,
    token_clusters,
)
from coref.metrics.overlap import without_singletons

__all__ = ["Evaluation", "EvaluationResult"]


@dataclass(frozen=True, slots=True)
class EvaluationResult:
    """The scores of a set of documents, micro-averaged; all from 0 to 1.

    Attributes:
        documents: how many there were.
        with_singletons, without_singletons: the scores by each way to match mentions; "without" drops clusters of one
            mention on both sides before matching.
        genres: CoNLL F1 of each genre, by head match without singletons.
        anaphora: the anaphor-decomposable score of each kind of mention that is anaphoric somewhere, by head match
            without singletons.
        span_accuracy: of overt mentions whose head was found (with singletons), the share whose words are all right.
    """

    documents: int
    with_singletons: Mapping[Match, ClusterScores]
    without_singletons: Mapping[Match, ClusterScores]
    genres: Mapping[str, float]
    anaphora: Mapping[Kind, Score]
    span_accuracy: float

    @property
    def headline(self) -> float:
        """CoNLL F1 by head match without singletons, CorefUD's primary score, from 0 to 1."""
        return self.without_singletons[Match.HEAD].conll

    @property
    def zero_anaphora(self) -> Score:
        """The score of dropped subjects, CorefUD's anaphor-decomposable score of zeros."""
        return self.anaphora.get(Kind.ZERO, Counts().score())

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; the cluster scores as ``["without_singletons"]["head"]["muc"]["f1"]``."""
        return {
            "headline": self.headline,
            "documents": self.documents,
            "without_singletons": {match.value: scores.to_dict() for match, scores in self.without_singletons.items()},
            "with_singletons": {match.value: scores.to_dict() for match, scores in self.with_singletons.items()},
            "genres": dict(self.genres),
            "anaphora": {kind.value: score.to_dict() for kind, score in self.anaphora.items()},
            "span_accuracy": self.span_accuracy,
        }


class Evaluation:
    """Collects documents one by one: ``add`` each; ``result`` may be asked for at any time."""

    def __init__(self) -> None:
        self._documents = 0
        self._with_singletons = {match: ClusterCounts() for match in Match}
        self._without_singletons = {match: ClusterCounts() for match in Match}
        self._genres: dict[str, ClusterCounts] = defaultdict(ClusterCounts)
        self._anaphora = dict.fromkeys(Kind, Counts())
        self._right_heads = 0
        self._right_spans = 0

    def add(self, key: Document, response: Document) -> None:
        """Score one document.

        Args:
            key: as annotated by people; it counts under ``metadata["genre"]`` too where it has one.
            response: as annotated by the system, over the same tokens.

        Raises:
            InputError: when text or tokens differ, or a mention does not fit the tokens.
        """
        check_same_tokens(key, response)
        key_clusters, response_clusters = token_clusters(key), token_clusters(response)
        self._add_with_singletons(key_clusters, response_clusters)
        self._add_without_singletons(
            without_singletons(key_clusters), without_singletons(response_clusters), key.metadata.get("genre")
        )
        self._documents += 1

    def result(self) -> EvaluationResult:
        return EvaluationResult(
            documents=self._documents,
            with_singletons={match: counts.scores() for match, counts in self._with_singletons.items()},
            without_singletons={match: counts.scores() for match, counts in self._without_singletons.items()},
            genres={genre: counts.scores().conll for genre, counts in sorted(self._genres.items())},
            anaphora={
                kind: counts.score()
                for kind, counts in self._anaphora.items()
                if counts.recall_denominator or counts.precision_denominator
            },
            span_accuracy=ratio(self._right_spans, self._right_heads),
        )

    def _add_with_singletons(self, key: TokenClusters, response: TokenClusters) -> None:
        for match in Match:
            pairs = match_mentions(key, response, match)
            self._with_singletons[match] += count_clusters(*relabel(key, response, pairs))
            if match is Match.HEAD:
                self._add_spans(pairs)

    def _add_without_singletons(self, key: TokenClusters, response: TokenClusters, genre: str | None) -> None:
        for match in Match:
            pairs = match_mentions(key, response, match)
            counts = count_clusters(*relabel(key, response, pairs))
            self._without_singletons[match] += counts
            if match is Match.HEAD:
                for kind, found in anaphora(key, response, pairs).items():
                    self._anaphora[kind] += found
                if genre is not None:
                    self._genres[genre] += counts

    def _add_spans(self, pairs: Pairs) -> None:
        overt = [(mention, partner) for mention, partner in pairs.items() if not partner.is_zero]
        self._right_heads += len(overt)
        self._right_spans += sum(mention.tokens == partner.tokens for mention, partner in overt)
