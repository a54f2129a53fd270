"""Pairs of mentions → scores: does this antecedent mean the same as this mention?"""

from __future__ import annotations

import torch
from torch import nn

from coref.model.pair_features import PAIR_FEATURES

__all__ = ["PairScorer"]


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

    def forward(
        self, mentions: torch.Tensor, anaphors: torch.Tensor, antecedents: torch.Tensor, features: torch.Tensor
    ) -> torch.Tensor:
        """Score pairs.

        Args:
            mentions: mention states, [mentions, mention_width].
            anaphors: which of the mentions to score, int64 [anaphors].
            antecedents: candidates among the mentions for each of these, int64 [anaphors, k].
            features: see ``coref.model.pair_features``, [anaphors, k, PAIR_FEATURES].

        Returns:
            [anaphors, k]; above zero means the same entity.
        """
        mentions, features = (values.to(self.anaphor.weight.dtype) for values in (mentions, features))
        pairs = mentions[anaphors].unsqueeze(1) * mentions[antecedents]  # [anaphors, k, mention_width]
        hidden = (
            self.anaphor(mentions[anaphors]).unsqueeze(1)
            + self.antecedent(mentions)[antecedents]
            + self.product(pairs)
            + self.features(features)
        )
        scores: torch.Tensor = self.output(hidden).squeeze(2).float()
        return scores
