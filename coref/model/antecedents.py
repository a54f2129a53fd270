"""Mention heads → a few candidate antecedents each, by a cheap bilinear score."""

from __future__ import annotations

import torch
from torch import nn

from coref.model.matches import Matches

__all__ = ["AntecedentChooser"]

_ROWS_AT_ONCE = 512
_DISTANCES = torch.tensor([1, 2, 3, 4, 6, 10, 20, 40, 80, 160, 320])
_FIRST_PENALTY = 0.2
_FIRST_SAMENESS = 2.0


class AntecedentChooser(nn.Module):
    """Keeps the best preceding mentions of each mention (the coarse step of Lee et al. 2018).

    Time and memory grow linearly with the number of mentions: each looks back over ``reach`` others at most.
    """

    def __init__(self, width: int, antecedents: int, reach: int, margin: float, dropout: float) -> None:
        super().__init__()
        self.bilinear = nn.Linear(width, width)
        # An untrained scorer must offer the nearest mentions, where most antecedents are, or nothing is learnt.
        nearness = -_FIRST_PENALTY * torch.arange(len(_DISTANCES) + 1)
        self.distance = nn.Embedding.from_pretrained(nearness.unsqueeze(1), freeze=False)
        # Whatever the distance: names and nouns come back after pages.
        self.sameness = nn.Parameter(torch.full((2,), _FIRST_SAMENESS))
        self.dropout = nn.Dropout(dropout)
        self.antecedents = antecedents
        self.reach = reach
        self.margin = margin

    def forward(
        self, mentions: torch.Tensor, lemmas: torch.Tensor, names: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Choose antecedents.

        Args:
            mentions: mention states in text order, [mentions, width].
            lemmas, names: see ``coref.model.inputs``, of the mentions' heads, int64 [mentions, …].

        Returns:
            Scores, ``-inf`` where there is no candidate, and the antecedents' indices among the mentions, both
            [mentions, k], best first. Outside training those are left out, too, that score less than the best one,
            or than "no antecedent", by more than ``margin``.
        """
        count = len(mentions)
        k = min(self.antecedents, max(1, count - 1))
        queries = self.dropout(self.bilinear(mentions)) / mentions.shape[1] ** 0.5
        matches = Matches(lemmas), Matches(names)
        distances = torch.arange(self.reach + _ROWS_AT_ONCE, device=mentions.device)
        nearness = self.distance(torch.bucketize(distances, _DISTANCES.to(distances.device))).squeeze(1)
        scores, indices = [], []
        for start in range(0, count, _ROWS_AT_ONCE):
            end = min(count, start + _ROWS_AT_ONCE)
            first = max(0, start - self.reach)
            rows, columns = slice(start, end), slice(first, end)
            block = queries[rows] @ mentions[columns].T  # [rows, columns]
            for weight, of_hashes in zip(self.sameness, matches, strict=True):
                block = block + weight * of_hashes.preceding(start, end, first)
            distance = torch.arange(start, end, device=block.device).unsqueeze(1) - torch.arange(
                first, end, device=block.device
            )
            block = block + nearness.index_select(0, distance.clamp(min=0).flatten()).view_as(distance)
            block = block.masked_fill((distance < 1) | (distance > self.reach), -torch.inf)
            best = _padded_topk(block, k)
            scores.append(best[0])
            indices.append(best[1] + first)
        together = torch.cat(scores)
        if not self.training:
            hopeless = together < together[:, :1].clamp(min=0) - self.margin
            together = together.masked_fill(hopeless, -torch.inf)
        return together, torch.cat(indices)


def _padded_topk(block: torch.Tensor, k: int) -> tuple[torch.Tensor, torch.Tensor]:
    if block.shape[1] < k:
        block = nn.functional.pad(block, (0, k - block.shape[1]), value=-torch.inf)
    values, indices = block.topk(k, dim=1)
    return values, indices.where(values > -torch.inf, torch.zeros_like(indices))
