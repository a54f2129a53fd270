"""A corpus that a program wrote and a tiny encoder, enough for real training in seconds."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from samples import PASSAGE_PL

WOMEN = ("Anna", "Maria", "Ewa", "Zofia")
MEN = ("Jan", "Piotr", "Adam", "Tomasz")
PLACES = ("w domu", "w lesie", "nad rzeką")


def story(chooser: random.Random, number: int) -> dict[str, object]:
    """Two people, each taken up by a pronoun; in the format of the Polish corpus."""
    woman, man, place = chooser.choice(WOMEN), chooser.choice(MEN), chooser.choice(PLACES)
    first, second = chooser.sample([(woman, "Ona"), (man, "On")], 2)
    sentences = [f"{first[0]} mieszka {place} .", f"{second[0]} pracuje .", f"{first[1]} śpi .", f"{second[1]} czyta ."]
    text = " ".join(sentences)
    tokens, start = [], 0
    for sentence in sentences:
        spans = []
        for word in sentence.split():
            spans.append([start, start + len(word)])
            start += len(word) + 1
        tokens.append(spans)
    clusters = [
        [
            {"start": start, "end": end, "head": [start, end], "kind": "overt"}
            for start, end in (tokens[index][0], tokens[index + 2][0])
        ]
        for index in (0, 1)
    ]
    return {
        "id": f"story-{number}",
        "language": "pl",
        "genre": "fiction",
        "source": "made by a test",
        "reference": ["test", number],
        "text": text,
        "sentences": tokens,
        "clusters": clusters,
    }


@pytest.fixture
def corpora_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with our own small ``pl`` corpus, where the registry looks."""
    folder = tmp_path / "data" / "corpora" / "pl"
    folder.mkdir(parents=True)
    for split, count in (("train", 60), ("dev", 20)):
        chooser = random.Random(split)
        lines = [json.dumps(story(chooser, number)) + "\n" for number in range(count)]
        (folder / f"{split}.jsonl").write_text("".join(lines), encoding="utf-8")
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def tiny_encoder(tmp_path: Path) -> Path:
    """An encoder directory with random weights, as ``coref pretrain`` writes one."""
    import torch
    from tiny import tiny_shape, tiny_tokenizer
    from transformers import ModernBertModel

    torch.manual_seed(0)
    directory = tmp_path / "encoder"
    tiny_tokenizer([" ".join([*WOMEN, *MEN, *PLACES, PASSAGE_PL])] * 3).save_pretrained(directory)
    ModernBertModel(tiny_shape()).save_pretrained(directory)
    return directory


@pytest.fixture
def training_config(tmp_path: Path, corpora_root: Path, tiny_encoder: Path) -> Path:
    """A configuration that trains on the corpus above."""
    path = tmp_path / "tiny.toml"
    path.write_text(
        f"""
name = "tiny"
encoder = "{tiny_encoder}"
corpora = {{ pl = 1.0 }}
defaults = {{ pl = "pl", en = "pl" }}
epochs = 8
batch_words = 60
encoder_rate = 1e-3
head_rate = 3e-3
warmup_share = 0.1
encoder_dropout = 0.0
dropout = 0.1
window = 64
overlap = 8
morphology_dropout = 0.1
checkpoint_every_s = 0.2
""",
        encoding="utf-8",
    )
    return path
