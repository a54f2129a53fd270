"""Polish words in their cases, by Morfeusz's analyser and generator; without the package no word is known."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, Final

__all__ = ["ADJECTIVES", "GENDERS", "NOUNS", "Form", "Reading", "Target", "forms", "readings"]

NOUNS: Final = frozenset(("subst", "ger"))
ADJECTIVES: Final = frozenset(("adj", "ppas", "pact"))
GENDERS: Final = frozenset(("m1", "m2", "m3", "f", "n"))

_NUMBERS: Final = frozenset(("sg", "pl"))
_CASES: Final = frozenset(("nom", "gen", "dat", "acc", "inst", "loc", "voc"))
_COMMON: Final = "nazwa_pospolita"
_CACHED: Final = 1 << 14
_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Form:
    """One number, case and gender."""

    number: str
    case: str
    gender: str


Target = Mapping[str, tuple[Collection[str], Collection[str]]]
"""For each number that a phrase may have, the genders it may have and the cases it may have to be put into."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One analysis of a word. ``cases`` of a preposition are those it governs; ``others`` are the tag's other values.

    ``proper`` says that the lemma is a name of a person or place.
    """

    lemma: str
    word_class: str
    numbers: frozenset[str]
    cases: frozenset[str]
    genders: frozenset[str]
    others: frozenset[str]
    proper: bool

    @property
    def forms(self) -> set[Form]:
        """Every number, case and gender that the word may be in by this reading."""
        return {Form(*values) for values in product(self.numbers, self.cases, self.genders)}


@lru_cache(maxsize=_CACHED)
def readings(word: str) -> tuple[Reading, ...]:
    """The analyses of a word in one piece; none of an unknown word, nor of „zrobiła|m” or „zrobiła|by”."""
    morfeusz = _morfeusz()
    analyses = [] if morfeusz is None else morfeusz.analyse(word)
    length = max((end for _, end, _ in analyses), default=0)
    return tuple(
        _reading(*rest)
        for start, end, (_, *rest) in analyses
        if (start, end) == (0, length) and not rest[1].startswith(("ign", "interp"))
    )


@lru_cache(maxsize=_CACHED)
def forms(reading: Reading, form: Form) -> frozenset[str]:
    """All words that are this form of the reading's lemma."""
    morfeusz = _morfeusz()
    if morfeusz is None:
        return frozenset()
    generated = [(word, _reading(*rest)) for word, *rest in morfeusz.generate(reading.lemma.split(":")[0])]
    same = (reading.lemma, reading.word_class, reading.others)
    return frozenset(
        word
        for word, other in generated
        if (other.lemma, other.word_class, other.others) == same and form in other.forms
    )


def _reading(lemma: str, tag: str, names: list[str], _labels: list[str]) -> Reading:
    word_class, *values = tag.split(":")
    parts = [frozenset(value.split(".")) for value in values]

    def value_of(known: frozenset[str]) -> frozenset[str]:
        return next((part for part in parts if part <= known), frozenset())

    others = frozenset(
        value for part in parts if not any(part <= known for known in (_NUMBERS, _CASES, GENDERS)) for value in part
    )
    proper = bool(names) and _COMMON not in names
    return Reading(lemma, word_class, value_of(_NUMBERS), value_of(_CASES), value_of(GENDERS), others, proper)


def _morfeusz() -> Any:  # noqa: ANN401 - the package is optional and has no types
    """This thread's Morfeusz, or ``None`` without the package."""
    if not hasattr(_thread, "morfeusz"):
        try:
            from morfeusz2 import Morfeusz
        except ImportError:
            _thread.morfeusz = None
        else:
            _thread.morfeusz = Morfeusz()
    return _thread.morfeusz
