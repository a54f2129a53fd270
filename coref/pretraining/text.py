"""Raw text: the documents of each source, without repetitions and without what the dev splits hold."""

from __future__ import annotations

import hashlib
import lzma
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from coref.errors import CorpusError
from coref.pretraining.config import Source

__all__ = ["read_documents", "shingles"]

_WORD = re.compile(r"\w+")
SHINGLE_WORDS = 8
"""Texts that share this many words in a row are taken for copies of one another."""


def read_documents(root: Path, source: Source, seed: int, excluded: set[str], seen: set[bytes]) -> Iterator[str]:
    """Yield a share of the documents of ``root/<language>/<name>.txt.xz``, separated there by blank lines.

    Paragraphs (lines) that repeat one of any earlier source, or share a shingle with ``excluded``, are left out.

    Args:
        excluded: shingles of the texts that must not be seen, see ``shingles``.
        seen: digests of the paragraphs read so far; this function adds to it.

    Raises:
        CorpusError: when the file is missing.
    """
    path = root / source.language / f"{source.name}.txt.xz"
    if not path.exists():
        raise CorpusError(f"{path}: no such text; set COREF_CORPORA to the folder that holds text/ and corpora/")
    chooser = random.Random(f"{seed} {source.name}")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for document in _documents(lines):
            if chooser.random() < source.share:
                kept = [line for line in document if _is_new(line, seen) and not _is_excluded(line, excluded)]
                if kept:
                    yield "\n".join(kept)


def shingles(text: str) -> Iterator[str]:
    """Every run of ``SHINGLE_WORDS`` words of a text, in lower case (Broder 1997)."""
    words = _WORD.findall(text.lower())
    for start in range(len(words) - SHINGLE_WORDS + 1):
        yield " ".join(words[start : start + SHINGLE_WORDS])


def _documents(lines: Iterable[str]) -> Iterator[list[str]]:
    document: list[str] = []
    for line in lines:
        if line.strip():
            document.append(line.rstrip("\n"))
        elif document:
            yield document
            document = []
    if document:
        yield document


def _is_new(paragraph: str, seen: set[bytes]) -> bool:
    digest = hashlib.blake2b(paragraph.encode(), digest_size=8).digest()
    if digest in seen:
        return False
    seen.add(digest)
    return True


def _is_excluded(paragraph: str, excluded: set[str]) -> bool:
    words = _WORD.findall(paragraph.lower())
    # Every run is in ``excluded``, so stepping by a whole shingle still meets any copy of twice its length.
    return any(
        " ".join(words[start : start + SHINGLE_WORDS]) in excluded for start in range(0, len(words), SHINGLE_WORDS)
    )
