"""What the model pays for a text."""

from __future__ import annotations

import torch
from torch.nn import functional

from coref.model.inputs import ModelInput
from coref.model.scorer import MentionPairModel, PairScores, WordScores
from coref.model.spans import SpanScores
from coref.training.auxiliary import AuxiliaryHeads
from coref.training.data import Example
from coref.training.pronouns import PronounChoice
from coref.training.targets import Targets

__all__ = ["example_loss"]

_SPAN_WEIGHT = 0.3
_KIND_WEIGHT = 0.3
_CHOICE_WEIGHT = 3.0
"""A text with one pronoun has as many words as one with twenty mentions."""


def example_loss(
    model: MentionPairModel, auxiliary: AuxiliaryHeads, example: Example, auxiliary_weight: float
) -> dict[str, torch.Tensor]:
    """The parts of the loss, each a sum over the words or mentions of one text."""
    states = model.read_words(example.inputs)
    losses: dict[str, torch.Tensor] = {}
    if example.targets is not None or example.choice is not None or example.phrases is not None:
        words = model.score_words(states, example.scheme)
        if example.targets is not None:
            losses |= _coreference_losses(model, example.inputs, words, example.targets, example.unmarked_weight)
        if example.choice is not None:
            losses["pronoun"] = _CHOICE_WEIGHT * _choice_loss(model, example.inputs, words, example.choice)
        if example.phrases is not None and len(example.phrases.heads):
            spans = model.score_spans(example.inputs, words, example.phrases.heads)
            losses["phrase"] = _SPAN_WEIGHT * _span_loss(spans, example.phrases.first, example.phrases.last)
    if example.syntax is not None:
        syntax = auxiliary.syntax_losses(states, example.inputs.facts.sentences, example.syntax)
        losses |= {name: auxiliary_weight * loss for name, loss in syntax.items()}
    if example.names is not None:
        losses["name"] = auxiliary_weight * auxiliary.name_loss(states, example.names)
    if example.classes is not None:
        losses["class"] = auxiliary_weight * auxiliary.class_loss(states, example.classes)
    return losses


def _coreference_losses(
    model: MentionPairModel, inputs: ModelInput, words: WordScores, targets: Targets, unmarked_weight: float
) -> dict[str, torch.Tensor]:
    losses = {"mention": _mention_loss(words, targets, unmarked_weight)}
    heads, clusters = _training_mentions(model, words, targets)
    if len(heads):
        spans = model.score_spans(inputs, words, heads)
        losses["pair"] = _pair_loss(model.score_pairs(inputs, words, heads, *spans.best()), clusters)
    if len(targets.heads):
        true = torch.searchsorted(heads, targets.heads.contiguous())
        of_true = SpanScores(spans.first[true], spans.last[true], spans.words[true])
        losses["span"] = _SPAN_WEIGHT * _span_loss(of_true, targets.first, targets.last)
        kind = functional.cross_entropy(words.kind[targets.heads], targets.kinds, reduction="sum")
        losses["kind"] = _KIND_WEIGHT * kind
    return losses


def _choice_loss(model: MentionPairModel, inputs: ModelInput, words: WordScores, choice: PronounChoice) -> torch.Tensor:
    """Cross entropy of the pairs of the pronoun and each name, and of what is true among these being mentions.

    Other mentions of the same people are not annotated, so the pairs are not weighed against them.
    """
    with torch.no_grad():
        names = torch.stack([first + words.mention[first : last + 1].argmax() for first, last in choice.names])
        heads = torch.cat([model.choose_heads(words), choice.pronoun, names]).unique()
    pairs = model.score_pairs(inputs, words, heads, *model.score_spans(inputs, words, heads).best())
    pronoun, of_names = torch.searchsorted(heads, choice.pronoun), torch.searchsorted(heads, names)
    later, earlier = torch.maximum(of_names, pronoun), torch.minimum(of_names, pronoun)
    candidates = (pairs.antecedents[later] == earlier.unsqueeze(1)) & (pairs.scores[later] > -torch.inf)
    truth = choice.true.unsqueeze(1).expand_as(candidates)[candidates].float()
    of_pairs = functional.binary_cross_entropy_with_logits(pairs.scores[later][candidates], truth, reduction="sum")
    of_mentions = -functional.logsigmoid(words.mention[torch.cat([choice.pronoun, names[choice.true]])]).sum()
    return of_pairs + of_mentions


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


def _mention_loss(words: WordScores, targets: Targets, unmarked_weight: float) -> torch.Tensor:
    truth = torch.zeros_like(words.mention)
    truth[targets.heads] = 1
    weights = truth + unmarked_weight * (1 - truth)
    return functional.binary_cross_entropy_with_logits(words.mention, truth, weights, reduction="sum")


def _pair_loss(pairs: PairScores, clusters: torch.Tensor) -> torch.Tensor:
    """Marginal likelihood of all true antecedents; without any, of "no antecedent" (Lee et al. 2017)."""
    true = (clusters[pairs.antecedents] == clusters.unsqueeze(1)) & (pairs.scores > -torch.inf)
    none = ~true.any(1, keepdim=True)
    scores = torch.cat([pairs.scores.new_zeros(len(clusters), 1), pairs.scores], dim=1)
    of_true = scores.masked_fill(~torch.cat([none, true], dim=1), -torch.inf)
    return (scores.logsumexp(1) - of_true.logsumexp(1)).sum()


def _span_loss(spans: SpanScores, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
    return _place_loss(spans.first, spans.words, first) + _place_loss(spans.last, spans.words, last)


def _place_loss(scores: torch.Tensor, places: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Cross entropy of a phrase's boundary; a boundary out of reach is not asked for."""
    at = (places == truth.unsqueeze(1)) & (scores > -torch.inf)
    reachable = at.any(1)
    target = at[reachable].int().argmax(1)
    return functional.cross_entropy(scores[reachable], target, reduction="sum")
