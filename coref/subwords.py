"""The tokenizer of an encoder: words → subword pieces, and what stands around a row of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

__all__ = ["Subwords"]

_LONGEST_WORD = 16
"""Pieces of a word beyond these say little, and a word without spaces may be a whole file."""
_CACHED_WORDS = 1 << 16
_LONGEST_CACHED = 64
"""Code points: longer words hardly come twice."""


class Subwords:
    """Splits each word by itself, so that a word's pieces do not depend on its neighbours. Threads may share one.

    Attributes:
        before, after: the special pieces that frame a row.
        padding: what fills a row up.
    """

    def __init__(self, tokenizer: Tokenizer, *, unknown: int | None, padding: int | None) -> None:
        self._tokenizer = tokenizer
        self.before, self.after = self._frame()
        self.padding = 0 if padding is None else padding
        # A piece that says nothing; byte-level tokenizers may have no unknown piece.
        self._filler = self.padding if unknown is None else unknown
        self._shows_spaces = self._pieces("a a") != 2 * self._pieces("a")
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def of(cls, tokenizer: PreTrainedTokenizerBase) -> Subwords:
        """That of a fast tokenizer of ``transformers``."""
        return cls(tokenizer.backend_tokenizer, unknown=tokenizer.unk_token_id, padding=tokenizer.pad_token_id)

    @classmethod
    def read(cls, directory: Path) -> Subwords:
        """That of a directory with ``tokenizer.json`` and ``tokenizer_config.json``, as ``transformers`` writes them.

        Raises:
            OSError, ValueError: when a file is missing or malformed.
        """
        try:
            tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
        except Exception as error:  # tokenizers raises nothing more special
            raise ValueError(f"tokenizer.json: {error}") from error
        settings = json.loads((directory / "tokenizer_config.json").read_text(encoding="utf-8"))
        return cls(
            tokenizer,
            unknown=_identifier(tokenizer, settings.get("unk_token")),
            padding=_identifier(tokenizer, settings.get("pad_token")),
        )

    def split(self, words: Sequence[str], spaced: Sequence[bool]) -> list[tuple[int, ...]]:
        """The pieces of each word, at least one and at most 16.

        Args:
            spaced: for each word whether white space is before it, which the pieces of some tokenizers show.
        """
        if self._shows_spaces:
            words = [f" {word}" if space else word for word, space in zip(words, spaced, strict=True)]
        known = self._known
        new = list({word for word in words if word not in known})
        if not new:
            return [known[word] for word in words]
        encodings = self._tokenizer.encode_batch_fast(new, add_special_tokens=False)
        # A word of characters that the tokenizer drops still needs a state.
        found = {
            word: tuple(encoding.ids[:_LONGEST_WORD]) or (self._filler,)
            for word, encoding in zip(new, encodings, strict=True)
        }
        pieces = [known.get(word) or found[word] for word in words]
        if len(known) + len(found) > _CACHED_WORDS:
            # A new dictionary, since other threads may be reading the old one.
            self._known = {}
        self._known.update((word, ids) for word, ids in found.items() if len(word) <= _LONGEST_CACHED)
        return pieces

    def _pieces(self, text: str, *, framed: bool = False) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=framed).ids)

    def _frame(self) -> tuple[list[int], list[int]]:
        """What the tokenizer puts before and after a text, whichever family it is of."""
        plain, framed = self._pieces("a"), self._pieces("a", framed=True)
        for start in range(len(framed) - len(plain) + 1):
            if framed[start : start + len(plain)] == plain:
                return framed[:start], framed[start + len(plain) :]
        return [], []


def _identifier(tokenizer: Tokenizer, piece: Any) -> int | None:  # noqa: ANN401 - whatever the file says
    """Of a special piece, which is written as a string or as a record with its ``content``."""
    text = piece.get("content") if isinstance(piece, dict) else piece
    return None if text is None else tokenizer.token_to_id(text)
