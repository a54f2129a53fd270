"""Document → what the model reads of it: windows of pieces, and facts about each word."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np
import torch

from coref.document import Document
from coref.model.facts import WordFacts
from coref.model.recurrence import RECURRENCE, recurrence
from coref.model.windows import Windows, cut_windows, to_pieces
from coref.morphology import FEATURES, analyse
from coref.speakers import read_turns
from coref.subwords import Subwords

__all__ = ["WORD_FEATURES", "ModelInput", "contentful", "read_input"]

_SHAPES = (
    "capitalised",
    "upper case",
    "digit",
    "punctuation",
    "first in its sentence",
    "in quotation",
    "names the speaker",
)
WORD_FEATURES = len(FEATURES) + len(_SHAPES) + RECURRENCE
"""How many features a word has."""

_EMPTY = (FEATURES.index("pos=function"), len(FEATURES) + _SHAPES.index("punctuation"))
_LEMMAS = 3
_NAME_WORDS = 6
_STEM_LETTERS = 4
_CACHED = 1 << 16
_OPENING = frozenset("„“«‘")
_CLOSING = frozenset("”»’")


@dataclass(frozen=True, slots=True)
class ModelInput:
    """A document for the model; n words.

    Attributes:
        windows, piece_words: see ``coref.model.windows``.
        features: morphology, shape and recurrence of each word, float32 [n, WORD_FEATURES].
        facts: what words are compared by.
    """

    windows: Windows
    piece_words: torch.Tensor
    features: torch.Tensor
    facts: WordFacts

    def __len__(self) -> int:
        return len(self.facts)


def read_input(document: Document, subwords: Subwords, window: int, overlap: int) -> ModelInput:
    """Collect what the model needs of ``document``; see ``ModelInput``."""
    words = document.words
    ranges = document.sentence_ranges()
    pieces = to_pieces(words, _spaced(document), subwords)
    morphology = analyse(words, document.language)
    quotations = _quotations(words)
    turns = read_turns(document)
    forms = [_form(word) for word in words]
    shapes = np.frombuffer(bytearray().join(form.shape for form in forms), dtype=np.uint8).reshape(-1, len(_SHAPES))
    shapes[[sentence.start for sentence in ranges if sentence], 4] = 1
    shapes[:, 5] = np.minimum(quotations, 1)
    shapes[:, 6] = turns.naming
    sentences = np.zeros(len(words), dtype=np.int64)
    for number, sentence in enumerate(ranges):
        sentences[sentence.start : sentence.stop] = number
    lemmas = _hashes(morphology.lemmas, _LEMMAS)
    known = torch.from_numpy(np.concatenate([morphology.values, shapes], axis=1).astype(np.float32))
    return ModelInput(
        windows=cut_windows(pieces, subwords, window, overlap),
        piece_words=pieces.words,
        features=torch.cat([known, recurrence(lemmas)], dim=1),
        facts=WordFacts(
            sentences=torch.from_numpy(sentences),
            quotations=torch.tensor(quotations, dtype=torch.int64),
            speakers=torch.tensor(turns.speakers, dtype=torch.int64),
            forms=torch.tensor([form.hash for form in forms], dtype=torch.int64),
            stems=_hashes([form.stem for form in forms], 1).squeeze(1),
            lemmas=lemmas,
            names=_names(words, ranges, morphology.lemmas),
        ),
    )


def contentful(inputs: ModelInput) -> torch.Tensor:
    """Which words are neither punctuation nor known as function words, bool [n]."""
    return (inputs.features[:, list(_EMPTY)] == 0).all(1)


def _spaced(document: Document) -> list[bool]:
    """Whether white space is before each word; the first word has none, but should look as it does further on."""
    return [start == 0 or document.text[start - 1].isspace() for start, _ in document.tokens]


@dataclass(frozen=True, slots=True)
class _Form:
    """What is the same wherever a word stands: its ``_SHAPES``, its hash, its first letters if it has enough."""

    shape: bytes
    hash: int
    stem: tuple[str, ...]


@lru_cache(maxsize=_CACHED)
def _form(word: str) -> _Form:
    first, lower = word[0], word.lower()
    punctuation = unicodedata.category(first)[0] in "PS"
    shape = first.isupper(), word.isupper() and len(word) > 1, first.isdigit(), punctuation, False, False, False
    letters = lower[:_STEM_LETTERS]
    stem = (letters,) if len(letters) == _STEM_LETTERS and letters.isalpha() else ()
    return _Form(bytes(shape), _hash(lower), stem)


def _quotations(words: Sequence[str]) -> list[int]:
    """Number the quotations; a straight quotation mark opens and closes in turn, a blind eye is kept on nesting."""
    numbers, count, inside = [], 0, False
    for word in words:
        straight = word in {'"', "''", "``"}
        opens = word[0] in _OPENING or (straight and not inside)
        if opens:
            count, inside = count + 1, True
        numbers.append(count if inside else 0)
        if word[0] in _CLOSING or (straight and not opens):
            inside = False
    return numbers


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())


def _hashes(strings: Sequence[tuple[str, ...]], width: int) -> torch.Tensor:
    """One row of hashes for each word, filled up with negative numbers that occur once."""
    rows = np.array([_row(some, width) for some in strings], dtype=np.int64).reshape(-1, width)
    return torch.from_numpy(np.where(rows < 0, -1 - np.arange(rows.size).reshape(rows.shape), rows))


@lru_cache(maxsize=_CACHED)
def _row(strings: tuple[str, ...], width: int) -> tuple[int, ...]:
    hashes = tuple(map(_hash, strings[:width]))
    return hashes + (-1,) * (width - len(hashes))


def _names(words: Sequence[str], ranges: Iterable[range], lemmas: Sequence[tuple[str, ...]]) -> torch.Tensor:
    """The lemmas of the capitalised run around each word; a word that is not capitalised is in no run."""
    runs: list[tuple[str, ...]] = [()] * len(words)
    capitalised = [word[0].isupper() for word in words]
    for sentence in ranges:
        for is_name, places in groupby(sentence, capitalised.__getitem__):
            if is_name:
                run = list(places)
                # The first lemmas of all words come before the second ones, which the width may cut off.
                known = [lemmas[index][rank : rank + 1] for rank in range(_LEMMAS) for index in run]
                of_run = tuple(dict.fromkeys(lemma for group in known for lemma in group))
                for index in run:
                    runs[index] = of_run
    return _hashes(runs, _NAME_WORDS)
