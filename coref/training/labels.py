"""What the auxiliary heads name words with: the labels that occur in treebanks and in corpora of named entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import torch

from corpora.named_entities import TaggedSentence
from corpora.treebank import ParsedSentence

__all__ = ["Labels", "Syntax", "collect_labels", "read_names", "read_syntax"]

_RAREST_FEATURE = 50
"""Features of fewer words teach nothing."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The inventories, each in a fixed order: parts of speech, features, relations, names."""

    tags: tuple[str, ...]
    features: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Syntax:
    """The trees of a text of n words.

    Attributes:
        tags: index into ``Labels.tags``, int64 [n].
        features: which of ``Labels.features`` a word has, bool [n, features].
        heads: word index of the head; a root is its own; int64 [n].
        relations: index into ``Labels.relations``, int64 [n].
    """

    tags: torch.Tensor
    features: torch.Tensor
    heads: torch.Tensor
    relations: torch.Tensor


def collect_labels(parsed: Iterable[ParsedSentence], tagged: Iterable[TaggedSentence]) -> Labels:
    """Everything that occurs."""
    tags: set[str] = set()
    relations: set[str] = set()
    features: Counter[str] = Counter()
    for sentence in parsed:
        tags.update(sentence.tags)
        relations.update(sentence.relations)
        features.update(feature for word in sentence.features for feature in word)
    names = {label for tagged_sentence in tagged for label in tagged_sentence.labels}
    return Labels(
        tags=tuple(sorted(tags)),
        features=tuple(sorted(feature for feature, count in features.items() if count >= _RAREST_FEATURE)),
        relations=tuple(sorted(relations)),
        names=tuple(sorted(names)),
    )


def read_syntax(sentences: Iterable[ParsedSentence], labels: Labels) -> Syntax:
    """The trees of the sentences of one text."""
    tag_of, relation_of = _indices(labels.tags), _indices(labels.relations)
    tags: list[int] = []
    relations: list[int] = []
    heads: list[int] = []
    features: list[list[bool]] = []
    for sentence in sentences:
        start = len(heads)
        heads += [start + (head if head >= 0 else word) for word, head in enumerate(sentence.heads)]
        tags += [tag_of[tag] for tag in sentence.tags]
        relations += [relation_of[relation] for relation in sentence.relations]
        for word in sentence.features:
            features.append([feature in word for feature in labels.features])
    return Syntax(torch.tensor(tags), torch.tensor(features), torch.tensor(heads), torch.tensor(relations))


def read_names(sentences: Iterable[TaggedSentence], labels: Labels) -> torch.Tensor:
    """For each word of one text the index into ``Labels.names``, int64 [n]."""
    name_of = _indices(labels.names)
    return torch.tensor([name_of[label] for sentence in sentences for label in sentence.labels])


def _indices(names: Iterable[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(names)}
