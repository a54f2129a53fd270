"""The whole model: a document's input in, scores of mentions, phrases and pairs out."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from coref.model.antecedents import AntecedentChooser
from coref.model.config import ModelConfig
from coref.model.encoder import WordEncoder
from coref.model.inputs import WORD_FEATURES, ModelInput
from coref.model.mention_facts import MentionTable, read_mentions
from coref.model.mentions import MentionScorer, choose_heads
from coref.model.pair_features import pair_features
from coref.model.pairs import PairScorer
from coref.model.rows import at, fill_up, for_rows
from coref.model.spans import SpanScorer, SpanScores

__all__ = ["MentionPairModel", "PairScores", "WordScores"]

_PAIRS_AT_ONCE = 4096
"""More would not be faster, and would need memory that is large and new, hence slow."""


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
    4. ``spans``: the phrase of each head;
    5. ``chooser``: a few candidate antecedents for each mention;
    6. ``pairs``: a score for each of those.
    """

    def __init__(self, config: ModelConfig, encoder: nn.Module) -> None:
        super().__init__()
        self.config = config
        self.half_precision = False
        """Whether the large layers compute in bfloat16, as they do in training."""
        width, dropout = config.word_width, config.dropout
        self.encoder = WordEncoder(encoder)
        self.words = nn.Sequential(
            nn.Linear(self.encoder.width + WORD_FEATURES, width), nn.GELU(), nn.LayerNorm(width), nn.Dropout(dropout)
        )
        self.schemes = nn.Embedding(len(config.schemes), width)
        self.mentions = MentionScorer(width, dropout)
        self.spans = SpanScorer(width, config.span_width, config.span_before, config.span_after, dropout)
        self.mention_states = nn.Sequential(
            nn.Linear(3 * width, config.pair_width), nn.GELU(), nn.LayerNorm(config.pair_width), nn.Dropout(dropout)
        )
        self.chooser = AntecedentChooser(
            config.pair_width, config.antecedents, config.reach, config.antecedent_margin, dropout
        )
        self.pairs = PairScorer(config.pair_width, config.pair_width, dropout)

    def lower_precision(self, precision: torch.dtype) -> MentionPairModel:
        """Keep the weights of the large layers, and compute them, in ``precision``; for inference only.

        Nothing but parameters is converted: angles of rotary positions in bfloat16 would be wrong.
        """
        for module in (self.encoder, self.words, self.mentions, self.spans, self.mention_states, self.pairs):
            for parameter in module.parameters():
                parameter.data = parameter.data.to(precision)
        return self

    def read_words(self, inputs: ModelInput) -> torch.Tensor:
        """Stages 1 and 2 before the scheme is told: float32 [words, word_width]."""
        with self._precision():
            encoded = self.encoder(inputs.windows, inputs.piece_words, len(inputs))
        together = torch.cat([encoded, inputs.features], dim=1)
        return for_rows(self.words, together.to(self.pairs.precision)).float()

    def score_words(self, states: torch.Tensor, scheme: str) -> WordScores:
        """Stage 3 for the words that ``read_words`` read."""
        states = states + self.schemes.weight[self.config.schemes.index(scheme)]
        mention, kind = self.mentions(states)
        return WordScores(states, mention, kind)

    def choose_heads(self, words: WordScores) -> torch.Tensor:
        """The words that the further stages look at, ascending, int64 [mentions]."""
        return choose_heads(words.mention, self.config.mention_threshold, self.config.max_mention_share)

    def score_spans(self, inputs: ModelInput, words: WordScores, heads: torch.Tensor) -> SpanScores:
        """Stage 4 for the mentions with these heads."""
        with self._precision():
            scores: SpanScores = self.spans(words.states, heads, inputs.facts.sentences)
        return scores

    def score_pairs(
        self, inputs: ModelInput, words: WordScores, heads: torch.Tensor, first: torch.Tensor, last: torch.Tensor
    ) -> PairScores:
        """Stages 5 and 6 for the mentions with these heads and boundaries, all int64 [mentions]."""
        states = torch.cat([at(words.states, which) for which in (heads, first, last)], dim=1)
        mentions = for_rows(self.mention_states, states.to(self.pairs.precision)).float()
        facts = read_mentions(inputs, heads, first, last)
        table = MentionTable(facts)
        coarse, antecedents = self.chooser(mentions, facts.lemmas.T, facts.names.T)
        places = coarse > -torch.inf
        pairs = torch.stack([places.nonzero()[:, 0], antecedents[places]])
        fine = []
        with self._precision():
            projected = self.pairs.project(mentions)
            for anaphors, candidates in (some.unbind() for some in fill_up(pairs, 1).split(_PAIRS_AT_ONCE, dim=1)):
                features = pair_features(table, anaphors, candidates)
                fine.append(self.pairs(projected, anaphors, candidates, features))
        scores = torch.cat(fine)[: pairs.shape[1]]
        return PairScores(antecedents, coarse.masked_scatter(places, coarse[places] + scores))

    def _precision(self) -> torch.autocast:
        return torch.autocast(self.schemes.weight.device.type, dtype=torch.bfloat16, enabled=self.half_precision)
