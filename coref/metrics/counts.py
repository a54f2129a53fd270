"""Counts that add over documents, and the score they give."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Counts", "Score", "ratio"]


def ratio(numerator: float, denominator: float) -> float:
    """The quotient, or 0 where there is nothing to divide by, as in the CoNLL scorer."""
    return numerator / denominator if denominator else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """Recall, precision and F1 as fractions from 0 to 1."""

    recall: float
    precision: float
    f1: float

    @classmethod
    def of(cls, recall: float, precision: float) -> Score:
        """The score whose F1 is the harmonic mean of the two."""
        return cls(recall, precision, ratio(2 * recall * precision, recall + precision))

    def to_dict(self) -> dict[str, float]:
        return {"recall": self.recall, "precision": self.precision, "f1": self.f1}


@dataclass(frozen=True, slots=True)
class Counts:
    """Numerators and denominators of recall and precision; those of several documents add up to a micro-average."""

    recall_numerator: float = 0.0
    recall_denominator: float = 0.0
    precision_numerator: float = 0.0
    precision_denominator: float = 0.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.recall_numerator + other.recall_numerator,
            self.recall_denominator + other.recall_denominator,
            self.precision_numerator + other.precision_numerator,
            self.precision_denominator + other.precision_denominator,
        )

    def score(self) -> Score:
        return Score.of(
            ratio(self.recall_numerator, self.recall_denominator),
            ratio(self.precision_numerator, self.precision_denominator),
        )
