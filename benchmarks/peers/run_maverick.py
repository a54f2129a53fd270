"""Runs Maverick (its ``mes`` model) with its own code and random weights in the published shape; see ``protocol``.

It goes on with what its scores say are starts of mentions and mentions. Random weights would take half of everything or
nothing: both scores are shifted for each text, so that a realistic share is taken.
"""

from __future__ import annotations

from pathlib import Path

import spacy
import torch
from maverick import Maverick
from maverick.models.pl_modules import BasePLModule
from protocol import MENTIONS_PER_WORD, Loaded, main
from spacy.language import Language
from transformers import AutoModel, DebertaV2Config
from vocabulary import make_tokenizer

STARTS_PER_WORD = 0.10
"""Fewer than mentions, since some begin at the same word."""
DEBERTA_V3_LARGE = DebertaV2Config(
    vocab_size=128_100,
    hidden_size=1024,
    num_hidden_layers=24,
    num_attention_heads=16,
    intermediate_size=4096,
    max_position_embeddings=512,
    type_vocab_size=0,
    layer_norm_eps=1e-7,
    relative_attention=True,
    max_relative_positions=-1,
    position_buckets=256,
    position_biased_input=False,
    pos_att_type=["p2c", "c2p"],
    norm_rel_ebd="layer_norm",
    share_att_key=True,
)


def prepare(_: str, folder: Path, sample: Path) -> None:
    torch.manual_seed(0)
    encoder = folder / "encoder"
    make_tokenizer(sample, DEBERTA_V3_LARGE.vocab_size, encoder)
    AutoModel.from_config(DEBERTA_V3_LARGE).save_pretrained(encoder)
    shape = {
        "_target_": "maverick.models.model_mes.Maverick_mes",
        "huggingface_model_name": str(encoder),
        "freeze_encoder": False,
        "span_representation": "concat_start_end",
    }
    contents = {
        "state_dict": BasePLModule(model=shape).state_dict(),
        "hyper_parameters": {"model": shape},
        "pytorch-lightning_version": "2.0.0",
    }
    torch.save(contents, folder / "weights.ckpt")


def sentence_splitter() -> Language:
    """By rules, since the pipeline that the library takes for plain text cannot be had here."""
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    return language


def sentences(text: str, splitter: Language) -> list[list[str]]:
    return [[token.text for token in sentence] for sentence in splitter(text).sents]


def load(_: str, folder: Path) -> Loaded:
    opened = Maverick(str(folder), device="cpu")
    splitter = sentence_splitter()
    words = 0

    def say_yes(share: float, logits: torch.Tensor) -> torch.Tensor:
        """The scores, shifted so that ``share`` of the words have one above zero."""
        ranked = logits.flatten().sort(descending=True).values
        return logits - ranked[min(round(share * words), len(ranked) - 1)]

    opened.model.start_token_classifier.register_forward_hook(lambda *event: say_yes(STARTS_PER_WORD, event[-1]))
    opened.model.start_end_classifier.register_forward_hook(lambda *event: say_yes(MENTIONS_PER_WORD, event[-1]))

    def answer(texts: list[str]) -> int:
        """One by one: the library has no batches."""
        nonlocal words
        mentions = 0
        for text in texts:
            words = len(text.split())
            clusters = opened.predict(sentences(text, splitter))["clusters_token_offsets"]
            mentions += sum(map(len, clusters))
        return mentions

    return Loaded(
        answer, lambda text: len(opened.tokenizer(text)["input_ids"]), sum(map(torch.numel, opened.model.parameters()))
    )


if __name__ == "__main__":
    main(prepare, load)
