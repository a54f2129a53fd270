"""What is told of a word: its columns and its lemmas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

__all__ = ["CACHED_WORDS", "FEATURES", "Entry", "entry"]

FEATURES: Final[tuple[str, ...]] = (
    "gender=masc",
    "gender=fem",
    "gender=neut",
    "number=sing",
    "number=plur",
    "person=1",
    "person=2",
    "person=3",
    "animacy=human",
    "animacy=animate",
    "animacy=inanimate",
    "name=given",
    "name=surname",
    "name=place",
    "pos=noun",
    "pos=pronoun",
    "pos=finite",
    "pos=adjective",
    "pos=infinite",
    "pos=function",
    "case=nom",
    "case=gen",
    "case=dat",
    "case=acc",
    "case=inst",
    "case=loc",
    "case=voc",
)
"""The columns of ``WordFeatures.values``. ``infinite`` are verb forms without a subject of their own (infinitives,
participles, impersonals), ``function`` the words that neither inflect nor refer."""

_COLUMN: Final[Mapping[str, int]] = {feature: column for column, feature in enumerate(FEATURES)}

CACHED_WORDS: Final = 1 << 16
"""How many words of each language are looked up but once."""

Entry = tuple[bytes, tuple[str, ...]]
"""A word's row of zeros and ones, a byte for each feature, and its candidate lemmas."""


def entry(word: str, features: Iterable[str], lemmas: Iterable[str]) -> Entry:
    """A word with these features and lemmas; without any, it is its own lemma."""
    row = bytearray(len(FEATURES))
    for feature in features:
        row[_COLUMN[feature]] = 1
    return bytes(row), tuple(dict.fromkeys(lemmas)) or (word.lower(),)
