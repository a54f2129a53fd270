"""Pairs of mentions → scores: does this antecedent mean the same as this mention?"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from coref.model.pair_features import PAIR_FEATURES
from coref.model.rows import at, for_rows

__all__ = ["PairScorer", "ProjectedMentions"]


@dataclass(frozen=True, slots=True)
class ProjectedMentions:
    """Mention states, and what they add to the hidden states of pairs as anaphor and as antecedent."""

    states: torch.Tensor
    anaphor: torch.Tensor
    antecedent: torch.Tensor


class PairScorer(nn.Module):
    """A feed-forward network over both mentions, their product and their features (Lee et al. 2017).

    The first layer is split into a part for each mention and a part for the pair, so that the work for a pair is
    small.
    """

    def __init__(self, mention_width: int, width: int, dropout: float) -> None:
        super().__init__()
        self.anaphor = nn.Linear(mention_width, width)
        self.antecedent = nn.Linear(mention_width, width, bias=False)
        self.product = nn.Linear(mention_width, width, bias=False)
        self.features = nn.Linear(PAIR_FEATURES, width, bias=False)
        self.output = nn.Sequential(
            nn.GELU(), nn.Dropout(dropout), nn.Linear(width, width // 2), nn.GELU(), nn.Linear(width // 2, 1)
        )

    @property
    def precision(self) -> torch.dtype:
        """What the weights are kept in."""
        return self.anaphor.weight.dtype

    def project(self, mentions: torch.Tensor) -> ProjectedMentions:
        """The part of the first layer that is of single mentions; their states are [mentions, mention_width]."""
        mentions = mentions.to(self.precision)
        return ProjectedMentions(mentions, for_rows(self.anaphor, mentions), for_rows(self.antecedent, mentions))

    def forward(
        self, mentions: ProjectedMentions, anaphors: torch.Tensor, antecedents: torch.Tensor, features: torch.Tensor
    ) -> torch.Tensor:
        """Score pairs.

        Args:
            anaphors, antecedents: indices among the mentions, int64 [pairs].
            features: see ``coref.model.pair_features``, bool [pairs, PAIR_FEATURES].

        Returns:
            [pairs]; above zero means the same entity.
        """
        hidden = for_rows(self.product, at(mentions.states, anaphors) * at(mentions.states, antecedents))
        hidden += at(mentions.anaphor, anaphors)
        hidden += at(mentions.antecedent, antecedents)
        # As bytes, since truth values take ten times as long to convert.
        hidden += for_rows(self.features, features.view(torch.uint8).to(self.precision))
        return for_rows(self.output, hidden).squeeze(1).float()
