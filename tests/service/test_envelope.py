"""Ids, headers and log lines of requests."""

from __future__ import annotations

import gc
import json
import logging
from concurrent.futures import Future
from threading import Event

import pytest
from raw import Raw

from service.app import create_app
from service.log import JsonLines
from service.requests import request_id
from service.settings import Settings

SECRET = "Sekretna treść"


def test_a_harmless_id_of_the_clients_is_given_back(client):
    answer = client.get("/nowhere", headers={"X-Request-ID": "Abc-1_2"})
    assert answer.headers["x-request-id"] == answer.json()["request_id"] == "Abc-1_2"


@pytest.mark.parametrize("offered", ["", "a b", "a" * 65, '"},{', b"\xc4\x85"])
def test_any_other_id_is_replaced(client, offered):
    given = client.get("/livez", headers={"X-Request-ID": offered}).headers["x-request-id"]
    assert len(given) == 32 and given.isalnum()


def test_requests_have_different_ids(client):
    assert client.get("/livez").headers["x-request-id"] != client.get("/livez").headers["x-request-id"]


@pytest.mark.parametrize("path", ["/livez", "/nowhere", "/v1/coref", "/openapi.json"])
def test_every_answer_forbids_what_it_does_not_need(client, path):
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; frame-ancestors 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


def failing(serve) -> tuple:
    def broken(document, **options):
        raise RuntimeError(document.text)

    loaded: Future = Future()
    loaded.set_result(broken)
    return serve(create_app(Settings(), loaded))


def test_an_unexpected_error_has_an_id_and_strict_headers_too(serve):
    answer = failing(serve).post("/v1/coref", json={"text": SECRET}, headers={"X-Request-ID": "one"})
    assert answer.status_code == 500
    assert answer.json()["request_id"] == answer.headers["x-request-id"] == "one"
    assert answer.headers["x-content-type-options"] == "nosniff"


def lines(caplog) -> list[dict]:
    return [json.loads(JsonLines().format(record)) for record in caplog.records]


def test_a_request_is_logged_with_its_route_and_lengths_and_without_its_text(client, caplog):
    caplog.set_level(logging.INFO)
    client.post("/v1/coref?secret=1", json={"text": SECRET, "id": SECRET})
    # A request is logged after its answer is sent, and before the next one on the same connection is read.
    client.get("/livez")
    [line] = [line for line in lines(caplog) if line.get("route") == "/v1/coref"]
    expected = {"method": "POST", "status": 200, "documents": 1, "characters": 14}
    assert expected.items() <= line.items()
    assert line["ms"] > 0
    assert "ekret" not in json.dumps(lines(caplog), ensure_ascii=False)


def test_an_unexpected_error_is_logged_with_its_place_and_without_the_text(serve, caplog):
    caplog.set_level(logging.INFO)
    client = failing(serve)
    client.post("/v1/coref", json={"text": SECRET})
    client.get("/livez")
    [line] = [line for line in lines(caplog) if "stack" in line]
    assert line["error"] == "RuntimeError"
    assert "broken" in line["stack"][-1]
    assert "ekret" not in json.dumps(lines(caplog), ensure_ascii=False)


def test_a_log_line_names_the_request(caplog):
    token = request_id.set("abc")
    try:
        record = logging.makeLogRecord({"msg": "ł %s", "args": ("x\ny",), "levelname": "INFO", "name": "n"})
        line = json.loads(JsonLines().format(record))
    finally:
        request_id.reset(token)
    assert (line["message"], line["level"], line["logger"], line["request_id"]) == ("ł x\ny", "info", "n", "abc")


def test_an_error_that_nobody_waits_for_any_more_is_not_logged_with_the_text(serve, caplog):
    entered, leave = Event(), Event()

    def broken(document, **options):
        entered.set()
        leave.wait()
        raise RuntimeError(document.text)

    loaded: Future = Future()
    loaded.set_result(broken)
    app = create_app(Settings(workers=1), loaded)
    client = serve(app)
    scheduler = app.state.service.scheduler
    with Raw(client) as leaving:
        leaving.begin("/v1/coref/stream", "application/x-ndjson")
        leaving.line({"text": SECRET})
        entered.wait()
    leave.set()
    while scheduler.tokens:
        pass
    client.get("/livez")
    gc.collect()
    assert "ekret" not in json.dumps(lines(caplog), ensure_ascii=False)
