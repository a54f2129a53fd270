"""What two mentions tell of themselves before the network looks: sameness, agreement, distance."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from coref.model.facts import WordFacts, among
from coref.model.inputs import ModelInput
from coref.model.phrases import Phrases
from coref.model.rows import at
from coref.morphology import FEATURES

__all__ = ["PAIR_FEATURES", "Heads", "pair_features", "read_heads"]

_AGREEMENT = ("gender", "number", "person", "animacy")
_SENTENCE_DISTANCES = torch.tensor([0, 1, 2, 3, 5, 8, 13, 30])
_WORD_DISTANCES = torch.tensor([1, 2, 3, 5, 8, 16, 32, 64, 128, 256, 512])
_MENTION_DISTANCES = torch.tensor([1, 2, 3, 4, 6, 10, 20, 40, 80, 160])
_SAMENESS = 9

_PHRASE = 9
_QUOTATION = 3
_SPEAKER = 6
_FIRST, _SECOND = FEATURES.index("person=1"), FEATURES.index("person=2")
_DISTANCES = (_SENTENCE_DISTANCES, _WORD_DISTANCES, _MENTION_DISTANCES)

_BUCKETS = sum(len(boundaries) + 1 for boundaries in _DISTANCES)

PAIR_FEATURES = _SAMENESS + 2 * len(_AGREEMENT) + _PHRASE + _QUOTATION + _SPEAKER + _BUCKETS
"""How many features a pair has."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What is known of the heads of m mentions.

    Attributes:
        words: word indices, int64 [m].
        facts: what the words are compared by.
        before, after: hashes of the words beside the head, int64 [m].
        agreement: for each of ``_AGREEMENT`` which of its values the head may have, bool [m, values].
        first, second: whether it may be of the first or second person, bool [m].
    """

    words: torch.Tensor
    facts: WordFacts
    before: torch.Tensor
    after: torch.Tensor
    agreement: tuple[torch.Tensor, ...]
    first: torch.Tensor
    second: torch.Tensor


def read_heads(inputs: ModelInput, heads: torch.Tensor) -> Heads:
    """Look up once for each mention what its many pairs are compared by; ``heads`` are word indices, int64 [m]."""
    known = at(inputs.features, heads) > 0
    forms = inputs.facts.forms
    before, after = torch.cat([forms.new_tensor([-2]), forms[:-1]]), torch.cat([forms[1:], forms.new_tensor([-1])])
    columns = ([i for i, name in enumerate(FEATURES) if name.startswith(f"{category}=")] for category in _AGREEMENT)
    return Heads(
        words=heads,
        facts=inputs.facts.of(heads),
        before=at(before, heads),
        after=at(after, heads),
        agreement=tuple(known[:, of_category] for of_category in columns),
        first=known[:, _FIRST],
        second=known[:, _SECOND],
    )


def pair_features(heads: Heads, phrases: Phrases, anaphors: torch.Tensor, antecedents: torch.Tensor) -> torch.Tensor:
    """Describe pairs of mentions.

    Args:
        heads: of the mentions.
        phrases: the phrases around them.
        anaphors, antecedents: indices among the mentions, int64 [pairs].

    Returns:
        float32 [pairs, PAIR_FEATURES].
    """
    features = [
        *_sameness(heads, anaphors, antecedents),
        *_agreement(heads.agreement, anaphors, antecedents),
        *_phrase(phrases, anaphors, antecedents),
        *_quotation(heads.facts.quotations, anaphors, antecedents),
        *_speaker(heads, anaphors, antecedents),
    ]
    sentences = heads.facts.sentences
    distances = [
        _one_hot(at(sentences, anaphors) - at(sentences, antecedents), _SENTENCE_DISTANCES),
        _one_hot(at(heads.words, anaphors) - at(heads.words, antecedents), _WORD_DISTANCES),
        _one_hot(anaphors - antecedents, _MENTION_DISTANCES),
    ]
    return torch.cat([torch.stack(features, dim=1).float(), *distances], dim=1)


def _sameness(heads: Heads, anaphor: torch.Tensor, antecedent: torch.Tensor) -> list[torch.Tensor]:
    facts = heads.facts
    lemmas, their_lemmas = at(facts.lemmas, anaphor), at(facts.lemmas, antecedent)
    names, their_names = at(facts.names, anaphor), at(facts.names, antecedent)
    same_names = among(names, their_names)
    return [
        at(facts.forms, anaphor) == at(facts.forms, antecedent),
        among(lemmas, their_lemmas).any(-1),
        at(facts.stems, anaphor) == at(facts.stems, antecedent),
        at(heads.after, anaphor) == at(heads.after, antecedent),
        at(heads.before, anaphor) == at(heads.before, antecedent),
        among(lemmas, their_names).any(-1),
        among(their_lemmas, names).any(-1),
        same_names.any(-1),
        # Every word of the shorter name stands in the longer one.
        (same_names | (names < 0)).all(-1) & same_names.any(-1),
    ]


def _agreement(
    agreement: tuple[torch.Tensor, ...], anaphor: torch.Tensor, antecedent: torch.Tensor
) -> list[torch.Tensor]:
    """For each category whether some reading of both agrees, and whether both are known and none does."""
    results = []
    for values in agreement:
        one, other = at(values, anaphor), at(values, antecedent)
        agree = (one & other).any(-1)
        results += [agree, one.any(-1) & other.any(-1) & ~agree]
    return results


def _phrase(phrases: Phrases, anaphors: torch.Tensor, antecedents: torch.Tensor) -> list[torch.Tensor]:
    """How the words of both phrases meet, and whether one phrase lies within the other."""
    heads, others = at(phrases.heads, anaphors), at(phrases.modifiers, anaphors)
    their_heads, their_others = at(phrases.heads, antecedents), at(phrases.modifiers, antecedents)
    found, their_found = among(others, their_others), among(their_others, others)  # [pairs, words]
    present, their_present = others >= 0, their_others >= 0
    first, last = at(phrases.first, anaphors), at(phrases.last, anaphors)
    their_first, their_last = at(phrases.first, antecedents), at(phrases.last, antecedents)
    all_found = (found | ~present).all(-1)
    all_theirs_found = (their_found | ~their_present).all(-1)
    return [
        found.any(-1),
        all_found & present.any(-1),
        ~all_found,
        ~all_theirs_found,
        all_found & all_theirs_found & (heads == their_heads),
        (heads.unsqueeze(-1) == their_others).any(-1),
        (their_heads.unsqueeze(-1) == others).any(-1),
        (their_first <= first) & (last <= their_last),
        (first <= their_first) & (their_last <= last),
    ]


def _quotation(quotations: torch.Tensor, anaphor: torch.Tensor, antecedent: torch.Tensor) -> list[torch.Tensor]:
    one, other = at(quotations, anaphor), at(quotations, antecedent)
    return [(one == other) & (one > 0), (one > 0) & (other == 0), (one == 0) & (other > 0)]


def _speaker(heads: Heads, anaphor: torch.Tensor, antecedent: torch.Tensor) -> list[torch.Tensor]:
    """Whether both are said by one speaker, and what that makes of "I" and "you"."""
    one, other = at(heads.facts.speakers, anaphor), at(heads.facts.speakers, antecedent)
    same, different = (one == other) & (one > 0), (one != other) & (one > 0) & (other > 0)
    first, their_first = at(heads.first, anaphor), at(heads.first, antecedent)
    second, their_second = at(heads.second, anaphor), at(heads.second, antecedent)
    both_first = first & their_first
    crossed = (first & their_second) | (second & their_first)
    return [same, different, same & both_first, different & both_first, same & crossed, different & crossed]


def _one_hot(distances: torch.Tensor, boundaries: torch.Tensor) -> torch.Tensor:
    buckets = torch.bucketize(distances, boundaries.to(distances.device))
    return torch.nn.functional.one_hot(buckets, len(boundaries) + 1).float()
