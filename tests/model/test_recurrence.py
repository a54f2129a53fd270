"""Where lemmas come again."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from coref.model.recurrence import RECURRENCE, read_neighbours, recurrence
from coref.morphology import FEATURES

MASCULINE, FEMININE, SINGULAR, PLURAL = map(FEATURES.index, ("gender=masc", "gender=fem", "number=sing", "number=plur"))
# Few different ones, so that they come again; negative ones are equal to nothing, not even themselves.
hashes = st.lists(st.tuples(st.integers(-2, 4), st.integers(-2, 4)), max_size=30)


def tensor(rows):
    return torch.tensor(rows, dtype=torch.int64).reshape(-1, 2)


def known(row):
    return {value for value in row if value >= 0}


def readings(*words):
    """Features of words, each given by the columns that are set."""
    features = torch.zeros(len(words), len(FEATURES))
    for row, columns in zip(features, words, strict=True):
        row[list(columns)] = 1
    return features


@given(hashes)
def test_the_nearest_alike_are_those_that_a_search_finds(rows):
    found = read_neighbours(tensor(rows), readings(*[() for _ in rows]))
    for number, row in enumerate(rows):
        alike = [other for other in range(len(rows)) if other != number and known(rows[other]) & known(row)]
        assert found.previous_alike[number] == max((other for other in alike if other < number), default=-1)
        assert found.next_alike[number] == min((other for other in alike if other > number), default=len(rows))


@given(hashes)
def test_a_lemma_that_comes_again_within_some_words_does_so_within_more(rows):
    before, behind = recurrence(tensor(rows)).split(RECURRENCE // 2, dim=1)
    for columns in (before, behind):
        assert (columns.diff(dim=1) >= 0).all()


def test_how_far_a_lemma_is_from_where_it_comes_again_is_told_on_both_sides():
    rows = [[7, -1]] + [[-1, -1]] * 49 + [[8, 7]]
    found = recurrence(tensor(rows))
    assert found[0].tolist() == [0, 0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert found[50].tolist() == [0, 0, 1, 1, 1, 0, 0, 0, 0, 0]
    assert not found[1:50].any()


def test_the_nearest_that_agrees_has_both_gender_and_number():
    features = readings((MASCULINE, SINGULAR), (FEMININE, SINGULAR), (MASCULINE, PLURAL), (MASCULINE, SINGULAR))
    assert read_neighbours(tensor([[-1, -1]] * 4), features).previous_agreeing.tolist() == [-1, -1, -1, 0]


def test_a_word_of_several_readings_agrees_by_any_of_them():
    features = readings((FEMININE, SINGULAR), (MASCULINE, FEMININE, SINGULAR), (), (FEMININE, SINGULAR))
    assert read_neighbours(tensor([[-1, -1]] * 4), features).previous_agreeing.tolist() == [-1, 0, -1, 1]
