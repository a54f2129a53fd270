"""Who speaks: from what the document says, else from lines that name the speaker of what follows, as in transcripts.

Marszałek Szymon Hołownia:
Dziękuję bardzo.

ANNA: Are you coming?
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from coref.document import Document

__all__ = ["Turns", "read_turns"]

_HEADER = re.compile(r"[ \t]*(?P<name>[^\W\d_][^:\n]{0,100}):(?P<rest>[^\n]*)")
_LONGEST_NAME = 10
"""Words, as in „Sekretarz Stanu w Ministerstwie Finansów Jan Nowak”."""
_FEWEST_INLINE = 2
"""A single „Note: …” is no dialogue."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Who speaks each of n words.

    Attributes:
        speakers: number of the speaker, the same wherever he or she speaks; 0 where nobody is known to; n entries.
        naming: whether the word belongs to a name that announces the speaker; n entries.
    """

    speakers: tuple[int, ...]
    naming: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text and the name it begins with, if that may be a speaker's."""

    start: int
    name: str
    name_end: int
    is_alone: bool


def read_turns(document: Document) -> Turns:
    """Find the speaker of every word of a document."""
    if any(document.speakers):
        numbers = _numbers(document.speakers)
        speakers = [
            numbers[speaker]
            for speaker, words in zip(document.speakers, document.sentence_ranges(), strict=True)
            for _ in words
        ]
        return Turns(tuple(speakers), (False,) * len(speakers))
    return _announced(document)


def _announced(document: Document) -> Turns:
    lines = list(_lines(document.text))
    headers = _headers(lines)
    if not headers:
        return Turns((0,) * len(document.tokens), (False,) * len(document.tokens))
    numbers = _numbers([line.name for line in headers])
    starts = [line.start for line in headers]
    speakers, naming = [], []
    for start, _ in document.tokens:
        at = bisect_right(starts, start) - 1
        speakers.append(numbers[headers[at].name] if at >= 0 else 0)
        naming.append(at >= 0 and start < headers[at].name_end)
    return Turns(tuple(speakers), tuple(naming))


def _headers(lines: list[_Line]) -> list[_Line]:
    inline = [line for line in lines if line.name and not line.is_alone]
    few = len(inline) < _FEWEST_INLINE
    return [line for line in lines if line.name and (line.is_alone or not few)]


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        match = _HEADER.fullmatch(line)
        if match and _is_name(match["name"]):
            yield _Line(start, match["name"].strip().lower(), start + match.end("name"), not match["rest"].strip())
        start += len(line) + 1


def _is_name(name: str) -> bool:
    """Whether most words have a capital, the last among them: „Poseł Jan Nowak”, not „Potem Jan odparł”."""
    words = name.split()
    capitals = [word[0].isupper() for word in words]
    return len(words) <= _LONGEST_NAME and capitals[-1] and 2 * sum(capitals) > len(words)


def _numbers(names: list[str] | tuple[str, ...]) -> dict[str, int]:
    """Numbers from 1 for names in the order of their first occurrence; nobody is 0."""
    known = dict.fromkeys(name for name in names if name)
    return {"": 0} | {name: number for number, name in enumerate(known, start=1)}
