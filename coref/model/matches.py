"""Which mentions share a hash: found by sorting, since most of them share none and comparing all takes long."""

from __future__ import annotations

import torch

__all__ = ["Matches"]


class Matches:
    """The mentions of a document by their hashes.

    Args:
        hashes: of each mention, negative where there is none, int64 [mentions, slots].
    """

    def __init__(self, hashes: torch.Tensor) -> None:
        self._count, self._slots = hashes.shape
        flat = hashes.flatten()
        _, values = flat.unique(return_inverse=True)
        self._mentions = torch.arange(self._count, device=hashes.device).repeat_interleave(self._slots)
        keys = values * self._count + self._mentions
        order = keys.argsort(stable=True)
        self._hashes, self._keys = flat, keys
        self._sorted_keys, self._sorted_mentions = keys[order], self._mentions[order]

    def preceding(self, start: int, end: int, first: int) -> torch.Tensor:
        """Whether the mentions from ``start`` share a hash with those from ``first`` that come before them.

        Time and memory grow with the number of pairs that do.

        Returns:
            bool [end - start, end - first].
        """
        entries = slice(start * self._slots, end * self._slots)
        entries_with_hash = (self._hashes[entries] >= 0).nonzero().squeeze(1) + entries.start
        keys, mentions = self._keys[entries_with_hash], self._mentions[entries_with_hash]
        # In the sorted keys, mentions of one hash follow one another in text order.
        lower = torch.searchsorted(self._sorted_keys, keys - (mentions - first))
        counts = torch.searchsorted(self._sorted_keys, keys) - lower
        begins = (lower - counts.cumsum(0) + counts).repeat_interleave(counts)
        earlier = self._sorted_mentions[begins + torch.arange(len(begins), device=begins.device)]
        shared = torch.zeros(end - start, end - first, dtype=torch.bool, device=keys.device)
        shared[mentions.repeat_interleave(counts) - start, earlier - first] = True
        return shared
