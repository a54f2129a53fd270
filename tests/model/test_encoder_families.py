from pathlib import Path

import pytest
import torch
from families import FAMILIES
from transformers import BartConfig, BartModel

from coref.encoders import check_window, load_encoder, longest_row
from coref.errors import CheckpointError, ConfigError
from coref.model.encoder import WordEncoder
from coref.model.windows import cut_windows, to_pieces
from coref.subwords import Subwords

WORDS = ["Anna", "poszła", "do", "domu", ",", "a", "potem", "spała", "."] * 4
SPACED = [word not in ",." for word in WORDS]


@pytest.fixture(params=FAMILIES)
def family(request):
    return FAMILIES[request.param]


@pytest.fixture
def directory(family, tmp_path):
    family.write(tmp_path / "encoder")
    return str(tmp_path / "encoder")


def word_states(encoder, tokenizer):
    subwords = Subwords.of(tokenizer)
    pieces = to_pieces(WORDS, SPACED, subwords)
    return WordEncoder(encoder)(cut_windows(pieces, subwords, 48, 8), pieces.words, len(WORDS))


def gradients(encoder, tokenizer):
    encoder.zero_grad()
    word_states(encoder, tokenizer).square().mean().backward()
    return {name: weight.grad for name, weight in encoder.named_parameters() if weight.grad is not None}


def test_a_text_stands_between_the_special_pieces_of_the_family(family, directory):
    _, tokenizer = load_encoder(directory, 0.0)
    subwords = Subwords.of(tokenizer)
    pieces = to_pieces(["Anna"], [True], subwords)
    before, after = map(tokenizer.convert_tokens_to_ids, family.frame)
    assert cut_windows(pieces, subwords, 32, 8).ids.tolist() == [[*before, *pieces.ids.tolist(), *after]]


def test_a_word_after_white_space_has_the_pieces_of_running_text(family, directory):
    _, tokenizer = load_encoder(directory, 0.0)
    running = tokenizer("Anna poszła", add_special_tokens=False)["input_ids"]
    assert to_pieces(["Anna", "poszła"], [False, True], Subwords.of(tokenizer)).ids.tolist() == running
    piece = tokenizer.convert_ids_to_tokens(to_pieces(["poszła"], [True], Subwords.of(tokenizer)).ids.tolist())[0]
    assert piece.startswith(family.mark)


@pytest.mark.parametrize("word", ["😀", "漢字", "\u200b", "a\u0301\u0328", "\ufeff", "\x00", "z" * 10_000])
def test_no_word_is_lost(directory, word):
    _, tokenizer = load_encoder(directory, 0.0)
    pieces = to_pieces(["Anna", word, word, "."], [True, True, False, False], Subwords.of(tokenizer))
    assert set(pieces.words.tolist()) == {0, 1, 2, 3}


def test_the_encoder_takes_rows_as_long_as_it_is_said_to(family, directory):
    encoder, _ = load_encoder(directory, 0.0)
    assert longest_row(encoder) == family.longest
    row = torch.full((1, min(family.longest or 600, 600)), 10)
    with torch.no_grad():
        assert encoder.eval()(input_ids=row).last_hidden_state.isfinite().all()


def test_a_window_that_is_too_long_is_refused_and_the_longest_is_not(family, directory):
    encoder, _ = load_encoder(directory, 0.0)
    check_window(encoder, family.longest or 100_000)
    if family.longest:
        with pytest.raises(ConfigError, match=f"set window = {family.longest}"):
            check_window(encoder, family.longest + 1)


def test_a_word_state_is_its_embedding_beside_its_last_layer(directory):
    encoder, tokenizer = load_encoder(directory, 0.0)
    words = WordEncoder(encoder)
    assert words.width == 64
    assert word_states(encoder, tokenizer).shape == (len(WORDS), 64)


def test_the_encoder_computes_in_single_precision(directory):
    encoder, _ = load_encoder(directory, 0.0)
    assert {weight.dtype for weight in encoder.parameters()} == {torch.float32}


def test_without_dropout_training_is_deterministic(directory):
    encoder, tokenizer = load_encoder(directory, 0.0)
    encoder.train()
    assert torch.equal(word_states(encoder, tokenizer), word_states(encoder, tokenizer))


def test_with_dropout_training_is_not(directory):
    encoder, tokenizer = load_encoder(directory, 0.5)
    encoder.train()
    assert not torch.equal(word_states(encoder, tokenizer), word_states(encoder, tokenizer))


def test_gradients_are_the_same_when_activations_are_computed_again(directory):
    encoder, tokenizer = load_encoder(directory, 0.0)
    encoder.train()
    kept = gradients(encoder, tokenizer)
    encoder.activation_checkpointing_enable({"use_reentrant": False})
    recomputed = gradients(encoder, tokenizer)
    assert kept.keys() == recomputed.keys()
    assert all(torch.allclose(kept[name], recomputed[name], atol=1e-7) for name in kept)


def test_an_encoder_that_cannot_be_told_from_its_decoder_is_refused(tmp_path):
    shape = BartConfig(
        vocab_size=20, d_model=16, encoder_layers=1, decoder_layers=1, encoder_ffn_dim=16, decoder_ffn_dim=16
    )
    BartModel(shape).save_pretrained(tmp_path)
    with pytest.raises(CheckpointError, match="bart"):
        load_encoder(str(tmp_path), 0.0)


def test_a_directory_without_tokenizer_is_refused(directory):
    (Path(directory) / "tokenizer.json").unlink()
    with pytest.raises(CheckpointError, match="tokenizer"):
        load_encoder(directory, 0.0)


def test_a_tokenizer_that_needs_another_library_says_what_to_install(tmp_path):
    FAMILIES["deberta-v3"].write(tmp_path)
    (tmp_path / "tokenizer.json").unlink()
    (tmp_path / "spm.model").write_bytes(b"not one that can be read, with the library or without")
    with pytest.raises(CheckpointError, match="pip install sentencepiece"):
        load_encoder(str(tmp_path), 0.0)
