"""What BRAT demands of the files it opens, from https://brat.nlplab.org/standoff.html, and nothing of our reader's."""

from __future__ import annotations

import re
from itertools import pairwise

_TEXT_BOUND = re.compile(r"(T[0-9]+)\t([A-Za-z0-9_-]+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)\t([^\n]+)")
_NOTE = re.compile(r"(#[0-9]+)\tAnnotatorNotes (T[0-9]+)\t([^\t\n]+)")
_EQUIVALENCE = re.compile(r"\*\tEquiv (T[0-9]+(?: T[0-9]+)+)")

Pieces = tuple[tuple[int, int], ...]


def entities(text: str, annotations: str) -> list[list[tuple[str, Pieces]]]:
    """The entities with the type and the pieces of each mention; fails where BRAT would complain."""
    assert not annotations or annotations.endswith("\n")
    mentions: dict[str, tuple[str, Pieces]] = {}
    equivalences, ids, notes = [], [], []
    for line in annotations.split("\n")[:-1]:
        if match := _TEXT_BOUND.fullmatch(line):
            name, type_, offsets, said = match.groups()
            pieces = tuple(tuple(map(int, piece.split(" "))) for piece in offsets.split(";"))
            assert said == " ".join(text[start:end] for start, end in pieces)
            assert all(start < end <= len(text) for start, end in pieces)
            assert all(left[1] <= right[0] for left, right in pairwise(pieces))
            mentions[name] = type_, pieces
            ids.append(name)
        elif match := _NOTE.fullmatch(line):
            ids.append(match[1])
            notes.append(match[2])
        else:
            match = _EQUIVALENCE.fullmatch(line)
            assert match, line
            equivalences.append(match[1].split(" "))
    assert len(ids) == len(set(ids))
    assert set(notes) <= set(mentions)
    joined = [name for names in equivalences for name in names]
    assert len(joined) == len(set(joined))
    groups = equivalences + [[name] for name in mentions if name not in joined]
    return [[mentions[name] for name in names] for names in groups]
