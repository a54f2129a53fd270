"""GAP: pronouns in Wikipedia snippets, each with two names that it may refer to. Webster et al. (2018), "Mind the GAP".

Tab-separated values with a header line; offsets count code points from 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coref.document import Span
from coref.errors import CorpusError
from corpora.plain import read_text

__all__ = ["GapExample", "read_gap"]

_HEADER = ["ID", "Text", "Pronoun", "Pronoun-offset", "A", "A-offset", "A-coref", "B", "B-offset", "B-coref", "URL"]
_TRUTH = {"TRUE": True, "FALSE": False}


@dataclass(frozen=True, slots=True)
class GapExample:
    """A pronoun and two candidates, half-open ranges of code points of ``text``; at most one of them is right."""

    id: str
    text: str
    pronoun: Span
    a: Span
    b: Span
    a_corefers: bool
    b_corefers: bool
    url: str


def read_gap(path: Path) -> Iterator[GapExample]:
    """The examples of a file.

    Raises:
        CorpusError: when the header or a row is malformed, or an offset does not point to its word.
    """
    lines = read_text(path).removesuffix("\n").split("\n")
    if lines[0].rstrip("\r").split("\t") != _HEADER:
        raise CorpusError(f"{path}:1: the header is not that of GAP: {' '.join(_HEADER)}")
    for number, line in enumerate(lines[1:], start=2):
        columns = line.rstrip("\r").split("\t")
        if len(columns) != len(_HEADER):
            raise CorpusError(f"{path}:{number}: a row needs {len(_HEADER)} columns, this one has {len(columns)}")
        try:
            yield _example(dict(zip(_HEADER, columns, strict=True)))
        except ValueError as error:
            raise CorpusError(f"{path}:{number}: {error}") from error


def _example(row: dict[str, str]) -> GapExample:
    return GapExample(
        id=row["ID"],
        text=row["Text"],
        pronoun=_span(row, "Pronoun"),
        a=_span(row, "A"),
        b=_span(row, "B"),
        a_corefers=_truth(row, "A-coref"),
        b_corefers=_truth(row, "B-coref"),
        url=row["URL"],
    )


def _span(row: dict[str, str], column: str) -> Span:
    word, offset = row[column], row[f"{column}-offset"]
    if not offset.isdecimal() or not word or not row["Text"].startswith(word, int(offset)):
        raise ValueError(f"{column} {word!r} is not at offset {offset} of the text")
    return int(offset), int(offset) + len(word)


def _truth(row: dict[str, str], column: str) -> bool:
    if row[column].upper() not in _TRUTH:
        raise ValueError(f"{column} is {row[column]!r}; expected TRUE or FALSE")
    return _TRUTH[row[column].upper()]
