"""Reading named entities into one inventory."""

from __future__ import annotations

import gzip
import lzma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref.errors import CorpusError
from corpora.named_entities import TaggedSentence, parse_named_entities, read_named_entities

START = "-DOCSTART CONFIG FEATURES orth base ctag\n-DOCSTART FILE a\n"


def polish(*words: str) -> TaggedSentence:
    """Words as ``form label`` or ``form label tag``."""
    rows = [[*word.split(), "subst"][:3] for word in words]
    text = START + "".join(f"{form}\t{form}\t{tag}\t{label}\n" for form, label, tag in rows)
    ((sentence,),) = parse_named_entities(text, "f")
    return sentence


def test_documents_and_sentences_of_polish_files_are_divided():
    text = START + "Tak\ttak\tqub\tO\n\nNie\tnie\tqub\tO\n\n-DOCSTART FILE b\nNo\tno\tqub\tO\n"
    documents = list(parse_named_entities(text, "f"))
    assert [[sentence.words for sentence in document] for document in documents] == [[("Tak",), ("Nie",)], [("No",)]]


def test_universal_ner_is_read():
    text = (
        "# newdoc id = a\n# text = x\n1\tAnn\tB-PER\t-\tx\n2\tLee\tI-PER\t-\tx\n3\t#\tO\t-\t-\n\n"
        "# newdoc id = b\n1\tRome\tB-LOC\t-\tx\n2\tUN\tB-ORG\t-\tx\n"
    )
    assert list(parse_named_entities(text, "f")) == [
        [TaggedSentence(("Ann", "Lee", "#"), ("B-person", "I-person", "O"))],
        [TaggedSentence(("Rome", "UN"), ("B-place", "B-organisation"))],
    ]


def test_the_longest_of_nested_entities_counts():
    sentence = polish(
        "Rada B-orgName", "Miasta I-orgName", "Gdynia I-orgName#B-placeName-settlement", "Gdynia B-placeName-settlement"
    )
    assert sentence.labels == ("B-organisation", "I-organisation", "I-organisation", "B-place")


def test_parts_of_a_name_are_one_person():
    sentence = polish("Jan B-persName#B-persName-forename", "Nowak I-persName#B-persName-surname")
    assert sentence.labels == ("B-person", "I-person")


def test_dates_are_no_entities_and_do_not_hide_any():
    sentence = polish("1 B-date", "maja I-date", "Wisła B-geogName", "o O", "8 B-time")
    assert sentence.labels == ("O", "O", "B-place", "O", "O")


def test_neighbouring_entities_of_a_type_stay_apart():
    assert polish("Anny B-persName", "Jan B-persName").labels == ("B-person", "B-person")


def test_an_inside_label_with_nothing_before_it_begins_an_entity():
    assert polish("w O", "Wilna I-geogName").labels == ("O", "B-place")


def test_adjectives_of_places_are_no_entities():
    sentence = polish("polskie B-placeName-country", "Tatry B-geogName", "sądeckie B-geogName", "Polska B-placeName")
    assert sentence.labels == ("O", "B-place", "B-place", "B-place")


def test_endings_of_verbs_are_one_word_with_the_verb():
    sentence = polish(
        "Poznał O praet:sg", "by O qub", "m O aglt:sg", "Annę B-persName", "gdy O comp", "by O qub", "ś O aglt"
    )
    assert sentence.words == ("Poznałbym", "Annę", "gdy", "byś")
    assert sentence.labels == ("O", "B-person", "O", "O")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("nam_liv_person", "B-person"),
        ("nam_liv_animal", "O"),
        ("nam_org_company", "B-organisation"),
        ("nam_org_nation", "O"),
        ("nam_loc_gpe_city", "B-place"),
        ("nam_fac_road", "B-place"),
        ("nam_fac_system", "O"),
        ("nam_pro_title", "O"),
    ],
)
def test_classes_of_kpwr_are_mapped(name, label):
    assert polish(f"X B-{name}").labels == (label,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (START + "a\tb\n", "f:3: a row needs 4 columns separated by tabs, found 2"),
        (START + "\tb\tc\tO\n", "f:3: the word's form is empty"),
        (START + "a\tb\tc\tB-plant\n", "f:3: unknown label 'B-plant'"),
        ("1\ta\tE-PER\t-\t-\n", "f:1: unknown label 'E-PER'"),
    ],
)
def test_malformed_files_are_refused_with_file_and_line(text, reason):
    with pytest.raises(CorpusError) as caught:
        list(parse_named_entities(text, "f"))
    assert str(caught.value) == reason


@pytest.mark.parametrize(("suffix", "compress"), [("", bytes), (".xz", lzma.compress), (".gz", gzip.compress)])
def test_entity_files_may_be_compressed(tmp_path, suffix, compress):
    path = tmp_path / f"a.iob{suffix}"
    path.write_bytes(compress((START + "Łódź\tŁódź\tsubst\tB-placeName-settlement\n").encode()))
    assert list(read_named_entities(path)) == [[TaggedSentence(("Łódź",), ("B-place",))]]


LABELS = st.sampled_from(["O", "B-orgName", "I-orgName", "B-persName", "I-persName", "I-orgName#B-geogName", "B-date"])


@given(st.lists(LABELS, min_size=1, max_size=12))
def test_labels_are_well_formed_whatever_the_source_has(labels):
    sentence = polish(*(f"X {label}" for label in labels))
    assert len(sentence.words) == len(sentence.labels) == len(labels)
    for before, label in zip(("O", *sentence.labels), sentence.labels, strict=False):
        assert not label.startswith("I-") or before[2:] == label[2:]
