"""Text laid out from words, for formats that list words and not the text they came from."""

from __future__ import annotations

from coref.document import Span

__all__ = ["TextLayout"]


class TextLayout:
    """Puts words one after another, and says where each came to lie.

    Words are separated by one space, unless the earlier says that none follows it; sentences by one newline.
    """

    def __init__(self) -> None:
        self.tokens: list[Span] = []
        self.sentences: list[Span] = []
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""
        self._sentence_start = -1

    @property
    def text(self) -> str:
        """Everything laid out so far."""
        return "".join(self._pieces)

    def add(self, form: str, space_after: bool = True) -> Span:
        """Place a token and return its span, a half-open range of code points."""
        start = self.add_untokenised(form, space_after)
        self.tokens.append((start, self._length))
        return self.tokens[-1]

    def add_untokenised(self, form: str, space_after: bool = True) -> int:
        """Place a string whose tokens the caller appends to ``tokens`` itself; returns its start."""
        start = self._length + len(self._gap)
        self._pieces += (self._gap, form)
        self._length = start + len(form)
        self._gap = " " if space_after else ""
        if self._sentence_start < 0:
            self._sentence_start = start
        return start

    def end_sentence(self) -> None:
        """Close the sentence; one without words leaves no trace."""
        if self._sentence_start >= 0:
            self.sentences.append((self._sentence_start, self._length))
            self._sentence_start = -1
            self._gap = "\n"
