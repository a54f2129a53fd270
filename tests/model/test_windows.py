import torch
from hypothesis import given
from hypothesis import strategies as st
from tiny import tiny_tokenizer
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from coref.model.windows import Pieces, cut_windows, to_pieces
from coref.subwords import Subwords

SUBWORDS = Subwords.of(tiny_tokenizer(["pan o czerwonej twarzy"] * 3))


@given(count=st.integers(1, 300), length=st.integers(16, 64), overlap=st.integers(0, 8))
def test_every_piece_is_found_in_its_window(count, length, overlap):
    pieces = Pieces(torch.arange(10, 10 + count), torch.arange(count))
    windows = cut_windows(pieces, SUBWORDS, length, overlap)
    assert windows.ids.shape[1] <= length
    assert torch.equal(windows.ids[windows.rows, windows.columns], pieces.ids)
    assert windows.mask[windows.rows, windows.columns].all()


def test_a_short_document_is_one_window_between_special_pieces():
    windows = cut_windows(Pieces(torch.tensor([7, 8]), torch.tensor([0, 1])), SUBWORDS, 32, 8)
    assert windows.ids.tolist() == [[2, 7, 8, 3]]


def test_a_piece_on_a_boundary_has_context_on_both_sides():
    windows = cut_windows(Pieces(torch.arange(100), torch.arange(100)), SUBWORDS, 42, 20)
    last = windows.ids.shape[1] - 2
    inner = [index for index in range(100) if 10 <= index < 90]
    assert all(8 <= windows.columns[index] <= last - 8 for index in inner)


def test_pieces_do_not_depend_on_the_neighbours():
    alone = to_pieces(["twarzy"], [True], SUBWORDS).ids
    assert torch.equal(to_pieces(["czerwonej", "twarzy"], [True, False], SUBWORDS).ids[-len(alone) :], alone)


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=10))
def test_every_word_has_a_piece(words):
    assert set(to_pieces(words, [True] * len(words), SUBWORDS).words.tolist()) == set(range(len(words)))


def test_a_word_without_end_keeps_its_first_pieces():
    assert len(to_pieces(["ż" * 100_000], [True], SUBWORDS).ids) == 16


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=10))
def test_white_space_does_not_show_in_pieces_of_our_own_kind(words):
    spaced, glued = (to_pieces(words, [space] * len(words), SUBWORDS) for space in (True, False))
    assert torch.equal(spaced.ids, glued.ids)


def byte_tokenizer(**pieces):
    """Byte-level BPE as GPT-2 has it, which drops characters that are not seen."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Replace("\u200b", "")
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        special_tokens=list(pieces.values()), initial_alphabet=alphabet, vocab_size=300, show_progress=False
    )
    tokenizer.train_from_iterator(["pan o czerwonej twarzy, pan"] * 3, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, **pieces)


def test_a_byte_level_word_has_the_pieces_that_it_has_in_the_text():
    tokenizer = byte_tokenizer()
    pieces = to_pieces(["pan", "o", "twarzy", ",", "pan"], [False, True, True, False, True], Subwords.of(tokenizer))
    assert pieces.ids.tolist() == tokenizer("pan o twarzy, pan")["input_ids"]


def test_a_word_without_pieces_is_an_unknown_one_or_padding():
    for known in ({"unk_token": "<unk>", "pad_token": "<pad>"}, {"pad_token": "<pad>"}):
        tokenizer = byte_tokenizer(**known)
        expected = tokenizer.convert_tokens_to_ids(next(iter(known.values())))
        assert to_pieces(["\u200b"], [False], Subwords.of(tokenizer)).ids.tolist() == [expected]


def test_a_tokenizer_without_special_pieces_loses_no_word():
    assert len(to_pieces(["\u200b"], [False], Subwords.of(byte_tokenizer())).ids) == 1
