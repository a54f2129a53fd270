"""The treebanks and named-entity corpora that training learns words' properties from, beside coreference.

``train`` is training material, which takes in the treebanks' own dev and test files, as no parsing scores are compared
with others'. ``dev`` is held out, to measure on. Polish treebanks share sentences: ``training_trees`` leaves repeated
and held-out ones away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coref.errors import CorpusError
from corpora.named_entities import TaggedSentence, read_named_entities
from corpora.registry import check_split, data_root, missing_files
from corpora.treebank import ParsedSentence, read_treebank

__all__ = [
    "HELD_OUT",
    "Auxiliary",
    "entities",
    "entity_corpora",
    "files",
    "get",
    "training_trees",
    "treebanks",
    "trees",
]

HELD_OUT = ("ewt", "pdb")
"""The treebanks whose ``dev`` measures tagging and parsing."""


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """What is known of a treebank or named-entity corpus.

    Attributes:
        name: its name here.
        language: ``"pl"`` or ``"en"``.
        licence: of texts and annotation.
        non_commercial: whether the licence excludes commercial use.
        home: where it is published.
        folder: its folder below ``registry.data_root()``.
        splits: for each split the names of its files, which may also end in ``.xz`` or ``.gz``.
    """

    name: str
    language: str
    licence: str
    home: str
    folder: str
    splits: Mapping[str, tuple[str, ...]]
    non_commercial: bool = False


# In training_trees the annotation of the earlier counts, and SZ's is of an older version of Universal Dependencies.
_TREEBANKS = (
    Auxiliary(
        name="ewt",
        language="en",
        licence="CC BY-SA 4.0",
        home="https://github.com/UniversalDependencies/UD_English-EWT",
        folder="corpora/ud/UD_English-EWT",
        splits={"train": ("en_ewt-ud-train.conllu",), "dev": ("en_ewt-ud-dev.conllu",)},
    ),
    Auxiliary(
        name="pud-en",
        language="en",
        licence="CC BY-SA 3.0",
        home="https://github.com/UniversalDependencies/UD_English-PUD",
        folder="corpora/ud/UD_English-PUD",
        splits={"train": ("en_pud-ud-test.conllu",)},
    ),
    Auxiliary(
        name="pdb",
        language="pl",
        licence="CC BY-NC-SA 4.0",
        non_commercial=True,
        home="https://github.com/UniversalDependencies/UD_Polish-PDB",
        folder="corpora/ud/UD_Polish-PDB",
        splits={"train": ("pl_pdb-ud-train*.conllu", "pl_pdb-ud-test.conllu"), "dev": ("pl_pdb-ud-dev.conllu",)},
    ),
    Auxiliary(
        name="pud-pl",
        language="pl",
        licence="CC BY-SA 4.0",
        home="https://github.com/UniversalDependencies/UD_Polish-PUD",
        folder="corpora/ud/UD_Polish-PUD",
        splits={"train": ("pl_pud-ud-test.conllu",)},
    ),
    Auxiliary(
        name="lfg",
        language="pl",
        licence="GNU GPL 3.0",
        home="https://github.com/UniversalDependencies/UD_Polish-LFG",
        folder="corpora/ud/UD_Polish-LFG",
        splits={"train": ("pl_lfg-ud-train*.conllu", "pl_lfg-ud-dev.conllu", "pl_lfg-ud-test.conllu")},
    ),
    Auxiliary(
        name="sz",
        language="pl",
        licence="GNU GPL 3.0",
        home="https://github.com/UniversalDependencies/UD_Polish-PDB/tree/r2.3",
        folder="corpora/ud/UD_Polish-SZ-r2.3",
        splits={"train": ("pl_sz-ud-dev.conllu", "pl_sz-ud-test.conllu")},
    ),
)
_ENTITY_CORPORA = (
    Auxiliary(
        name="nkjp-ner",
        language="pl",
        licence="GNU GPL 3.0",
        home="https://github.com/CLARIN-PL/PolDeepNer",
        folder="ner/nkjp-ner",
        splits={"train": ("nkjp-nested-simplified-v2.iob",)},
    ),
    Auxiliary(
        name="kpwr-ner",
        language="pl",
        licence="CC BY 3.0; the repository that has the file: GNU GPL 3.0",
        home="https://github.com/CLARIN-PL/PolDeepNer",
        folder="ner/kpwr-n82-test",
        splits={"dev": ("kpwr-ner-n82-test.iob",)},
    ),
    Auxiliary(
        name="uner-ewt",
        language="en",
        licence="CC BY-SA 4.0",
        home="https://github.com/UniversalNER/UNER_English-EWT",
        folder="ner/uner-english",
        splits={"train": ("en_ewt-ud-test.iob2",), "dev": ("en_ewt-ud-dev.iob2",)},
    ),
    Auxiliary(
        name="uner-pud",
        language="en",
        licence="CC BY-SA 4.0",
        home="https://github.com/UniversalNER/UNER_English-PUD",
        folder="ner/uner-english",
        splits={"train": ("en_pud-ud-test.iob2",)},
    ),
)
_BY_NAME = {corpus.name: corpus for corpus in (*_TREEBANKS, *_ENTITY_CORPORA)}


def treebanks() -> tuple[str, ...]:
    """The names of all treebanks."""
    return tuple(corpus.name for corpus in _TREEBANKS)


def entity_corpora() -> tuple[str, ...]:
    """The names of all corpora of named entities."""
    return tuple(corpus.name for corpus in _ENTITY_CORPORA)


def get(name: str) -> Auxiliary:
    """What is known of a corpus.

    Raises:
        CorpusError: when there is none of that name.
    """
    if name not in _BY_NAME:
        raise CorpusError(f"there is no auxiliary corpus {name!r}; there are {', '.join(_BY_NAME)}")
    return _BY_NAME[name]


def files(name: str, split: str) -> list[Path]:
    """The files of a split.

    Raises:
        CorpusError: when the corpus, its split or one of its files is not there; the message says how to get them.
    """
    corpus = get(name)
    patterns = check_split(name, corpus.splits, split)
    folder = data_root() / corpus.folder
    found: list[Path] = []
    for pattern in patterns:
        paths = {_uncompressed(path): path for ending in (".gz", ".xz", "") for path in folder.glob(pattern + ending)}
        if not paths:
            raise missing_files(
                name,
                f"{pattern} in {folder}",
                obtain="copy them from its home into the folder; they may be compressed, as .xz or .gz",
                home=corpus.home,
                licence=corpus.licence,
            )
        found += [paths[plain] for plain in sorted(paths)]
    return found


def _uncompressed(path: Path) -> str:
    """The name of the file before compression; of a file that is there in several forms one is read."""
    return path.name.removesuffix(".xz").removesuffix(".gz")


def trees(name: str, split: str) -> Iterator[list[ParsedSentence]]:
    """The sentences of each document of a treebank's split; malformed ones are left out, with a warning in the log.

    Raises:
        CorpusError: at once when files are missing or it is no treebank; while reading when one cannot be read.
    """
    corpus = _of_kind(name, treebanks())
    paths = files(name, split)
    return (document for path in paths for document in read_treebank(path, corpus.language, skip_malformed=True))


def entities(name: str, split: str) -> Iterator[list[TaggedSentence]]:
    """The sentences of each document of a split of a named-entity corpus.

    Raises:
        CorpusError: at once when files are missing or it is no such corpus; while reading when one is malformed.
    """
    _of_kind(name, entity_corpora())
    paths = files(name, split)
    return (document for path in paths for document in read_named_entities(path))


def training_trees(names: Iterable[str], apart_from: Iterable[str] = HELD_OUT) -> dict[str, list[list[ParsedSentence]]]:
    """The ``train`` sentences of several treebanks, each once, without those in the ``dev`` of ``apart_from``.

    Sentences are the same when their letters are, however they are divided into words. Documents may end up with
    fewer sentences, and are left out when none remain.

    Returns:
        By the treebank's name its documents.

    Raises:
        CorpusError: as ``trees`` does.
    """
    seen = {_letters(sentence) for name in apart_from for document in trees(name, "dev") for sentence in document}
    return {name: list(_distinct(trees(name, "train"), seen)) for name in names}


def _distinct(documents: Iterable[list[ParsedSentence]], seen: set[str]) -> Iterator[list[ParsedSentence]]:
    """What of the documents is not in ``seen``, which grows by it."""
    for document in documents:
        kept = []
        for sentence in document:
            letters = _letters(sentence)
            if letters not in seen:
                seen.add(letters)
                kept.append(sentence)
        if kept:
            yield kept


def _letters(sentence: ParsedSentence) -> str:
    return "".join(sentence.words)


def _of_kind(name: str, names: tuple[str, ...]) -> Auxiliary:
    if get(name).name not in names:
        raise CorpusError(f"{name} is not one of {', '.join(names)}")
    return get(name)
