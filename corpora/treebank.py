"""Reading Universal Dependencies treebanks as trees over this project's tokens.

A multiword token that stays one token (``corpora.conllu_rows``) is one word here: in Polish every one, and also a verb
with an ending („zrobił” + „em”, „zrobił” + „by”) where the treebank only says that no space is between them. Its tag
is that of its first syntactic word, with those features of the others that the first has no value for, so that the
person of „zrobiłem”, which is marked on „em”, is found on the whole. Its head and relation are those of the syntactic
word that is nearest to the root, the first of several; that word's head lies outside the token, and the heads of tokens
form no cycle.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from coref.errors import CorpusError
from corpora.conllu_rows import Block, Row, Rows, cut_documents, lay_out
from corpora.plain import read_text

__all__ = ["ParsedSentence", "parse_treebank", "read_treebank"]

_LOG = logging.getLogger(__name__)
_TAG, _OWN_TAG, _FEATURES, _HEAD, _RELATION = 3, 4, 5, 6, 7
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


def read_treebank(path: Path, language: str, *, skip_malformed: bool = False) -> Iterator[list[ParsedSentence]]:
    """The sentences of each document of a file, which may be compressed; ``language`` is ``"pl"`` or ``"en"``.

    A file without ``# newdoc`` is one document. In English the words are the tokens that ``corpora.conllu`` reads from
    the same file. With ``skip_malformed`` a sentence with an error is left out, with a warning in the log.

    Raises:
        CorpusError: when the file is malformed; the message names file and line.
    """
    return parse_treebank(read_text(path), str(path), language, skip_malformed=skip_malformed)


def parse_treebank(
    text: str, source: str, language: str, *, skip_malformed: bool = False
) -> Iterator[list[ParsedSentence]]:
    """``read_treebank`` for text that is in memory; ``source`` names it in errors."""
    for document in cut_documents(text):
        sentences = []
        for block in _cut_sentences(document):
            try:
                sentences.append(_sentence(block, source, language))
            except CorpusError as error:
                if not skip_malformed:
                    raise
                _LOG.warning("a sentence is left out: %s", error)
        yield sentences


def _cut_sentences(document: Block) -> Iterator[Block]:
    """The blocks between blank lines that have more than comments."""
    numbered = enumerate(document.lines, start=document.first_line)
    for has_text, group in groupby(numbered, key=lambda line: bool(line[1].strip())):
        lines = list(group)
        if has_text and not all(line.startswith("#") for _, line in lines):
            yield Block(tuple(line for _, line in lines), lines[0][0])


def _sentence(block: Block, source: str, language: str) -> ParsedSentence:
    splits = language in _SPLIT_LANGUAGES
    rows = lay_out(block, source, keep_multiword=not splits)
    return _Tree([row for row in rows.rows if not row.is_empty], source).over(_tokens(rows, attach_endings=not splits))


def _tokens(rows: Rows, *, attach_endings: bool) -> list[_Token]:
    """The tokens with the indices of their syntactic words."""
    tokens: list[_Token] = []
    words = (row for row in rows.rows if not row.is_empty)
    for index, row in enumerate(words):
        start, end = rows.tokens[row.token]
        if tokens and start < tokens[-1].end:
            tokens[-1].words.append(index)
        elif tokens and attach_endings and start == tokens[-1].end and _is_ending(row):
            tokens[-1] = _Token(tokens[-1].start, end, [*tokens[-1].words, index])
        else:
            tokens.append(_Token(start, end, [index]))
    return [replace(token, form=rows.text[token.start : token.end]) for token in tokens]


def _is_ending(row: Row) -> bool:
    """Whether a Polish word is a mobile ending of a verb, or the „by” of its conditional."""
    return row.columns[_OWN_TAG].startswith("aglt") or row.columns[_RELATION] == "aux:cnd"


@dataclass(frozen=True, slots=True)
class _Token:
    """A token's offsets, and the indices of its syntactic words in the sentence."""

    start: int
    end: int
    words: list[int]
    form: str = ""


class _Tree:
    """The tree over the syntactic words of one sentence."""

    def __init__(self, rows: Sequence[Row], source: str) -> None:
        self._rows = rows
        self._source = source
        self._heads = [self._head(row) for row in rows]
        self._depths = self._measure()

    def over(self, tokens: Sequence[_Token]) -> ParsedSentence:
        """The tree over tokens."""
        token_of_word = {word: index for index, token in enumerate(tokens) for word in token.words}
        tops = [min(token.words, key=self._depths.__getitem__) for token in tokens]
        return ParsedSentence(
            words=tuple(token.form for token in tokens),
            tags=tuple(self._rows[token.words[0]].columns[_TAG] for token in tokens),
            features=tuple(_merge([self._rows[word].columns[_FEATURES] for word in token.words]) for token in tokens),
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
