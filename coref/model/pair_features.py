"""What two mentions tell of themselves before the network looks: sameness, agreement, distance."""

from __future__ import annotations

import torch

from coref.model.inputs import ModelInput, among
from coref.model.phrases import Phrases
from coref.model.rows import at
from coref.morphology import FEATURES

__all__ = ["PAIR_FEATURES", "pair_features"]

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


def pair_features(
    inputs: ModelInput, heads: torch.Tensor, phrases: Phrases, anaphors: torch.Tensor, antecedents: torch.Tensor
) -> torch.Tensor:
    """Describe pairs of mentions.

    Args:
        heads: word indices of the mentions' heads, int64 [mentions].
        phrases: the phrases around them.
        anaphors, antecedents: indices among the mentions, int64 [pairs].

    Returns:
        float32 [pairs, PAIR_FEATURES].
    """
    anaphor, antecedent = at(heads, anaphors), at(heads, antecedents)
    features = [
        *_sameness(inputs, anaphor, antecedent),
        *_agreement(inputs.features, anaphor, antecedent),
        *_phrase(phrases, anaphors, antecedents),
        *_quotation(inputs.quotations, anaphor, antecedent),
        *_speaker(inputs, anaphor, antecedent),
    ]
    distances = [
        _one_hot(at(inputs.sentences, anaphor) - at(inputs.sentences, antecedent), _SENTENCE_DISTANCES),
        _one_hot(anaphor - antecedent, _WORD_DISTANCES),
        _one_hot(anaphors - antecedents, _MENTION_DISTANCES),
    ]
    return torch.cat([torch.stack(features, dim=1).float(), *distances], dim=1)


def _sameness(inputs: ModelInput, anaphor: torch.Tensor, antecedent: torch.Tensor) -> list[torch.Tensor]:
    forms, lemmas, names, stems = inputs.forms, inputs.lemmas, inputs.names, inputs.stems
    after = torch.cat([forms[1:], forms.new_tensor([-1])])
    before = torch.cat([forms.new_tensor([-2]), forms[:-1]])
    same_names = among(at(names, anaphor), at(names, antecedent))
    anaphor_in_name = among(at(lemmas, anaphor), at(names, antecedent)).any(-1)
    antecedent_in_name = among(at(lemmas, antecedent), at(names, anaphor)).any(-1)
    return [
        at(forms, anaphor) == at(forms, antecedent),
        among(at(lemmas, anaphor), at(lemmas, antecedent)).any(-1),
        at(stems, anaphor) == at(stems, antecedent),
        at(after, anaphor) == at(after, antecedent),
        at(before, anaphor) == at(before, antecedent),
        anaphor_in_name,
        antecedent_in_name,
        same_names.any(-1),
        # Every word of the shorter name stands in the longer one.
        (same_names | (at(names, anaphor) < 0)).all(-1) & same_names.any(-1),
    ]


def _agreement(features: torch.Tensor, anaphor: torch.Tensor, antecedent: torch.Tensor) -> list[torch.Tensor]:
    """For each category whether some reading of both agrees, and whether both are known and none does."""
    results = []
    for category in _AGREEMENT:
        columns = [index for index, name in enumerate(FEATURES) if name.startswith(f"{category}=")]
        values = features[:, columns] > 0
        agree = (at(values, anaphor) & at(values, antecedent)).any(-1)
        known = at(values, anaphor).any(-1) & at(values, antecedent).any(-1)
        results += [agree, known & ~agree]
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


def _speaker(inputs: ModelInput, anaphor: torch.Tensor, antecedent: torch.Tensor) -> list[torch.Tensor]:
    """Whether both are said by one speaker, and what that makes of "I" and "you"."""
    one, other = at(inputs.speakers, anaphor), at(inputs.speakers, antecedent)
    same, different = (one == other) & (one > 0), (one != other) & (one > 0) & (other > 0)
    first, second = inputs.features[:, _FIRST] > 0, inputs.features[:, _SECOND] > 0
    both_first = at(first, anaphor) & at(first, antecedent)
    crossed = (at(first, anaphor) & at(second, antecedent)) | (at(second, anaphor) & at(first, antecedent))
    return [same, different, same & both_first, different & both_first, same & crossed, different & crossed]


def _one_hot(distances: torch.Tensor, boundaries: torch.Tensor) -> torch.Tensor:
    buckets = torch.bucketize(distances, boundaries.to(distances.device))
    return torch.nn.functional.one_hot(buckets, len(boundaries) + 1).float()
