"""Where lemmas come again."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from coref.model.recurrence import RECURRENCE, recurrence

# Few different ones, so that they come again; negative ones are equal to nothing, not even themselves.
hashes = st.lists(st.tuples(st.integers(-2, 4), st.integers(-2, 4)), max_size=30)


def tensor(rows):
    return torch.tensor(rows, dtype=torch.int64).reshape(-1, 2)


def known(row):
    return {value for value in row if value >= 0}


@given(hashes)
def test_a_lemma_comes_again_within_a_thousand_words_where_a_search_finds_it(rows):
    found = recurrence(tensor(rows))
    for number, row in enumerate(rows):
        alike = [other for other in range(len(rows)) if other != number and known(rows[other]) & known(row)]
        assert found[number, RECURRENCE // 2 - 1] == any(other < number for other in alike)
        assert found[number, -1] == any(other > number for other in alike)


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
