import json
import re
import shutil

import pytest
from raw_text import write_raw_text
from safetensors.torch import load_file
from transformers import AutoModel, AutoTokenizer

from coref.checkpoint import save_checkpoint
from coref.config import read_config
from coref.encoders import load_encoder
from coref.errors import CheckpointError, ConfigError, CorpusError
from coref.model.config import ModelConfig
from coref.model.scorer import MentionPairModel
from coref.pretraining.config import PretrainingConfig, Source
from coref.pretraining.data import LANGUAGES, PretrainingData
from coref.pretraining.run import pretrain
from coref.pretraining.text import read_documents
from corpora.copies import shingles

POLISH = "Anna mieszka w domu nad rzeką.\nKot śpi na piecu, a pies pilnuje domu."
ENGLISH = "Mary lives in a house by the river.\nThe cat sleeps and the dog guards the house."
CONFIG = """
seed = 3
length = 32
batch = 2
steps = 12
warmup_steps = 2
learning_rate = 1e-3
masked_share = 0.3
held_out_blocks = 2
checkpoint_every_s = 1000
shape = { vocabulary = 320, width = 16, layers = 1, heads = 2, intermediate = 16 }
"""
SOURCES = 'sources = [{ name = "a", language = "pl", share = 1.0 }, { name = "b", language = "en", share = 1.0 }]'


@pytest.fixture
def config(tmp_path, monkeypatch):
    write_raw_text(tmp_path, "pl", "a", [f"{POLISH} {number}" for number in range(60)])
    write_raw_text(tmp_path, "en", "b", [f"{ENGLISH} {number}" for number in range(60)])
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    path = tmp_path / "encoder.toml"
    path.write_text(CONFIG + SOURCES, encoding="utf-8")
    return path


def test_the_result_is_a_model_directory(config, tmp_path):
    assert pretrain(config, tmp_path / "out")
    assert AutoModel.from_pretrained(tmp_path / "out").config.hidden_size == 16
    assert AutoTokenizer.from_pretrained(tmp_path / "out")("dom")["input_ids"][0] == 2
    assert json.loads((tmp_path / "out" / "pretraining.json").read_text())["pieces_seen"] == 12 * 2 * 32


def test_a_stopped_run_ends_as_an_unbroken_one(config, tmp_path):
    pretrain(config, tmp_path / "whole")
    stopped = tmp_path / "stopped"
    seconds = 0.0
    while not pretrain(config, stopped, max_seconds=seconds):
        seconds += 0.05
    whole, resumed = (AutoModel.from_pretrained(folder).state_dict() for folder in (tmp_path / "whole", stopped))
    assert all(whole[key].equal(resumed[key]) for key in whole)


def test_what_is_held_out_is_the_same_for_every_seed(config, tmp_path):
    pretrain(config, tmp_path / "out", max_seconds=0)
    settings = read_config(config, PretrainingConfig)
    one, other = (PretrainingData(tmp_path / "out", settings.model_copy(update={"seed": seed})) for seed in (1, 2))
    assert all(one.held_out[language].equal(other.held_out[language]) for language in LANGUAGES)
    assert not one.batch(0).equal(other.batch(0))


def continuation(tmp_path, start, data=None):
    path = tmp_path / "continuation.toml"
    path.write_text(f"{CONFIG}start = '{start}'\ndata = '{data or start}'", encoding="utf-8")
    return path


def test_a_run_can_start_from_an_earlier_encoder_and_its_data(config, tmp_path):
    earlier, later = tmp_path / "earlier", tmp_path / "later"
    pretrain(config, earlier)
    pretrain(continuation(tmp_path, earlier), later, max_seconds=0)
    assert (earlier / "pl.bin").read_bytes() == (later / "pl.bin").read_bytes()
    for name in ("model.safetensors", "head.safetensors"):
        before, after = load_file(earlier / name), load_file(later / name)
        assert before.keys() == after.keys()
        assert all(before[key].equal(after[key]) for key in before)


