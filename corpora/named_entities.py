"""Reading words labelled with named entities, one inventory for all sources: ``person``, ``organisation``, ``place``.

Two layouts are known. PolDeepNer's (NKJP, KPWr) has documents opened by ``-DOCSTART FILE`` and the columns form, lemma,
tag and label, where the labels of nested entities are joined by ``#``. Universal NER's has ``# newdoc`` and the columns
number, form, label and two more.

Where entities are nested the longest counts. What is a name of something else, or a date, is no entity here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coref.errors import CorpusError
from corpora.plain import read_text

__all__ = ["OUTSIDE", "TaggedSentence", "parse_named_entities", "read_named_entities"]

OUTSIDE = "O"
_TYPES = (
    ("persName", "person"),
    ("orgName", "organisation"),
    ("placeName", "place"),
    ("geogName", "place"),
    ("date", None),
    ("time", None),
    ("PER", "person"),
    ("ORG", "organisation"),
    ("LOC", "place"),
    ("OTH", None),
    ("nam_liv_person", "person"),
    # Nations are people, not organisations.
    ("nam_org_nation", None),
    ("nam_org", "organisation"),
    ("nam_loc", "place"),
    # Operating systems and the like.
    ("nam_fac_system", None),
    # NKJP counts streets and buildings as geographical names.
    ("nam_fac", "place"),
    ("nam", None),
)
"""The type of the classes that begin so; the first that fits."""


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """The words of a sentence, and for each ``O``, or ``B-`` or ``I-`` and the type of its entity."""

    words: tuple[str, ...]
    labels: tuple[str, ...]


def read_named_entities(path: Path) -> Iterator[list[TaggedSentence]]:
    """The sentences of each document of a file, which may be compressed.

    Polish verbs are one word with their endings, which NKJP and KPWr count as words („zrobił” + „em”).

    Raises:
        CorpusError: when the file is malformed; the message names file and line.
    """
    return parse_named_entities(read_text(path), str(path))


def parse_named_entities(text: str, source: str) -> Iterator[list[TaggedSentence]]:
    """``read_named_entities`` for text that is in memory; ``source`` names it in errors."""
    layout = _POLDEEPNER if text.startswith("-DOCSTART") else _UNIVERSAL
    document: list[TaggedSentence] = []
    sentence: list[_Word] = []
    for number, line in enumerate(io.StringIO(text + "\n\n"), start=1):
        content = line.rstrip("\r\n")
        if content and not content.startswith(layout.comment):
            _add(sentence, layout.word(content, f"{source}:{number}"))
            continue
        if sentence:
            document.append(_tagged(sentence))
            sentence = []
        if content.startswith(layout.document) and document:
            yield document
            document = []
    if document:
        yield document


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    tag: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a kind of file keeps what; ``tag`` is -1 where there is none."""

    document: str
    comment: str
    columns: int
    form: int
    label: int
    tag: int = -1

    def word(self, line: str, place: str) -> _Word:
        columns = line.split("\t")
        if len(columns) != self.columns:
            raise CorpusError(f"{place}: a row needs {self.columns} columns separated by tabs, found {len(columns)}")
        if not columns[self.form]:
            raise CorpusError(f"{place}: the word's form is empty")
        labels = () if columns[self.label] == OUTSIDE else tuple(columns[self.label].split("#"))
        for label in labels:
            if label[:2] not in {"B-", "I-"} or not _is_known(label[2:]):
                raise CorpusError(f"{place}: unknown label {label!r}")
        return _Word(columns[self.form], columns[self.tag] if self.tag >= 0 else "", labels)


_POLDEEPNER = _Layout(document="-DOCSTART FILE", comment="-DOCSTART", columns=4, form=0, label=3, tag=2)
_UNIVERSAL = _Layout(document="# newdoc", comment="# ", columns=5, form=1, label=2)


def _add(sentence: list[_Word], word: _Word) -> None:
    """Append a word, or attach it where it is an ending of the verb before it."""
    if sentence and _is_ending(word, sentence[-1]):
        verb = sentence[-1]
        sentence[-1] = _Word(verb.form + word.form, verb.tag, verb.labels)
    else:
        sentence.append(word)


def _is_ending(word: _Word, before: _Word) -> bool:
    if word.tag.startswith("aglt"):
        return word.form.isalpha()
    return word.form == "by" and before.tag.startswith("praet")


def _tagged(sentence: Sequence[_Word]) -> TaggedSentence:
    labels = [OUTSIDE] * len(sentence)
    for start, end, kind in sorted(_entities(sentence), key=lambda entity: entity[0] - entity[1]):
        if all(label == OUTSIDE for label in labels[start:end]):
            labels[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return TaggedSentence(tuple(word.form for word in sentence), tuple(labels))


def _entities(sentence: Sequence[_Word]) -> Iterator[tuple[int, int, str]]:
    """First word, end and type of the entities, nested ones too."""
    for start, end, name in _spans(sentence):
        kind = _type(name)
        if kind is not None and not (name.startswith("placeName") and _is_adjective(sentence[start:end])):
            yield start, end, kind


def _spans(sentence: Sequence[_Word]) -> Iterator[tuple[int, int, str]]:
    """First word, end and class; an ``I-`` with nothing to continue begins an entity."""
    begun: dict[str, int] = {}
    for index, labels in enumerate([*(word.labels for word in sentence), ()]):
        for name in [name for name in begun if f"I-{name}" not in labels]:
            yield begun.pop(name), index, name
        for label in labels:
            begun.setdefault(label[2:], index)


def _is_adjective(words: Sequence[_Word]) -> bool:
    """Whether an NKJP place name is in fact an adjective made from one, which Polish writes without a capital."""
    return not any(letter.isupper() for word in words for letter in word.form)


def _is_known(name: str) -> bool:
    return any(name.startswith(beginning) for beginning, _ in _TYPES)


@cache
def _type(name: str) -> str | None:
    return next(kind for beginning, kind in _TYPES if name.startswith(beginning))
