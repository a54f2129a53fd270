"""Swapping names: a document with other first names of the same gender teaches that any name may stand there."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate

from coref.document import Document, Kind, Mention, Span
from coref.training.name_forms import lemmas_of_name, same_form
from corpora.lexicon import Gender, first_names

__all__ = ["NameSwapper", "moved_mention", "replace_words"]

_TRIES = 20
"""How many other names are tried for one whose forms are all right."""


class NameSwapper:
    """Replaces first names by others of their gender, each by the same one throughout a document.

    Raises:
        CorpusError: when a list of names is missing or malformed.
    """

    def __init__(self) -> None:
        self._genders = {language: first_names(language) for language in ("pl", "en")}

    def swap(self, document: Document, chooser: random.Random) -> Document:
        """The document with other first names inside those of its mentions that are names."""
        genders = self._genders[document.language]
        new: dict[int, str] = {}
        for name, places in _names(document, genders).items():
            candidates = sorted(other for other, gender in genders.items() if gender == genders[name] and other != name)
            for other in chooser.sample(candidates, min(_TRIES, len(candidates))):
                forms = {word: _form(word, name, other, document.language) for word in places}
                if None not in forms.values():
                    new |= {index: forms[word] or word for word, indices in places.items() for index in indices}
                    break
        return replace_words(document, new)


def replace_words(document: Document, new: Mapping[int, str]) -> Document:
    """The document with other words, by token index; mentions, sentences and the other tokens move with them."""
    pieces: list[str] = []
    growth: list[int] = []
    before = 0
    for index, (start, end) in enumerate(document.tokens):
        word = new.get(index, document.text[start:end])
        pieces += [document.text[before:start], word]
        growth.append(len(word) - (end - start))
        before = end
    text = "".join([*pieces, document.text[before:]])
    ends = [end for _, end in document.tokens]
    shifts = list(accumulate(growth, initial=0))

    def moved(span: Span) -> Span:
        start, end = (offset + shifts[bisect_right(ends, offset)] for offset in span)
        return start, end

    moved_document = replace(
        document, text=text, clusters=(), tokens=_all(moved, document.tokens), sentences=_all(moved, document.sentences)
    )
    return moved_document.with_clusters(
        [moved_mention(mention, moved, text) for mention in cluster.mentions] for cluster in document.clusters
    )


def _names(document: Document, known: Mapping[str, Gender]) -> dict[str, dict[str, list[int]]]:
    """For each first name its forms, and the words of the document that have them."""
    places: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    words = document.words
    for index in sorted(set(_words_of_names(document))):
        lemmas = lemmas_of_name(words[index]) if document.language == "pl" else [words[index]]
        for name in lemmas[:1]:
            if name in known:
                places[name][words[index]].append(index)
    return {name: dict(forms) for name, forms in places.items()}


def _words_of_names(document: Document) -> Iterator[int]:
    """The words of mentions that are names."""
    starts = [start for start, _ in document.tokens]
    for cluster in document.clusters:
        for mention in cluster.mentions:
            if mention.kind is Kind.NAME:
                first = bisect_right(starts, mention.start) - 1
                yield from range(first, bisect_right(starts, mention.end - 1))


def _form(word: str, name: str, other: str, language: str) -> str | None:
    return same_form(word, name, other) if language == "pl" else other


def moved_mention(mention: Mention, moved: Callable[[Span], Span], text: str) -> Mention:
    """The mention in another ``text``, where ``moved`` says of each span of the document which it has become."""
    start, end = moved((mention.start, mention.end))
    parts = _all(moved, mention.parts)
    return replace(mention, start=start, end=end, text=text[start:end], head=moved(mention.head), parts=parts)


def _all(moved: Callable[[Span], Span], spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(moved(span) for span in spans)
