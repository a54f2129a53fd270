"""What word lists teach."""

import pytest

from coref.prepare import from_words
from coref.training.word_classes import UNKNOWN, WordClasses


@pytest.fixture
def classes(tmp_path, monkeypatch):
    files = {
        "lexicon/names/en_female_names_kantrowitz.txt": "Mary\nKim\n",
        "lexicon/names/en_male_names_kantrowitz.txt": "John\nKim\n",
        "lexicon/english-wordnet/noun_lemma_lexfile.tsv": "doctor\t0\tnoun.person\tx\ncat\t0\tnoun.animal\tx\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    return WordClasses(use_lists=True)


def read(classes, sentence, tags="", language="en"):
    found = classes.read(from_words([sentence.split()], language=language), tags.split())
    return [None if index == UNKNOWN else classes.labels[index] for index in found.tolist()]


def test_first_names_have_their_gender_but_not_where_any_word_has_a_capital(classes):
    assert read(classes, "Mary saw John") == [None, None, "first name (m)"]


def test_a_name_of_both_genders_has_none(classes):
    assert read(classes, "I saw Kim") == [None] * 3


def test_nouns_have_the_class_of_their_lemma(classes):
    assert read(classes, "the cats doctor doctors", "DET NOUN VERB NOUN") == [None, "animal", None, "person"]


def test_without_parts_of_speech_no_noun_is_known(classes):
    assert read(classes, "the cats") == [None] * 2


def test_polish_words_have_no_class(classes):
    assert read(classes, "a John doctor", "DET PROPN NOUN", "pl") == [None] * 3


def test_without_lists_no_word_has_a_class():
    assert read(WordClasses(use_lists=False), "the cats", "DET NOUN") == [None] * 2
