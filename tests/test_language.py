"""Polish or English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Anna poszła do domu. Była zmęczona.", "pl"),
        ("Nie ma go tu i nie wiem, kiedy przyjdzie.", "pl"),
        ("Poszedlem z psem na spacer, ale nie bylo slonca.", "pl"),
        ("Anna went home because she was tired.", "en"),
        ("I don't know where he is.", "en"),
        ("„Być albo nie być”, said the actor, and then he left the stage for the last time.", "en"),
    ],
)
def test_a_sentence_is_enough_to_be_sure(text, language):
    guess = guess_language(text)
    assert guess.language == language
    assert guess.confidence > 0.9


@pytest.mark.parametrize("text", ["", "  \n", "1939", "?!…", "日本"])
def test_without_evidence_the_confidence_is_one_half(text):
    assert guess_language(text).confidence == 0.5


@given(st.text())
def test_the_confidence_is_a_probability(text):
    assert 0.5 <= guess_language(text).confidence <= 1
