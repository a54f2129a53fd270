import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref import Cluster, Document, Kind, Mention
from coref.errors import DocumentError

TEXT = "Anna poszła do domu. Była zmęczona."
TOKENS = ((0, 4), (5, 11), (12, 14), (15, 19), (19, 20), (21, 25), (26, 34), (34, 35))
SENTENCES = ((0, 20), (21, 35))
ANNA = Mention(0, 4, "Anna", (0, 4), Kind.NAME, 0.9)
WAS = Mention(21, 25, "Była", (21, 25), Kind.ZERO)


def document(**changes):
    values = {"id": "d", "text": TEXT, "language": "pl", "tokens": TOKENS, "sentences": SENTENCES}
    return Document(**(values | changes))


def test_a_document_reads_back_what_it_wrote():
    original = document(metadata={"genre": "fiction"}).with_clusters([[WAS, ANNA]])
    assert Document.from_dict(original.to_dict()) == original


def test_the_dictionary_has_the_documented_shape():
    assert document().with_clusters([[ANNA, WAS]]).to_dict()["clusters"] == [
        {
            "id": 0,
            "mentions": [
                {"start": 0, "end": 4, "text": "Anna", "head": [0, 4], "kind": "name", "score": 0.9},
                {"start": 21, "end": 25, "text": "Była", "head": [21, 25], "kind": "zero"},
            ],
        }
    ]


def test_clusters_are_numbered_by_their_first_mention():
    home = Mention(15, 19, "domu", (15, 19), Kind.NOMINAL)
    assert document().with_clusters([[home], [WAS, ANNA]]).clusters == (Cluster(0, (ANNA, WAS)), Cluster(1, (home,)))


def test_the_parts_of_a_discontinuous_mention_are_kept():
    mention = Mention(0, 19, TEXT[:19], (0, 4), Kind.NAME, parts=((0, 4), (15, 19)))
    original = document().with_clusters([[mention]])
    assert Document.from_dict(original.to_dict()).clusters[0].mentions[0].parts == ((0, 4), (15, 19))


def test_sentence_ranges_count_tokens():
    assert document().sentence_ranges() == (range(0, 5), range(5, 8))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"tokens": ((0, 4), (3, 5))}, "token 1"),
        ({"tokens": ((0, 0),)}, "token 0"),
        ({"tokens": ((0, 99),)}, "token 0"),
        ({"tokens": ((19, 22),)}, "does not lie in one sentence"),
        ({"sentences": ((0, 20), (10, 35))}, "sentence 1"),
        ({"clusters": (Cluster(0, (Mention(0, 4, "Anne", (0, 4), Kind.NAME),)),)}, "says 'Anne'"),
        ({"clusters": (Cluster(0, (Mention(0, 99, "Anna", (0, 4), Kind.NAME),)),)}, "outside the text"),
        ({"clusters": (Cluster(0, (Mention(0, 4, "Anna", (5, 11), Kind.NAME),)),)}, "head"),
    ],
)
def test_offsets_that_do_not_fit_are_refused(changes, reason):
    with pytest.raises(DocumentError, match=reason):
        document(**changes)


@pytest.mark.parametrize("field", ["id", "text", "language", "tokens", "sentences"])
def test_a_missing_field_is_named(field):
    record = document().to_dict()
    del record[field]
    with pytest.raises(DocumentError, match=field):
        Document.from_dict(record)


@given(st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=4))
def test_no_malformed_tokens_get_through(tokens):
    record = document().to_dict() | {"tokens": [list(span) for span in tokens], "sentences": [[0, 35]]}
    try:
        accepted = Document.from_dict(record)
    except DocumentError:
        return
    assert all(accepted.text[start:end] for start, end in accepted.tokens)
