"""The door from raw input to a document."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coref.document import Document
from coref.errors import DocumentError, InputError
from coref.prepare import from_words, prepare

VALID = st.characters(exclude_categories=["Cs"])


@settings(deadline=None)  # the first call imports spaCy
@given(st.text(VALID))
def test_any_valid_unicode_is_prepared_and_kept_as_it_is(text):
    assert prepare(text).text == text


@given(st.lists(st.lists(st.text(VALID, min_size=1))))
def test_given_words_are_the_tokens(sentences):
    document = from_words(sentences)
    assert list(document.words) == [word for words in sentences for word in words]
    assert [len(tokens) for tokens in document.sentence_ranges()] == [len(words) for words in sentences if words]


def test_a_text_becomes_a_document_without_clusters():
    assert prepare("Ala ma kota. Śpi.", language="pl", id="d1") == Document(
        id="d1",
        text="Ala ma kota. Śpi.",
        language="pl",
        tokens=((0, 3), (4, 6), (7, 11), (11, 12), (13, 16), (16, 17)),
        sentences=((0, 12), (13, 17)),
    )


def test_a_guessed_language_comes_with_its_confidence():
    document = prepare("She went home because she was tired.")
    assert document.language == "en"
    assert document.metadata == {"language_confidence": "1.00"}


def test_a_given_language_is_not_second_guessed():
    document = prepare("She went home.", language="pl")
    assert (document.language, document.metadata) == ("pl", {})


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t\u00a0"])
def test_a_text_without_words_gives_a_document_without_tokens(text):
    document = prepare(text)
    assert (document.text, document.tokens, document.sentences) == (text, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "Ala",
        "?!…",
        "👩‍👩‍👧‍👦 e\u0301a\u0328 🇵🇱",
        "שלום עולם. مرحبا بالعالم.",
        "a\0b\x01 \x1f\x7f\ufeff\u200b\u2028c",
        "Ala  ma\n\n\n  kota.\r\n",
        "Ala ma kota. " * 16_000,
    ],
)
def test_odd_texts_are_prepared(text):
    document = prepare(text)
    assert len("".join(document.words)) == sum(not character.isspace() for character in text)


def test_a_lone_surrogate_is_refused_with_its_offset():
    with pytest.raises(InputError, match=r"U\+D83D, at offset 4"):
        prepare("Ala \ud83d")


@pytest.mark.parametrize("text", [b"Ala", None, 7])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(InputError, match="must be a str"):
        prepare(text)


def test_an_unknown_language_is_refused_with_the_ones_there_are():
    with pytest.raises(InputError, match="use 'pl', 'en' or 'auto'"):
        prepare("Das Haus", language="de")


def test_given_tokens_are_kept_and_grouped_into_sentences():
    document = prepare("Ala ma. Kot ma.", language="pl", tokens=[(0, 3), (4, 7), (8, 11), (12, 15)])
    assert document.words == ("Ala", "ma.", "Kot", "ma.")
    assert document.sentences == ((0, 7), (8, 15))


def test_given_sentences_are_kept():
    assert prepare("Ala ma. Kot ma.", language="pl", sentences=[[0, 15]]).sentences == ((0, 15),)


def test_offsets_may_be_numpy_integers():
    assert prepare("Ala ma", language="pl", tokens=np.array([[0, 3], [4, 6]])).tokens == ((0, 3), (4, 6))


@pytest.mark.parametrize("tokens", [[(0, 3), (2, 6)], [(0, 0)], [(0, 7)], [(4, 6), (0, 3)], [(-1, 3)]])
def test_tokens_that_do_not_fit_the_text_are_refused(tokens):
    with pytest.raises(DocumentError, match="token"):
        prepare("Ala ma", language="pl", tokens=tokens)


@pytest.mark.parametrize("tokens", [[3], [(0, 1, 2)], [(0.0, 3.0)], ["Ala"]])
def test_tokens_that_are_no_pairs_of_numbers_are_refused(tokens):
    with pytest.raises(InputError, match="token 0 must be a pair"):
        prepare("Ala ma", language="pl", tokens=tokens)


def test_a_token_outside_the_given_sentences_is_refused():
    with pytest.raises(DocumentError, match="does not lie in one sentence"):
        prepare("Ala ma", language="pl", sentences=[(0, 3)])


def test_words_are_joined_by_spaces_and_sentences_by_line_breaks():
    document = from_words([["Ala", "śpi", "."], [], ["Kot", "też"]], language="pl", id="w")
    assert document.text == "Ala śpi .\nKot też"
    assert document.sentences == ((0, 9), (10, 17))


@pytest.mark.parametrize("sentences", [["Ala ma"], [[""]], [["Ala", None]], [7], "Ala"])
def test_what_is_no_list_of_lists_of_words_is_refused(sentences):
    with pytest.raises(InputError, match=r"sentence 0"):
        from_words(sentences)
