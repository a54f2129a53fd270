"""A corpus of the user's own: a folder with annotated files and a ``corpus.toml`` that describes them::

language = "pl"
format = "conllu"                # conllu, conll2012, jsonl, tei, brat or preco
scheme = "pl"                    # whose idea of a mention it follows; a new name is a scheme of its own
has_singletons = true            # entities mentioned once are marked
has_zeros = true                 # so are dropped subjects
has_predicates = false           # and predicates, as mentions of their subject's entity
licence = "CC BY 4.0"
splits = { train = "train/*.conllu", dev = "dev/*.conllu" }
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from coref.config import StrictModel, read_config
from corpora.corpus import Corpus

__all__ = ["DESCRIPTION", "read_description"]

DESCRIPTION = "corpus.toml"


class _Description(StrictModel):
    """What ``corpus.toml`` may say, as the attributes of ``Corpus``."""

    language: Literal["pl", "en"]
    format: Literal["conllu", "conll2012", "jsonl", "tei", "brat", "preco"]
    scheme: str
    has_singletons: bool
    has_zeros: bool = False
    has_predicates: bool = False
    permissive: bool = False
    licence: str = "not stated"
    splits: dict[str, str] = Field(min_length=1)


def read_description(folder: Path) -> Corpus:
    """The corpus in a folder; its name is the folder's.

    Raises:
        ConfigError: when its ``corpus.toml`` is missing or malformed; the message names file and key.
    """
    path = folder / DESCRIPTION
    description = read_config(path, _Description)
    return Corpus(
        name=folder.name,
        home=str(folder),
        obtain=f"put them there, or correct the patterns of splits in {path}",
        **description.model_dump(),
    )
