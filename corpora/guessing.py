"""Head and kind of a mention of which only the span is known."""

from __future__ import annotations

from bisect import bisect_left

from coref.document import Document, Kind, Span
from corpora.heads import head_index
from corpora.kinds import KindGuesser

__all__ = ["MentionGuesser"]


class MentionGuesser:
    """Guesses within one document, by ``corpora.heads`` and ``corpora.kinds``."""

    def __init__(self, document: Document) -> None:
        self._tokens, self._words = document.tokens, document.words
        self._ends = [end for _, end in document.tokens]
        self._starts = [start for start, _ in document.tokens]
        self._kinds = KindGuesser.of(document)

    def guess(self, start: int, end: int) -> tuple[Span, Kind]:
        """Head and kind of the mention ``[start, end)``, in code points.

        One that has no whole token is its own head, and a nominal.
        """
        first, stop = bisect_left(self._starts, start), bisect_left(self._ends, end + 1)
        if first >= stop:
            return (start, end), Kind.NOMINAL
        head = first + head_index(self._words[first:stop])
        return self._tokens[head], self._kinds.guess(head)
