"""Which corpora there are, and their files and documents: those of ``corpora.catalogue`` and the user's own.

Data live outside the repository, in the folder ``data_root()``; a corpus's own folder is ``corpora/<name>`` or
``<name>`` below it. A folder there with a ``corpus.toml`` (``corpora.own``) is a corpus of the user's own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from coref.document import Document
from coref.errors import CorpusError
from coref.prepare import prepare
from corpora.brat import read_brat
from corpora.catalogue import CATALOGUE
from corpora.conll2012 import read_conll2012
from corpora.conllu import read_conllu
from corpora.corpus import Corpus
from corpora.jsonl import read_jsonl
from corpora.own import DESCRIPTION, read_description
from corpora.pcc_tei import read_pcc_tei
from corpora.polish import read_polish, read_standoff
from corpora.preco import read_preco
from corpora.tei import read_tei

__all__ = ["RELEASES", "Corpus", "check_split", "data_root", "files", "get", "load", "missing_files", "names", "reader"]


def _conllu_documents(path: Path, corpus: Corpus) -> Iterator[Document]:
    return (read.document for read in read_conllu(path, corpus.language))


def _conll2012_documents(path: Path, corpus: Corpus) -> Iterator[Document]:
    return (read.document for read in read_conll2012(path, corpus.language))


def _brat_documents(path: Path, corpus: Corpus) -> Iterator[Document]:
    yield read_brat(path, lambda text, id: prepare(text, language=corpus.language, id=id))


_READERS: Mapping[str, Callable[[Path, Corpus], Iterator[Document]]] = {
    "brat": _brat_documents,
    "conllu": _conllu_documents,
    "conll2012": _conll2012_documents,
    "jsonl": lambda path, _: read_jsonl(path),
    "pcc-tei": lambda path, _: iter([read_pcc_tei(path)]),
    "polish": lambda path, _: read_polish(path),
    "preco": lambda path, _: read_preco(path),
    "stand-off": lambda path, _: read_standoff(path, data_root()),
    "tei": lambda path, corpus: read_tei(path, corpus.language),
}
RELEASES = Path(__file__).resolve().parent / "releases"
"""The annotations that come with the package, without their texts: a folder for each corpus."""
_KNOWN = {corpus.name: corpus for corpus in CATALOGUE}

T = TypeVar("T")


def data_root() -> Path:
    """The folder of data: ``$COREF_CORPORA``, or ``../shared`` beside the repository."""
    configured = os.environ.get("COREF_CORPORA")
    return Path(configured) if configured else Path(__file__).resolve().parents[2] / "shared"


def names() -> tuple[str, ...]:
    """The names of all corpora, the user's own last."""
    own = {path.parent.name for place in ("corpora", ".") for path in (data_root() / place).glob(f"*/{DESCRIPTION}")}
    return (*_KNOWN, *sorted(own - _KNOWN.keys()))


def get(name: str) -> Corpus:
    """What is known of a corpus.

    Raises:
        CorpusError: when there is none of that name.
        ConfigError: when it is the user's own and its description is malformed.
    """
    if name in _KNOWN:
        return _KNOWN[name]
    if name not in names():
        raise CorpusError(f"there is no corpus {name!r}; the corpora are {', '.join(names())}")
    folder = next(folder for folder in _folders(name) if (folder / DESCRIPTION).exists())
    return read_description(folder)


def files(name: str, split: str) -> list[Path]:
    """The files of a split, sorted.

    Raises:
        CorpusError: when the corpus, its split or its files are not there; the message says how to get them.
    """
    corpus = get(name)
    pattern = check_split(name, corpus.splits, split)
    folders = _folders(name)
    for folder in folders:
        # A copy that was broken off is no file of the corpus.
        if found := sorted(path for path in folder.glob(pattern) if path.suffix != ".partial"):
            return found
    wanted = f"{pattern} in {' or '.join(map(str, folders))}"
    raise missing_files(name, wanted, obtain=corpus.obtain, home=corpus.home, licence=corpus.licence)


def check_split(name: str, splits: Mapping[str, T], split: str) -> T:
    """What ``splits`` has of a split.

    Raises:
        CorpusError: when the corpus ``name`` has no such split.
    """
    if split not in splits:
        raise CorpusError(f"{name} has no split {split!r}; it has {', '.join(splits)}")
    return splits[split]


def missing_files(name: str, wanted: str, *, obtain: str, home: str, licence: str) -> CorpusError:
    """The error that says which files are not there and how to get them."""
    return CorpusError(
        f"{name}: no files {wanted}. To get them: {obtain}. Home: {home}. Licence: {licence}. "
        f"Another folder than {data_root()} is set by COREF_CORPORA."
    )


def load(name: str, split: str) -> list[Document]:
    """The documents of a split.

    Raises:
        CorpusError: when files are missing or malformed, or when the corpus is not one of documents (GAP).
    """
    read = reader(name)
    return [document for path in files(name, split) for document in read(path)]


def reader(name: str) -> Callable[[Path], Iterator[Document]]:
    """What reads the documents of one of a corpus's files; it raises ``CorpusError`` when the file is malformed.

    Raises:
        CorpusError: when the corpus is not one of documents (GAP), or there is none of that name.
    """
    corpus = get(name)
    if corpus.format not in _READERS:
        raise CorpusError(
            f"{name} does not consist of annotated documents; only `coref evaluate` knows what to do with it"
        )
    read = _READERS[corpus.format]
    return lambda path: read(path, corpus)


def _folders(name: str) -> list[Path]:
    if name in _KNOWN and _KNOWN[name].is_released:
        return [RELEASES / name]
    return [data_root() / "corpora" / name, data_root() / name]
