"""Mention heads → phrases: where the phrase around a head begins and ends."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from coref.model.rows import at, for_rows

__all__ = ["SpanScorer", "SpanScores"]


@dataclass(frozen=True, slots=True)
class SpanScores:
    """Scores of the words around each head as boundaries of its phrase.

    Attributes:
        first, last: scores as first and as last word, ``-inf`` where impossible, [mentions, places].
        words: the word at each place, int64 [mentions, places].
    """

    first: torch.Tensor
    last: torch.Tensor
    words: torch.Tensor

    def best(self) -> tuple[torch.Tensor, torch.Tensor]:
        """The word indices of the best first and of the best last word, both int64 [mentions]."""
        first, last = (
            self.words.gather(1, scores.argmax(1, keepdim=True)).squeeze(1) for scores in (self.first, self.last)
        )
        return first, last


class SpanScorer(nn.Module):
    """Scores the words around a head, within its sentence, as first and last of its phrase (Dobrovolskii 2021)."""

    def __init__(self, width: int, hidden: int, before: int, after: int, dropout: float) -> None:
        super().__init__()
        self.before, self.after = before, after
        self.head = nn.Linear(width, hidden)
        self.word = nn.Linear(width, hidden, bias=False)
        self.place = nn.Embedding(before + after + 1, hidden)
        self.output = nn.Sequential(
            nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, hidden), nn.GELU(), nn.Linear(hidden, 2)
        )

    def forward(self, states: torch.Tensor, heads: torch.Tensor, sentences: torch.Tensor) -> SpanScores:
        """Score the boundaries of the phrase of each head.

        Args:
            states: word states, [words, width].
            heads: word indices, int64 [mentions].
            sentences: the sentence of each word, int64 [words].
        """
        states = states.to(self.head.weight.dtype)
        offsets = torch.arange(-self.before, self.after + 1, device=heads.device)
        places = heads.unsqueeze(1) + offsets  # [mentions, places]
        words = places.clamp(0, len(states) - 1)
        possible = (places == words) & (sentences[words] == sentences[heads].unsqueeze(1))
        # Most places are outside the sentence.
        chosen = possible.flatten().nonzero().squeeze(1)
        rows, columns = chosen // len(offsets), chosen % len(offsets)
        head, word = for_rows(self.head, at(states, heads)), for_rows(self.word, states)
        hidden = at(head, rows) + at(word, words.flatten()[chosen]) + at(self.place.weight, columns)
        scores = hidden.new_full((words.numel(), 2), -torch.inf, dtype=torch.float32)
        scores = scores.index_copy(0, chosen, for_rows(self.output, hidden).float())
        first, last = scores.view(*words.shape, 2).unbind(2)
        return SpanScores(first.masked_fill(offsets > 0, -torch.inf), last.masked_fill(offsets < 0, -torch.inf), words)
