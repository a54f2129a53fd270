"""Finding texts that repeat others, so that what the dev splits hold is not trained on wherever it comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from corpora import registry

__all__ = ["SHINGLE_WORDS", "is_copy", "shingles", "shingles_of_dev"]

_WORD = re.compile(r"\w+")
SHINGLE_WORDS = 8
"""Texts that share this many words in a row are taken for copies of one another."""


def shingles(text: str) -> Iterator[str]:
    """Every run of ``SHINGLE_WORDS`` words of a text, in lower case (Broder 1997)."""
    words = _WORD.findall(text.lower())
    for start in range(len(words) - SHINGLE_WORDS + 1):
        yield " ".join(words[start : start + SHINGLE_WORDS])


def is_copy(text: str, known: Set[str]) -> bool:
    """Whether ``text`` shares a shingle with the texts whose shingles are all ``known``."""
    words = _WORD.findall(text.lower())
    # All of their runs are known, so stepping by a whole shingle still meets any copy of twice its length.
    return any(" ".join(words[start : start + SHINGLE_WORDS]) in known for start in range(0, len(words), SHINGLE_WORDS))


def shingles_of_dev(corpora: Iterable[str]) -> set[str]:
    """The shingles of the dev splits of these corpora of documents, of those that have one.

    Raises:
        CorpusError: when one is not there or malformed.
    """
    return {
        shingle
        for name in corpora
        if "dev" in registry.get(name).splits
        for document in registry.load(name, "dev")
        for shingle in shingles(document.text)
    }
