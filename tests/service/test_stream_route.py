"""``POST /v1/coref/stream``."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from held import Held
from raw import Raw
from samples import PASSAGE_EN, PASSAGE_PL

from service.app import create_app
from service.settings import Settings

PATH = "/v1/coref/stream"
NDJSON = "application/x-ndjson"


def post(client, content: bytes):
    answer = client.post(PATH, content=content, headers={"Content-Type": NDJSON})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == NDJSON
    return [json.loads(line) for line in answer.text.splitlines()]


def test_every_line_has_its_answer_in_order(client, resolver):
    texts = [f"{number}. {PASSAGE_PL * (1 + 5 * (number % 3 == 0))}" for number in range(20)]
    content = "\n".join(json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
    expected = [{"id": str(n), "document": resolver(text, id=str(n)).to_dict()} for n, text in enumerate(texts)]
    assert post(client, content.encode()) == expected


def test_a_line_that_is_wrong_gets_an_error_beside_the_others(narrow_client):
    lines = [
        b'{"id": "1", "text": "Anna"}',
        b"{",
        b"\xff",
        b'{"id": "4"}',
        b"[" * 5000,
        b'{"id": "6", "text": "' + b"a" * 101 + b'"}',
        b"",
        b'{"id": "7", "text": "\\ud800"}',
        b'{"id": "8", "text": "Ona"}',
    ]
    results = post(narrow_client, b"\n".join(lines))
    statuses = [result.get("error", {}).get("status", 200) for result in results]
    assert statuses == [200, 400, 400, 422, 400, 413, 422, 200]
    assert [result["id"] for result in results] == ["1", "", "", "4", "", "6", "7", "8"]


def test_an_empty_stream_has_an_empty_answer(client):
    assert post(client, b"\n\n") == []


def test_a_line_is_answered_before_the_next_is_sent(client):
    with Raw(client) as connection:
        connection.begin(PATH, NDJSON)
        assert connection.head()[0] == 200
        for number in range(3):
            connection.line({"id": str(number), "text": PASSAGE_EN})
            assert connection.result()["id"] == str(number)
        connection.end()
        assert connection.result() is None


def test_a_line_may_come_in_pieces(client):
    with Raw(client) as connection:
        connection.begin(PATH, NDJSON)
        for piece in (b'{"id": ', b'"a", "te', b'xt": "Anna"}', b"\n"):
            connection.chunk(piece)
        assert connection.head()[0] == 200
        assert connection.result()["document"]["text"] == "Anna"


def test_a_line_that_is_too_long_ends_the_stream_with_an_error(narrow_client):
    with Raw(narrow_client) as connection:
        connection.begin(PATH, NDJSON)
        connection.line({"text": "Anna"})
        connection.chunk(b"x" * 8000)
        assert connection.head()[0] == 200
        assert "document" in connection.result()
        assert connection.result()["error"]["status"] == 413
        assert connection.result() is None


def test_a_client_that_sends_faster_than_it_is_served_has_to_wait(serve, resolver):
    held = Held(resolver)
    client = serve(create_app(Settings(workers=1), held.loaded))
    line = json.dumps({"text": "Anna śpi.", "id": "x" * 50_000}).encode() + b"\n"
    with Raw(client) as connection:
        connection.begin(PATH, NDJSON)
        assert connection.head()[0] == 200
        begun, rest = 0, b""
        connection.socket.settimeout(0.5)
        with suppress(TimeoutError):
            # Until the kernel takes no more: the service does not read.
            while True:
                if not rest:
                    rest = b"%x\r\n%b\r\n" % (len(line), line)
                    begun += 1
                    assert begun < 5000, "all is read, whatever the client sends"
                rest = rest[connection.socket.send(rest) :]
        connection.socket.settimeout(30)
        held.leave.set()
        with ThreadPoolExecutor(1) as sender:
            sender.submit(connection.socket.sendall, rest)
            assert all(connection.result()["document"]["text"] == "Anna śpi." for _ in range(begun))


def test_the_work_of_a_client_that_has_gone_is_dropped(serve, resolver):
    held = Held(resolver)
    app = create_app(Settings(workers=1), held.loaded)
    client = serve(app)
    scheduler = app.state.service.scheduler
    with Raw(client) as connection:
        connection.begin(PATH, NDJSON)
        connection.line({"text": "a"})
        held.entered.acquire()
        connection.line({"text": "b c d"})
        while scheduler.tokens < 4:
            pass
    while scheduler.tokens > 1:
        pass
    held.leave.set()
    assert client.post("/v1/coref", json={"text": "Anna"}).status_code == 200
    assert held.texts == ["a", "Anna"]


def test_a_stream_waits_for_room_in_the_queue(serve, loaded):
    client = serve(create_app(Settings(workers=2, max_queue_tokens=12), loaded))
    results = post(client, '{"text": "Anna śpi i śni, a on nie."}\n'.encode() * 4)
    assert [result["document"]["text"] for result in results] == ["Anna śpi i śni, a on nie."] * 4


def test_a_silent_client_is_told_so(serve, loaded):
    client = serve(create_app(Settings(body_seconds=0.2), loaded))
    with Raw(client) as connection:
        connection.begin(PATH, NDJSON)
        assert connection.head()[0] == 200
        assert connection.result()["error"]["status"] == 408
        assert connection.result() is None


@pytest.mark.parametrize("media_type", ["application/json", "text/plain"])
def test_a_body_that_is_not_declared_as_json_lines_is_refused_with_the_header_to_send(client, media_type):
    answer = client.post(PATH, content=b"{}", headers={"Content-Type": media_type})
    assert answer.status_code == 415
    assert NDJSON in answer.json()["detail"]


def test_a_client_that_expects_to_be_told_to_go_on_is_told_so_first(client):
    with Raw(client) as connection:
        connection.begin(PATH, NDJSON, "Transfer-Encoding: chunked", "Expect: 100-continue")
        assert connection.head()[0] == 100
        assert connection.head()[0] == 200


def test_a_client_that_does_not_read_its_answers_is_given_up(serve, loaded):
    client = serve(create_app(Settings(body_seconds=0.2), loaded))
    line = json.dumps({"text": "Anna śpi.", "id": "x" * 100_000}).encode() + b"\n"
    with Raw(client) as connection:
        connection.begin(PATH, NDJSON)
        connection.socket.settimeout(0.5)
        with suppress(TimeoutError, ConnectionError):
            # Until the kernel takes no more.
            while True:
                connection.chunk(line)
        # The one that asks is the only one.
        while "coref_requests_active 1.0" not in client.get("/metrics").text:
            pass
