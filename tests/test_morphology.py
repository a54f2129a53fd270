"""Features and lemmas of single words."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from coref.errors import InputError
from coref.morphology import FEATURES, analyse


def features(word: str, language: str = "pl") -> set[str]:
    row = analyse([word], language).values[0]
    return {feature for feature, value in zip(FEATURES, row, strict=True) if value}


def lemmas(word: str, language: str = "pl") -> tuple[str, ...]:
    return analyse([word], language).lemmas[0]


def test_the_values_are_a_row_of_zeros_and_ones_for_each_word():
    found = analyse(["Anna", "poszła", "qwrtz"], "pl")
    assert found.values.shape == (3, len(FEATURES))
    assert found.values.dtype == np.uint8
    assert len(found.lemmas) == 3


def test_no_words_give_no_rows():
    assert analyse([], "en").values.shape == (0, len(FEATURES))


@pytest.mark.parametrize("language", ["pl", "en"])
def test_an_unknown_word_has_no_features_and_is_its_own_lemma(language):
    assert features("Qwrtz", language) == set()
    assert lemmas("Qwrtz", language)[0] == "qwrtz"


@pytest.mark.parametrize(
    "forms", [("Gebeschuss", "Gebeschussa", "Gebeschussowi", "Gebeschussem"), ("Asahara", "Asahary", "Asaharze")]
)
def test_an_unknown_name_has_one_stem_in_all_its_cases(forms):
    assert len({lemmas(form)[1] for form in forms}) == 1


def test_short_unknown_words_have_no_stem():
    assert lemmas("Xq") == ("xq",)


def test_an_unknown_language_is_refused():
    with pytest.raises(InputError, match="use 'pl' or 'en'"):
        analyse(["Haus"], "de")


def test_a_past_tense_takes_its_person_from_the_agglutinate():
    assert features("zrobiłam") == {"gender=fem", "number=sing", "person=1", "pos=finite"}


def test_a_conditional_takes_its_person_from_the_agglutinate():
    assert {"gender=masc", "number=sing", "person=1", "pos=finite"} <= features("zrobiłbym")
    assert "pos=function" not in features("zrobiłbym")


@pytest.mark.parametrize("word", ["zrobiła", "zrobiłaby", "powinna"])
def test_a_past_tense_without_an_agglutinate_is_third_person(word):
    assert {"gender=fem", "person=3", "pos=finite"} <= features(word)
    assert not {"person=1", "person=2"} & features(word)


@pytest.mark.parametrize(("word", "person"), [("jestem", 1), ("idziesz", 2), ("będzie", 3), ("chodźmy", 1), ("idź", 2)])
def test_other_finite_verbs_tell_their_person(word, person):
    assert {f"person={person}", "pos=finite"} <= features(word)


def test_the_lemma_of_a_verb_in_pieces_is_that_of_its_participle():
    assert lemmas("zrobiłbym") == ("zrobić",)


def test_masculine_subgenders_are_masculine_and_tell_the_animacy():
    assert {"gender=masc", "animacy=human"} <= features("lekarza")
    assert {"gender=masc", "animacy=animate"} <= features("kota")
    assert {"gender=masc", "animacy=inanimate"} <= features("stołu")


def test_a_given_name_a_surname_and_a_place_are_told():
    assert "name=given" in features("Anną")
    assert "name=surname" in features("Kowalskiego")
    assert "name=place" in features("Warszawie")


def test_an_inflected_name_has_its_base_form_among_the_lemmas():
    assert "kowalski" in lemmas("Kowalskiego")


def test_a_relative_pronoun_is_a_pronoun():
    assert "pos=pronoun" in features("którego")


def test_an_indefinite_pronoun_is_not_read_as_a_verb_in_pieces():
    assert lemmas("ktoś") == ("ktoś",)
    assert "person=2" not in features("ktoś")


def test_a_preposition_has_no_case_of_its_own():
    assert features("dla") == {"pos=function"}


def test_a_hyphenated_name_has_the_lemmas_of_its_parts():
    assert {"kowalska", "nowak"} <= set(lemmas("Kowalska-Nowak"))


def test_odd_words_are_unknown_and_do_no_harm():
    analyse(["", "\0", "😀", "\u200b", "e\u0301", "a" * 10_000, "…"], "pl")


def test_threads_get_the_same_answers():
    words = ["zrobiłam", "Warszawie", "kota", "którego"] * 50
    expected = analyse(words, "pl")
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: analyse(words, "pl"), range(8)):
            assert np.array_equal(found.values, expected.values)
            assert found.lemmas == expected.lemmas


def test_without_morfeusz_polish_words_are_unknown():
    script = (
        "import sys; sys.modules['morfeusz2'] = None\n"
        "from coref.morphology import analyse\n"
        "found = analyse(['Anna'], 'pl')\n"
        "assert not found.values.any() and found.lemmas == [('anna', '~ann')]"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "morfeusz2 is not installed" in done.stderr


def test_english_pronouns_tell_gender_number_and_person():
    assert features("Her", "en") == {"pos=pronoun", "gender=fem", "number=sing", "person=3", "animacy=human"}
    assert {"number=plur", "person=1"} <= features("us", "en")


def test_the_forms_of_an_english_pronoun_share_a_lemma():
    assert lemmas("him", "en") == lemmas("His", "en") == ("he",)


def test_english_titles_and_kinship_words_tell_the_gender():
    assert "gender=fem" in features("Mrs.", "en")
    assert "gender=masc" in features("uncle", "en")


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("dogs", "dog"),
        ("cities", "city"),
        ("boxes", "box"),
        ("women", "woman"),
        ("London's", "london"),
        ("boss", "boss"),
    ],
)
def test_an_english_plural_or_possessive_has_its_base_among_the_lemmas(word, lemma):
    assert lemma in lemmas(word, "en")
