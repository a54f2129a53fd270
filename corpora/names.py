"""Names for documents, of files and of sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

__all__ = ["unique_names"]

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 200
"""In bytes of UTF-8; file systems take 255, endings included."""


def unique_names() -> Callable[[str], str]:
    """A function from ids to names of files, without their ending, that differ also where case does not count.

    Runs of characters other than letters, digits, ``.``, ``-`` and ``_`` become one ``_``; of equal names the second
    ends in ``-2``.
    """
    taken: Counter[str] = Counter()

    def name(document_id: str) -> str:
        safe = _UNSAFE.sub("_", document_id).strip(".").encode()[:_LONGEST].decode(errors="ignore").rstrip(".")
        stem = candidate = safe or "document"
        while candidate.casefold() in taken:
            taken[stem.casefold()] += 1
            candidate = f"{stem}-{taken[stem.casefold()]}"
        taken[candidate.casefold()] = 1
        return candidate

    return name
