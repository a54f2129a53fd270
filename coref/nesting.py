"""Phrases → phrases of which any two are apart, or one within the other, as the phrases of a language are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["nested"]

Phrase = tuple[int, int]
"""Word indices of the first and the last word."""


def nested(heads: Sequence[int], phrases: Sequence[Phrase]) -> list[Phrase]:
    """Cut those phrases that cross another one; each keeps its head.

    Of two that cross, the one gives up the common words whose head is not among them. Where both heads are, the later
    phrase ends where the earlier one does.

    Args:
        heads: word index of each phrase's head, within it.

    Returns:
        The phrases in the same order.
    """
    cut = list(phrases)
    while crossing := list(_crossing(cut)):
        for one, other in crossing:
            (first, last), (other_first, other_last) = cut[one], cut[other]
            if not first < other_first <= last < other_last:
                continue  # mended with another pair
            if heads[one] < other_first:
                cut[one] = first, other_first - 1
            elif heads[other] > last:
                cut[other] = last + 1, other_last
            else:
                cut[other] = other_first, last
    return cut


def _crossing(phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """Pairs of phrases that share words but not all of either's, the earlier one first."""
    order = sorted(range(len(phrases)), key=phrases.__getitem__)
    for place, one in enumerate(order):
        first, last = phrases[one]
        for next_place in range(place + 1, len(order)):
            other_first, other_last = phrases[order[next_place]]
            if other_first > last:
                break
            if first < other_first and last < other_last:
                yield one, order[next_place]
