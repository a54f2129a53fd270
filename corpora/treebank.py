"""Reading Universal Dependencies treebanks as trees over this project's tokens.

A multiword token that stays one token (``corpora.conllu_rows``) is one word here. Its tag is that of its first
syntactic word, with those features of the others that the first has no value for, so that the person of „zrobiłem”,
which is marked on „em”, is found on the whole. Its head and relation are those of the syntactic word that is nearest to
the root, the first of several; that word's head lies outside the token, and the heads of tokens form no cycle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from coref.errors import CorpusError
from corpora.conllu_rows import Row, Rows, cut_documents, lay_out
from corpora.plain import read_text

__all__ = ["ParsedSentence", "parse_treebank", "read_treebank"]

_TAG, _FEATURES, _HEAD, _RELATION = 3, 5, 6, 7
_SPLIT_LANGUAGES = frozenset({"en"})
"""Languages whose tokens are syntactic words where the words spell the multiword token out."""


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence with its tree; all fields have an entry for each word.

    ``tags`` are universal parts of speech, ``features`` such as ``Case=Nom``, ``heads`` indices of words in the
    sentence, from 0, and -1 for the root; ``relations`` are universal, without the part after the colon.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    features: tuple[frozenset[str], ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


def read_treebank(path: Path, language: str) -> Iterator[list[ParsedSentence]]:
    """The sentences of each document of a file, which may be compressed; ``language`` is ``"pl"`` or ``"en"``.

    A file without ``# newdoc`` is one document. In English the words are the tokens that ``corpora.conllu`` reads from
    the same file.

    Raises:
        CorpusError: when the file is malformed; the message names file and line.
    """
    return parse_treebank(read_text(path), str(path), language)


def parse_treebank(text: str, source: str, language: str) -> Iterator[list[ParsedSentence]]:
    """``read_treebank`` for text that is in memory; ``source`` names it in errors."""
    for block in cut_documents(text):
        rows = lay_out(block, source, keep_multiword=language not in _SPLIT_LANGUAGES)
        yield list(_sentences(rows, source))


def _sentences(rows: Rows, source: str) -> Iterator[ParsedSentence]:
    syntactic = (row for row in rows.rows if not row.is_empty)
    for _, sentence in groupby(syntactic, key=lambda row: row.sentence):
        yield _Tree(list(sentence), source).merged(rows)


class _Tree:
    """The tree over the syntactic words of one sentence."""

    def __init__(self, rows: Sequence[Row], source: str) -> None:
        self._rows = rows
        self._source = source
        self._heads = [self._head(row) for row in rows]
        self._depths = self._measure()

    def merged(self, laid_out: Rows) -> ParsedSentence:
        """The tree over tokens."""
        tokens = [list(words) for _, words in groupby(range(len(self._rows)), key=lambda word: self._rows[word].token)]
        token_of_word = {word: token for token, words in enumerate(tokens) for word in words}
        tops = [min(words, key=self._depths.__getitem__) for words in tokens]
        spans = [laid_out.tokens[self._rows[words[0]].token] for words in tokens]
        return ParsedSentence(
            words=tuple(laid_out.text[start:end] for start, end in spans),
            tags=tuple(self._rows[words[0]].columns[_TAG] for words in tokens),
            features=tuple(_merge([self._rows[word].columns[_FEATURES] for word in words]) for words in tokens),
            heads=tuple(token_of_word.get(self._heads[top], -1) for top in tops),
            relations=tuple(self._rows[top].columns[_RELATION].partition(":")[0] for top in tops),
        )

    def _head(self, row: Row) -> int:
        """The index of the row's head, -1 for a root."""
        value = row.columns[_HEAD]
        if not (value.isascii() and value.isdecimal() and int(value) <= len(self._rows)):
            raise self._error(row, f"head {value!r}: expected a number from 0 to {len(self._rows)}")
        return int(value) - 1

    def _measure(self) -> list[int]:
        """How many arcs each word is away from its root."""
        depths: dict[int, int] = {-1: -1}
        for word, row in enumerate(self._rows):
            path: list[int] = []
            while word not in depths:
                if len(path) == len(self._rows):
                    raise self._error(row, "the heads above this word form a cycle")
                path.append(word)
                word = self._heads[word]
            for distance, passed in enumerate(reversed(path), start=1):
                depths[passed] = depths[word] + distance
        return [depths[word] for word in range(len(self._rows))]

    def _error(self, row: Row, reason: str) -> CorpusError:
        return CorpusError(f"{self._source}:{row.line}: {reason}")


def _merge(columns: Sequence[str]) -> frozenset[str]:
    """The features of several words; of two values for a category the earlier word's."""
    merged: dict[str, str] = {}
    for column in columns:
        for feature in column.split("|") if column != "_" else ():
            merged.setdefault(feature.partition("=")[0], feature)
    return frozenset(merged.values())
