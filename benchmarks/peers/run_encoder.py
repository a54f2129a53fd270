"""Runs nothing but the encoder of a system whose own code is on no package index; see ``protocol``.

The system itself takes longer and more memory. Each text is cut into even windows, which are one batch.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from protocol import Loaded, main
from transformers import AutoTokenizer, MT5Config, MT5EncoderModel, PreTrainedModel, RobertaConfig, RobertaModel
from vocabulary import make_tokenizer

WINDOW = 512
ROBERTA_LARGE = RobertaConfig(
    vocab_size=50_265,
    hidden_size=1024,
    num_hidden_layers=24,
    num_attention_heads=16,
    intermediate_size=4096,
    max_position_embeddings=514,
    type_vocab_size=1,
    layer_norm_eps=1e-5,
)
MT5_LARGE = MT5Config(
    vocab_size=250_112,
    d_model=1024,
    d_kv=64,
    d_ff=2816,
    num_layers=24,
    num_heads=16,
    feed_forward_proj="gated-gelu",
)
ENCODERS: dict[str, tuple[type[PreTrainedModel], RobertaConfig | MT5Config]] = {
    "roberta-large": (RobertaModel, ROBERTA_LARGE),
    "mt5-large": (MT5EncoderModel, MT5_LARGE),
}


def prepare(kind: str, folder: Path, sample: Path) -> None:
    encoder, shape = ENCODERS[kind]
    make_tokenizer(sample, shape.vocab_size, folder)
    encoder(shape).save_pretrained(folder)


def load(kind: str, folder: Path) -> Loaded:
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    encoder = ENCODERS[kind][0].from_pretrained(str(folder)).eval()

    @torch.inference_mode()
    def answer(texts: list[str]) -> int:
        for text in texts:
            pieces = tokenizer(text, add_special_tokens=False)["input_ids"]
            length = math.ceil(len(pieces) / math.ceil(len(pieces) / WINDOW))
            windows = [{"input_ids": pieces[start : start + length]} for start in range(0, len(pieces), length)]
            encoder(**tokenizer.pad(windows, return_tensors="pt"))
        return 0

    return Loaded(answer, lambda text: len(tokenizer(text)["input_ids"]), sum(map(torch.numel, encoder.parameters())))


if __name__ == "__main__":
    main(prepare, load)
