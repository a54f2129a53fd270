"""The corpora the project knows: where each comes from, under which licence, and how its files are read.

Data live outside the repository, in the folder ``data_root()``; a corpus's own folder is ``corpora/<name>`` or
``<name>`` below it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coref.document import Document
from coref.errors import CorpusError
from corpora.conll2012 import read_conll2012
from corpora.conllu import read_conllu
from corpora.pcc_tei import read_pcc_tei
from corpora.polish import read_polish
from corpora.preco import read_preco

__all__ = ["Corpus", "data_root", "files", "get", "load", "missing_files", "names"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is known of a corpus.

    Attributes:
        name: its name here, and its folder's.
        language: ``"pl"`` or ``"en"``.
        licence: of texts and annotation.
        home: where it is published.
        obtain: how to get its files, for a message to a user who lacks them.
        splits: for each split the pattern of its files below the corpus's folder.
        format: which reader its files need.
        scheme: whose annotation guidelines it follows: ``pl``, ``gum``, ``ontogum`` or ``litbank``.
        has_singletons: whether entities mentioned once are marked.
        has_zeros: whether dropped subjects are marked.
        has_predicates: whether predicates are marked, as mentions of their subject's entity.
        permissive: whether the licence allows commercial use, apart from ``non_commercial_genres``.
        non_commercial_genres: the values of the metadata's ``genre`` whose texts are for non-commercial use only.
    """

    name: str
    language: str
    licence: str
    home: str
    obtain: str
    splits: Mapping[str, str]
    format: str
    scheme: str
    has_singletons: bool
    has_zeros: bool = False
    has_predicates: bool = False
    permissive: bool = True
    non_commercial_genres: frozenset[str] = frozenset()

    def allows_commercial_use(self, document: Document) -> bool:
        """Whether a document of this corpus may be used commercially; one of unknown genre may not if some may not."""
        if not self.permissive or not self.non_commercial_genres:
            return self.permissive
        return document.metadata.get("genre", "") not in {"", *self.non_commercial_genres}


def _conllu_documents(path: Path, corpus: Corpus) -> Iterator[Document]:
    return (read.document for read in read_conllu(path, corpus.language))


def _conll2012_documents(path: Path, corpus: Corpus) -> Iterator[Document]:
    return (read.document for read in read_conll2012(path, corpus.language))


_READERS: Mapping[str, Callable[[Path, Corpus], Iterator[Document]]] = {
    "conllu": _conllu_documents,
    "conll2012": _conll2012_documents,
    "pcc-tei": lambda path, _: iter([read_pcc_tei(path)]),
    "polish": lambda path, _: read_polish(path),
    "preco": lambda path, _: read_preco(path),
}