def test_a_run_can_go_on_from_the_encoder_of_a_model(config, tmp_path):
    earlier, model = tmp_path / "earlier", tmp_path / "model"
    pretrain(config, earlier)
    encoder, tokenizer = load_encoder(str(earlier), 0.0)
    shape = ModelConfig(encoder=encoder.config.to_dict(), schemes=("pl",), defaults={"pl": "pl"})
    save_checkpoint(model, MentionPairModel(shape, encoder), tokenizer, name="tiny")
    pretrain(continuation(tmp_path, model, earlier), tmp_path / "later", max_seconds=0)
    before, after = load_file(earlier / "model.safetensors"), load_file(tmp_path / "later" / "model.safetensors")
    assert all(before[key].bfloat16().equal(after[key].bfloat16()) for key in before)


def test_data_of_another_tokenizer_are_refused(config, tmp_path):
    earlier, other = tmp_path / "earlier", tmp_path / "other"
    pretrain(config, earlier)
    shutil.copytree(earlier, other)
    tokenizer = (other / "tokenizer.json").read_text(encoding="utf-8")
    (other / "tokenizer.json").write_text(tokenizer.replace('"[MASK]"', '"[HIDDEN]"'), encoding="utf-8")
    with pytest.raises(CheckpointError, match="tokenizer"):
        pretrain(continuation(tmp_path, other, earlier), tmp_path / "out")


def test_an_encoder_to_start_from_that_is_not_there_is_named(config, tmp_path):
    earlier = tmp_path / "earlier"
    pretrain(config, earlier, max_seconds=0)
    with pytest.raises(CheckpointError, match="nowhere"):
        pretrain(continuation(tmp_path, tmp_path / "nowhere", earlier), tmp_path / "out")


@pytest.mark.parametrize("made_with", ["layers = 2", "width = 32"])
def test_an_encoder_of_another_shape_is_refused(config, tmp_path, made_with):
    other, earlier = tmp_path / "other.toml", tmp_path / "earlier"
    setting, _ = made_with.split(" = ")
    text = re.sub(rf"{setting} = \d+", made_with, config.read_text(encoding="utf-8"))
    other.write_text(text, encoding="utf-8")
    pretrain(other, earlier, max_seconds=0)
    with pytest.raises(CheckpointError, match="cannot be the start"):
        pretrain(continuation(tmp_path, earlier), tmp_path / "out")


def test_an_encoder_with_fewer_layers_is_refused(config, tmp_path):
    earlier, later = tmp_path / "earlier", tmp_path / "later.toml"
    pretrain(config, earlier, max_seconds=0)
    text = continuation(tmp_path, earlier).read_text(encoding="utf-8").replace("layers = 1", "layers = 2")
    later.write_text(text, encoding="utf-8")
    with pytest.raises(CheckpointError, match="cannot be the start"):
        pretrain(later, tmp_path / "out")


def test_data_that_are_not_there_are_named(tmp_path):
    with pytest.raises(CheckpointError, match="nowhere"):
        pretrain(continuation(tmp_path, tmp_path / "nowhere"), tmp_path / "out")


def test_a_run_has_either_texts_or_an_encoder_to_start_from(tmp_path):
    path = tmp_path / "neither.toml"
    path.write_text(CONFIG, encoding="utf-8")
    with pytest.raises(ConfigError, match="either sources"):
        pretrain(path, tmp_path / "out")


def test_a_missing_text_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"nowhere\.txt\.xz"):
        list(read_documents(tmp_path, Source(name="nowhere", language="pl", share=1.0), 0, set(), set()))


def read(tmp_path, excluded=()):
    source = Source(name="a", language="pl", share=1.0)
    return list(read_documents(tmp_path / "text", source, 0, set(excluded), set()))


def test_a_repeated_paragraph_is_read_once(tmp_path):
    write_raw_text(tmp_path, "pl", "a", ["Raz.\nDwa.", "Raz.\nTrzy."])
    assert read(tmp_path) == ["Raz.\nDwa.", "Trzy."]


def test_text_of_a_dev_split_is_left_out(tmp_path):
    copied = "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć"
    write_raw_text(tmp_path, "pl", "a", [f"{copied}\nCoś innego."])
    assert read(tmp_path, shingles(copied.upper())) == ["Coś innego."]
