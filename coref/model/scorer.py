"""The whole model: a document's input in, scores of mentions, pairs and phrases out."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from coref.model.antecedents import AntecedentChooser
from coref.model.config import ModelConfig
from coref.model.encoder import WordEncoder
from coref.model.inputs import WORD_FEATURES, ModelInput
from coref.model.mentions import MentionScorer, choose_heads
from coref.model.pair_features import pair_features
from coref.model.pairs import PairScorer
from coref.model.spans import SpanScorer

__all__ = ["MentionPairModel", "PairScores", "WordScores"]


@dataclass(frozen=True, slots=True)
class WordScores:
    """Word states [words, width], logits of heading a mention [words] and of its kind [words, kinds]."""

    states: torch.Tensor
    mention: torch.Tensor
    kind: torch.Tensor


@dataclass(frozen=True, slots=True)
class PairScores:
    """Antecedents of each mention among the mentions, int64 [mentions, k], and their scores [mentions, k].

    "No antecedent" scores 0; ``-inf`` marks a place without a candidate.
    """

    antecedents: torch.Tensor
    scores: torch.Tensor


class MentionPairModel(nn.Module):
    """A word-level mention-pair scorer (Dobrovolskii 2021, with the antecedents of Lee et al. 2018).

    The stages, in the order in which data meets them:

    1. ``encoder``: windows of pieces to word states;
    2. ``words``: joins a state with the word's features and the annotation scheme;
    3. ``mentions``: which words head a mention, and of which kind;
    4. ``chooser``: a few candidate antecedents for each mention;
    5. ``pairs``: a score for each of those;
    6. ``spans``: the phrase of each head.
    """

    def __init__(self, config: ModelConfig, encoder: nn.Module) -> None:
        super().__init__()
        self.config = config
        width, dropout = config.word_width, config.dropout
        self.encoder = WordEncoder(encoder)
        self.words = nn.Sequential(
            nn.Linear(self.encoder.width + WORD_FEATURES, width), nn.GELU(), nn.LayerNorm(width), nn.Dropout(dropout)
        )
        self.schemes = nn.Embedding(len(config.schemes), width)
        self.mentions = MentionScorer(width, dropout)
        self.mention_states = nn.Sequential(
            nn.Linear(width, config.pair_width), nn.GELU(), nn.LayerNorm(config.pair_width), nn.Dropout(dropout)
        )
        self.chooser = AntecedentChooser(config.pair_width, config.antecedents, config.reach, dropout)
        self.pairs = PairScorer(config.pair_width, config.pair_width, dropout)
        self.spans = SpanScorer(width, config.span_width, config.span_before, config.span_after, dropout)

    def score_words(self, inputs: ModelInput, scheme: str) -> WordScores:
        """Stages 1 to 3."""
        encoded = self.encoder(inputs.windows, inputs.piece_words, len(inputs))
        states = self.words(torch.cat([encoded, inputs.features], dim=1))
        states = states + self.schemes.weight[self.config.schemes.index(scheme)]
        mention, kind = self.mentions(states)
        return WordScores(states, mention, kind)

    def choose_heads(self, words: WordScores) -> torch.Tensor:
        """The words that stage 4 pairs, ascending, int64 [mentions]."""
        return choose_heads(words.mention, self.config.mention_threshold, self.config.max_mention_share)

    def score_pairs(self, inputs: ModelInput, words: WordScores, heads: torch.Tensor) -> PairScores:
        """Stages 4 and 5 for the mentions with these heads."""
        mentions = self.mention_states(words.states[heads])
        coarse, antecedents = self.chooser(mentions)
        fine = self.pairs(mentions, antecedents, pair_features(inputs, heads, antecedents))
        return PairScores(antecedents, coarse + fine)

    def score_spans(
        self, inputs: ModelInput, words: WordScores, heads: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Stage 6; see ``SpanScorer``."""
        scores: tuple[torch.Tensor, torch.Tensor, torch.Tensor] = self.spans(words.states, heads, inputs.sentences)
        return scores
