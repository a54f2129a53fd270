"""Division into sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coref.sentences import split_sentences
from coref.tokens import tokenise

PIECES = st.sampled_from(
    ["Ala", "ma", "r.", "Prof.", "A.", "2.", "?!", "…", "„", "”", "–", "(", ")", " ", "  ", "\n", "\n\n"]
)
TEXTS = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.lists(PIECES).map(" ".join))


def sentences(text: str, language: str = "pl") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, tokenise(text, language), language)]


@settings(deadline=None)  # the first call imports spaCy
@given(TEXTS, st.sampled_from(["pl", "en"]))
def test_every_token_is_in_exactly_one_sentence(text, language):
    tokens = tokenise(text, language)
    spans = split_sentences(text, tokens, language)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for start, end in tokens:
        assert sum(first <= start and end <= last for first, last in spans) == 1


@pytest.mark.parametrize(
    "divided",
    [
        ["Anna poszła do domu.", "Była zmęczona."],
        ["Kto to?", "Nie wiem!", "Naprawdę…", "Idź stąd?!", "Dobrze."],
        ["Powiedział: „Idę.”", "Poszedł (bez słowa.)", "Wrócił."],
        ["– Idziesz? – zapytał Jan.", "– Nie! – odparła."],
        ["Prof. dr hab. Jan Nowak i ks. Piotr W. Kowalski przyszli.", "Usiedli."],
        ["Urodził się w 1791 r. w Krakowie, np. przy ul. Długiej.", "Zmarł tam."],
        ["W 1955 r. Mishima zaczął ćwiczyć.", "Przestał w 1970."],
        ["Do Królestwa Kongresowego wrócił po wojnie, na początku 1920 r.", "Ożenił się."],
        ["Zagrali w 2. rundzie i w XIX w. pod Warszawą.", "Przegrali."],
        ["Zgodnie z art. 5 ust. 2 pkt 3 ustawy.", "Dziękuję."],
        ["Kupił chleb, mleko itp.", "Wrócił do domu m.in. z gazetą."],
        ["Zdanie bez końca", "Drugie zdanie"],
    ],
)
def test_polish_sentences_are_told_apart(divided):
    joint = "\n" if not divided[0].endswith((".", "?", "!", "”", ")")) else " "
    assert sentences(joint.join(divided)) == divided


@pytest.mark.parametrize(
    "divided",
    [
        ["Mr. Smith met Dr. J. R. Jones.", "They talked."],
        ['"Where?" she asked.', '"Here."', "He left."],
        ["The U.S. Supreme Court met at 5 p.m. on Monday.", "It ruled."],
        ["See Fig. 3 and No. 5, e.g. Table 2.", "No.", "It was I.", "He knew."],
        ["He worked for the Acme Inc. from 1999.", "Then he quit..."],
    ],
)
def test_english_sentences_are_told_apart(divided):
    assert sentences(" ".join(divided), "en") == divided


def test_a_number_that_opens_a_line_belongs_to_its_sentence():
    assert sentences("1. Wstęp do nauki.\n2. Nauka.") == ["1. Wstęp do nauki.", "2. Nauka."]


def test_a_blank_line_always_ends_a_sentence():
    assert sentences("Szedł przez las\r\n\r\ni śpiewał.") == ["Szedł przez las", "i śpiewał."]


def test_a_line_break_ends_a_sentence_unless_it_goes_on_in_lower_case():
    assert sentences("Rozdział pierwszy\nSzedł przez\nciemny las.") == ["Rozdział pierwszy", "Szedł przez\nciemny las."]


def test_a_comma_before_a_line_break_holds_the_sentence_together():
    assert sentences("Spotkał tam Annę,\nEwę i Jana.") == ["Spotkał tam Annę,\nEwę i Jana."]


def test_double_spaces_make_no_difference():
    assert sentences("Ala ma  kota.  Kot ma Alę.") == ["Ala ma  kota.", "Kot ma Alę."]


def test_a_sentence_of_three_thousand_tokens_stays_whole():
    text = "Ala " + "bardzo " * 2_998 + "śpi"
    assert sentences(text) == [text]


def test_no_tokens_make_no_sentences():
    assert split_sentences("  \n ", (), "pl") == ()
