"""Other names in the place of those of a document."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref.document import Kind, Mention
from coref.prepare import from_words
from coref.training.name_forms import same_form
from coref.training.names import NameSwapper, replace_words


@pytest.fixture
def swapper(tmp_path, monkeypatch):
    folder = tmp_path / "lexicon" / "names"
    folder.mkdir(parents=True)
    (folder / "en_female_names_kantrowitz.txt").write_text("Mary\nJane\n", encoding="utf-8")
    (folder / "en_male_names_kantrowitz.txt").write_text("John\nPaul\n", encoding="utf-8")
    polish = "PIOTR\tM\t900\nJAN\tM\t900\nANNA\tK\t900\nMARIA\tK\t900\n"
    (folder / "pl_first_names_pesel_2019_2025.tsv").write_text(polish, encoding="utf-8")
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    return NameSwapper()


def document(sentence, mentions, language="en"):
    """Mentions are (first word, last word, kind); all of one entity."""
    bare = from_words([sentence.split()], language=language)
    return bare.with_clusters(
        [
            [
                Mention(start, end, bare.text[start:end], bare.tokens[last], kind)
                for first, last, kind in mentions
                for start, end in [(bare.tokens[first][0], bare.tokens[last][1])]
            ]
        ]
    )


def swapped(swapper, *arguments):
    return swapper.swap(document(*arguments), random.Random(0))


def test_a_name_becomes_another_of_its_gender_everywhere(swapper):
    found = swapped(swapper, "Mary Smith saw Mary .", [(0, 1, Kind.NAME), (3, 3, Kind.NAME)])
    assert found.text == "Jane Smith saw Jane ."
    assert [mention.text for mention in found.clusters[0].mentions] == ["Jane Smith", "Jane"]


def test_a_word_that_is_in_no_name_stays(swapper):
    assert swapped(swapper, "Mary will Mary", [(0, 0, Kind.NAME), (1, 1, Kind.NOMINAL)]).text == "Jane will Mary"


def test_a_polish_name_keeps_its_case(swapper):
    pytest.importorskip("morfeusz2", reason="Polish names are inflected by Morfeusz")
    found = swapped(swapper, "Piotr dał Piotrowi psa .", [(0, 0, Kind.NAME), (2, 2, Kind.NAME)], "pl")
    assert found.text == "Jan dał Janowi psa ."


def test_a_form_that_may_be_several_cases_is_replaced_only_by_one_that_fits_them_all():
    pytest.importorskip("morfeusz2", reason="Polish names are inflected by Morfeusz")
    assert same_form("Marii", "Maria", "Anna") is None
    assert same_form("Marię", "Maria", "Anna") == "Annę"


@given(
    st.lists(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=5), min_size=1, max_size=4),
    st.dictionaries(st.integers(0, 19), st.text("xyz", min_size=1, max_size=6)),
)
def test_replaced_words_stand_where_the_old_ones_stood(sentences, new):
    old = from_words(sentences, language="en")
    mentions = [Mention(*span, old.text[slice(*span)], span, Kind.NAME) for span in old.tokens]
    found = replace_words(old.with_clusters([[mention] for mention in mentions]), new)
    expected = [new.get(index, word) for index, word in enumerate(old.words)]
    assert list(found.words) == expected
    assert [cluster.mentions[0].text for cluster in found.clusters] == expected
    assert [len(words) for words in found.sentence_ranges()] == [len(words) for words in old.sentence_ranges()]
