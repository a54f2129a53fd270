"""Heads and kinds that are guessed from words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref.document import Kind
from corpora.heads import head_index
from corpora.kinds import KindGuesser


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("the old man", "man"),
        ("the man of the house", "man"),
        ("a girl who sings", "girl"),
        ("the boy , his brother", "boy"),
        ("the king and the queen", "king"),
        ("new and valuable things", "things"),
        ("the doctor 's", "doctor"),
        ("the doctor 's old house", "house"),
        ("Mr. Smith", "Smith"),
        ("Mary Ann Smith", "Mary"),
        ("the Northern Railway", "Railway"),
        ("Hill Street", "Street"),
        ("letters written by him", "letters"),
        ("more than two years", "years"),
        ("March 1901", "March"),
        ("something new", "something"),
        ("those who left", "those"),
        ("her", "her"),
        ("her keys", "keys"),
        ("“ the sea ”", "sea"),
        (",", ","),
    ],
)
def test_the_head_of_a_phrase_is_found(phrase, head):
    words = phrase.split()
    assert words[head_index(words)] == head


@given(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=8))
def test_the_head_is_always_one_of_the_words(words):
    assert 0 <= head_index(words) < len(words)


@pytest.mark.parametrize(
    "word",
    ["ona", "jego", "Im", "mnie", "swoją", "swego", "siebie", "sobą", "twoich", "wasz", "to", "Ten", "tej", "tamci"],
)
def test_polish_pronouns_are_known_in_all_forms(word):
    assert KindGuesser([[word]], "pl").guess(0) is Kind.PRONOUN


@pytest.mark.parametrize("word", ["She", "hers", "themselves", "this", "whose", "I"])
def test_english_pronouns_are_known(word):
    assert KindGuesser([[word]], "en").guess(0) is Kind.PRONOUN


@pytest.mark.parametrize(
    ("sentences", "token", "kind"),
    [
        (["widzę Annę"], 1, Kind.NAME),
        (["widzę psa"], 1, Kind.NOMINAL),
        (["Anna śpi"], 0, Kind.NAME),
        (["Pies śpi", "ten pies śpi"], 0, Kind.NOMINAL),
        (["„ Pies śpi ”", "ten pies śpi"], 1, Kind.NOMINAL),
        (["WIELKI PIES", "ten pies śpi"], 1, Kind.NOMINAL),
        (["w 1999 roku"], 1, Kind.NOMINAL),
    ],
)
def test_a_capital_inside_a_sentence_makes_a_name(sentences, token, kind):
    assert KindGuesser([sentence.split() for sentence in sentences], "pl").guess(token) is kind
