"""What is written, read back by programs of others, or by the rules that a format's makers publish.

udapi and its reader of CorefUD, CorefUD's validator (udtools), scorch's reader of CoNLL-2012, lxml, html5lib, pyarrow
and BRAT's rules; the first five are only for development.
"""

from __future__ import annotations

import csv
import gc
import io
from itertools import chain, permutations

import brat_rules
import pytest
from drawn import documents
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from marked import marked

from coref.document import Cluster, Document, Kind, Mention
from coref.errors import CorpusError
from corpora import registry
from corpora.brat_writer import format_brat
from corpora.conll2012_writer import write_conll2012
from corpora.conllu_writer import write_conllu
from corpora.csv_table import write_csv
from corpora.html import write_html
from corpora.parquet import write_parquet
from corpora.tei_writer import write_tei

SAMPLES = [
    marked("[Anna [Nowak]2n]1n śpi . [Chrapie]1z , a [jej]1p [^brat [Anny]1n]3d [go]4p widzi i [śpi]1z .", "pl"),
    marked("[Jan]1n jest [lekarzem]1r . [Jego]1p [^matka , [która]2p śpi]2d .", "pl"),
    marked("[The ^man from [Rome]2n]1d saw [[his]1p ^dog]3d . [It]3p barked .", "en"),
]


@pytest.fixture(autouse=True, scope="module")
def little_to_collect():
    """udapi collects garbage with every file, a fifth of a second with all that is loaded here."""
    gc.freeze()
    yield
    gc.unfreeze()


def written(write, documents: list[Document]) -> str:
    stream = io.StringIO(newline="")
    try:
        write(documents, stream)
    except CorpusError:
        assume(False)  # what a format cannot hold is refused, which other tests are about
    return stream.getvalue()


def token_sets(document: Document) -> list[list[tuple]]:
    """The clusters: of each mention the numbers of its tokens, and that of its head; a dropped subject stands apart."""
    number = {start: index for index, (start, _) in enumerate(document.tokens)}

    def tokens(mention: Mention) -> tuple:
        head = number[mention.head[0]]
        if mention.kind is Kind.ZERO:
            return "zero", head
        parts = mention.parts or [(mention.start, mention.end)]
        inside = [n for start, n in number.items() if any(left <= start < right for left, right in parts)]
        return tuple(inside), head

    return sorted((sorted(map(tokens, cluster.mentions), key=str) for cluster in document.clusters), key=str)


def with_trees(text: str) -> str:
    """With a flat tree for each sentence, without which udapi warns and the validator does not look at entities."""
    rows = []
    for line in text.split("\n"):
        columns = line.split("\t")
        if columns[0].isdecimal():
            is_root = columns[0] == "1"
            columns[3] = "X"
            columns[6:9] = ("0", "root", "0:root") if is_root else ("1", "dep", "1:dep")
        rows.append("\t".join(columns))
    return "\n".join(rows)


def within_sentences(document: Document) -> bool:
    """Whether each mention lies in one sentence: a mention that does not, neither udapi nor scorch can read."""
    return all(
        any(left <= mention.start and mention.end <= right for left, right in document.sentences)
        for cluster in document.clusters
        for mention in cluster.mentions
    )


def read_by_udapi(text: str) -> list[list[tuple]]:
    """The same, as udapi understands a file of one document."""
    udapi = pytest.importorskip("udapi.core.document", reason="udapi is for development only")
    read = udapi.Document()
    read.from_conllu_string(with_trees(text))
    number = {id(node): index for index, node in enumerate(chain.from_iterable(t.descendants for t in read.trees))}

    def tokens(mention) -> tuple:
        if mention.words[0].is_empty():
            return "zero", number[id(mention.words[0].deps[0]["parent"])]
        words = [word for word in mention.words if not word.is_empty()]
        return tuple(sorted(number[id(word)] for word in words)), number[id(mention.head)]

    return sorted((sorted(map(tokens, entity.mentions), key=str) for entity in read.coref_entities), key=str)


@given(documents().filter(within_sentences))
@settings(max_examples=60, deadline=None)
def test_udapi_reads_the_clusters_of_conllu(document):
    assert read_by_udapi(written(write_conllu, [document])) == token_sets(document)


@pytest.mark.parametrize("document", SAMPLES)
def test_udapi_reads_the_clusters_of_samples(document):
    assert read_by_udapi(written(write_conllu, [document])) == token_sets(document)
    assert document.clusters


def found_by_validator(text: str) -> set[str]:
    """What CorefUD's validator, of level 2 with its checks of entities, finds wrong; warnings are left out."""
    validator = pytest.importorskip("udtools.validator", reason="udtools is for development only")
    state = validator.Validator(lang="ud", level=2, check_coref=True, output=None).validate_file_handle(
        io.StringIO(text)
    )
    return {f"{incident.testid}: {incident.message}" for incident in state.error_tracker if incident.is_error()}


def test_the_validator_of_corefud_finds_nothing_wrong_with_samples():
    text = with_trees(written(write_conllu, SAMPLES))
    assert found_by_validator(text) == set()
    assert found_by_validator(text.replace("(e2--1-", "(e2--7-", 1)) != set()


