"""Reading CoNLL-2012 columns: OntoNotes, LitBank, WinoBias.

A document stands between ``#begin document (id); part 000`` and ``#end document``; a row has tabs or runs of spaces
between its columns, the word in the fourth, the speaker in the tenth (where there are twelve or more) and the
coreference brackets in the last: ``(3`` opens a mention of entity 3, ``3)`` closes it, ``(3)`` does both, ``|`` joins
several, and ``-``, ``_`` or nothing stands for none. A blank line ends a sentence. Pradhan et al. (2012), "CoNLL-2012
shared task", section 4.

The format has no text, no heads and no kinds: words are joined by single spaces and sentences by newlines; heads come
from ``corpora.heads`` and kinds from ``corpora.kinds``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coref.document import Document, Mention
from coref.errors import CorpusError
from corpora.heads import head_index
from corpora.kinds import KindGuesser
from corpora.layout import TextLayout
from corpora.plain import read_text

__all__ = ["NO_BRACKETS", "Conll2012Document", "parse_conll2012", "read_conll2012", "split_columns"]

_BEGIN = re.compile(r"#begin document \((?P<id>.*)\); part (?P<part>\d+)\s*$")
_BRACKET = re.compile(r"(?P<opens>\()?(?P<entity>[^()|\s]+)(?P<closes>\))?")
NO_BRACKETS = frozenset(("-", "_", "", "*"))
"""What stands in the last column of a word where no mention begins or ends."""
_WORD = 3
_SPEAKER = 9
_FEWEST_WITH_SPEAKER = 12
_FEWEST_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Conll2012Document:
    """A document with its own lines, from ``#begin`` to ``#end``, that new clusters can be written into."""

    document: Document
    lines: tuple[str, ...]


def read_conll2012(path: Path, language: str = "en") -> Iterator[Conll2012Document]:
    """The documents of a file; a part other than 0 has ``_<part>`` after its document's id.

    Raises:
        CorpusError: when the file is malformed.
    """
    return parse_conll2012(read_text(path), str(path), language)


def parse_conll2012(text: str, source: str, language: str = "en") -> Iterator[Conll2012Document]:
    """``read_conll2012`` for text that is in memory; ``source`` names it in errors."""
    begin: int | None = None
    lines = text.removesuffix("\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if line.startswith("#begin document"):
            if begin is not None:
                raise CorpusError(f"{source}:{number}: a document begins before the one of line {begin} has ended")
            begin = number
        elif line.startswith("#end document"):
            if begin is None:
                raise CorpusError(f"{source}:{number}: #end document without #begin document")
            own = tuple(lines[begin - 1 : number])
            yield Conll2012Document(_document(own, source, begin, language), own)
            begin = None
        elif begin is None and line.strip():
            raise CorpusError(f"{source}:{number}: expected #begin document, found {line[:40]!r}")
    if begin is not None:
        raise CorpusError(f"{source}:{begin}: the document that begins here has no #end document")


def split_columns(line: str) -> list[str]:
    """The columns of a row; tabs separate them where there are any, else runs of spaces."""
    return line.rstrip("\r").split("\t") if "\t" in line else line.split()


def _document(lines: tuple[str, ...], source: str, first: int, language: str) -> Document:
    header = _BEGIN.match(lines[0])
    if header is None:
        raise CorpusError(f"{source}:{first}: expected '#begin document (id); part 000', found {lines[0][:80]!r}")
    layout = TextLayout()
    brackets: list[tuple[int, str]] = []
    speakers: list[str] = []
    for number, line in enumerate(lines[1:-1], start=first + 1):
        if not line.strip():
            layout.end_sentence()
        elif not line.startswith("#"):
            columns = split_columns(line)
            if len(columns) < _FEWEST_COLUMNS:
                raise CorpusError(
                    f"{source}:{number}: a row needs at least {_FEWEST_COLUMNS} columns, this one has {len(columns)}"
                )
            if not columns[_WORD].strip():
                raise CorpusError(f"{source}:{number}: the word, column {_WORD + 1}, is empty")
            layout.add(columns[_WORD])
            if len(speakers) == len(layout.sentences):
                speakers.append(_speaker(columns))
            brackets.append((number, columns[-1].strip()))
    layout.end_sentence()
    part = int(header["part"])
    document = Document(
        id=f"{header['id']}_{part}" if part else header["id"],
        text=layout.text,
        language=language,
        tokens=tuple(layout.tokens),
        sentences=tuple(layout.sentences),
        metadata={"genre": header["id"].split("/")[0]} if "/" in header["id"] else {},
        speakers=tuple(speakers) if any(speakers) else (),
    )
    guesser = KindGuesser.of(document)
    return document.with_clusters(
        [_mention(document, guesser, first_token, last_token) for first_token, last_token in spans]
        for spans in _spans(brackets, source).values()
    )


def _speaker(columns: list[str]) -> str:
    """The speaker of a word's sentence; shorter rows have none."""
    speaker = columns[_SPEAKER] if len(columns) >= _FEWEST_WITH_SPEAKER else ""
    return "" if speaker in NO_BRACKETS else speaker


def _mention(document: Document, guesser: KindGuesser, first: int, last: int) -> Mention:
    start, end = document.tokens[first][0], document.tokens[last][1]
    words = [document.text[left:right] for left, right in document.tokens[first : last + 1]]
    head = first + head_index(words)
    return Mention(start, end, document.text[start:end], document.tokens[head], guesser.guess(head))


def _spans(brackets: list[tuple[int, str]], source: str) -> dict[str, list[tuple[int, int]]]:
    """For each entity the first and last tokens of its mentions, in the order in which they close."""
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    open_at: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for token, (number, value) in enumerate(brackets):
        if value in NO_BRACKETS:
            continue
        for piece in value.split("|"):
            bracket = _BRACKET.fullmatch(piece)
            if bracket is None or not (bracket["opens"] or bracket["closes"]):
                raise CorpusError(f"{source}:{number}: {piece!r} is not a coreference bracket such as (3, 3) or (3)")
            entity = bracket["entity"]
            if bracket["opens"]:
                open_at[entity].append((token, number))
            if bracket["closes"]:
                if not open_at[entity]:
                    raise CorpusError(f"{source}:{number}: entity {entity} closes but is not open")
                spans[entity].append((open_at[entity].pop()[0], token))
    for entity, left in open_at.items():
        if left:
            raise CorpusError(f"{source}:{left[-1][1]}: the mention of entity {entity} that opens here never closes")
    return spans
