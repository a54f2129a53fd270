"""``/livez`` and ``/readyz``."""

from __future__ import annotations

from concurrent.futures import Future, wait
from pathlib import Path

from service.app import create_app
from service.model import start_loading
from service.settings import Settings


def test_the_process_is_alive_but_not_ready_until_the_model_is_loaded(serve, resolver):
    loading: Future = Future()
    client = serve(create_app(Settings(), loading))
    before = client.get("/livez"), client.get("/readyz"), client.post("/v1/coref", json={"text": "a"})
    loading.set_result(resolver)
    assert [answer.status_code for answer in before] == [200, 503, 503]
    assert before[1].headers["content-type"] == "application/problem+json"
    assert before[1].headers["retry-after"] == "5"
    assert client.get("/readyz").json() == {"status": "ready"}


def test_a_probe_may_ask_for_the_headers_alone(client):
    for path in ("/livez", "/readyz", "/"):
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")


def test_a_model_is_loaded_while_the_server_runs(serve, tiny_model: Path):
    loading = start_loading(str(tiny_model))
    client = serve(create_app(Settings(), loading))
    assert client.get("/livez").json() == {"status": "alive"}
    wait([loading])
    assert client.post("/v1/coref", json={"text": "Anna śpi."}).status_code == 200


def test_a_model_that_cannot_be_loaded_is_logged_and_told_of_in_the_probe(serve, tmp_path: Path, caplog):
    loading = start_loading(str(tmp_path / "absent"))
    wait([loading])
    answer = serve(create_app(Settings(), loading)).get("/readyz")
    assert answer.status_code == 503
    assert "could not be loaded" in answer.json()["detail"]
    assert str(tmp_path) not in answer.text
    assert str(tmp_path) in caplog.text