# The genres that GUM's LICENSE.txt puts under CC BY-NC-SA, and Reddit, whose terms exclude commercial use.
_GUM_NON_COMMERCIAL = frozenset({"essay", "fiction", "letter", "podcast", "reddit", "whow"})
_TRAIN_DEV_CONLLU = {"train": "train/*.conllu", "dev": "dev/*.conllu"}
_CORPORA = (
    Corpus(
        name="pl",
        language="pl",
        licence="annotation CC BY 4.0; texts CC BY-SA 4.0, CC BY-SA, public domain (see each document's source)",
        home="the project's own: corpora/releases/pl",
        obtain=(
            "download the texts that corpora/releases/pl/README.md names, and join them with the annotation: "
            "python -m corpora.release join TEXTS FOLDER"
        ),
        splits={"train": "train.jsonl", "dev": "dev.jsonl"},
        format="polish",
        scheme="pl",
        has_singletons=False,
        has_zeros=True,
        has_predicates=True,
    ),
    Corpus(
        name="gum",
        language="en",
        licence="annotation CC BY 4.0; texts by genre, some of them CC BY-NC-SA",
        home="https://github.com/amir-zeldes/gum",
        obtain="take dep/*.conllu of GUM 11.1 and divide them into train/ and dev/ as its splits.md says",
        splits=_TRAIN_DEV_CONLLU,
        format="conllu",
        scheme="gum",
        has_singletons=True,
        has_predicates=True,
        non_commercial_genres=_GUM_NON_COMMERCIAL,
    ),
    Corpus(
        name="ontogum",
        language="en",
        licence="annotation CC BY 4.0; texts by genre, some of them CC BY-NC-SA",
        home="https://github.com/amir-zeldes/gum",
        obtain="take coref/ontogum/conllu/*.conllu of GUM 11.1 and divide them as its splits.md says",
        splits=_TRAIN_DEV_CONLLU,
        format="conllu",
        scheme="ontogum",
        has_singletons=False,
        non_commercial_genres=_GUM_NON_COMMERCIAL,
    ),
    Corpus(
        name="litbank",
        language="en",
        licence="CC BY 4.0",
        home="https://github.com/dbamman/litbank",
        obtain=(
            "take coref/conll/*.conll and divide them into train/ and dev/ by fold 0 of data/litbank_tenfold_splits "
            "of https://github.com/dbamman/lrec2020-coref"
        ),
        splits={"train": "train/*.conll", "dev": "dev/*.conll"},
        format="conll2012",
        scheme="litbank",
        has_singletons=True,
    ),
    Corpus(
        name="winobias",
        language="en",
        licence="MIT",
        home="https://github.com/uclanlp/corefBias",
        obtain="copy WinoBias/wino/data/dev_*.v4_auto_conll into the folder",
        splits={
            f"dev-{kind}-{side}": f"dev_{kind}_{side}_stereotype.v4_auto_conll"
            for kind in ("type1", "type2")
            for side in ("pro", "anti")
        },
        format="conll2012",
        scheme="ontogum",
        has_singletons=False,
    ),
    Corpus(
        name="gap",
        language="en",
        licence="Apache-2.0; texts from Wikipedia",
        home="https://github.com/google-research-datasets/gap-coreference",
        obtain="copy gap-development.tsv and gap-validation.tsv into the folder",
        splits={"development": "gap-development.tsv", "validation": "gap-validation.tsv"},
        format="gap",
        scheme="ontogum",
        has_singletons=False,
    ),
    Corpus(
        name="pcc",
        language="pl",
        licence="CC BY 3.0",
        home="https://ufal.mff.cuni.cz/corefud",
        obtain="download CorefUD 1.4's public edition and copy the files of CorefUD_Polish-PCC into the folder",
        splits={"train": "pl_pcc-corefud-train.conllu", "dev": "pl_pcc-corefud-dev.conllu"},
        format="conllu",
        scheme="pl",
        has_singletons=True,
        has_zeros=True,
    ),
    Corpus(
        name="pcc-tei",
        language="pl",
        licence="CC BY 3.0",
        home="http://zil.ipipan.waw.pl/PolishCoreferenceCorpus",
        obtain="download the corpus in TEI and unpack it into the folder",
        splits={"all": "**/ann_coreference.xml*"},
        format="pcc-tei",
        scheme="pl",
        has_singletons=True,
        has_zeros=True,
    ),
    Corpus(
        name="ontonotes",
        language="en",
        licence="LDC User Agreement for Non-Members (LDC2013T19)",
        home="https://catalog.ldc.upenn.edu/LDC2013T19",
        obtain=(
            "get OntoNotes 5.0 from the LDC, make the CoNLL-2012 *_conll files with the scripts of "
            "https://conll.cemantix.org/2012/data.html, and copy them into train/, dev/ and test/"
        ),
        splits={split: f"{split}/**/*_conll" for split in ("train", "dev", "test")},
        format="conll2012",
        scheme="ontogum",
        has_singletons=False,
        permissive=False,
    ),
    Corpus(
        name="preco",
        language="en",
        licence="free for research; see its home",
        home="https://preschool-lab.github.io/PreCo/",
        obtain="download PreCo and copy train.jsonl (also called train.json) and dev.jsonl into the folder",
        splits={"train": "train.json*", "dev": "dev.json*"},
        format="preco",
        scheme="litbank",
        has_singletons=True,
        permissive=False,
    ),
)
_BY_NAME = {corpus.name: corpus for corpus in _CORPORA}


def data_root() -> Path:
    """The folder of data: ``$COREF_CORPORA``, or ``../shared`` beside the repository."""
    configured = os.environ.get("COREF_CORPORA")
    return Path(configured) if configured else Path(__file__).resolve().parents[2] / "shared"


def names() -> tuple[str, ...]:
    """The names of all corpora."""
    return tuple(_BY_NAME)


def get(name: str) -> Corpus:
    """What is known of a corpus.

    Raises:
        CorpusError: when there is none of that name.
    """
    if name not in _BY_NAME:
        raise CorpusError(f"there is no corpus {name!r}; the corpora are {', '.join(names())}")
    return _BY_NAME[name]


def files(name: str, split: str) -> list[Path]:
    """The files of a split, sorted.

    Raises:
        CorpusError: when the corpus, its split or its files are not there; the message says how to get them.
    """
    corpus = get(name)
    if split not in corpus.splits:
        raise CorpusError(f"{name} has no split {split!r}; it has {', '.join(corpus.splits)}")
    folders = [data_root() / "corpora" / name, data_root() / name]
    for folder in folders:
        if found := sorted(folder.glob(corpus.splits[split])):
            return found
    wanted = f"{corpus.splits[split]} in {' or '.join(map(str, folders))}"
    raise missing_files(name, wanted, obtain=corpus.obtain, home=corpus.home, licence=corpus.licence)


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
    corpus = get(name)
    if corpus.format not in _READERS:
        raise CorpusError(f"{name} does not consist of annotated documents; read it with corpora.{corpus.format}")
    read = _READERS[corpus.format]
    return [document for path in files(name, split) for document in read(path, corpus)]
