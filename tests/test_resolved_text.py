"""The text with its pronouns replaced: what holds of both languages, and English."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import marked

from coref.document import Document, Kind
from coref.errors import InputError


def resolved(text: str, language: str = "en") -> str:
    return marked(text, language).resolved_text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Anna]1n left. [She]1p was tired.", "Anna left. Anna was tired."),
        ("[Anna]1n left. We saw [her]1p.", "Anna left. We saw Anna."),
        ("[Tom]1n left. We miss [him]1p.", "Tom left. We miss Tom."),
        ("[The ^kettle]1d hissed. Then [it]1p sang.", "The kettle hissed. Then the kettle sang."),
        ("[The ^twins]1d left. [They]1p laughed.", "The twins left. The twins laughed."),
        ("[Anna and ^Tom]1n left. [They]1p laughed.", "Anna and Tom left. Anna and Tom laughed."),
    ],
)
def test_pronouns_give_way_to_the_name_or_noun(text, expected):
    assert resolved(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Anna]1n left. [Her]1p bag stayed.", "Anna left. Anna's bag stayed."),
        ("[Anna]1n left. The bag is [hers]1p.", "Anna left. The bag is Anna's."),
        ("[James]1n left. [His]1p bag stayed.", "James left. James's bag stayed."),
        ("[The ^twins]1d left. [Their]1p bag stayed.", "The twins left. The twins' bag stayed."),
        ("[The ^house]1d burns. [Its]1p roof fell.", "The house burns. The house's roof fell."),
    ],
)
def test_possessives_become_possessives(text, expected):
    assert resolved(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Anna]1n left. Tom likes [her]1p and us.", "Tom likes Anna and us."),
        ("[Anna]1n left. Tom carried [her]1p old bag.", "Tom carried Anna's old bag."),
        ("[Anna]1n left. Tom met [her]1p in-laws.", "Tom met Anna's in-laws."),
        ("[Anna]1n left. Tom gave [[her]1p books]2d away.", "Tom gave Anna's books away."),
        ("[Anna]1n left. Tom gave [her]1p books.", "Tom gave her books."),
        ("[Anna]1n left. Tom saw [her]1p leave.", "Tom saw her leave."),
    ],
)
def test_her_is_an_object_or_a_possessive_and_stays_in_doubt(text, expected):
    assert resolved(text) == f"Anna left. {expected}"


@pytest.mark.parametrize(
    "text",
    [
        "[Anna]1n hurt. Then Tom hurt [himself]1p.",
        "[Anna]1n left. «[I]1p am here.»",
        "[Anna]1n left. There is a girl [who]1p stays.",
        "[Anna]1n left. [This]1p was all.",
        "[Anna]1n left. [She]1p's here.",
        "[The ^team]1d won. [They]1p were glad.",
        "[The ^twins]1d left. [It]1p laughed.",
        "«[My ^brother]1d is ill.» We know [him]1p.",
        "[Every ^child]1d sang. [She]1p was glad.",
        "[The ^king of France]1d was old. We saw [his]1p hat.",
        "[Wolves]1d howled. Tom heard [them]1p.",
        "[She]1p left. Tom knows [her]1p.",
        "[It]1p is good [to sleep]1d. We like [it]1p.",
    ],
)
def test_what_cannot_be_replaced_well_stays(text):
    document = marked(text, "en")
    assert document.resolved_text() == document.text


def test_the_first_name_is_taken_before_longer_nominals():
    assert resolved("[The old ^queen]1d fell. [Bess]1n rose. [Elizabeth]1n fell. [She]1p wept.").endswith("Bess wept.")


def test_the_longest_nominal_is_taken_where_there_is_no_name_and_of_equal_ones_the_first():
    text = "[The ^dog]1d barked. [The ^pup]1d ran. [The old ^dog]1d fell. [The sad ^dog]1d rose. We saw [it]1p."
    assert resolved(text).endswith("We saw the old dog.")


def test_a_predicate_is_never_the_replacement():
    document = marked("[She]1p is [the new ^queen of the land]1r. We like [her]1p.", "en")
    assert document.resolved_text() == document.text


def test_an_apposition_is_left_out():
    text = "[^Percy Shelley, the poet]1n, left. [He]1p wept."
    assert resolved(text) == "Percy Shelley, the poet, left. Percy Shelley wept."


def test_what_was_new_is_known_when_it_is_said_again():
    assert resolved("[A ^dog]1d barked. [It]1p ran.") == "A dog barked. The dog ran."


def test_a_sentence_that_has_named_the_entity_keeps_its_pronouns():
    text = "[Anna]1n said [she]1p lost [her]1p keys. [She]1p looked where [she]1p lost them."
    assert resolved(text) == "Anna said she lost her keys. Anna looked where she lost them."


def test_a_pronoun_inside_the_very_phrase_stays():
    text = "We met [the ^man with [his]1p dog]1d. [He]1p left."
    assert resolved(text) == "We met the man with his dog. The man with his dog left."


def test_a_pronoun_inside_it_stays_even_in_another_sentence():
    document = marked("We sang [the ^song that goes: Wake up. Let [it]1p be. Good night]1d.", "en")
    assert len(document.sentences) == 3
    assert document.resolved_text() == document.text


def test_a_phrase_from_the_beginning_of_a_sentence_is_small_inside_another():
    assert resolved("[The ^dog]1d ran. Tom saw [it]1p.") == "The dog ran. Tom saw the dog."


def test_a_word_that_two_entities_claim_is_replaced_once():
    assert resolved("[Anna]1n left. [Eve]2n left. [[She]1p]2p wept.") == "Anna left. Eve left. Anna wept."


def test_the_document_stays_as_it_was():
    document = marked("[Anna]1n left. [She]1p wept.", "en")
    before = document.to_dict()
    assert document.resolved_text() == document.resolved_text()
    assert document.to_dict() == before


def test_another_language_is_refused():
    with pytest.raises(InputError, match="'de'"):
        Document("", "Er geht.", "de", ((0, 2), (3, 7), (7, 8)), ((0, 8),)).resolved_text()


_PLAIN = st.sampled_from(["ran", "the 🐕", "and", "\n\n", "in", "“", "keys", ".", ",", "\t Żółw", "gave", "a"])
_MENTIONS = st.sampled_from(
    ["[Anna]1n", "[the old ^dog]2d", "[a ^cat]2d", "[Her]1p", "[her]1p", "[she]1p", "[It]2p", "[its]2p", "[they]3p"]
)
_DOCUMENTS = st.lists(_PLAIN | _MENTIONS, max_size=20).map(lambda pieces: marked(" ".join(pieces), "en"))


@given(_DOCUMENTS)
def test_whatever_is_no_pronoun_comes_back_character_by_character(document):
    pronouns = sorted(
        (mention.start, mention.end)
        for cluster in document.clusters
        for mention in cluster.mentions
        if mention.kind is Kind.PRONOUN
    )
    position, pattern = 0, ""
    for start, end in pronouns:
        pattern += re.escape(document.text[position:start]) + "(.+?)"
        position = end
    assert re.fullmatch(pattern + re.escape(document.text[position:]), document.resolved_text(), re.DOTALL)


@given(_DOCUMENTS)
def test_a_document_without_pronouns_comes_back_as_it_is(document):
    others = [[m for m in cluster.mentions if m.kind is not Kind.PRONOUN] for cluster in document.clusters]
    assert document.with_clusters(filter(None, others)).resolved_text(dropped_subjects=True) == document.text
