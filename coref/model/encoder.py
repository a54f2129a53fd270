"""Pieces → word states: any ``transformers`` encoder, its pieces pooled by word."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from coref.model.rows import at
from coref.model.windows import Windows

__all__ = ["WordEncoder"]

_WINDOWS_AT_ONCE = 4


class WordEncoder(nn.Module):
    """The encoder's last layer beside its own input embeddings, each the mean over a word's pieces.

    The embeddings keep what a word is; a small encoder's last layer forgets it in favour of the context.
    """

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    @property
    def width(self) -> int:
        """Size of a word state."""
        config: Any = self.encoder.config
        return 2 * int(config.hidden_size)

    def forward(self, windows: Windows, words: torch.Tensor, word_count: int) -> torch.Tensor:
        """Encode a document.

        Args:
            words: for each piece its word, int64 [pieces].

        Returns:
            Word states, float32 [word_count, width].
        """
        embedded, contextual = [], []
        for ids, mask in zip(windows.ids.split(_WINDOWS_AT_ONCE), windows.mask.split(_WINDOWS_AT_ONCE), strict=True):
            output = self.encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True)
            embedded.append(output.hidden_states[0])
            contextual.append(output.last_hidden_state)
        places = windows.rows * windows.ids.shape[1] + windows.columns
        layers = [at(torch.cat(states).flatten(0, 1), places) for states in (embedded, contextual)]
        pieces = torch.cat(layers, dim=1).float()  # [pieces, width]
        sums = pieces.new_zeros(word_count, self.width).index_add_(0, words, pieces)
        counts = torch.bincount(words, minlength=word_count).clamp(min=1).unsqueeze(1)
        return sums / counts
