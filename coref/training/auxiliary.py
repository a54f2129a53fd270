"""Auxiliary heads: they teach the encoder syntax and names, and are thrown away after training."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn
from torch.nn import functional

from coref.training.labels import Labels, Syntax
from coref.training.word_classes import UNKNOWN

__all__ = ["AuxiliaryHeads"]

_ARC_WIDTH = 128
_RARE = -4.0


class AuxiliaryHeads(nn.Module):
    """Predicts parts of speech, features, dependency trees, named entities and word classes from word states.

    Trees are scored by a biaffine product of dependent and head (Dozat & Manning 2017), in which a root is its own
    head.
    """

    def __init__(self, width: int, labels: Labels, classes: Sequence[str]) -> None:
        super().__init__()
        self.tag = _output(width, labels.tags)
        self.features = _output(width, labels.features)
        # Most features are absent from most words; learning that first would drown everything else.
        nn.init.constant_(self.features.bias, _RARE)
        self.names = _output(width, labels.names)
        self.classes = _output(width, classes)
        self.dependent = nn.Sequential(nn.Linear(width, _ARC_WIDTH), nn.GELU())
        self.head = nn.Sequential(nn.Linear(width, _ARC_WIDTH), nn.GELU())
        self.bilinear = nn.Linear(_ARC_WIDTH, _ARC_WIDTH, bias=False)
        self.headness = nn.Linear(_ARC_WIDTH, 1)
        self.relation = nn.Sequential(nn.Linear(3 * _ARC_WIDTH, _ARC_WIDTH), nn.GELU())
        self.relation_output = _output(_ARC_WIDTH, labels.relations)

    def syntax_losses(self, states: torch.Tensor, sentences: torch.Tensor, syntax: Syntax) -> dict[str, torch.Tensor]:
        """The loss of each kind of label, a sum over words.

        Args:
            states: word states, [words, width].
            sentences: the sentence of each word, int64 [words].
        """
        dependents, heads = self.dependent(states), self.head(states)
        arcs = self.bilinear(dependents) @ heads.T / _ARC_WIDTH**0.5 + self.headness(heads).T  # [words, words]
        arcs = arcs.masked_fill(sentences.unsqueeze(1) != sentences, -torch.inf)
        governors = heads[syntax.heads]
        relations = self.relation_output(
            self.relation(torch.cat([dependents, governors, dependents * governors], dim=1))
        )
        return {
            "tag": functional.cross_entropy(self.tag(states), syntax.tags, reduction="sum"),
            "features": functional.binary_cross_entropy_with_logits(
                self.features(states), syntax.features.float(), reduction="sum"
            ),
            "arc": functional.cross_entropy(arcs, syntax.heads, reduction="sum"),
            "relation": functional.cross_entropy(relations, syntax.relations, reduction="sum"),
        }

    def name_loss(self, states: torch.Tensor, names: torch.Tensor) -> torch.Tensor:
        """The loss of named entities, a sum over words."""
        return functional.cross_entropy(self.names(states), names, reduction="sum")

    def class_loss(self, states: torch.Tensor, classes: torch.Tensor) -> torch.Tensor:
        """The loss of word classes, a sum over the words whose class is known."""
        return functional.cross_entropy(self.classes(states), classes, ignore_index=UNKNOWN, reduction="sum")


def _output(width: int, labels: Sequence[str]) -> nn.Linear:
    """A layer with an output for each label; where no corpus has any, one that is never used."""
    return nn.Linear(width, max(1, len(labels)))
