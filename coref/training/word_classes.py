"""What word lists know of English words: the gender of first names, and the classes of nouns.

They are targets of an auxiliary head, so that the encoder learns them and the lists need not be shipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch

from coref.document import Document
from coref.morphology import analyse
from corpora import lexicon

__all__ = ["UNKNOWN", "WordClasses"]

UNKNOWN = -100
"""The class of words that the lists do not know; cross entropy ignores it."""


class WordClasses:
    """Classes of words by the word lists; without lists no word has one.

    Raises:
        CorpusError: when a list is missing or malformed.
    """

    def __init__(self, use_lists: bool) -> None:
        self._names: dict[str, lexicon.Gender] = lexicon.first_names("en") if use_lists else {}
        self._nouns: dict[str, str] = lexicon.noun_classes() if use_lists else {}
        self.labels: tuple[str, ...] = (
            *sorted({f"first name ({gender})" for gender in self._names.values()}),
            *sorted(set(self._nouns.values())),
        )
        self._index = {label: index for index, label in enumerate(self.labels)}

    def read(self, document: Document, tags: Sequence[str]) -> torch.Tensor:
        """For each word the index into ``labels`` or ``UNKNOWN``, int64 [words].

        Args:
            tags: universal parts of speech, by which nouns are known; of no words if there are none.
        """
        words = document.words
        classes = [UNKNOWN] * len(words)
        if document.language != "en" or not self.labels:
            return torch.tensor(classes)
        for index, (tag, lemmas) in enumerate(zip(tags, analyse(words, "en").lemmas, strict=False)):
            if tag == "NOUN":
                classes[index] = self._noun_class(lemmas)
        for sentence in document.sentence_ranges():
            # The first word of a sentence has a capital even where it is no name.
            for index in sentence[1:]:
                if words[index] in self._names:
                    classes[index] = self._index[f"first name ({self._names[words[index]]})"]
        return torch.tensor(classes)

    def _noun_class(self, lemmas: Iterable[str]) -> int:
        return next((self._index[self._nouns[lemma]] for lemma in lemmas if lemma in self._nouns), UNKNOWN)
