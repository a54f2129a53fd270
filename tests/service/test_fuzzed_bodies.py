"""Bodies that no client should send: each gets a clear refusal, and the service goes on."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from raw import Raw

JSON = {"Content-Type": "application/json"}
VALID = json.dumps(
    {
        "text": "Anna śpi. Ona śni 🐕.",
        "language": "pl",
        "tokens": [[0, 4], [5, 8], [8, 9], [10, 13], [14, 17]],
        "sentences": [[0, 9], [10, 20]],
        "speakers": ["Ewa", ""],
        "mentions": [[0, 4], [10, 13]],
        "threshold": 0.5,
        "offset_unit": "codepoint",
    },
    ensure_ascii=False,
).encode()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ["text", "language", "id", "scheme", "singletons", "zero_mentions", "predicates", "threshold", "tokens"]
FIELDS += ["sentences", "speakers", "mentions", "offset_unit", "documents"]


def check(client, body: bytes, path: str = "/v1/coref") -> int:
    """The status of the answer, which is a document or a problem, never an accident."""
    answer = client.post(path, content=body, headers=JSON)
    assert answer.status_code in (200, 400, 413, 422), answer.text
    if answer.status_code != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]
    return answer.status_code


@given(st.integers(0, len(VALID) - 1))
@settings(max_examples=40, deadline=None)
def test_a_truncated_body(client, length):
    assert check(client, VALID[:length]) in (400, 422)


@given(st.integers(0, len(VALID) - 1), st.binary(max_size=3))
@settings(max_examples=60, deadline=None)
def test_a_body_with_other_bytes_somewhere(client, place, inserted):
    check(client, VALID[:place] + inserted + VALID[place + len(inserted) :])


@given(st.sampled_from(FIELDS), VALUES, st.sampled_from(["/v1/coref", "/v1/coref/batch"]))
@settings(max_examples=100, deadline=None)
def test_a_field_of_any_type(client, field, value, path):
    check(client, json.dumps({"text": "Anna śpi. Ona śni."} | {field: value}).encode(), path)


@given(VALUES)
@settings(max_examples=50, deadline=None)
def test_a_batch_of_anything(client, value):
    answer = client.post("/v1/coref/batch", content=json.dumps({"documents": [value]}), headers=JSON)
    assert answer.status_code == 200
    assert answer.json()["results"][0]["error"]["status"] == 422


@given(st.binary(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_bytes(client, body):
    assert check(client, body) in (400, 422)


@pytest.mark.parametrize("depth", [10, 500, 2_000, 200_000])
@pytest.mark.parametrize("place", ['{"text": "a", "tokens": %s}', '{"documents": [%s]}', "%s"])
def test_deep_nesting(client, depth, place):
    body = (place % ("[" * depth + "]" * depth)).encode()
    assert check(client, body) in (400, 422)
    assert check(client, body, "/v1/coref/batch") in (200, 400, 422)


@pytest.mark.parametrize("claim", ["99999999999", "1000000000000000000", "99999999999999999999999", "-1", "ten"])
def test_a_claim_of_a_length_that_is_not_true(client, claim):
    with Raw(client) as connection:
        connection.begin("/v1/coref", "application/json", f"Content-Length: {claim}")
        status, _ = connection.head()
    assert status in (400, 413)
    assert client.get("/livez").status_code == 200


def test_a_body_that_ends_before_its_announced_length(client):
    with Raw(client) as connection:
        connection.begin("/v1/coref", "application/json", "Content-Length: 1000")
        connection.socket.sendall(b'{"text": "Anna')
    assert client.get("/livez").status_code == 200


def test_headers_without_end(client):
    with Raw(client) as connection:
        connection.socket.sendall(b"POST /v1/coref HTTP/1.1\r\n" + b"A: " + b"a" * 200_000)
        assert connection.head()[0] == 400
    assert client.get("/livez").status_code == 200


@pytest.mark.parametrize("line", [b"\x16\x03\x01\x02\x00\x01\n\n", b"\r\n\r\nnonsense\r\n\r\n"])
def test_what_is_not_http(client, line):
    with Raw(client) as connection:
        connection.socket.sendall(line)
        assert connection.head()[0] == 400
    assert client.get("/livez").status_code == 200
