"""The rows of CoNLL-U files: cutting a file into documents, and laying out a document's words as text.

https://universaldependencies.org/format.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coref.document import Span
from coref.errors import CorpusError
from corpora.layout import TextLayout

__all__ = ["Block", "Row", "Rows", "cut_documents", "lay_out", "misc_value"]

COLUMNS = 10
_ID = re.compile(r"(?P<word>[1-9]\d*)|(?P<first>[1-9]\d*)-(?P<last>[1-9]\d*)|(?P<after>\d+)\.(?P<index>[1-9]\d*)")
_SPEAKER = re.compile(r"#\s*speaker\s*=\s*(?P<name>.*?)\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one document, and the line number of the first."""

    lines: tuple[str, ...]
    first_line: int


@dataclass(frozen=True, slots=True)
class Row:
    """A word or an empty node.

    ``token`` is the index of the document's token that the word is, or is part of; for an empty node, of the token
    that it follows in its sentence, or of the sentence's first. ``sentence`` counts from 0.
    """

    line: int
    sentence: int
    columns: tuple[str, ...]
    token: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """A document laid out: ``rows`` are its words and empty nodes in order; spans are offsets into ``text``.

    ``speakers`` has the ``# speaker`` of each sentence, ``""`` for one without.
    """

    text: str
    tokens: tuple[Span, ...]
    sentences: tuple[Span, ...]
    rows: tuple[Row, ...]
    speakers: tuple[str, ...]


def cut_documents(text: str) -> Iterator[Block]:
    """The documents of a file: each begins at its ``# newdoc``; a file without one is one document."""
    lines = text.removesuffix("\n").split("\n")
    starts = [index for index, line in enumerate(lines) if line.startswith("# newdoc")]
    if not starts or any(line.strip() and not line.startswith("#") for line in lines[: starts[0]]):
        starts.insert(0, 0)
    else:
        starts[0] = 0
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if any(line.strip() for line in lines[start:end]):
            yield Block(tuple(lines[start:end]), start + 1)


def misc_value(misc: str, key: str) -> str | None:
    """The value of a key of the MISC column, or ``None``."""
    for pair in misc.split("|"):
        name, equals, value = pair.partition("=")
        if name == key and equals:
            return value
    return None


def lay_out(block: Block, source: str, *, keep_multiword: bool = False) -> Rows:
    """Lay out a document's words as text.

    Words are followed by a space unless SpaceAfter=No; sentences are separated by a newline. The words of a multiword
    token are tokens of their own where they spell it out (``We`` + ``'ll``), else the multiword token is one token;
    with ``keep_multiword`` it always is.

    Raises:
        CorpusError: when a row is malformed; the message names ``source`` and the line.
    """
    layout = TextLayout()
    rows: list[Row] = []
    sentence: list[tuple[int, list[str]]] = []
    speakers: list[str] = []
    speaker = ""
    for number, line in enumerate((*block.lines, ""), start=block.first_line):
        if line.startswith("#"):
            match = _SPEAKER.fullmatch(line)
            speaker = match["name"] if match else speaker
        elif line.strip():
            sentence.append((number, _columns(line, f"{source}:{number}")))
        elif sentence:
            rows += _SentenceRows(layout, len(layout.sentences), source, keep_multiword).lay_out(sentence)
            layout.end_sentence()
            speakers.append(speaker)
            sentence, speaker = [], ""
    return Rows(layout.text, tuple(layout.tokens), tuple(layout.sentences), tuple(rows), tuple(speakers))


def _columns(line: str, place: str) -> list[str]:
    columns = line.rstrip("\r").split("\t")
    if len(columns) != COLUMNS:
        raise CorpusError(f"{place}: a row needs {COLUMNS} columns separated by tabs, this one has {len(columns)}")
    return columns


class _SentenceRows:
    """Lays out one sentence."""

    def __init__(self, layout: TextLayout, number: int, source: str, keep_multiword: bool) -> None:
        self._layout = layout
        self._number = number
        self._source = source
        self._keep_multiword = keep_multiword
        self._word = 0
        self._first_token = len(layout.tokens)
        self._multiword: dict[int, Span | None] = {}

    def lay_out(self, sentence: Sequence[tuple[int, list[str]]]) -> Iterator[Row]:
        for position, (line, columns) in enumerate(sentence):
            match = _ID.fullmatch(columns[0])
            if match is None:
                raise CorpusError(f"{self._source}:{line}: {columns[0]!r} is not the id of a word, as 3, 3-4 or 3.1")
            if match["first"]:
                words = range(int(match["first"]), int(match["last"]) + 1)
                self._place_multiword(line, columns, words, sentence[position + 1 :])
                continue
            if match["word"]:
                self._place_word(line, columns, int(match["word"]))
            token = max(len(self._layout.tokens) - 1, self._first_token)
            yield Row(line, self._number, tuple(columns), token, is_empty=match["word"] is None)
        if len(self._layout.tokens) == self._first_token:
            raise CorpusError(f"{self._source}:{sentence[0][0]}: the sentence has no words")

    def _place_word(self, line: int, columns: list[str], word: int) -> None:
        self._word += 1
        if word != self._word:
            raise CorpusError(f"{self._source}:{line}: expected word {self._word} of the sentence, found {word}")
        form = self._form(line, columns)
        if word not in self._multiword:
            self._layout.add(form, _space_follows(columns))
        elif span := self._multiword[word]:
            self._layout.tokens.append(span)

    def _place_multiword(
        self, line: int, columns: list[str], words: range, rest: Sequence[tuple[int, list[str]]]
    ) -> None:
        """Lay out the multiword token of these words, and note the token that each of them is to add."""
        if misc_value(columns[9], "Entity") is not None:
            raise CorpusError(f"{self._source}:{line}: Entity on a multiword token; it belongs on one of its words")
        parts = [(number, part) for number, part in rest if "." not in part[0]][: len(words)]
        if (
            len(words) < 2
            or words[0] != self._word + 1
            or [part[0] for _, part in parts] != [str(word) for word in words]
        ):
            raise CorpusError(f"{self._source}:{line}: the words of the multiword token {columns[0]} do not follow it")
        surface = self._form(line, columns)
        start = self._layout.add_untokenised(surface, _space_follows(columns))
        forms = [self._form(number, part) for number, part in parts]
        if self._keep_multiword or "".join(forms) != surface:
            self._multiword.update(dict.fromkeys(words))
            self._multiword[words[0]] = (start, start + len(surface))
            return
        for word, form in zip(words, forms, strict=True):
            self._multiword[word] = (start, start + len(form))
            start += len(form)

    def _form(self, line: int, columns: list[str]) -> str:
        if not columns[1]:
            raise CorpusError(f"{self._source}:{line}: the word's form, column 2, is empty")
        return columns[1]


def _space_follows(columns: Sequence[str]) -> bool:
    return "SpaceAfter=No" not in columns[9].split("|")
