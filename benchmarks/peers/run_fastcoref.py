"""Runs F-Coref and LingMess with the code of ``fastcoref``, random weights in the published shapes; see ``protocol``.

How many mentions are scored follows from a text's length alone. Random weights would link all of them: the scores of
mentions are shifted until a realistic share is linked.
"""

from __future__ import annotations

from pathlib import Path

import spacy
import torch
from fastcoref import FCoref, LingMessCoref
from fastcoref.coref_models.modeling_fcoref import FCorefModel
from fastcoref.coref_models.modeling_lingmess import LingMessModel
from protocol import LINKS_PER_WORD, Loaded, main
from transformers import LongformerConfig, PretrainedConfig, RobertaConfig
from vocabulary import make_tokenizer

PIECES = 50265
SAMPLE_CHARACTERS = 6_000
FASTCOREF = {"f-coref": (FCoref, FCorefModel), "lingmess": (LingMessCoref, LingMessModel)}


def published_shape(kind: str) -> PretrainedConfig:
    """distilroberta-base and longformer-large-4096, with what the papers say of the scorers above them."""
    common = {"vocab_size": PIECES, "type_vocab_size": 1, "layer_norm_eps": 1e-5}
    head = {"max_span_length": 30, "dropout_prob": 0.3, "max_segment_len": 512}
    if kind == "f-coref":
        config: PretrainedConfig = RobertaConfig(
            hidden_size=768,
            num_hidden_layers=6,
            num_attention_heads=12,
            intermediate_size=3072,
            max_position_embeddings=514,
            **common,
        )
        config.coref_head = {**head, "top_lambda": 0.25, "ffnn_size": 1024}
    else:
        config = LongformerConfig(
            hidden_size=1024,
            num_hidden_layers=24,
            num_attention_heads=16,
            intermediate_size=4096,
            max_position_embeddings=4098,
            attention_window=[512] * 24,
            sep_token_id=2,
            pad_token_id=1,
            bos_token_id=0,
            eos_token_id=2,
            **common,
        )
        config.coref_head = {**head, "top_lambda": 0.4, "ffnn_size": 2048, "max_doc_len": 4096}
    return config


def open_model(kind: str, folder: Path) -> FCoref | LingMessCoref:
    """By the library; words are found by spaCy's rules, since the pipeline that is the default cannot be had here."""
    opener, _ = FASTCOREF[kind]
    return opener(str(folder), device="cpu", nlp=spacy.blank("en"), enable_progress_bar=False)


def prepare(kind: str, folder: Path, sample: Path) -> None:
    torch.manual_seed(0)
    make_tokenizer(sample, PIECES, folder)
    FASTCOREF[kind][1](published_shape(kind)).save_pretrained(folder)
    opened = open_model(kind, folder)
    shift_links(opened, sample.read_text(encoding="utf-8")[:SAMPLE_CHARACTERS])
    opened.model.save_pretrained(folder)


def shift_links(opened: FCoref | LingMessCoref, text: str) -> None:
    """A pair's score is the sum of its two mentions' and its own; that of no antecedent is 0."""
    scores = torch.as_tensor(opened.predict([text])[0].coref_logit)[:, :-1]
    best = scores.max(dim=1).values.sort(descending=True).values
    surplus = best[round(LINKS_PER_WORD * len(text.split()))]
    with torch.no_grad():
        opened.model.mention_end_classifier.bias -= surplus / 2


def load(kind: str, folder: Path) -> Loaded:
    opened = open_model(kind, folder)

    def answer(texts: list[str]) -> int:
        return sum(len(cluster) for result in opened.predict(texts) for cluster in result.clusters)

    return Loaded(
        answer, lambda text: len(opened.tokenizer(text)["input_ids"]), sum(map(torch.numel, opened.model.parameters()))
    )


if __name__ == "__main__":
    main(prepare, load)
