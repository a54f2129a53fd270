"""Lemmas → where they come again: in the words around, which may be pages away, and among the mentions."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from coref.morphology import FEATURES

__all__ = ["RECURRENCE", "Neighbours", "read_neighbours", "recurrence"]

_WITHIN = torch.tensor([10, 30, 100, 300, 1000])
RECURRENCE = 2 * len(_WITHIN)
"""How many columns ``recurrence`` has."""

_NONE = -1
_GENDERS = [FEATURES.index(f"gender={gender}") for gender in ("masc", "fem", "neut")]
_NUMBERS = [FEATURES.index(f"number={number}") for number in ("sing", "plur")]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each of m mentions the nearest others that resemble it, by their places among the mentions, int64 [m].

    Attributes:
        previous_alike: the nearest before it whose heads share a lemma, -1 where there is none.
        next_alike: the nearest behind it, m where there is none.
        previous_agreeing: the nearest before it that agrees in gender and number, -1 where there is none.
    """

    previous_alike: torch.Tensor
    next_alike: torch.Tensor
    previous_agreeing: torch.Tensor


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


def read_neighbours(lemmas: torch.Tensor, features: torch.Tensor) -> Neighbours:
    """Find the neighbours of mentions in text order.

    Args:
        lemmas, features: see ``coref.model.inputs``, of the mentions' heads.
    """
    previous, following = _nearest_alike(lemmas)
    genders, numbers = features[:, _GENDERS] > 0, features[:, _NUMBERS] > 0
    readings = (genders.unsqueeze(2) & numbers.unsqueeze(1)).flatten(1)  # [m, genders × numbers]
    places = torch.arange(len(lemmas), device=lemmas.device).unsqueeze(1)
    latest = torch.where(readings, places, _NONE).cummax(0).values
    before = torch.cat([latest.new_full((1, readings.shape[1]), _NONE), latest])[:-1]
    return Neighbours(previous, following, torch.where(readings, before, _NONE).amax(1))


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
    previous = hashes.new_full((count,), _NONE).scatter_reduce(0, later, earlier, "amax")
    following = hashes.new_full((count,), count).scatter_reduce(0, earlier, later, "amin")
    return previous, following
