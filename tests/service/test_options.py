"""``POST /v1/coref``: each option does what the library does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import PASSAGE_EN, PASSAGE_PL

from coref import Kind
from coref.document import Document
from coref.filters import without_kinds
from coref.prepare import prepare

ENCODINGS = {"codepoint": ("utf-32-le", 4), "utf16": ("utf-16-le", 2), "utf8": ("utf-8", 1)}


def ask(client, **body) -> dict:
    answer = client.post("/v1/coref", json={"language": "pl"} | body)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(("option", "kind"), [("zero_mentions", Kind.ZERO), ("predicates", Kind.PREDICATE)])
@pytest.mark.parametrize("singletons", [False, True])
def test_kinds_that_are_not_wanted_are_left_out(client, resolver, option, kind, singletons):
    text = PASSAGE_PL * 4
    whole = resolver(text, language="pl", singletons=singletons)
    assert kind in {mention.kind for cluster in whole.clusters for mention in cluster.mentions}
    answer = ask(client, text=text, singletons=singletons, **{option: False})
    assert answer == without_kinds(whole, {kind}, singletons=singletons).to_dict()


def test_the_threshold_reaches_the_model(client, resolver):
    text = PASSAGE_PL * 4
    expected = resolver(text, language="pl", threshold=0.6).to_dict()
    assert expected != resolver(text, language="pl").to_dict()
    assert ask(client, text=text, threshold=0.6) == expected


def test_mentions_of_ones_own_are_clustered_and_nothing_else(client):
    answer = ask(client, text="Anna śpi. Ona śni.", mentions=[[10, 13], [0, 4]], singletons=True)
    found = [[m["start"], m["end"]] for cluster in answer["clusters"] for m in cluster["mentions"]]
    assert sorted(found) == [[0, 4], [10, 13]]


def test_mentions_that_do_not_fit_are_refused(client):
    answer = client.post("/v1/coref", json={"text": "Anna śpi.", "mentions": [[0, 3]]})
    assert answer.status_code == 422
    assert "mention 0" in answer.json()["detail"]


def test_sentences_and_speakers_are_kept(client, resolver):
    sentences, speakers = [[0, 9], [10, 18]], ["Ewa", ""]
    answer = ask(client, text="Anna śpi. Ona śni.", sentences=sentences, speakers=speakers)
    document = prepare("Anna śpi. Ona śni.", language="pl", sentences=sentences, speakers=speakers)
    assert answer == resolver(document).to_dict()
    assert answer["speakers"] == speakers


def test_speakers_without_sentences_are_refused(client):
    answer = client.post("/v1/coref", json={"text": "Anna śpi.", "speakers": ["Ewa"]})
    assert answer.status_code == 422
    assert "speakers need sentences" in answer.json()["detail"]


@pytest.mark.parametrize("body", [{"speakers": ["Ewa"], "sentences": [[0, 9], [10, 18]]}, {"sentences": [[0, 4]]}])
def test_sentences_and_speakers_that_do_not_fit_are_refused(client, body):
    assert client.post("/v1/coref", json={"text": "Anna śpi. Ona śni.", **body}).status_code == 422


@given(
    text=st.lists(st.sampled_from(["Anna", "śpi", "🐕", ".", "Zoë", "𝄞", "ona"]), max_size=12).map(" ".join),
    unit=st.sampled_from(sorted(ENCODINGS)),
)
@settings(max_examples=25, deadline=None)
def test_offsets_count_what_was_asked_for(client, text, unit):
    encoding, size = ENCODINGS[unit]
    encoded = text.encode(encoding)
    answer = ask(client, text=text, singletons=True, offset_unit=unit)
    for cluster in answer["clusters"]:
        for mention in cluster["mentions"]:
            assert encoded[mention["start"] * size : mention["end"] * size].decode(encoding) == mention["text"]
    words = [encoded[start * size : end * size].decode(encoding) for start, end in answer["tokens"]]
    assert "".join(words) == text.replace(" ", "")


def test_given_spans_count_what_was_asked_for(client):
    answer = ask(client, text="🐕 śpi", tokens=[[0, 4], [5, 9]], mentions=[[0, 4]], offset_unit="utf8", singletons=True)
    assert answer["tokens"] == [[0, 4], [5, 9]]
    assert answer["clusters"][0]["mentions"][0]["head"] == [0, 4]
    assert answer["offset_unit"] == "utf8"


def test_an_offset_within_a_character_is_refused(client):
    answer = client.post("/v1/coref", json={"text": "🐕 śpi", "tokens": [[0, 1]], "offset_unit": "utf16"})
    assert answer.status_code == 422
    assert "within a character" in answer.json()["detail"]


@pytest.mark.parametrize("threshold", ["-0.5", "1.5", "NaN", "Infinity", '"0.5"'])
def test_a_threshold_that_is_no_probability_is_refused(client, threshold):
    body = f'{{"text": "a", "threshold": {threshold}}}'
    answer = client.post("/v1/coref", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/threshold"


def test_what_was_answered_before_there_were_options_is_answered_still(client, resolver):
    answer = client.post("/v1/coref", json={"text": PASSAGE_EN})
    assert Document.from_dict(answer.json()) == resolver(PASSAGE_EN)


def test_the_resolved_text_comes_on_request(client, resolver):
    text = "Anna slept. She woke."
    assert "resolved_text" not in ask(client, text=text, language="en")
    expected = resolver(text, language="en").resolved_text()
    assert ask(client, text=text, language="en", resolved_text=True)["resolved_text"] == expected
