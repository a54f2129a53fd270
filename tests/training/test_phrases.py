"""Phrases of nouns, as their trees have them."""

import pytest

from coref.training.phrases import read_phrases
from corpora.treebank import ParsedSentence


def sentence(*rows):
    """Each row is "word tag head relation", the head counted from 1, as in CoNLL-U."""
    words, tags, heads, relations = zip(*(row.split() for row in rows), strict=True)
    nothing = tuple(frozenset() for _ in rows)
    return ParsedSentence(words, tags, nothing, tuple(int(head) - 1 for head in heads), relations)


def phrases(*sentences):
    found = read_phrases(sentences)
    words = [word for each in sentences for word in each.words]
    rows = zip(found.heads.tolist(), found.first.tolist(), found.last.tolist(), strict=True)
    return {words[head]: " ".join(words[first : last + 1]) for head, first, last in rows}


def test_a_phrase_has_what_depends_on_its_noun_but_not_its_preposition():
    found = phrases(
        sentence(
            "She PRON 2 nsubj",
            "came VERB 0 root",
            "with ADP 5 case",
            "the DET 5 det",
            "brother NOUN 2 obl",
            "of ADP 7 case",
            "Eve PROPN 5 nmod",
            ". PUNCT 2 punct",
        )
    )
    assert found == {"brother": "the brother of Eve", "Eve": "Eve"}


def test_the_possessive_ending_belongs_to_the_phrase():
    assert phrases(sentence("Eve PROPN 3 nmod", "'s PART 1 case", "dog NOUN 0 root"))["Eve"] == "Eve 's"


def test_a_conjunct_and_an_apposition_are_phrases_of_their_own():
    found = phrases(
        sentence("Ewa PROPN 0 root", ", PUNCT 3 punct", "lekarka NOUN 1 appos", "i CCONJ 5 cc", "Jan PROPN 1 conj")
    )
    assert found == {"Ewa": "Ewa", "lekarka": "lekarka", "Jan": "Jan"}


def test_a_relative_clause_belongs_to_the_phrase():
    found = phrases(
        sentence("planetę NOUN 0 root", ", PUNCT 5 punct", "na ADP 4 case", "której PRON 5 obl", "mieszka VERB 1 acl")
    )
    assert found == {"planetę": "planetę , na której mieszka"}


@pytest.mark.parametrize("relation", ["nsubj", "advmod", "obl"])
def test_the_rest_of_its_clause_is_no_part_of_a_predicate(relation):
    found = phrases(sentence(f"Dziś ADV 3 {relation}", "jest AUX 3 cop", "dniem NOUN 0 root", "targu NOUN 3 nmod"))
    assert found["dniem"] == "dniem targu"


def test_a_phrase_ends_before_a_comma_but_behind_a_bracket():
    rows = ["list NOUN 0 root", "( PUNCT 3 punct", "drugi ADJ 1 amod", "{} PUNCT 3 punct"]
    assert phrases(sentence(*[row.format(",") for row in rows]))["list"] == "list ( drugi"
    assert phrases(sentence(*[row.format(")") for row in rows]))["list"] == "list ( drugi )"


def test_words_are_counted_through_the_text():
    one = sentence("Ewa PROPN 2 nsubj", "śpi VERB 0 root")
    assert read_phrases([one, one]).heads.tolist() == [0, 2]


def test_a_text_without_nouns_has_no_phrases():
    assert phrases(sentence("Śpi VERB 0 root")) == {}
