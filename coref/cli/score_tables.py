"""Scores as tables for a terminal, in per cent: pure functions from ``EvaluationResult`` to ``rich`` tables."""

from __future__ import annotations

from rich.table import Table

from coref.metrics.clusters import ClusterScores
from coref.metrics.evaluation import EvaluationResult
from coref.metrics.gap import GapScores

__all__ = ["gap_line", "genre_table", "headline", "kind_table", "score_table", "span_line"]

_METRICS = ("MUC", "B³", "CEAF-e", "LEA", "BLANC", "ment.", "CoNLL")


def headline(result: EvaluationResult) -> str:
    return f"CoNLL F1, head match, no singletons: {_percent(result.headline)}"


def score_table(result: EvaluationResult) -> Table:
    """F1 by each metric; a row for each way to match mentions, without and with singletons."""
    table = Table(title=f"F1, {result.documents} documents")
    table.add_column("match")
    table.add_column("single")
    for metric in _METRICS:
        table.add_column(metric, justify="right")
    for singletons, by_match in (("no", result.without_singletons), ("yes", result.with_singletons)):
        for match, scores in by_match.items():
            table.add_row(match.value, singletons, *map(_percent, _f1(scores)))
    return table


def genre_table(result: EvaluationResult) -> Table:
    """The headline score of each genre."""
    table = Table("genre", title="CoNLL F1 by genre")
    table.add_column("CoNLL", justify="right")
    for genre, score in result.genres.items():
        table.add_row(genre, _percent(score))
    return table


def kind_table(result: EvaluationResult) -> Table:
    """How well the anaphors of each kind are linked to an antecedent, and the boundaries of phrases."""
    table = Table("kind", title="Anaphors with a right antecedent")
    for column in ("recall", "precision", "F1"):
        table.add_column(column, justify="right")
    for kind, score in result.anaphora.items():
        table.add_row(kind.value, *map(_percent, (score.recall, score.precision, score.f1)))
    return table


def span_line(result: EvaluationResult) -> str:
    return f"phrases whose words are all right, of those with a right head: {_percent(result.span_accuracy)}"


def gap_line(scores: GapScores) -> str:
    overall, feminine, masculine = (_percent(part.f1) for part in (scores.overall, scores.feminine, scores.masculine))
    bias = "undefined" if scores.bias is None else f"{scores.bias:.2f}"
    return f"GAP F1: {overall} (feminine {feminine}, masculine {masculine}, ratio {bias})"


def _f1(scores: ClusterScores) -> tuple[float, ...]:
    """In the order of ``_METRICS``."""
    by_mention = (scores.muc, scores.b3, scores.ceafe, scores.lea, scores.blanc, scores.mentions)
    return (*(score.f1 for score in by_mention), scores.conll)


def _percent(score: float) -> str:
    return f"{100 * score:.2f}"
