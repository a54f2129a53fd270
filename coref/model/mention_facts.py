"""Mentions with their boundaries → what pairs of them are compared by."""

from __future__ import annotations

from dataclasses import dataclass, fields

import torch

from coref.model.inputs import ModelInput, contentful
from coref.model.rows import at
from coref.morphology import FEATURES

__all__ = ["AGREEMENT", "MentionFacts", "MentionTable", "read_mentions", "value_bit"]

AGREEMENT = ("gender", "number", "person", "animacy")
"""The categories in which mentions may agree."""
_BEFORE, _AFTER = 4, 4
"""Words farther from the head seldom tell one entity from another, and every pair of them is compared."""


@dataclass(frozen=True, slots=True)
class MentionFacts:
    """Facts about n mentions, all int64; hashes as in ``WordFacts``. What has slots is [slots, n].

    Attributes:
        heads: word indices of the heads, [n].
        sentences, quotations, speakers, forms, stems: see ``WordFacts``, of the heads, [n].
        before, after: hashes of the words beside the head, [n].
        first, last: word indices of the phrase's first and last word, [n].
        lemma: hash of the head's first lemma, [n].
        lemmas: hashes of its possible lemmas, [3, n].
        names: hashes of the lemmas of the run of capitalised words that it is in, [6, n].
        modifiers: hashes of the first lemmas of the content words around the head in the phrase, [8, n].
        agreement: for each of ``AGREEMENT`` which values the head may have, see ``value_bit``, [4, n].
    """

    heads: torch.Tensor
    sentences: torch.Tensor
    quotations: torch.Tensor
    speakers: torch.Tensor
    forms: torch.Tensor
    stems: torch.Tensor
    before: torch.Tensor
    after: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor
    lemma: torch.Tensor
    lemmas: torch.Tensor
    names: torch.Tensor
    modifiers: torch.Tensor
    agreement: torch.Tensor


class MentionTable:
    """The facts about all mentions of a document, of which those about many can be looked up at once."""

    def __init__(self, facts: MentionFacts) -> None:
        columns = [getattr(facts, field.name) for field in fields(facts)]
        self._slots = [len(column) if column.dim() == 2 else None for column in columns]
        self._columns = torch.cat([column.reshape(-1, len(facts.heads)) for column in columns])

    def of(self, mentions: torch.Tensor) -> MentionFacts:
        """The facts about some mentions, by index, int64 [n]."""
        # Twice as fast as looking up rows or columns with `index_select`.
        found = self._columns.gather(1, mentions.expand(len(self._columns), -1))
        parts = found.split([slots or 1 for slots in self._slots])
        return MentionFacts(
            *(part if slots else part.squeeze(0) for part, slots in zip(parts, self._slots, strict=True))
        )


def value_bit(feature: str) -> int:
    """The bit that stands for a value, as ``"person=1"``, among those of its category in ``MentionFacts.agreement``."""
    category, _, _ = feature.partition("=")
    return 1 << _values(category).index(feature)


def read_mentions(inputs: ModelInput, heads: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> MentionFacts:
    """Collect the facts about mentions; ``heads``, ``first``, ``last`` are word indices, int64 [m]."""
    facts, forms = inputs.facts.of(heads), inputs.facts.forms
    before, after = torch.cat([forms.new_tensor([-2]), forms[:-1]]), torch.cat([forms[1:], forms.new_tensor([-1])])
    return MentionFacts(
        heads=heads,
        sentences=facts.sentences,
        quotations=facts.quotations,
        speakers=facts.speakers,
        forms=facts.forms,
        stems=facts.stems,
        before=at(before, heads),
        after=at(after, heads),
        first=first,
        last=last,
        lemma=facts.lemmas[:, 0],
        lemmas=facts.lemmas.T,
        names=facts.names.T,
        modifiers=_modifiers(inputs, heads, first, last).T,
        agreement=_agreement(at(inputs.features, heads)),
    )


def _modifiers(inputs: ModelInput, heads: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
    offsets = torch.tensor([*range(-_BEFORE, 0), *range(1, _AFTER + 1)], device=heads.device)
    places = heads.unsqueeze(1) + offsets  # [m, 8]
    inside = (first.unsqueeze(1) <= places) & (places <= last.unsqueeze(1))
    words = places.clamp(0, len(inputs) - 1)
    kept = inside & contentful(inputs)[words]
    return inputs.facts.lemmas[:, 0][words].where(kept, torch.full_like(words, -1))


def _values(category: str) -> list[str]:
    return [name for name in FEATURES if name.startswith(f"{category}=")]


def _agreement(features: torch.Tensor) -> torch.Tensor:
    """Of word features, [m, features], for each category the bits of the values that are there, int64 [4, m]."""
    known = (features > 0).long()
    categories = []
    for category in AGREEMENT:
        values = _values(category)
        bits = torch.tensor([value_bit(value) for value in values], device=known.device)
        categories.append((known[:, [FEATURES.index(value) for value in values]] * bits).sum(1))
    return torch.stack(categories)
