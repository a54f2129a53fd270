"""The table of treebanks and named-entity corpora."""

from __future__ import annotations

import lzma

import pytest

from coref.errors import CorpusError
from corpora import auxiliary


def sentence(*words: str) -> str:
    rows = (
        "\t".join((str(number), word, "_", "X", "_", "_", str(number - 1), "dep", "_", "_"))
        for number, word in enumerate(words, start=1)
    )
    return "\n".join(rows) + "\n\n"


@pytest.fixture
def root(monkeypatch, tmp_path):
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    return tmp_path


def put(root, name, file, text):
    folder = root / auxiliary.get(name).folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(lzma.compress(text.encode()) if file.endswith(".xz") else text.encode())


def words(documents):
    return [[" ".join(sentence.words) for sentence in document] for document in documents]


def test_every_corpus_has_a_licence_a_home_and_a_split():
    for corpus in map(auxiliary.get, (*auxiliary.treebanks(), *auxiliary.entity_corpora())):
        assert corpus.licence
        assert corpus.home
        assert corpus.splits
        assert corpus.non_commercial == ("NC" in corpus.licence)


def test_an_unknown_name_or_split_is_refused():
    with pytest.raises(CorpusError, match=r"no auxiliary corpus 'x'; there are ewt,"):
        auxiliary.get("x")
    with pytest.raises(CorpusError, match="sz has no split 'dev'; it has train"):
        auxiliary.files("sz", "dev")


def test_missing_files_are_told_with_folder_licence_and_home(root):
    put(root, "sz", "pl_sz-ud-dev.conllu", "")
    with pytest.raises(CorpusError) as caught:
        auxiliary.trees("sz", "train")
    for part in (
        "pl_sz-ud-test.conllu",
        str(root / "corpora" / "ud"),
        "GNU GPL 3.0",
        "https://github.com/",
        "COREF_CORPORA",
    ):
        assert part in str(caught.value)


def test_a_treebank_has_no_named_entities_and_the_reverse():
    with pytest.raises(CorpusError, match="ewt is not one of nkjp-ner"):
        auxiliary.entities("ewt", "train")
    with pytest.raises(CorpusError, match="nkjp-ner is not one of ewt"):
        auxiliary.trees("nkjp-ner", "train")


def test_a_file_that_is_there_compressed_and_not_is_read_once(root):
    for ending in ("", ".xz"):
        put(root, "pud-pl", f"pl_pud-ud-test.conllu{ending}", sentence("Tak"))
    assert words(auxiliary.trees("pud-pl", "train")) == [["Tak"]]


def test_a_malformed_sentence_is_left_out(root):
    put(root, "pud-pl", "pl_pud-ud-test.conllu", sentence("Tak") + "x\n\n" + sentence("Nie"))
    assert words(auxiliary.trees("pud-pl", "train")) == [["Tak", "Nie"]]


def test_training_trees_leave_out_held_out_and_repeated_sentences(root):
    put(root, "pdb", "pl_pdb-ud-dev.conllu.xz", sentence("To", "wiem", "."))
    put(root, "pud-pl", "pl_pud-ud-test.conllu", sentence("Ala", "śpi") + sentence("Tak"))
    put(root, "sz", "pl_sz-ud-dev.conllu", sentence("To", "wiem", ".") + "# newdoc\n" + sentence("Ala", "śpi"))
    put(root, "sz", "pl_sz-ud-test.conllu", sentence("To", "wiem.") + sentence("Nowe"))
    documents = auxiliary.training_trees(["pud-pl", "sz"], apart_from=["pdb"])
    assert {name: words(some) for name, some in documents.items()} == {"pud-pl": [["Ala śpi", "Tak"]], "sz": [["Nowe"]]}


def test_named_entities_are_loaded(root):
    put(root, "uner-pud", "en_pud-ud-test.iob2.xz", "# newdoc\n1\tAnn\tB-PER\t-\t-\n")
    ((sentence,),) = auxiliary.entities("uner-pud", "train")
    assert (sentence.words, sentence.labels) == (("Ann",), ("B-person",))
