"""Offsets in other units than code points, for languages whose strings are UTF-16 or UTF-8."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import Literal

from coref.document import Span
from coref.errors import InputError

__all__ = ["OffsetUnit", "Offsets"]

OffsetUnit = Literal["codepoint", "utf16", "utf8"]
"""Code points (Python), UTF-16 code units (JavaScript, Java, C#) or UTF-8 bytes (Go, Rust)."""

_ENCODINGS = {"utf16": ("utf-16-le", 2), "utf8": ("utf-8", 1)}


class Offsets:
    """Converts the offsets of one text, which must be valid Unicode, between code points and another unit."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        self._unit = unit
        self._length = len(text)
        # Where all characters take one unit each the numbers are the same.
        self._ends: list[int] | None = None
        if unit != "codepoint" and not text.isascii():
            encoding, size = _ENCODINGS[unit]
            self._ends = [0, *accumulate(len(character.encode(encoding)) // size for character in text)]

    def to_unit(self, span: Span) -> Span:
        """A span in code points, in the unit."""
        if self._ends is None:
            return span
        return self._ends[span[0]], self._ends[span[1]]

    def to_code_points(self, span: Span) -> Span:
        """A span in the unit, in code points.

        Raises:
            InputError: when an end of it is outside the text or within a character.
        """
        return self._code_point(span[0]), self._code_point(span[1])

    def _code_point(self, offset: int) -> int:
        if self._ends is None:
            at, within = offset, 0 <= offset <= self._length
        else:
            at = bisect_left(self._ends, offset)
            within = at < len(self._ends) and self._ends[at] == offset
        if not within:
            raise InputError(
                f"the offset {offset} is outside the text or within a character: offsets of this text go from 0 to "
                f"{self._ends[-1] if self._ends else self._length} in the unit {self._unit}"
            )
        return at
