"""Raw text: the documents of each source, without repetitions and without what the dev splits hold."""

from __future__ import annotations

import hashlib
import lzma
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from coref.errors import CorpusError
from coref.pretraining.config import Source
from corpora.copies import is_copy

__all__ = ["read_documents"]


def read_documents(root: Path, source: Source, seed: int, excluded: set[str], seen: set[bytes]) -> Iterator[str]:
    """Yield a share of the documents of ``root/<language>/<name>.txt.xz``, separated there by blank lines.

    Paragraphs (lines) that repeat one of any earlier source, or share a shingle with ``excluded``, are left out.

    Args:
        excluded: shingles of the texts that must not be seen, see ``corpora.copies``.
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
                kept = [line for line in document if _is_new(line, seen) and not is_copy(line, excluded)]
                if kept:
                    yield "\n".join(kept)


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
