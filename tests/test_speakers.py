from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref.errors import DocumentError
from coref.prepare import prepare
from coref.speakers import read_turns

TRANSCRIPT = "Poseł Jan Nowak:\nDziękuję bardzo.\nMarszałek Anna Lis:\nProszę.\nPoseł Jan Nowak:\nDobrze."


def speaker_of(text, word, language="pl"):
    document = prepare(text, language=language)
    return read_turns(document).speakers[document.words.index(word)]


def test_a_name_on_a_line_of_its_own_announces_who_speaks():
    assert speaker_of(TRANSCRIPT, "Dziękuję") == speaker_of(TRANSCRIPT, "Dobrze") == speaker_of(TRANSCRIPT, "Nowak")
    assert speaker_of(TRANSCRIPT, "Proszę") != speaker_of(TRANSCRIPT, "Dziękuję")


def test_the_words_of_such_a_name_are_known():
    document = prepare(TRANSCRIPT, language="pl")
    named = [word for word, naming in zip(document.words, read_turns(document).naming, strict=True) if naming]
    assert named == ["Poseł", "Jan", "Nowak", "Marszałek", "Anna", "Lis", "Poseł", "Jan", "Nowak"]


def test_names_before_what_is_said_announce_it_where_there_are_several():
    text = "ANNA: Are you coming?\nBOB: Yes."
    assert 0 < speaker_of(text, "coming", "en") < speaker_of(text, "Yes", "en")


@pytest.mark.parametrize(
    "text", ["Brexit: Londyn czeka.", "Potem Jan odparł:\nDobrze.", "Podszedł do panny Maryni:\nDobrze.", "Pada."]
)
def test_other_colons_announce_nobody(text):
    assert set(read_turns(prepare(text, language="pl")).speakers) == {0}


def test_what_the_document_says_counts_first():
    document = prepare(TRANSCRIPT, language="pl")
    named = replace(document, speakers=("Ola", *[""] * (len(document.sentences) - 1)))
    assert set(read_turns(named).speakers) == {0, 1}
    assert not any(read_turns(named).naming)


def test_there_is_a_speaker_for_each_sentence():
    with pytest.raises(DocumentError, match="2 speakers of 1 sentences"):
        replace(prepare("Pada.", language="pl"), speakers=("a", "b"))


def test_speakers_are_kept_in_json():
    document = replace(prepare("Pada.", language="pl"), speakers=("Ola",))
    assert type(document).from_dict(document.to_dict()) == document


@given(st.text(alphabet="Aa: \n\t„”.é\u0301", max_size=60))
def test_every_word_has_an_entry(text):
    document = prepare(text, language="pl")
    turns = read_turns(document)
    assert len(turns.speakers) == len(turns.naming) == len(document.tokens)
