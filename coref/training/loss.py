"""What the model pays for a document."""

from __future__ import annotations

import torch
from torch.nn import functional

from coref.model.inputs import ModelInput
from coref.model.scorer import MentionPairModel, PairScores, WordScores
from coref.training.targets import Targets

__all__ = ["document_loss"]

_SPAN_WEIGHT = 0.3
_KIND_WEIGHT = 0.3


def document_loss(
    model: MentionPairModel, inputs: ModelInput, targets: Targets, scheme: str
) -> dict[str, torch.Tensor]:
    """The parts of the loss, each a sum over the words or mentions of one document."""
    words = model.score_words(inputs, scheme)
    heads, clusters = _training_mentions(model, words, targets)
    losses = {"mention": _mention_loss(words, targets)}
    if len(heads):
        losses["pair"] = _pair_loss(model.score_pairs(inputs, words, heads), clusters)
    if len(targets.heads):
        first, last, places = model.score_spans(inputs, words, targets.heads)
        span = _place_loss(first, places, targets.first) + _place_loss(last, places, targets.last)
        losses["span"] = _SPAN_WEIGHT * span
        kind = functional.cross_entropy(words.kind[targets.heads], targets.kinds, reduction="sum")
        losses["kind"] = _KIND_WEIGHT * kind
    return losses


def _training_mentions(
    model: MentionPairModel, words: WordScores, targets: Targets
) -> tuple[torch.Tensor, torch.Tensor]:
    """The true heads and those that the model would pair; the latter in clusters of their own, numbered below 0."""
    cluster_of = torch.arange(-1, -1 - len(words.mention), -1, device=words.mention.device)
    cluster_of[targets.heads] = targets.clusters
    with torch.no_grad():
        chosen = model.choose_heads(words)
    heads = torch.cat([chosen, targets.heads]).unique()
    return heads, cluster_of[heads]


def _mention_loss(words: WordScores, targets: Targets) -> torch.Tensor:
    truth = torch.zeros_like(words.mention)
    truth[targets.heads] = 1
    return functional.binary_cross_entropy_with_logits(words.mention, truth, reduction="sum")


def _pair_loss(pairs: PairScores, clusters: torch.Tensor) -> torch.Tensor:
    """Marginal likelihood of all true antecedents; without any, of "no antecedent" (Lee et al. 2017)."""
    true = (clusters[pairs.antecedents] == clusters.unsqueeze(1)) & (pairs.scores > -torch.inf)
    none = ~true.any(1, keepdim=True)
    scores = torch.cat([pairs.scores.new_zeros(len(clusters), 1), pairs.scores], dim=1)
    of_true = scores.masked_fill(~torch.cat([none, true], dim=1), -torch.inf)
    return (scores.logsumexp(1) - of_true.logsumexp(1)).sum()


def _place_loss(scores: torch.Tensor, places: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Cross entropy of a phrase's boundary; a boundary out of reach is not asked for."""
    at = (places == truth.unsqueeze(1)) & (scores > -torch.inf)
    reachable = at.any(1)
    target = at[reachable].int().argmax(1)
    return functional.cross_entropy(scores[reachable], target, reduction="sum")
