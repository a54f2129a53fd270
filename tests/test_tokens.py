"""Division into words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coref.tokens import tokenise

LANGUAGES = st.sampled_from(["pl", "en"])
TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" \n\t\u00a0\u200b.,'-(")))


def words(text: str, language: str = "pl") -> list[str]:
    return [text[start:end] for start, end in tokenise(text, language)]


def uncovered(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    covered = {position for start, end in spans for position in range(start, end)}
    return "".join(character for position, character in enumerate(text) if position not in covered)


@settings(deadline=None)  # the first call imports spaCy
@given(TEXTS, LANGUAGES)
def test_tokens_ascend_and_cover_all_but_white_space(text, language):
    spans = tokenise(text, language)
    end_before = 0
    for start, end in spans:
        assert end_before <= start < end <= len(text)
        assert not any(character.isspace() for character in text[start:end])
        end_before = end
    assert not uncovered(text, spans).strip()


def test_a_polish_abbreviation_and_its_full_stop_are_two_tokens():
    assert words("Jan (ur. 1920 r.), tj. ojciec.") == [
        *("Jan", "(", "ur", ".", "1920", "r", ".", ")", ",", "tj", ".", "ojciec", ".")
    ]


def test_polish_quotation_marks_and_dashes_are_tokens():
    assert words("– Idź! – „Tak” – rzekł…") == ["–", "Idź", "!", "–", "„", "Tak", "”", "–", "rzekł", "…"]


def test_an_english_contraction_is_divided():
    assert words("Mr. Smith didn't see John's dog.", "en") == [
        *("Mr.", "Smith", "did", "n't", "see", "John", "'s", "dog", ".")
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\u00a0\r\n"])
def test_a_text_without_words_has_no_tokens(text):
    assert tokenise(text, "pl") == ()


def test_spaces_of_all_kinds_divide_words():
    assert words("Ala\tma\u00a0kota\r\n\r\ni  psa") == ["Ala", "ma", "kota", "i", "psa"]


def test_offsets_count_code_points_beyond_the_basic_plane():
    assert tokenise("😀 Ala", "pl") == ((0, 1), (2, 5))


def test_a_nul_is_a_character_like_others():
    assert words("a \0 b") == ["a", "\0", "b"]


@pytest.mark.parametrize("character", ["a", "(", ".", "'s", "中"])
def test_a_long_text_without_spaces_is_divided(character):
    text = character * (200_000 // len(character))
    spans = tokenise(text, "en")
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert all(end == start for (_, end), (start, _) in pairwise(spans))


def test_threads_get_the_same_tokens():
    texts = [f"Pani nr {number} poszła do domu w 19{number} r." for number in range(10, 50)]
    expected = [tokenise(text, "pl") for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: tokenise(text, "pl"), texts)) == expected
