"""The ``Entity`` notation of CoNLL-U's MISC column: mentions as brackets around words.

``(e5-person-1-`` opens a mention of entity e5, ``e5)`` closes it, ``(e5-person-1-)`` does both; ``(e5[1/2]-…`` and
``e5[2/2])`` are pieces of a discontinuous mention. Brackets stand one after another with nothing between. What the
fields after the entity mean is said by the header ``# global.Entity = eid-etype-head-other``. A closing bracket
belongs to the mention of its entity opened last.

Nedoluzhko et al. (2022), "CorefUD 1.0"; the order in which a word's brackets are written follows the rules in udapi's
``udapi/core/coref.py``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

__all__ = ["EntityReader", "EntitySpan", "UnclosedError", "parse_header", "write_brackets"]

_BRACKET = re.compile(r"\((?P<opened>[^()]+)(?P<closes>\)?)|(?P<closed>[^()]+)\)")
_PIECE = re.compile(r"(?P<entity>.+)\[(?P<part>[1-9]\d*)/(?P<parts>[1-9]\d*)\]")
_ENTITY_FIELDS = ("eid", "GRP")


@dataclass(slots=True)
class EntitySpan:
    """A mention as its brackets tell it.

    ``pieces`` holds the first and last row of each contiguous piece, rows as numbered by the caller; ``line`` is where
    the first piece opens.
    """

    entity: str
    fields: Mapping[str, str]
    line: int
    pieces: list[tuple[int, int]] = field(default_factory=list)


def parse_header(value: str) -> tuple[str, ...]:
    """The field names of a ``global.Entity`` header.

    Raises:
        ValueError: when the first field is not the entity's id.
    """
    names = tuple(value.strip().split("-"))
    if names[0] not in _ENTITY_FIELDS:
        raise ValueError(f"global.Entity begins with {names[0]!r}; expected one of {', '.join(_ENTITY_FIELDS)}")
    return names


class UnclosedError(ValueError):
    """A mention never closes; ``line`` is where it opens."""

    def __init__(self, span: EntitySpan) -> None:
        super().__init__(f"the mention of entity {span.entity} that opens here never closes")
        self.line = span.line


class EntityReader:
    """Gathers the mentions of one document from the ``Entity`` values of its rows, given in order.

    Args:
        fields: the field names of the header.
    """

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._fields = fields
        self._open: defaultdict[str, list[tuple[EntitySpan, int]]] = defaultdict(list)
        self._unfinished: defaultdict[tuple[str, int], list[EntitySpan]] = defaultdict(list)
        self._spans: list[EntitySpan] = []

    def feed(self, value: str, row: int, line: int) -> None:
        """Take in the ``Entity`` value of a row; ``line`` is its line number, for messages.

        Raises:
            ValueError: when the value is not in the notation, or closes what is not open.
        """
        end = 0
        for bracket in _BRACKET.finditer(value):
            if bracket.start() != end:
                break
            end = bracket.end()
            if bracket["opened"]:
                name, _, rest = bracket["opened"].partition("-")
                self._opens(name, rest, row, line)
                if bracket["closes"]:
                    self._closes(name, row)
            else:
                self._closes(bracket["closed"], row)
        if end != len(value) or not value:
            raise ValueError(f"cannot read the Entity brackets from {value[end:]!r}")

    def finish(self) -> list[EntitySpan]:
        """All mentions, in the order in which they opened.

        Raises:
            UnclosedError: when a mention is still open or lacks a piece.
        """
        left = [span for stack in self._open.values() for span, _ in stack]
        left += [span for stack in self._unfinished.values() for span in stack]
        if left:
            raise UnclosedError(left[0])
        return self._spans

    def _opens(self, name: str, rest: str, row: int, line: int) -> None:
        entity, part, parts = _split_name(name)
        if part == 1:
            span = EntitySpan(entity, self._read_fields(entity, rest), line)
            self._spans.append(span)
        else:
            span = self._take_unfinished(entity, part, parts)
        self._open[name].append((span, row))

    def _read_fields(self, entity: str, rest: str) -> dict[str, str]:
        """The named fields; the last one takes further hyphens in."""
        names = self._fields[1:]
        if rest and not names:
            raise ValueError(f"entity {entity} has the fields {rest!r}, but global.Entity declares none")
        return dict(zip(names, rest.split("-", len(names) - 1), strict=False)) if rest else {}

    def _closes(self, name: str, row: int) -> None:
        if not self._open[name]:
            raise ValueError(f"entity {name} closes but is not open")
        entity, part, parts = _split_name(name)
        span, first = self._open[name].pop()
        span.pieces.append((first, row))
        if part < parts:
            self._unfinished[entity, parts].append(span)

    def _take_unfinished(self, entity: str, part: int, parts: int) -> EntitySpan:
        """The mention opened last of those that wait for this piece."""
        waiting = self._unfinished[entity, parts]
        for index in reversed(range(len(waiting))):
            if len(waiting[index].pieces) == part - 1:
                return waiting.pop(index)
        raise ValueError(f"piece {part} of {parts} of entity {entity} has no piece {part - 1} before it")


def _split_name(name: str) -> tuple[str, int, int]:
    """The entity, the number of the piece, and how many pieces there are."""
    piece = _PIECE.fullmatch(name)
    if piece is None:
        return name, 1, 1
    part, parts = int(piece["part"]), int(piece["parts"])
    if part > parts:
        raise ValueError(f"entity {piece['entity']} has a piece {part} of only {parts}")
    return piece["entity"], part, parts


def write_brackets(spans: Sequence[EntitySpan], fields: tuple[str, ...]) -> dict[int, str]:
    """The ``Entity`` value of each row that has one; what it says is read back as the same spans.

    Of two mentions of one entity that cross, which plain brackets would turn into nested ones, the earlier is written
    in adjoining pieces.

    Raises:
        ValueError: when discontinuous mentions of one entity interlock so that their pieces cannot be told apart.
    """
    pieces: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        pieces[span.entity] += span.pieces
    in_order = {entity: sorted(entity_pieces) for entity, entity_pieces in pieces.items()}
    cut = [replace(span, pieces=_cut_at_crossings(span, in_order[span.entity])) for span in spans]
    values = _place(cut, fields)
    reader = EntityReader(fields)
    for row, value in sorted(values.items()):
        reader.feed(value, row, 0)
    if sorted(map(_identity, reader.finish())) != sorted(map(_identity, cut)):
        raise ValueError("discontinuous mentions of one entity interlock; the notation cannot tell their pieces apart")
    return values


def _cut_at_crossings(span: EntitySpan, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The span's pieces, cut where one of ``pieces``, its entity's in order, begins inside and ends later."""
    cut: list[tuple[int, int]] = []
    for first, last in span.pieces:
        within = pieces[bisect_left(pieces, (first + 1, 0)) : bisect_left(pieces, (last, 0))]
        bounds = [first, *sorted({start for start, end in within if end > last}), last + 1]
        cut += [(left, right - 1) for left, right in pairwise(bounds)]
    return cut


