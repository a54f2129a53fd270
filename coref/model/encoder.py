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
        # Added up window by window, since all pieces of a book at once would take gigabytes.
        sums = torch.zeros(word_count, self.width, device=words.device)
        for first in range(0, len(windows.ids), _WINDOWS_AT_ONCE):
            states, pieces = self._encode(windows, first, first + _WINDOWS_AT_ONCE)
            sums.index_add_(0, words[pieces], states)
        counts = torch.bincount(words, minlength=word_count).clamp(min=1).unsqueeze(1)
        return sums / counts

    def _encode(self, windows: Windows, first: int, last: int) -> tuple[torch.Tensor, slice]:
        """The states of the pieces of some windows, [pieces, width], and which pieces these are."""
        ids = windows.ids[first:last]
        output = self.encoder(input_ids=ids, attention_mask=windows.mask[first:last], output_hidden_states=True)
        start, end = torch.searchsorted(windows.rows, torch.tensor([first, last], device=ids.device)).tolist()
        places = (windows.rows[start:end] - first) * ids.shape[1] + windows.columns[start:end]
        layers = (output.hidden_states[0], output.last_hidden_state)
        return torch.cat([at(states.flatten(0, 1), places) for states in layers], dim=1).float(), slice(start, end)
