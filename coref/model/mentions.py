"""Word states → mention heads: which words head a mention, and of which kind."""

from __future__ import annotations

import torch
from torch import nn

from coref.model.config import KINDS
from coref.model.rows import for_rows

__all__ = ["MentionScorer", "choose_heads"]


class MentionScorer(nn.Module):
    """Scores every word as the head of a mention."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Dropout(dropout))
        self.mention = nn.Linear(width, 1)
        self.kind = nn.Linear(width, len(KINDS))

    def forward(self, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Score words.

        Args:
            states: word states, [words, width].

        Returns:
            Logits of heading a mention, [words], and of its kind in the order of ``KINDS``, [words, kinds].
        """
        hidden = for_rows(self.hidden, states.to(self.mention.weight.dtype))
        return for_rows(self.mention, hidden).squeeze(1).float(), for_rows(self.kind, hidden).float()


def choose_heads(logits: torch.Tensor, threshold: float, max_share: float) -> torch.Tensor:
    """The words worth pairing: above ``threshold``, and at most ``max_share`` of all, the most probable ones.

    Args:
        logits: of heading a mention, [words].

    Returns:
        Word indices, ascending, int64 [mentions].
    """
    most = max(1, int(len(logits) * max_share))
    best = logits.topk(min(most, len(logits))).indices
    return best[logits[best].sigmoid() > threshold].sort().values
