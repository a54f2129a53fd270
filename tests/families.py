"""Tiny encoders with random weights in the shape of well-known families: the files that their directories have."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from samples import PASSAGE_EN, PASSAGE_PL
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertModel,
    DebertaV2Config,
    DebertaV2Model,
    ModernBertConfig,
    ModernBertModel,
    MT5Config,
    MT5EncoderModel,
    PreTrainedModel,
    T5Config,
    T5ForConditionalGeneration,
    UMT5Config,
    UMT5EncoderModel,
    XLMRobertaConfig,
    XLMRobertaModel,
)

TEXTS = [PASSAGE_PL, PASSAGE_EN] * 4
_VOCABULARY = 400
_BERT_SHAPE = {
    "vocab_size": _VOCABULARY,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 48,
}
_T5_SHAPE = {"vocab_size": _VOCABULARY, "d_model": 32, "d_kv": 16, "d_ff": 48, "num_layers": 2, "num_heads": 2}


@dataclass(frozen=True)
class Family:
    """How the tokenizer and the model of a family are made; what its encoder takes and adds.

    Attributes:
        settings: what ``tokenizer_config.json`` says.
        longest: the longest row of pieces, if there is a limit.
        frame: the special pieces around a text.
        mark: what a piece that follows white space begins with.
    """

    tokenizer: Callable[[], Tokenizer]
    settings: dict[str, Any]
    model: Callable[[], PreTrainedModel]
    longest: int | None
    frame: tuple[list[str], list[str]]
    mark: str = ""

    def write(self, directory: Path) -> None:
        """Write what a directory of the model hub holds."""
        torch.manual_seed(0)
        self.model().save_pretrained(directory)
        self.tokenizer().save(str(directory / "tokenizer.json"))
        (directory / "tokenizer_config.json").write_text(json.dumps(self.settings), encoding="utf-8")


def _frame(tokenizer: Tokenizer, template: str, *pieces: str) -> Tokenizer:
    tokenizer.post_processor = processors.TemplateProcessing(
        single=template, special_tokens=[(piece, tokenizer.token_to_id(piece)) for piece in pieces]
    )
    return tokenizer


def _herbert_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", end_of_word_suffix="</w>"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.BPEDecoder(suffix="</w>")
    trainer = trainers.BpeTrainer(
        vocab_size=_VOCABULARY,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        end_of_word_suffix="</w>",
        show_progress=False,
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.post_processor = processors.BertProcessing(("</s>", 2), ("<s>", 0))
    return tokenizer


def bytes_tokenizer() -> Tokenizer:
    """Byte-level BPE in which a word that follows a space has other pieces."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=_VOCABULARY,
        special_tokens=["[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    return _frame(tokenizer, "[CLS] $A [SEP]", "[CLS]", "[SEP]")


def _unigram_tokenizer(special: list[str], unknown: str) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\p{Cf}"), "")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    trainer = trainers.UnigramTrainer(
        vocab_size=300, special_tokens=special, unk_token=unknown, show_progress=False, max_piece_length=12
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    return tokenizer


def _xlm_roberta_tokenizer() -> Tokenizer:
    tokenizer = _unigram_tokenizer(["<s>", "<pad>", "</s>", "<unk>"], "<unk>")
    tokenizer.add_special_tokens(["<mask>"])
    return _frame(tokenizer, "<s> $A </s>", "<s>", "</s>")


def _deberta_tokenizer() -> Tokenizer:
    tokenizer = _unigram_tokenizer(["[PAD]", "[CLS]", "[SEP]", "[UNK]"], "[UNK]")
    tokenizer.add_special_tokens(["[MASK]"])
    return _frame(tokenizer, "[CLS] $A [SEP]", "[CLS]", "[SEP]")


def _t5_tokenizer() -> Tokenizer:
    return _frame(_unigram_tokenizer(["<pad>", "</s>", "<unk>"], "<unk>"), "$A </s>", "</s>")


FAMILIES = {
    "herbert": Family(
        _herbert_tokenizer,
        {"tokenizer_class": "HerbertTokenizerFast"},
        lambda: BertModel(BertConfig(**_BERT_SHAPE, max_position_embeddings=514, pad_token_id=1)),
        longest=514,
        frame=(["<s>"], ["</s>"]),
    ),
    "xlm-roberta": Family(
        _xlm_roberta_tokenizer,
        {"tokenizer_class": "XLMRobertaTokenizer"},
        lambda: XLMRobertaModel(
            XLMRobertaConfig(
                **_BERT_SHAPE,
                max_position_embeddings=514,
                type_vocab_size=1,
                pad_token_id=1,
                bos_token_id=0,
                eos_token_id=2,
            )
        ),
        longest=512,
        frame=(["<s>"], ["</s>"]),
        mark="▁",
    ),
    "modernbert": Family(
        bytes_tokenizer,
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "unk_token": "[UNK]",
            "cls_token": "[CLS]",
            "sep_token": "[SEP]",
            "pad_token": "[PAD]",
            "mask_token": "[MASK]",
        },
        lambda: ModernBertModel(
            ModernBertConfig(
                **_BERT_SHAPE,
                max_position_embeddings=8192,
                pad_token_id=3,
                bos_token_id=1,
                cls_token_id=1,
                eos_token_id=2,
                sep_token_id=2,
            )
        ),
        longest=8192,
        frame=(["[CLS]"], ["[SEP]"]),
        mark="Ġ",
    ),
    "deberta-v3": Family(
        _deberta_tokenizer,
        {"tokenizer_class": "DebertaV2Tokenizer", "do_lower_case": False},
        # Stored in half precision, as some published ones are.
        lambda: DebertaV2Model(
            DebertaV2Config(
                **_BERT_SHAPE,
                relative_attention=True,
                position_buckets=16,
                norm_rel_ebd="layer_norm",
                share_att_key=True,
                pos_att_type="p2c|c2p",
                position_biased_input=False,
            )
        ).half(),
        longest=None,
        frame=(["[CLS]"], ["[SEP]"]),
        mark="▁",
    ),
    "t5": Family(
        _t5_tokenizer,
        {"tokenizer_class": "T5Tokenizer", "extra_ids": 10},
        lambda: T5ForConditionalGeneration(T5Config(**_T5_SHAPE, decoder_start_token_id=0)),
        longest=None,
        frame=([], ["</s>"]),
        mark="▁",
    ),
    "mt5": Family(
        _t5_tokenizer,
        {"tokenizer_class": "T5Tokenizer", "extra_ids": 0},
        lambda: MT5EncoderModel(MT5Config(**_T5_SHAPE)),
        longest=None,
        frame=([], ["</s>"]),
        mark="▁",
    ),
    "umt5": Family(
        _t5_tokenizer,
        {"tokenizer_class": "T5Tokenizer", "extra_ids": 0},
        lambda: UMT5EncoderModel(UMT5Config(**_T5_SHAPE)),
        longest=None,
        frame=([], ["</s>"]),
        mark="▁",
    ),
}
