"""Training over the families of encoders that people will want to use."""

from pathlib import Path

import pytest
import torch
from families import FAMILIES
from safetensors.torch import load_file
from samples import PASSAGE_EN, PASSAGE_PL
from transformers import AutoTokenizer

import coref
from coref.checkpoint import load_checkpoint, save_checkpoint
from coref.config import read_config
from coref.errors import ConfigError
from coref.model.inputs import read_input
from coref.prepare import prepare
from coref.subwords import Subwords
from coref.training.config import TrainingConfig
from coref.training.run import train

CONFIGS = Path(__file__).parent.parent.parent / "configs"
ODD = f" 😀👩‍👩‍👧 A\u0301\u0328la zero\u200bwidth \u200b {'Konstantynopolitańczykowianeczka' * 40} 漢字\u00a0koniec."


@pytest.fixture
def few_steps(training_config):
    """The tiny configuration with what a large encoder needs, over in a few steps."""
    text = training_config.read_text(encoding="utf-8").replace("epochs = 8", "epochs = 2").replace("= 60", "= 100")
    training_config.write_text(text + "layer_decay = 0.9\ngradient_checkpointing = true\n", encoding="utf-8")
    return training_config


def scores(checkpoint):
    document = prepare(PASSAGE_PL + ODD)
    inputs = read_input(document, checkpoint.subwords, checkpoint.model.config.window, checkpoint.model.config.overlap)
    with torch.inference_mode():
        words = checkpoint.model.score_words(checkpoint.model.read_words(inputs), "pl")
        heads = torch.arange(len(document.words))
        return [words.mention, words.kind, checkpoint.model.score_pairs(inputs, words, heads, heads, heads).scores]


def described(subwords):
    """What a tokenizer makes of texts, and what it frames and fills rows with."""
    words = (PASSAGE_PL + ODD).split()
    return subwords.split(words, [True] * len(words)), subwords.before, subwords.after, subwords.padding


@pytest.mark.parametrize("name", FAMILIES)
def test_any_family_can_be_trained_and_used(few_steps, tmp_path, name):
    encoder, output = tmp_path / name, tmp_path / "run"
    FAMILIES[name].write(encoder)
    assert train(few_steps, output, encoder=str(encoder))

    resolver = coref.load(output / "model")
    for text in (PASSAGE_PL + ODD, PASSAGE_EN + ODD):
        document = resolver(text, singletons=True)
        assert document.text == text
        mentions = [mention for cluster in document.clusters for mention in cluster.mentions]
        assert mentions
        assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
        assert {mention.head for mention in mentions} <= set(document.tokens)

    once = load_checkpoint(output / "model")
    tokenizer = AutoTokenizer.from_pretrained(output / "model")
    save_checkpoint(tmp_path / "again", once.model, tokenizer, name=once.name)
    again = load_checkpoint(tmp_path / "again")
    assert all(torch.equal(one, other) for one, other in zip(scores(once), scores(again), strict=True))
    assert AutoTokenizer.from_pretrained(encoder).backend_tokenizer.to_str() == tokenizer.backend_tokenizer.to_str()
    for subwords in (once.subwords, again.subwords):
        assert described(subwords) == described(Subwords.of(tokenizer))


def test_a_stopped_run_with_rates_by_layer_ends_as_an_unbroken_one(few_steps, tmp_path):
    encoder, whole, stopped = tmp_path / "t5", tmp_path / "whole", tmp_path / "stopped"
    FAMILIES["t5"].write(encoder)
    train(few_steps, whole, encoder=str(encoder))
    seconds = 0.0
    while not train(few_steps, stopped, encoder=str(encoder), max_seconds=seconds):
        seconds += 0.3
    one, other = (load_file(folder / "model" / "model.safetensors") for folder in (whole, stopped))
    assert all(one[key].equal(other[key]) for key in one)


def test_a_window_too_long_for_the_encoder_is_refused_before_anything_else(few_steps, tmp_path, monkeypatch):
    FAMILIES["xlm-roberta"].write(tmp_path / "encoder")
    text = few_steps.read_text(encoding="utf-8").replace("window = 64", "window = 513")
    few_steps.write_text(text, encoding="utf-8")
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path / "nowhere"))
    with pytest.raises(ConfigError, match="set window = 512"):
        train(few_steps, tmp_path / "run", encoder=str(tmp_path / "encoder"))


@pytest.mark.parametrize("name", ["small", "large"])
def test_the_configurations_that_come_with_the_package_are_valid(name):
    read_config(CONFIGS / f"{name}.toml", TrainingConfig)
