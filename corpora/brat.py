"""Reading BRAT standoff: a text in ``name.txt`` and what is said of it in ``name.ann``.

https://brat.nlplab.org/standoff.html. Of the annotations these are read:

* ``T1<tab>Name 0 4<tab>Anna``, a mention; one of several pieces has ``0 4;9 12``. Offsets count code points.
  Pieces with nothing but white space between them, as BRAT cuts a mention at a line break, are one piece;
* ``*<tab>Equiv T1 T2 T3``: these mentions are one entity;
* ``R1<tab>Coref Arg1:T2 Arg2:T1``: so are these two. Relations of other types are passed over;
* ``#1<tab>AnnotatorNotes T1<tab>head 0 4; score 0.98``, as our own writer says what BRAT has no place for.

A mention that is in no relation is an entity of its own. A type that is the name of a kind, in any case, is the kind;
others are guessed (``corpora.kinds``), as are heads that no note gives (``corpora.heads``). Attributes, events,
normalisations and other notes are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from coref.document import Document, Kind, Mention, Span
from coref.errors import CorpusError
from corpora.guessing import MentionGuesser
from corpora.plain import read_text

__all__ = ["Divide", "parse_brat", "read_brat"]

Divide = Callable[[str, str], Document]
"""Makes a document without clusters of a text and its id: words and sentences are not part of the format."""

_SPANS = re.compile(r"(?P<type>\S+) (?P<pieces>[0-9]{1,12} [0-9]{1,12}(?:;[0-9]{1,12} [0-9]{1,12})*)")
_RELATION = re.compile(r"(?P<type>\S+) Arg1:(?P<first>T\S+) Arg2:(?P<second>T\S+)\s*")
_NOTE = re.compile(
    r"head (?P<start>[0-9]{1,12}) (?P<end>[0-9]{1,12})(?:; score (?P<score>[0-9]+(?:\.[0-9]+)?(?:e-[0-9]+)?))?"
)
_LINE_BREAKS = re.compile(r"[\r\n]")
_PASSED_OVER = re.compile(r"[EAMN]\d+\t")
_COREFERENCE = ("coref", "ident")
"""How the types of relations begin that make one entity of two mentions, in any case."""


def read_brat(path: Path, divide: Divide) -> Document:
    """The document of an ``.ann`` file and the ``.txt`` file beside it; its id is the files' name.

    Raises:
        CorpusError: when either file is missing or malformed; the message names file and line.
    """
    return parse_brat(read_text(path.with_suffix(".txt")), read_text(path), str(path), divide)


def parse_brat(text: str, annotations: str, source: str, divide: Divide) -> Document:
    """``read_brat`` for what is in memory; ``source`` names the annotations in errors."""
    document = divide(text, Path(source).stem)
    return document.with_clusters(_Reader(document, source).read(annotations))


@dataclass(slots=True)
class _TextBound:
    """A ``T`` line, and what a note adds."""

    line: int
    type: str
    pieces: tuple[Span, ...]
    head: Span | None = None
    score: float | None = None


class _Reader:
    """Reads one document's annotations."""

    def __init__(self, document: Document, source: str) -> None:
        self._document = document
        self._source = source
        self._bound: dict[str, _TextBound] = {}
        self._entity: dict[str, str] = {}

    def read(self, annotations: str) -> Iterator[list[Mention]]:
        lines = [(number, line.rstrip("\r")) for number, line in enumerate(annotations.split("\n"), start=1)]
        lines = [(number, line) for number, line in lines if line.strip()]
        # Lines may refer to mentions that come later.
        for number, line in lines:
            if line.startswith("T"):
                self._read_text_bound(number, line)
        for number, line in lines:
            self._read_about_mentions(number, line)
        guesser = MentionGuesser(self._document)
        clusters: dict[str, list[Mention]] = {}
        for name, bound in self._bound.items():
            clusters.setdefault(self._root(name), []).append(self._mention(bound, guesser))
        yield from clusters.values()

    def _read_text_bound(self, number: int, line: str) -> None:
        name, *rest = line.split("\t", 2)
        if len(rest) != 2:
            raise self._error(number, f"expected id, type with offsets, and text between tabs, found {line[:60]!r}")
        match = _SPANS.fullmatch(rest[0])
        if match is None:
            raise self._error(number, f"{rest[0]!r} is not a type with offsets, as 'Name 0 4' or 'Name 0 4;9 12'")
        if name in self._bound:
            raise self._error(number, f"{name} is there already, in line {self._bound[name].line}")
        pieces = self._pieces(number, match["pieces"])
        said = " ".join(self._document.text[start:end] for start, end in pieces)
        if _LINE_BREAKS.sub(" ", said) != rest[1]:
            raise self._error(number, f"{name} says {rest[1][:60]!r} but the text there is {said[:60]!r}")
        self._bound[name] = _TextBound(number, match["type"], self._joined(pieces))
        self._entity[name] = name

    def _pieces(self, number: int, value: str) -> tuple[Span, ...]:
        pieces = [(int(start), int(end)) for start, _, end in (piece.partition(" ") for piece in value.split(";"))]
        previous = 0
        for start, end in pieces:
            if not previous <= start < end <= len(self._document.text):
                raise self._error(
                    number,
                    f"[{start}, {end}) is empty, out of order, or beyond the text of length {len(self._document.text)}",
                )
            previous = end
        return tuple(pieces)

    def _joined(self, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
        """The pieces, those with only white space between them as one."""
        joined = [pieces[0]]
        for (_, end), (start, following_end) in pairwise(pieces):
            if self._document.text[end:start].strip():
                joined.append((start, following_end))
            else:
                joined[-1] = (joined[-1][0], following_end)
        return tuple(joined)

    def _read_about_mentions(self, number: int, line: str) -> None:
        if line.startswith("*"):
            self._read_equivalence(number, line)
        elif line.startswith("R"):
            self._read_relation(number, line)
        elif line.startswith("#"):
            self._read_note(number, line)
        elif not line.startswith("T") and not _PASSED_OVER.match(line):
            raise self._error(number, f"expected an annotation such as T1, R1, * or #1, found {line[:60]!r}")

    def _read_equivalence(self, number: int, line: str) -> None:
        star, _, rest = line.partition("\t")
        names = rest.split()[1:]
        if star != "*" or len(names) < 2:
            raise self._error(number, f"expected '*', a tab, a type and two mentions or more, found {line[:60]!r}")
        for name in names:
            self._unite(number, names[0], name)

    def _read_relation(self, number: int, line: str) -> None:
        match = _RELATION.fullmatch(line.partition("\t")[2])
        if match is None:
            raise self._error(number, f"expected a relation such as 'Coref Arg1:T2 Arg2:T1', found {line[:60]!r}")
        if match["type"].lower().startswith(_COREFERENCE):
            self._unite(number, match["first"], match["second"])

    def _unite(self, number: int, first: str, second: str) -> None:
        for name in (first, second):
            if name not in self._entity:
                raise self._error(number, f"there is no mention {name}")
        self._entity[self._root(second)] = self._root(first)

    def _root(self, name: str) -> str:
        while self._entity[name] != name:
            name = self._entity[name] = self._entity[self._entity[name]]
        return name

    def _read_note(self, number: int, line: str) -> None:
        fields = line.split("\t", 2)
        note = _NOTE.fullmatch(fields[2]) if len(fields) == 3 else None
        name = fields[1].rpartition(" ")[2] if note else ""
        if note is None or not name.startswith("T"):
            return
        if name not in self._bound:
            raise self._error(number, f"there is no mention {name}")
        bound, head = self._bound[name], (int(note["start"]), int(note["end"]))
        if not bound.pieces[0][0] <= head[0] < head[1] <= bound.pieces[-1][1]:
            raise self._error(number, f"the head {list(head)} is not inside the mention {name}")
        bound.head = head
        bound.score = float(note["score"]) if note["score"] else None

    def _mention(self, bound: _TextBound, guesser: MentionGuesser) -> Mention:
        start, end = bound.pieces[0][0], bound.pieces[-1][1]
        head, kind = guesser.guess(start, end)
        return Mention(
            start=start,
            end=end,
            text=self._document.text[start:end],
            head=bound.head or head,
            kind=Kind(bound.type.lower()) if bound.type.lower() in set(Kind) else kind,
            score=bound.score,
            parts=bound.pieces if len(bound.pieces) > 1 else (),
        )

    def _error(self, line: int, reason: str) -> CorpusError:
        return CorpusError(f"{self._source}:{line}: {reason}")
