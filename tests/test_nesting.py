"""Phrases that cross are cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coref.nesting import nested


@st.composite
def headed_phrases(draw):
    """Heads and phrases around them."""
    heads = draw(st.lists(st.integers(0, 40), unique=True, max_size=15))
    reach = st.integers(0, 8)
    return heads, [(max(0, head - draw(reach)), head + draw(reach)) for head in heads]


def crosses(one, other):
    return one[0] < other[0] <= one[1] < other[1] or other[0] < one[0] <= other[1] < one[1]


@given(headed_phrases())
def test_no_two_phrases_cross(drawn):
    result = nested(*drawn)
    assert not any(crosses(one, other) for one in result for other in result)


@given(headed_phrases())
def test_a_phrase_keeps_its_head_and_gains_no_word(drawn):
    heads, phrases = drawn
    for head, (first, last), (old_first, old_last) in zip(heads, nested(heads, phrases), phrases, strict=True):
        assert old_first <= first <= head <= last <= old_last


def test_phrases_that_do_not_cross_stay_as_they_are():
    assert nested([1, 3, 7], [(0, 5), (2, 3), (6, 9)]) == [(0, 5), (2, 3), (6, 9)]


def test_the_phrase_whose_head_is_not_among_the_common_words_gives_them_up():
    assert nested([0, 4], [(0, 3), (2, 5)]) == [(0, 1), (2, 5)]
    assert nested([2, 5], [(0, 3), (2, 5)]) == [(0, 3), (4, 5)]
