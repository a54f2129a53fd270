import pytest
import torch
from samples import PASSAGE_PL
from tiny import tiny_tokenizer

from coref.model.inputs import read_input
from coref.model.pair_features import PAIR_FEATURES, pair_features
from coref.prepare import prepare

TOKENIZER = tiny_tokenizer([PASSAGE_PL] * 3)
SAME_FORM, SAME_LEMMA = 0, 1
GENDER_AGREES, GENDER_DIFFERS = 9, 10


def features(text, antecedent, anaphor, language="pl"):
    document = prepare(text, language=language)
    heads = torch.tensor([document.words.index(antecedent), document.words.index(anaphor)])
    result = pair_features(read_input(document, TOKENIZER, 64, 8), heads, torch.tensor([[0], [0]]))
    assert result.shape == (2, 1, PAIR_FEATURES)
    return result[1, 0]


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
