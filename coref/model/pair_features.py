"""What two mentions tell of themselves before the network looks: sameness, agreement, distance."""

from __future__ import annotations

import torch

from coref.model.mention_facts import AGREEMENT, MentionFacts, MentionTable, value_bit

__all__ = ["PAIR_FEATURES", "pair_features"]

_SENTENCE_DISTANCES = torch.tensor([0, 1, 2, 3, 5, 8, 13, 30])
_WORD_DISTANCES = torch.tensor([1, 2, 3, 5, 8, 16, 32, 64, 128, 256, 512])
_MENTION_DISTANCES = torch.tensor([1, 2, 3, 4, 6, 10, 20, 40, 80, 160])
_SAMENESS = 9
_AGREEMENT = 2 * len(AGREEMENT)
_PHRASE = 9
_QUOTATION = 3
_SPEAKER = 6
_BUCKETS = sum(len(boundaries) + 1 for boundaries in (_SENTENCE_DISTANCES, _WORD_DISTANCES, _MENTION_DISTANCES))
_FIRST, _SECOND = value_bit("person=1"), value_bit("person=2")

PAIR_FEATURES = _SAMENESS + _AGREEMENT + _PHRASE + _QUOTATION + _SPEAKER + _BUCKETS
"""How many features a pair has."""


def pair_features(mentions: MentionTable, anaphors: torch.Tensor, antecedents: torch.Tensor) -> torch.Tensor:
    """Describe pairs of mentions.

    Args:
        anaphors, antecedents: indices among the mentions, int64 [pairs].

    Returns:
        bool [pairs, PAIR_FEATURES].
    """
    one, other = mentions.of(anaphors), mentions.of(antecedents)
    features = [
        *_sameness(one, other),
        *_agreement(one.agreement, other.agreement),
        *_phrase(one, other),
        *_quotation(one.quotations, other.quotations),
        *_speaker(one, other),
    ]
    distances = [
        _buckets(one.sentences - other.sentences, _SENTENCE_DISTANCES),
        _buckets(one.heads - other.heads, _WORD_DISTANCES),
        _buckets(anaphors - antecedents, _MENTION_DISTANCES),
    ]
    return torch.cat([torch.stack(features), *distances]).T


def _sameness(one: MentionFacts, other: MentionFacts) -> list[torch.Tensor]:
    same_names = _among(one.names, other.names)
    share_name = same_names.any(0)
    return [
        one.forms == other.forms,
        _among(one.lemmas, other.lemmas).any(0),
        one.stems == other.stems,
        one.after == other.after,
        one.before == other.before,
        _among(one.lemmas, other.names).any(0),
        _among(other.lemmas, one.names).any(0),
        share_name,
        # Every word of the shorter name stands in the longer one.
        (same_names | (one.names < 0)).all(0) & share_name,
    ]


def _agreement(one: torch.Tensor, other: torch.Tensor) -> list[torch.Tensor]:
    """For each category whether some reading of both agrees, and whether both are known and none does."""
    agree = (one & other) != 0
    differ = (one != 0) & (other != 0) & ~agree
    return [of_category for both in zip(agree, differ, strict=True) for of_category in both]


def _phrase(one: MentionFacts, other: MentionFacts) -> list[torch.Tensor]:
    """How the words of both phrases meet, and whether one phrase lies within the other."""
    present, their_present = one.modifiers >= 0, other.modifiers >= 0
    found, their_found = _among(one.modifiers, other.modifiers), _among(other.modifiers, one.modifiers)
    all_found, all_theirs_found = (found | ~present).all(0), (their_found | ~their_present).all(0)
    return [
        found.any(0),
        all_found & present.any(0),
        ~all_found,
        ~all_theirs_found,
        all_found & all_theirs_found & (one.lemma == other.lemma),
        (one.lemma == other.modifiers).any(0),
        (other.lemma == one.modifiers).any(0),
        (other.first <= one.first) & (one.last <= other.last),
        (one.first <= other.first) & (other.last <= one.last),
    ]


def _quotation(one: torch.Tensor, other: torch.Tensor) -> list[torch.Tensor]:
    return [(one == other) & (one > 0), (one > 0) & (other == 0), (one == 0) & (other > 0)]


def _speaker(one: MentionFacts, other: MentionFacts) -> list[torch.Tensor]:
    """Whether both are said by one speaker, and what that makes of "I" and "you"."""
    speaker, theirs = one.speakers, other.speakers
    same, different = (speaker == theirs) & (speaker > 0), (speaker != theirs) & (speaker > 0) & (theirs > 0)
    persons, their_persons = one.agreement[AGREEMENT.index("person")], other.agreement[AGREEMENT.index("person")]
    first, their_first = (persons & _FIRST) != 0, (their_persons & _FIRST) != 0
    second, their_second = (persons & _SECOND) != 0, (their_persons & _SECOND) != 0
    both_first = first & their_first
    crossed = (first & their_second) | (second & their_first)
    return [same, different, same & both_first, different & both_first, same & crossed, different & crossed]


def _among(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Which hashes of ``left`` are among those of ``right``: [a, pairs] and [b, pairs] to [a, pairs]."""
    found = left == right[0]
    for hashes in right[1:]:
        found |= left == hashes
    return found.logical_and_(left >= 0)


def _buckets(distances: torch.Tensor, boundaries: torch.Tensor) -> torch.Tensor:
    """Which bucket each distance is in, bool [buckets, pairs]."""
    buckets = torch.bucketize(distances, boundaries.to(distances.device))
    return buckets == torch.arange(len(boundaries) + 1, device=buckets.device).unsqueeze(1)
