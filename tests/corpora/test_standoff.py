"""Annotations without text, and joining them with it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref.errors import CorpusError
from corpora import registry
from corpora.jsonl import read_records
from corpora.standoff import TextMismatchError, join, strip

WORDS = st.text(st.characters(exclude_categories=["Cs", "Zs", "Cc"]), min_size=1, max_size=6)
GAPS = st.sampled_from(["", " ", "\n", "\u00a0 "])


@st.composite
def records(draw):
    """An annotated document: words with any gaps between them, in sentences, some of them mentions."""
    text, sentences = "", []
    for sentence in draw(st.lists(st.lists(st.tuples(GAPS, WORDS), max_size=5), max_size=4)):
        tokens = []
        for gap, word in sentence:
            start = len(text) + len(gap)
            text += gap + word
            tokens.append([start, len(text)])
        sentences.append(tokens)
    tokens = [token for sentence in sentences for token in sentence]
    chosen = draw(st.lists(st.sampled_from(tokens), unique_by=tuple, max_size=6)) if tokens else []
    kinds = st.sampled_from(["overt", "zero", "predicate"])
    cluster = [{"start": start, "end": end, "head": [start, end], "kind": draw(kinds)} for start, end in chosen]
    return {
        "id": "made-up",
        "language": "pl",
        "genre": "news",
        "source": "nobody",
        "reference": ["ntrex", "a.1"],
        "text": text + draw(GAPS),
        "sentences": sentences,
        "clusters": [cluster] if cluster else [],
    }


@given(records())
def test_a_document_that_is_stripped_and_joined_is_as_before(record):
    assert join(json.loads(json.dumps(strip(record))), record["text"]) == record


@given(records(), st.data())
def test_a_changed_text_is_refused(record, data):
    position = data.draw(st.integers(0, len(record["text"])))
    changed = record["text"][:position] + data.draw(WORDS) + record["text"][position:]
    with pytest.raises(TextMismatchError, match=r"made-up: this is not the text that was annotated.*Take nobody"):
        join(strip(record), changed)


@pytest.mark.parametrize("field", ["sha256", "sentences", "clusters", "genre"])
def test_a_record_without_a_field_is_refused(field):
    record = strip(_small())
    del record[field]
    with pytest.raises(CorpusError, match=f"small: the field '{field}' is missing"):
        join(record, "Ola śpi.")


@pytest.mark.parametrize(("field", "value"), [("sentences", [[0, 3, 1]]), ("clusters", [[[0, 3]]]), ("sentences", 7)])
def test_a_field_of_the_wrong_form_is_refused(field, value):
    with pytest.raises(CorpusError, match="small: a field has the wrong form"):
        join(strip(_small()) | {field: value}, "Ola śpi.")


@pytest.mark.parametrize("split", ["train", "dev"])
def test_every_document_of_the_real_corpus_is_as_before(split):
    records = [record for path in _real_files(split) for _, record in read_records(path)]
    assert records
    assert all(join(strip(record), record["text"]) == record for record in records)


@pytest.mark.parametrize("split", ["train", "dev"])
def test_the_release_is_made_of_the_real_corpus(split):
    from corpora.release import read_release

    records = [record for path in _real_files(split) for _, record in read_records(path)]
    assert [strip(record) for record in records] == read_release(split)


def _real_files(split: str) -> list[Path]:
    try:
        return registry.files("pl", split)
    except CorpusError as error:
        pytest.skip(str(error))


def _small():
    ola = {"start": 0, "end": 3, "head": [0, 3], "kind": "overt"}
    return {
        "id": "small",
        "language": "pl",
        "genre": "news",
        "source": "nobody",
        "reference": ["ntrex", "a.1"],
        "text": "Ola śpi.",
        "sentences": [[[0, 3], [4, 7], [7, 8]]],
        "clusters": [[ola]],
    }