@pytest.mark.parametrize("name", ["pl", "litbank"])
def test_the_validator_of_corefud_finds_nothing_wrong_with_whole_corpora(name):
    try:
        corpus = registry.load(name, "dev")
    except CorpusError as error:
        pytest.skip(f"the data are absent: {error}")
    assert found_by_validator(with_trees(written(write_conllu, corpus))) == set()


def overlaps_itself(cluster: Cluster) -> bool:
    """Whether a mention begins inside another and ends after it."""
    spans = [(mention.start, mention.end) for mention in cluster.mentions]
    return any(left[0] < right[0] < left[1] < right[1] for left, right in permutations(spans, 2))


@given(documents().filter(within_sentences))
@settings(max_examples=60, deadline=None)
def test_scorch_reads_the_clusters_of_conll2012(document):
    scorch = pytest.importorskip("scorch.conll", reason="scorch is for development only")
    spans = [(m.start, m.end) for cluster in document.clusters for m in cluster.mentions]
    assume(len(spans) == len(set(spans)))  # scorch keeps each only once,
    assume(not any(map(overlaps_itself, document.clusters)))  # and opens a token's mentions before it closes any
    lines = written(write_conll2012, [document]).split("\n")
    ((_, entities),) = scorch.parse_file(lines)
    sentences = document.sentence_ranges()
    read = [
        [
            (document.tokens[sentences[s][int(first)]][0], document.tokens[sentences[s][int(last)]][1])
            for s, first, last in mentions
        ]
        for mentions in entities.values()
    ]
    given_spans = [[(m.start, m.end) for m in cluster.mentions] for cluster in document.clusters]
    assert sorted(map(sorted, read)) == sorted(map(sorted, given_spans))


@given(documents())
def test_brat_finds_the_clusters_by_its_own_rules(document):
    def characters(pieces) -> list[int]:
        return [n for start, end in pieces for n in range(start, end) if document.text[n] not in "\r\n"]

    read = brat_rules.entities(document.text, format_brat(document))
    assert sorted(sorted((type_, characters(pieces)) for type_, pieces in entity) for entity in read) == sorted(
        sorted((m.kind.capitalize(), characters(m.parts or [(m.start, m.end)])) for m in cluster.mentions)
        for cluster in document.clusters
    )


@given(st.lists(documents(), max_size=2))
def test_lxml_reads_the_clusters_of_tei(several):
    etree = pytest.importorskip("lxml.etree", reason="lxml is for development only")
    root = etree.fromstring(written(write_tei, several).encode())
    tei = "{http://www.tei-c.org/ns/1.0}"
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    for document, element in zip(several, root.iter(f"{tei}TEI"), strict=True):
        (block,) = element.iter(f"{tei}ab")
        assert "".join(block.itertext()) == document.text
        number = {f"#{word.get(xml_id)}": n for n, word in enumerate(block.iter(f"{tei}w", f"{tei}pc"))}
        mentions = {
            f"#{span.get(xml_id)}": (
                ("zero", number[span.get("corresp")])
                if span.get("type") == "zero"
                else (tuple(number[target] for target in span.get("target").split()), number[span.get("corresp")])
            )
            for span in element.iter(f"{tei}span")
        }
        links = [link.get("target").split() for link in element.iter(f"{tei}link")]
        linked = set(chain.from_iterable(links))
        groups = links + [[name] for name in mentions if name not in linked]
        read = sorted((sorted((mentions[name] for name in names), key=str) for names in groups), key=str)
        assert read == token_sets(document)


@given(documents())
def test_a_parser_of_html_finds_text_and_marks_of_the_page(document):
    html5lib = pytest.importorskip("html5lib", reason="html5lib is for development only")
    stream = io.StringIO()
    write_html([document], stream)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(stream.getvalue())
    # A carriage return as a reference is an error to the specification, and the only way to keep one.
    assert {code for _, code, _ in parser.errors} <= {"illegal-codepoint-for-numeric-entity"}
    (paragraph,) = page.iter("p")
    marks = {mark.get("title").split(",")[0] for mark in paragraph.iter("mark")}
    assert marks == {f"cluster {n}" for n in range(1, len(document.clusters) + 1)}


@given(st.lists(documents(), max_size=3))
@settings(max_examples=30, deadline=None)
def test_pyarrow_reads_the_same_clusters_of_parquet_as_pythons_reader_of_csv(several):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    stream = io.BytesIO()
    write_parquet(several, stream)
    rows = parquet.read_table(io.BytesIO(stream.getvalue())).to_pylist()
    table = list(csv.DictReader(io.StringIO(written(write_csv, several), newline="")))
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows] == table
    expected = [
        (document.id, cluster.id, m.start, m.end, m.kind.value)
        for document in several
        for cluster in document.clusters
        for m in cluster.mentions
    ]
    assert [(r["document"], r["cluster"], r["start"], r["end"], r["kind"]) for r in rows] == expected
