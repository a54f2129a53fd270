"""Lemmas → where they come again among the words around, which may be pages away."""

from __future__ import annotations

import torch

__all__ = ["RECURRENCE", "recurrence"]

_WITHIN = torch.tensor([10, 30, 100, 300, 1000])
RECURRENCE = 2 * len(_WITHIN)
"""How many columns ``recurrence`` has."""


def recurrence(lemmas: torch.Tensor) -> torch.Tensor:
    """Within how many words before and behind each word a lemma of it stands again.

    The encoder sees a few sentences at once; whether a noun comes again on another page tells whether anything is said
    of what it means.

    Args:
        lemmas: see ``coref.model.inputs``, int64 [n, slots].

    Returns:
        float32 [n, RECURRENCE]: for 10, 30, 100, 300 and 1000 words whether it does, before and then behind.
    """
    previous, following = _nearest_alike(lemmas)
    places = torch.arange(len(lemmas), device=lemmas.device)
    within = _WITHIN.to(lemmas.device)
    before = (previous >= 0).unsqueeze(1) & ((places - previous).unsqueeze(1) <= within)
    behind = (following < len(lemmas)).unsqueeze(1) & ((following - places).unsqueeze(1) <= within)
    return torch.cat([before, behind], dim=1).float()


def _nearest_alike(hashes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """For each row the nearest row before (or -1) and behind (or n) with a hash of its own; int64 [n, slots] to [n]."""
    count, slots = hashes.shape
    rows = torch.arange(count, device=hashes.device).repeat_interleave(slots)
    known = (hashes >= 0).flatten()
    values, rows = hashes.flatten()[known], rows[known]
    order = values.argsort(stable=True)  # rows of one hash follow one another in text order
    values, rows = values[order], rows[order]
    same = (values[1:] == values[:-1]) & (rows[1:] != rows[:-1])
    earlier, later = rows[:-1][same], rows[1:][same]
    previous = hashes.new_full((count,), -1).scatter_reduce(0, later, earlier, "amax")
    following = hashes.new_full((count,), count).scatter_reduce(0, earlier, later, "amin")
    return previous, following
