"""Writing CoNLL-U, and reading back what was written."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref.document import Document, Kind, Mention
from coref.errors import CorpusError
from corpora.conllu import parse_conllu
from corpora.conllu_writer import write_conllu
from corpora.layout import TextLayout

OVERT = [Kind.NAME, Kind.NOMINAL, Kind.PRONOUN, Kind.PREDICATE]


def make_document(sentences: list[list[tuple[str, bool]]]) -> Document:
    layout = TextLayout()
    for sentence in sentences:
        for form, space_after in sentence:
            layout.add(form, space_after)
        layout.end_sentence()
    return Document("d", layout.text, "pl", tuple(layout.tokens), tuple(layout.sentences))


def mention(document: Document, first: int, last: int, head: int | None = None, kind: Kind = Kind.NOMINAL) -> Mention:
    """A mention from token ``first`` to ``last``, both included."""
    start, end = document.tokens[first][0], document.tokens[last][1]
    return Mention(start, end, document.text[start:end], document.tokens[first if head is None else head], kind)


def zero(document: Document, token: int) -> Mention:
    return mention(document, token, token, kind=Kind.ZERO)


def written(*documents) -> str:
    stream = io.StringIO()
    write_conllu(documents, stream)
    return stream.getvalue()


def read_back(text: str) -> list[Document]:
    return [source.document for source in parse_conllu(text, "written", "pl")]


@st.composite
def discontinuous(draw, document: Document) -> Mention:
    length = len(document.tokens)
    first = draw(st.integers(0, length - 3))
    gap = draw(st.integers(first + 1, length - 2))
    last = draw(st.integers(gap + 1, length - 1))
    parts = (
        (document.tokens[first][0], document.tokens[gap - 1][1]),
        (document.tokens[gap + 1][0], document.tokens[last][1]),
    )
    return replace(mention(document, first, last, draw(st.sampled_from([first, last]))), parts=parts)


@st.composite
def documents(draw) -> Document:
    form = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=4)
    sentences = draw(st.lists(st.lists(st.tuples(form, st.booleans()), min_size=1, max_size=6), min_size=1, max_size=4))
    document = make_document(sentences)
    length = len(document.tokens)
    clusters = []
    for _ in range(draw(st.integers(0, 4))):
        cluster = []
        for _ in range(draw(st.integers(1, 4))):
            first = draw(st.integers(0, length - 1))
            last = draw(st.integers(first, length - 1))
            head = draw(st.integers(first, last))
            cluster.append(mention(document, first, last, head, draw(st.sampled_from(OVERT))))
        for token in draw(st.lists(st.integers(0, length - 1), max_size=2)):
            cluster.append(zero(document, token))
        if length > 2 and draw(st.booleans()):
            cluster = [draw(discontinuous(document)), zero(document, 0)]
        clusters.append(cluster)
    return document.with_clusters(clusters)


def cluster_sets(document: Document) -> list[list[Mention]]:
    """Clusters without regard to the order of those that begin alike."""
    order = lambda m: (m.start, -m.end, m.parts, m.head, m.kind)  # noqa: E731
    return sorted(
        (sorted(cluster.mentions, key=order) for cluster in document.clusters), key=lambda c: list(map(order, c))
    )


@given(documents())
def test_what_is_written_is_read_back_with_equal_clusters(document):
    (back,) = read_back(written(document))
    assert back.text == document.text
    assert back.tokens == document.tokens
    assert back.sentences == document.sentences
    assert cluster_sets(back) == cluster_sets(document)


@given(documents())
def test_annotating_what_was_read_with_its_own_clusters_changes_nothing(document):
    first = written(*parse_conllu(written(document), "written", "pl"))
    assert written(*parse_conllu(first, "written", "pl")) == first


SAMPLE = (
    "# newdoc id = d\n"
    "# global.Entity = eid-etype-head-other\n"
    "# sent_id = d-1\n"
    "# text = Ania śpi i śni.\n"
    "1\tAnia\tania\tPROPN\tsubst\tCase=Nom\t2\tnsubj\t2:nsubj\tBridge=e9<e1|Entity=(e1-person-1-)|Note=x\n"
    "2\tśpi\tspać\tVERB\tfin\t_\t0\troot\t0:root\t_\n"
    "3\ti\ti\tCCONJ\tconj\t_\t4\tcc\t4:cc\t_\n"
    "4\tśni\tśnić\tVERB\tfin\t_\t2\tconj\t2:conj\tSpaceAfter=No\n"
    "4.1\t_\tona\tPRON\t_\tNumber=Sing\t_\t_\t4:nsubj\tEntity=(e1-person-1-)\n"
    "5\t.\t.\tPUNCT\tinterp\t_\t2\tpunct\t2:punct\t_\n"
    "\n"
)


def annotated(clusters) -> list[str]:
    (source,) = parse_conllu(SAMPLE, "sample", "pl")
    return written(replace(source, document=source.document.with_clusters(clusters(source.document)))).split("\n")


def test_annotating_keeps_comments_and_columns_and_reuses_the_empty_node():
    lines = annotated(lambda document: [[mention(document, 0, 0, kind=Kind.NAME), zero(document, 3)]])
    assert lines[4] == "1\tAnia\tania\tPROPN\tsubst\tCase=Nom\t2\tnsubj\t2:nsubj\tEntity=(e1--1-kind:name)|Note=x"
    assert lines[8] == "4.1\t_\tona\tPRON\t_\tNumber=Sing\t_\t_\t4:nsubj\tEntity=(e1--1-)"
    unchanged = [0, 1, 2, 3, 5, 6, 7, 9, 10]
    assert [lines[index] for index in unchanged] == [SAMPLE.split("\n")[index] for index in unchanged]


def test_an_empty_node_that_lost_its_mention_is_removed():
    assert not any(line.startswith("4.1") for line in annotated(lambda document: []))


def test_an_empty_node_that_another_depends_on_stays():
    text = SAMPLE.replace("2:punct", "4.1:punct")
    (source,) = parse_conllu(text, "sample", "pl")
    lines = written(replace(source, document=replace(source.document, clusters=()))).split("\n")
    assert "4.1\t_\tona\tPRON\t_\tNumber=Sing\t_\t_\t4:nsubj\t_" in lines


def test_a_new_dropped_subject_gets_an_empty_node_after_its_verb():
    lines = annotated(lambda document: [[zero(document, 1), zero(document, 3)]])
    assert lines[6] == "2.1\t_\t_\tPRON\t_\t_\t_\t_\t2:nsubj\tEntity=(e1--1-)"


def test_two_subjects_dropped_at_one_verb_get_nodes_of_their_own():
    lines = annotated(lambda document: [[zero(document, 3)], [zero(document, 3)]])
    assert [line.split("\t")[0] for line in lines if line[:1].isdigit()] == ["1", "2", "3", "4", "4.1", "4.2", "5"]


def test_entities_are_numbered_on_through_the_file():
    document = make_document([[("Ala", True)]])
    document = document.with_clusters([[mention(document, 0, 0)]])
    text = written(document, replace(document, id="second"))
    assert "(e1--1-kind:nominal)" in text
    assert "(e2--1-kind:nominal)" in text


def test_a_bare_document_is_written_with_ids_text_and_space_after():
    document = make_document([[("Ala", True), ("śpi", False), (".", True)]])
    document = replace(document.with_clusters([[mention(document, 0, 0, kind=Kind.NAME)]]), metadata={"genre": "news"})
    assert written(document).split("\n") == [
        "# newdoc id = d",
        "# global.Entity = eid-etype-head-other",
        "# meta::genre = news",
        "# sent_id = d-1",
        "# text = Ala śpi.",
        "1\tAla\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1--1-kind:name)",
        "2\tśpi\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
        "3\t.\t_\t_\t_\t_\t_\t_\t_\t_",
        "",
        "",
    ]


def test_brackets_follow_the_order_that_corefud_prescribes():
    document = make_document([[(form, True) for form in "abc"]])
    spans = [[mention(document, 0, 1)], [mention(document, 1, 2)], [mention(document, 1, 1)], [mention(document, 2, 2)]]
    rows = [line.split("\t")[9] for line in written(document.with_clusters(spans)).split("\n") if "\t" in line]
    assert rows == [
        "Entity=(e1--1-kind:nominal",
        "Entity=e1)(e2--1-kind:nominal(e3--1-kind:nominal)",
        "Entity=(e4--1-kind:nominal)e2)",
    ]


def test_a_mention_of_part_of_a_token_is_refused():
    document = make_document([[("Ala", True)]])
    part = Mention(0, 2, "Al", (0, 2), Kind.NAME)
    with pytest.raises(CorpusError, match="not made of the document's tokens"):
        written(document.with_clusters([[part]]))


def test_a_token_with_white_space_is_refused():
    document = Document("d", "a\tb", "pl", ((0, 3),), ((0, 3),))
    with pytest.raises(CorpusError, match="white space"):
        written(document)


def test_lines_of_another_text_are_refused():
    (source,) = parse_conllu(SAMPLE, "sample", "pl")
    with pytest.raises(CorpusError, match="not those of its CoNLL-U lines"):
        written(replace(source, document=make_document([[("Ola", True)]])))


def test_interlocking_discontinuous_mentions_of_one_entity_are_refused():
    document = make_document([[(form, True) for form in "abcdefgh"]])
    interlocking = [
        replace(mention(document, 0, 4), parts=(document.tokens[0], document.tokens[4])),
        replace(mention(document, 2, 6, 2), parts=(document.tokens[2], document.tokens[6])),
    ]
    with pytest.raises(CorpusError, match="interlock"):
        written(document.with_clusters([interlocking]))


def test_speakers_are_written_and_read_back():
    document = replace(make_document([[("Tak", True)], [("Nie", True)]]), speakers=("Ola", ""))
    (again,) = parse_conllu(written(document), "file.conllu", "pl")
    assert again.document.speakers == ("Ola", "")
