"""Raw text: the documents of each source, without repetitions and without what the dev splits hold."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

from coref.pretraining.config import Source
from corpora.copies import is_copy
from corpora.raw_text import read_raw_documents

__all__ = ["read_documents"]


def read_documents(root: Path, source: Source, seed: int, excluded: set[str], seen: set[bytes]) -> Iterator[str]:
    """Yield a share of the documents of a source, see ``corpora.raw_text``.

    Paragraphs (lines) that repeat one of any earlier source, or share a shingle with ``excluded``, are left out.

    Args:
        excluded: shingles of the texts that must not be seen, see ``corpora.copies``.
        seen: digests of the paragraphs read so far; this function adds to it.

    Raises:
        CorpusError: when the file is missing.
    """
    chooser = random.Random(f"{seed} {source.name}")
    for document in read_raw_documents(root, source.language, source.name):
        if chooser.random() < source.share:
            kept = [line for line in document if _is_new(line, seen) and not is_copy(line, excluded)]
            if kept:
                yield "\n".join(kept)


def _is_new(paragraph: str, seen: set[bytes]) -> bool:
    digest = hashlib.blake2b(paragraph.encode(), digest_size=8).digest()
    if digest in seen:
        return False
    seen.add(digest)
    return True
