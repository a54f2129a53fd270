"""Word lists of names and nouns."""

from __future__ import annotations

import lzma

import pytest

from coref.errors import CorpusError
from corpora.lexicon import first_names, noun_classes

PESEL = "names/pl_first_names_pesel_2019_2025.tsv"
WORDNET = "english-wordnet/noun_lemma_lexfile.tsv"


@pytest.fixture
def put(monkeypatch, tmp_path):
    """Writes a list below a folder of data of our own."""
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))

    def write(name: str, text: str) -> None:
        path = tmp_path / "lexicon" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lzma.compress(text.encode()) if name.endswith(".xz") else text.encode())

    return write


def test_polish_names_of_more_than_500_bearers_have_a_gender(put):
    put(PESEL, "Ala\tK\t501\nJan\tM\t9000\nRzadka\tK\t500\n")
    assert first_names("pl") == {"Ala": "f", "Jan": "m"}


def test_english_names_of_both_genders_are_left_out(put):
    put("names/en_female_names_kantrowitz.txt", "Ann\r\nKim\r\n")
    put("names/en_male_names_kantrowitz.txt", "Kim\r\nTom \r\n\r\n")
    assert first_names("en") == {"Ann": "f", "Tom": "m"}


def test_polish_names_of_both_genders_are_left_out(put):
    put(PESEL, "Maria\tK\t900\nMaria\tM\t600\nJan\tM\t900\n")
    assert first_names("pl") == {"Jan": "m"}


def test_the_class_of_a_noun_is_that_of_its_first_sense(put):
    put(WORDNET + ".xz", "nurse\t0\tnoun.person\ta\nnurse\t1\tnoun.animal\tb\nshark\t1\tnoun.person\tc\n")
    assert noun_classes() == {"nurse": "person"}


def test_of_homographs_the_first_counts(put):
    put(WORDNET, "bass\t0\tnoun.animal\ta\nbass\t0\tnoun.person\tb\n")
    assert noun_classes() == {"bass": "animal"}


def test_names_of_another_language_are_refused():
    with pytest.raises(CorpusError, match="no first names for language 'de'; there are for pl, en"):
        first_names("de")


@pytest.mark.parametrize("read", [lambda: first_names("pl"), lambda: first_names("en"), noun_classes])
def test_a_missing_list_is_told_with_licence_and_home(read, monkeypatch, tmp_path):
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    with pytest.raises(CorpusError, match=r"no files .*To get them: .*Home: https://.*Licence: "):
        read()


@pytest.mark.parametrize(
    ("name", "text", "read", "reason"),
    [
        (PESEL, "Ala\tK\n", lambda: first_names("pl"), r"\.tsv:1: a row needs 3 columns, this one has 2"),
        (PESEL, "Ala\tK\t1\nJan\tX\t9\n", lambda: first_names("pl"), r"\.tsv:2: expected a name, K or M"),
        (WORDNET, "run\t0\tverb.motion\ta\n", noun_classes, r"\.tsv:1: 'verb\.motion' is not"),
    ],
)
def test_malformed_lists_are_refused_with_file_and_line(put, name, text, read, reason):
    put(name, text)
    with pytest.raises(CorpusError, match=reason):
        read()
