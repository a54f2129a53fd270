import pytest
import torch
from samples import PASSAGE_PL
from tiny import tiny_tokenizer

from coref.model.inputs import read_input
from coref.model.mention_facts import MentionTable, read_mentions
from coref.model.pair_features import PAIR_FEATURES, pair_features
from coref.prepare import prepare
from coref.subwords import Subwords

SUBWORDS = Subwords.of(tiny_tokenizer([PASSAGE_PL] * 3))
SAME_FORM, SAME_LEMMA = 0, 1
GENDER_AGREES, GENDER_DIFFERS = 9, 10
SHARED_WORD, NOTHING_LEFT, OWN_WORD, THEIR_WORD, SAME_PHRASE, HEAD_IN_THEIRS, THEIR_HEAD_IN, WITHIN, AROUND = range(
    17, 26
)


def features(text, antecedent, anaphor, language="pl", phrases=None):
    """Of a pair of words; ``phrases`` are the first and the last word of both phrases, by default the heads alone."""
    document = prepare(text, language=language)
    inputs = read_input(document, SUBWORDS, 64, 8)
    heads = torch.tensor([document.words.index(antecedent), document.words.index(anaphor)])
    first, last = (heads, heads) if phrases is None else torch.tensor(phrases).T
    mentions = MentionTable(read_mentions(inputs, heads, first, last))
    result = pair_features(mentions, torch.tensor([1]), torch.tensor([0]))
    assert result.shape == (1, PAIR_FEATURES)
    return result[0]


def test_the_same_word_in_another_case_has_the_same_form():
    assert features("Kot śpi . kot śni .", "Kot", "kot")[SAME_FORM] == 1


def test_words_that_differ_have_another_form():
    assert features("Kot śpi . Pies śni .", "Kot", "Pies")[SAME_FORM] == 0


def test_gender_agrees_across_a_dropped_subject():
    pytest.importorskip("morfeusz2", reason="Polish gender comes from Morfeusz")
    found = features("Kobieta weszła . Usiadła .", "Kobieta", "Usiadła")
    assert (found[GENDER_AGREES], found[GENDER_DIFFERS]) == (1, 0)


def test_gender_differs():
    found = features("The man left . She stayed .", "man", "She", "en")
    assert (found[GENDER_AGREES], found[GENDER_DIFFERS]) == (0, 1)


def test_what_is_unknown_neither_agrees_nor_differs():
    found = features("Xyzzy left . She stayed .", "Xyzzy", "She", "en")
    assert (found[GENDER_AGREES], found[GENDER_DIFFERS]) == (0, 0)


def test_every_distance_is_in_one_bucket_of_its_kind():
    near = features("Kot śpi . Kot2 śni .", "Kot", "Kot2")
    assert near[-(9 + 12 + 11) :].sum() == 3


def test_phrases_of_the_same_words_are_the_same_but_for_articles():
    found = features("A tall man slept . Then the tall MAN woke .", "man", "MAN", "en", [(0, 2), (6, 8)])
    assert found[[SHARED_WORD, NOTHING_LEFT, OWN_WORD, THEIR_WORD, SAME_PHRASE]].tolist() == [1, 1, 0, 0, 1]


def test_a_word_that_the_other_phrase_lacks_is_noticed():
    found = features("A tall man slept . Then the short MAN woke .", "man", "MAN", "en", [(0, 2), (6, 8)])
    assert found[[SHARED_WORD, NOTHING_LEFT, OWN_WORD, THEIR_WORD, SAME_PHRASE]].tolist() == [0, 0, 1, 1, 0]


def test_a_head_may_stand_in_the_other_phrase():
    found = features("The House of Lords met . Many Lords slept .", "House", "Lords", "en", [(0, 3), (6, 7)])
    assert (found[HEAD_IN_THEIRS], found[THEIR_HEAD_IN]) == (1, 0)


def test_a_phrase_within_the_other_is_noticed():
    found = features("The House of Lords met .", "House", "Lords", "en", [(0, 3), (3, 3)])
    assert (found[WITHIN], found[AROUND]) == (1, 0)
