"""The registry of corpora, and the corpora themselves where they are at hand."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import chain

import pytest

from coref.document import Document
from coref.errors import CorpusError
from corpora import registry
from corpora.conll2012 import parse_conll2012, read_conll2012
from corpora.conll2012_writer import write_conll2012
from corpora.conllu import parse_conllu, read_conllu
from corpora.conllu_writer import write_conllu

CONLL2012 = "#begin document (a); part 000\na 0 0 Ann - (1)\n\n#end document\n"


def test_every_corpus_has_a_known_scheme_a_licence_and_a_home():
    for corpus in map(registry.get, registry.names()):
        assert corpus.scheme in {"pl", "gum", "ontogum", "litbank"}
        assert corpus.licence
        assert corpus.home
        assert corpus.splits


def test_an_unknown_corpus_is_refused_with_the_names_of_those_known():
    with pytest.raises(CorpusError, match=r"no corpus 'gumm'.* gum,"):
        registry.get("gumm")


def test_an_unknown_split_is_refused():
    with pytest.raises(CorpusError, match="gum has no split 'test'; it has train, dev"):
        registry.load("gum", "test")


def test_missing_data_are_told_with_folder_licence_home_and_way(monkeypatch, tmp_path):
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    with pytest.raises(CorpusError) as caught:
        registry.load("pcc", "dev")
    for part in (
        str(tmp_path / "corpora" / "pcc"),
        "CC BY 3.0",
        "https://ufal.mff.cuni.cz/corefud",
        "CorefUD_Polish-PCC",
    ):
        assert part in str(caught.value)


@pytest.mark.parametrize("folder", ["corpora/litbank/dev", "litbank/dev"])
def test_files_are_found_in_either_folder(monkeypatch, tmp_path, folder):
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "a.conll").write_text(CONLL2012, "utf-8")
    assert [document.id for document in registry.load("litbank", "dev")] == ["a"]


def test_gap_is_not_a_corpus_of_documents():
    with pytest.raises(CorpusError, match="gap does not consist of annotated documents; only `coref evaluate`"):
        registry.load("gap", "development")


@pytest.mark.parametrize(
    ("name", "genre", "allowed"),
    [
        ("gum", "news", True),
        ("gum", "fiction", False),
        ("ontogum", "whow", False),
        ("gum", None, False),
        ("pl", "fiction", True),
        ("litbank", None, True),
        ("ontonotes", "news", False),
    ],
)
def test_commercial_use_depends_on_corpus_and_genre(name, genre, allowed):
    metadata = {} if genre is None else {"genre": genre}
    document = Document("d", "", "en", (), (), metadata=metadata)
    assert registry.get(name).allows_commercial_use(document) is allowed


def dev_files(name: str):
    try:
        return registry.files(name, "dev")
    except CorpusError as error:
        pytest.skip(f"the data of {name} are absent: {error}")


def outline(document: Document) -> list[list[tuple[int, str, str]]]:
    """The clusters by tokens and words, without the white space of the text."""
    index = {start: token for token, (start, _) in enumerate(document.tokens)}
    return sorted(
        [(index[m.start], " ".join(m.text.split()), m.kind.value) for m in cluster.mentions]
        for cluster in document.clusters
    )


def through(write: Callable[..., None], documents) -> str:
    stream = io.StringIO()
    write(documents, stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["gum", "ontogum"])
def test_english_treebank_files_keep_their_clusters_when_written(name):
    sources = list(chain.from_iterable(read_conllu(path, "en") for path in dev_files(name)))
    back = list(parse_conllu(through(write_conllu, sources), "written", "en"))
    assert [source.document for source in back] == [source.document for source in sources]


def test_litbank_keeps_its_clusters_when_written():
    sources = list(chain.from_iterable(read_conll2012(path) for path in dev_files("litbank")))
    back = list(parse_conll2012(through(write_conll2012, sources), "written"))
    assert [outline(source.document) for source in back] == [outline(source.document) for source in sources]


def test_the_polish_corpus_keeps_its_clusters_when_written_as_conllu():
    dev_files("pl")
    documents = registry.load("pl", "dev")
    back = [source.document for source in parse_conllu(through(write_conllu, documents), "written", "pl")]
    assert [outline(document) for document in back] == [outline(document) for document in documents]
