"""Where a token stands, what phrase an entity is best called by, and changes to a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from coref.document import Cluster, Document, Kind, Mention, Span

__all__ = ["Edit", "Phrase", "Place", "Tokens", "apply", "capitalised", "most_telling"]

_CLAUSE_MARK: Final = re.compile(r"[,;:()\[\]{}«»„”“\"\n–—]")
"""What sets off an apposition or a clause: „Percy Shelley, the poet” is called „Percy Shelley”."""


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` in the place of ``[start, end)``."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits that do not overlap."""
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join(pieces) + text[position:]


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


class Tokens:
    """The tokens of a document by their offsets."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: Sequence[str] = document.words
        self._starts = [start for start, _ in document.tokens]
        self._sentences = document.sentence_ranges()
        self._sentence_starts = [start for start, _ in document.sentences]
        self._reach: defaultdict[int, int] = defaultdict(int)
        for cluster in document.clusters:
            for mention in cluster.mentions:
                self._reach[mention.start] = max(self._reach[mention.start], mention.end)

    def sentence_of(self, offset: int) -> int:
        """The index of the sentence that an offset lies in or follows."""
        return bisect_right(self._sentence_starts, offset) - 1

    def place(self, span: Span) -> Place | None:
        """The token with exactly this span."""
        index = bisect_left(self._starts, span[0])
        if index == len(self._starts) or self.document.tokens[index] != span:
            return None
        return Place(self, index, self._sentences[self.sentence_of(span[0])])

    def begin_mention(self, span: Span) -> bool:
        """Whether a mention begins where the span does and goes on behind it."""
        return self._reach[span[0]] > span[1]

    def within(self, span: Span) -> range:
        """The indices of the tokens that begin in a span."""
        return range(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1]))


@dataclass(frozen=True, slots=True)
class Place:
    """A token and its sentence, a range of token indices."""

    tokens: Tokens
    index: int
    sentence: range

    def at(self, steps: int) -> Place | None:
        """The token so many steps to the right in the same sentence."""
        index = self.index + steps
        return Place(self.tokens, index, self.sentence) if index in self.sentence else None

    @property
    def word(self) -> str:
        return self.tokens.words[self.index]

    @property
    def span(self) -> Span:
        return self.tokens.document.tokens[self.index]

    @property
    def begins_sentence(self) -> bool:
        """Whether nothing but punctuation stands before it in its sentence, or a quotation begins with it."""
        before = self.tokens.words[self.sentence.start : self.index]
        quoted = bool(before) and before[-1] in ("«", "„", "“", '"')
        return quoted or not any(character.isalnum() for word in before for character in word)


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that an entity is called by.

    ``words`` are those of the text, ``head`` is the index of the head among them; ``initial`` says that the first has
    or would have a capital letter because a sentence begins there.
    """

    mention: Mention
    text: str
    words: tuple[str, ...]
    head: int
    initial: bool

    @property
    def is_name(self) -> bool:
        return self.mention.kind is Kind.NAME


def most_telling(cluster: Cluster, tokens: Tokens) -> Phrase | None:
    """The first name, or else the first of the longest nominals, without what a comma or the like sets off.

    ``None`` where there is neither, or where its words cannot be told.
    """
    whole = [mention for mention in cluster.mentions if not mention.parts]
    names = [mention for mention in whole if mention.kind is Kind.NAME]
    nominals = [mention for mention in whole if mention.kind is Kind.NOMINAL]
    if names:
        return _phrase(names[0], tokens)
    return _phrase(max(nominals, key=lambda mention: len(mention.text)), tokens) if nominals else None


def _phrase(mention: Mention, tokens: Tokens) -> Phrase | None:
    text = tokens.document.text
    mark = _CLAUSE_MARK.search(text, mention.head[1], mention.end)
    end = len(text[: mark.start()].rstrip()) if mark else mention.end
    covered = tokens.within((mention.start, end))
    head = tokens.place(mention.head)
    first = tokens.place(tokens.document.tokens[covered[0]]) if covered else None
    if head is None or first is None or first.span[0] != mention.start or head.index not in covered:
        return None
    words = tuple(tokens.words[index] for index in covered)
    return Phrase(mention, text[mention.start : end], words, head.index - first.index, first.begins_sentence)