def _place(spans: Sequence[EntitySpan], fields: tuple[str, ...]) -> dict[int, str]:
    """The brackets of each row: what closes, what opens (the longer first), what does both."""
    pieces = [
        (first, last, _piece_name(span, number), "-".join(["", *(span.fields.get(name, "") for name in fields[1:])]))
        for span in spans
        for number, (first, last) in enumerate(span.pieces, start=1)
    ]
    closing: defaultdict[int, str] = defaultdict(str)
    opening: defaultdict[int, str] = defaultdict(str)
    single: defaultdict[int, str] = defaultdict(str)
    by_start = sorted(pieces, key=lambda piece: piece[0])
    for first, last, name, _ in reversed(by_start):
        if first < last:
            closing[last] += f"{name})"
    for first, last, name, values in sorted(pieces, key=lambda piece: -piece[1]):
        if first < last:
            opening[first] += f"({name}{values}"
        else:
            single[first] += f"({name}{values})"
    return {
        row: closing[row] + opening[row] + single[row] if row in opening else single[row] + closing[row]
        for row in closing.keys() | opening.keys() | single.keys()
    }


def _piece_name(span: EntitySpan, number: int) -> str:
    return span.entity if len(span.pieces) == 1 else f"{span.entity}[{number}/{len(span.pieces)}]"


def _identity(span: EntitySpan) -> tuple[str, list[tuple[int, int]], list[tuple[str, str]]]:
    return span.entity, span.pieces, sorted((name, value) for name, value in span.fields.items() if value)
