"""GAP: whether an ambiguous pronoun means name A, name B or neither, for each gender."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coref.metrics.counts import Counts, Score

__all__ = ["GapAnswer", "GapScores", "Gender", "gap_scores"]

Labels = tuple[bool, bool]


class Gender(StrEnum):
    """The gender of the pronoun."""

    MASCULINE = "masculine"
    FEMININE = "feminine"


@dataclass(frozen=True, slots=True)
class GapAnswer:
    """One pronoun: whether it means name A and whether it means name B, in truth and as predicted."""

    gold: Labels
    predicted: Labels
    gender: Gender


@dataclass(frozen=True, slots=True)
class GapScores:
    """Scores from 0 to 1 over all examples and over those of either gender."""

    overall: Score
    masculine: Score
    feminine: Score

    @property
    def bias(self) -> float | None:
        """Feminine F1 over masculine F1, 1 being fair; ``None`` where either is 0, as in GAP's own scorer."""
        if not self.masculine.f1 or not self.feminine.f1:
            return None
        return self.feminine.f1 / self.masculine.f1

    def to_dict(self) -> dict[str, Any]:
        """The scores as JSON-ready values."""
        return {
            "overall": self.overall.to_dict(),
            "masculine": self.masculine.to_dict(),
            "feminine": self.feminine.to_dict(),
            "bias": self.bias,
        }


def gap_scores(examples: Iterable[GapAnswer]) -> GapScores:
    """Score predictions as GAP does (Webster et al. 2018): every name is a decision of its own, true names count."""
    counts = {gender: Counts() for gender in Gender}
    for example in examples:
        counts[example.gender] += _counts(example)
    masculine, feminine = counts[Gender.MASCULINE], counts[Gender.FEMININE]
    return GapScores(overall=(masculine + feminine).score(), masculine=masculine.score(), feminine=feminine.score())


def _counts(example: GapAnswer) -> Counts:
    hits = sum(gold and predicted for gold, predicted in zip(example.gold, example.predicted, strict=True))
    return Counts(hits, sum(example.gold), hits, sum(example.predicted))
