"""Annotated corpora → the texts that training draws from, each with whatever is annotated of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from coref.document import Document
from coref.errors import CorpusError
from coref.prepare import from_words, prepare
from coref.training.config import TrainingConfig
from coref.training.pronouns import PronounChoice, read_choice
from corpora import auxiliary, registry
from corpora.copies import is_copy, shingles_of_dev
from corpora.gap import read_gap
from corpora.named_entities import TaggedSentence
from corpora.registry import Corpus
from corpora.treebank import ParsedSentence, read_treebank

__all__ = ["Text", "read_texts"]

logger = logging.getLogger(__name__)

_CHUNK_WORDS = 120
"""A treebank may be one long row of unrelated sentences; so much of it is one text."""

Sentence = TypeVar("Sentence", ParsedSentence, TaggedSentence)


@dataclass(frozen=True, slots=True)
class Text:
    """Something to learn from.

    Attributes:
        document: its clusters count only where there is a ``corpus``.
        corpus: whose coreference it has, if any.
        parsed: its trees, if any, sentence by sentence over the document's tokens.
        tagged: its named entities, if any, likewise.
        choice: the pronoun in it whose name is known, if there is one.
    """

    document: Document
    corpus: Corpus | None = None
    parsed: tuple[ParsedSentence, ...] = ()
    tagged: tuple[TaggedSentence, ...] = ()
    choice: PronounChoice | None = None


def read_texts(config: TrainingConfig) -> dict[str, list[Text]]:
    """The train splits of every corpus of the configuration, by the corpus's name.

    Texts of treebanks, named entities and pronouns that a dev split of the coreference corpora holds too are left out.

    Raises:
        CorpusError: when files are missing or malformed.
    """
    texts = {name: list(_coreference(registry.get(name), config.permissive)) for name in config.corpora}
    treebanks, entities = (_allowed(names, config.permissive) for names in (config.treebanks, config.entities))
    if treebanks or entities or config.pronouns:
        excluded = shingles_of_dev(config.corpora)
        parsed = auxiliary.training_trees(treebanks) if treebanks else {}
        tagged = {name: auxiliary.entities(name, "train") for name in entities}
        texts |= {name: _without_copies(_parsed(name, documents), excluded) for name, documents in parsed.items()}
        texts |= {name: _without_copies(_tagged(name, documents), excluded) for name, documents in tagged.items()}
        texts |= {name: _without_copies(_choices(name), excluded) for name in config.pronouns}
    return texts


def _coreference(corpus: Corpus, permissive: bool) -> Iterator[Text]:
    documents = registry.load(corpus.name, "train")
    for document, parsed in zip(documents, _trees(corpus, documents), strict=True):
        if document.tokens and (not permissive or corpus.allows_commercial_use(document)):
            yield Text(document, corpus, parsed)


def _trees(corpus: Corpus, documents: Sequence[Document]) -> list[tuple[ParsedSentence, ...]]:
    """The trees of each document of a corpus whose files all have them, over the very tokens of the document."""
    if corpus.format != "conllu":
        return [()] * len(documents)
    paths = registry.files(corpus.name, "train")
    try:
        parsed = [tuple(sentences) for path in paths for sentences in read_treebank(path, corpus.language)]
    except CorpusError as error:
        logger.warning("%s teaches no syntax: %s", corpus.name, error)
        return [()] * len(documents)
    return [
        sentences if [word for sentence in sentences for word in sentence.words] == list(document.words) else ()
        for document, sentences in zip(documents, parsed, strict=True)
    ]


def _allowed(names: Iterable[str], permissive: bool) -> list[str]:
    return [name for name in names if not (permissive and auxiliary.get(name).non_commercial)]


def _parsed(name: str, documents: Iterable[Sequence[ParsedSentence]]) -> Iterator[Text]:
    for document in documents:
        for chunk in _chunks(document):
            yield Text(_document(name, chunk), parsed=tuple(chunk))


def _tagged(name: str, documents: Iterable[Sequence[TaggedSentence]]) -> Iterator[Text]:
    for document in documents:
        for chunk in _chunks(document):
            yield Text(_document(name, chunk), tagged=tuple(chunk))


def _choices(name: str) -> Iterator[Text]:
    for path in registry.files(name, "train"):
        for example in read_gap(path):
            document = prepare(example.text, language="en")
            yield Text(document, choice=read_choice(document, example))


def _document(name: str, sentences: Iterable[ParsedSentence | TaggedSentence]) -> Document:
    return from_words([sentence.words for sentence in sentences], language=auxiliary.get(name).language)


def _without_copies(texts: Iterable[Text], excluded: set[str]) -> list[Text]:
    return [text for text in texts if not is_copy(text.document.text, excluded)]


def _chunks(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    chunk: list[Sentence] = []
    words = 0
    for sentence in sentences:
        chunk.append(sentence)
        words += len(sentence.words)
        if words >= _CHUNK_WORDS:
            yield chunk
            chunk, words = [], 0
    if chunk:
        yield chunk
