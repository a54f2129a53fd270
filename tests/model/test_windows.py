import torch
from hypothesis import given
from hypothesis import strategies as st
from tiny import tiny_tokenizer

from coref.model.windows import Pieces, cut_windows, to_pieces

TOKENIZER = tiny_tokenizer(["pan o czerwonej twarzy"] * 3)


@given(count=st.integers(1, 300), length=st.integers(16, 64), overlap=st.integers(0, 8))
def test_every_piece_is_found_in_its_window(count, length, overlap):
    pieces = Pieces(torch.arange(10, 10 + count), torch.arange(count))
    windows = cut_windows(pieces, TOKENIZER, length, overlap)
    assert windows.ids.shape[1] <= length
    assert torch.equal(windows.ids[windows.rows, windows.columns], pieces.ids)
    assert windows.mask[windows.rows, windows.columns].all()


def test_a_short_document_is_one_window_between_special_pieces():
    windows = cut_windows(Pieces(torch.tensor([7, 8]), torch.tensor([0, 1])), TOKENIZER, 32, 8)
    assert windows.ids.tolist() == [[2, 7, 8, 3]]


def test_a_piece_on_a_boundary_has_context_on_both_sides():
    windows = cut_windows(Pieces(torch.arange(100), torch.arange(100)), TOKENIZER, 42, 20)
    last = windows.ids.shape[1] - 2
    inner = [index for index in range(100) if 10 <= index < 90]
    assert all(8 <= windows.columns[index] <= last - 8 for index in inner)


def test_pieces_do_not_depend_on_the_neighbours():
    alone = to_pieces(["twarzy"], TOKENIZER).ids
    assert torch.equal(to_pieces(["czerwonej", "twarzy"], TOKENIZER).ids[-len(alone) :], alone)


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=10))
def test_every_word_has_a_piece(words):
    assert set(to_pieces(words, TOKENIZER).words.tolist()) == set(range(len(words)))


def test_a_word_without_end_keeps_its_first_pieces():
    assert len(to_pieces(["ż" * 100_000], TOKENIZER).ids) == 16
