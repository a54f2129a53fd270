"""What the language gives for agreement: gender, number, person, animacy, case and part of speech of single words.

No word is disambiguated: a word has the union of the features of all its readings, and all its candidate lemmas, so
that two words *can* agree if they share a feature. Morfeusz reads Polish, closed lists English; a word that is unknown
to them has no features at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coref.errors import InputError
from coref.morphology import english, polish
from coref.morphology.features import FEATURES, Entry

__all__ = ["FEATURES", "WordFeatures", "analyse"]

_LOOK_UP: Final[Mapping[str, Callable[[str], Entry]]] = {"pl": polish.look_up, "en": english.look_up}


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """The features of ``n`` words: ``values`` is 0/1 of shape ``[n, len(FEATURES)]``, ``lemmas`` has ``n`` entries."""

    values: NDArray[np.uint8]
    lemmas: list[tuple[str, ...]]


def analyse(words: Sequence[str], language: str) -> WordFeatures:
    """Look up each word by itself.

    Lemmas are lower-cased; an unknown word is its own, and an unknown Polish one has its stem, after a ``~``, as a
    second one, so that foreign names are recognised in their cases. Without the optional package ``morfeusz2`` every
    Polish word is unknown. Safe to call from several threads.

    Raises:
        InputError: when ``language`` is neither ``"pl"`` nor ``"en"``.
    """
    if language not in _LOOK_UP:
        raise InputError(f"there is no morphology for the language {language!r}; use 'pl' or 'en'")
    look_up = _LOOK_UP[language]
    entries = [look_up(word) for word in words]
    rows = np.frombuffer(b"".join(row for row, _ in entries), dtype=np.uint8)
    return WordFeatures(rows.reshape(len(words), len(FEATURES)), [lemmas for _, lemmas in entries])
