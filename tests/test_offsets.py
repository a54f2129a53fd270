"""Offsets in UTF-16 and UTF-8."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref.errors import InputError
from coref.offsets import Offsets

UNITS = {"codepoint": ("utf-32-le", 4), "utf16": ("utf-16-le", 2), "utf8": ("utf-8", 1)}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@st.composite
def texts_with_spans(draw):
    text = draw(TEXTS)
    start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    return text, (start, end)


@given(case=texts_with_spans(), unit=st.sampled_from(sorted(UNITS)))
def test_a_span_in_the_unit_cuts_the_same_characters_and_converts_back(case, unit):
    text, span = case
    encoding, size = UNITS[unit]
    offsets = Offsets(text, unit)
    start, end = offsets.to_unit(span)
    assert text.encode(encoding)[start * size : end * size].decode(encoding) == text[slice(*span)]
    assert offsets.to_code_points((start, end)) == span


@pytest.mark.parametrize(("unit", "offset"), [("utf16", 1), ("utf8", 1), ("utf16", 4), ("utf8", 6), ("codepoint", -1)])
def test_an_offset_within_a_character_or_outside_the_text_is_refused(unit, offset):
    with pytest.raises(InputError, match=f"the offset {offset} is outside"):
        Offsets("🐕a", unit).to_code_points((0, offset))
