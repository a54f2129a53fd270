"""Every error is a problem document."""

from __future__ import annotations

import socket
from concurrent.futures import Future
from urllib.parse import urlsplit

import pytest

from service.app import create_app
from service.settings import Settings

PROBLEM = "application/problem+json"
JSON = {"content-type": "application/json"}


def problem(answer, status: int) -> dict:
    """The problem document, checked for its form."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    record = answer.json()
    assert record["status"] == status
    assert record["type"] == "about:blank"
    assert record["title"] and record["detail"]
    assert record["instance"] == answer.url.path
    return record


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/text"),
        ({"text": 3}, "#/text"),
        ({"text": None}, "#/text"),
        ({"text": "a", "language": "de"}, "#/language"),
        ({"text": "a", "singletons": "yes"}, "#/singletons"),
        ({"text": "a", "singletons": 1}, "#/singletons"),
        ({"text": "a", "tokens": [[0, 1, 2]]}, "#/tokens/0"),
        ({"text": "a", "tokens": [[0, 1.0]]}, "#/tokens/0/1"),
        ({"text": "a", "a/b": 1}, "#/a~1b"),
        ([], "#"),
    ],
)
def test_a_body_of_another_form_is_refused_with_the_place(client, body, pointer):
    record = problem(client.post("/v1/coref", json=body), 422)
    assert [error["pointer"] for error in record["errors"]] == [pointer]


@pytest.mark.parametrize(
    "body", [rb'{"text": "\ud800"}', rb'{"text": "a", "id": "\udfff"}', rb'{"text": "a", "\ud800": 1}']
)
def test_a_lone_surrogate_is_refused(client, body):
    problem(client.post("/v1/coref", content=body, headers=JSON), 422)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"text": ', "not JSON, see character 9"),
        (b'{"text": "\xff"}', "not UTF-8: byte 0xff at position 10"),
        (b"[" * 20_000, "nested too deep"),
    ],
)
def test_a_body_that_is_not_json_is_refused_with_the_reason(client, body, reason):
    assert reason in problem(client.post("/v1/coref", content=body, headers=JSON), 400)["detail"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"text": "a", "singleton": True}, "at #/singleton: there is no such field; /docs lists those there are"),
        ({}, "at #/text: is missing"),
        ([], "at #: give a JSON object"),
        ({"text": "a", "speakers": ["Ewa"]}, "at #: speakers need sentences"),
        ({"text": "abc", "tokens": [[0, 1], [1, 9]]}, "#/tokens/1: the offset 9 is outside the text"),
    ],
)
def test_a_fault_is_told_in_words_for_people_who_write_json(client, body, words):
    assert words in problem(client.post("/v1/coref", json=body), 422)["detail"]


@pytest.mark.parametrize("headers", [{"content-type": "text/plain"}, {}])
def test_a_body_that_is_not_declared_as_json_is_refused_with_the_header_to_send(client, headers):
    record = problem(client.post("/v1/coref", content=b'{"text": "a"}', headers=headers), 415)
    assert "Content-Type: application/json" in record["detail"]


def test_an_empty_body_is_refused(client):
    problem(client.post("/v1/coref", headers=JSON), 422)


def test_of_many_faults_the_first_are_listed(client):
    record = problem(client.post("/v1/coref", json={"text": "a", "tokens": [[0]] * 1000}), 422)
    assert len(record["errors"]) == 20
    assert "1000 faults" in record["detail"]


@pytest.mark.parametrize("tokens", [[[0, 9]], [[1, 1]], [[-1, 1]], [[1, 2], [0, 1]]])
def test_tokens_that_do_not_fit_the_text_are_refused(client, tokens):
    problem(client.post("/v1/coref", json={"text": "abc", "tokens": tokens}), 422)


def test_an_unknown_scheme_is_refused_with_those_there_are(client):
    record = problem(client.post("/v1/coref", json={"text": "Anna śpi.", "scheme": "none"}), 422)
    assert "litbank" in record["detail"]


def test_an_unknown_path_is_a_problem(client):
    problem(client.get("/nowhere"), 404)


def test_a_wrong_method_is_a_problem_that_names_the_right_one(client):
    answer = client.get("/v1/coref")
    assert "not answer to GET but to POST" in problem(answer, 405)["detail"]
    assert answer.headers["allow"] == "POST"


def test_a_long_text_is_refused_with_the_limit_and_its_length(narrow_client):
    detail = problem(narrow_client.post("/v1/coref", json={"text": "ą" * 101}), 413)["detail"]
    assert "101 characters" in detail
    assert "limit is 100:" in detail


def test_the_longest_text_is_accepted(narrow_client):
    assert narrow_client.post("/v1/coref", json={"text": "🐕" * 100}).status_code == 200


def test_a_long_body_is_refused_by_its_header_before_it_is_sent(narrow_client):
    status, answer = exchange(narrow_client, b"Content-Length: 1000000000000\r\n\r\n")
    assert status == 413
    assert "1,000,000,000,000 bytes" in answer
    assert "7,296" in answer


def test_a_long_chunked_body_is_refused_while_it_is_being_sent(narrow_client):
    chunk = b"2000\r\n" + b" " * 0x2000 + b"\r\n"
    status, answer = exchange(narrow_client, b"Transfer-Encoding: chunked\r\n\r\n" + chunk)
    assert status == 413
    assert "7,296" in answer


def test_an_unexpected_error_shows_nothing_of_the_inside(serve):
    def broken_resolver(*arguments, **options):
        raise RuntimeError("secret")

    loaded: Future = Future()
    loaded.set_result(broken_resolver)
    answer = serve(create_app(Settings(), loaded)).post("/v1/coref", json={"text": "a"})
    problem(answer, 500)
    assert "secret" not in answer.text


def test_the_openapi_document_names_the_problems(client):
    responses = client.get("/openapi.json").json()["paths"]["/v1/coref"]["post"]["responses"]
    assert set(responses) == {"200", "400", "406", "408", "413", "415", "422", "429", "500", "503", "504"}
    assert all(list(responses[status]["content"]) == [PROBLEM] for status in responses if status != "200")


def exchange(client, rest: bytes) -> tuple[int, str]:
    """Send an unfinished request over a bare socket; the status and the body of the answer."""
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        head = b"POST /v1/coref HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        connection.sendall(head + rest)
        answer = b""
        while b"\r\n\r\n" not in answer or not answer.endswith(b"}"):
            received = connection.recv(65536)
            assert received, f"the server closed the connection after {answer!r}"
            answer += received
    assert f"content-type: {PROBLEM}".encode() in answer.lower()
    return int(answer.split()[1]), answer.partition(b"\r\n\r\n")[2].decode()
