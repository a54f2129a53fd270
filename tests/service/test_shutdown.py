"""SIGTERM: every accepted request is answered; the probes say so before."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from prometheus_client.parser import text_string_to_metric_families
from raw import Raw
from samples import PASSAGE_PL
from serving import serving_process

CLIENTS = 16


def metric(client, name: str) -> float:
    """The sum of a metric over its labels."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return sum(sample.value for family in families for sample in family.samples if sample.name == name)


def test_every_request_that_was_accepted_is_answered(tiny_model: Path):
    with serving_process(tiny_model, COREF_WORKERS="1") as (server, client), ThreadPoolExecutor(CLIENTS) as pool:
        started = Barrier(CLIENTS + 1)

        def ask(number: int) -> dict:
            with Raw(client) as connection:
                body = b'{"text": "%d %b"}' % (number, PASSAGE_PL.encode() * 20)
                connection.begin("/v1/coref", "application/json", f"Content-Length: {len(body)}")
                connection.socket.sendall(body)
                started.wait()
                return connection.answer()

        answers = [pool.submit(ask, number) for number in range(CLIENTS)]
        started.wait()
        # All are in the queue or answered, the one that asks comes on top.
        while metric(client, "coref_requests_active") + metric(client, "coref_documents_total") < CLIENTS + 1:
            pass
        server.send_signal(signal.SIGTERM)
        statuses = [answer.result()[0] for answer in answers]
        server.wait(timeout=60)
    assert statuses == [200] * CLIENTS


def test_the_probe_turns_before_connections_are_refused(tiny_model: Path):
    with serving_process(tiny_model, COREF_DRAIN_SECONDS="600") as (server, client):
        server.send_signal(signal.SIGTERM)
        while (probe := client.get("/readyz")).status_code == 200:
            pass
        assert probe.status_code == 503
        assert "about to stop" in probe.json()["detail"]
        assert client.get("/livez").status_code == 200
        assert client.post("/v1/coref", json={"text": "Anna śpi."}).status_code == 200
        # Who asks twice need not wait.
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) in (0, -signal.SIGTERM)


def test_a_stream_is_told_from_which_line_on_to_send_again(tiny_model: Path):
    with serving_process(tiny_model) as (server, client), Raw(client) as connection:
        connection.begin("/v1/coref/stream", "application/x-ndjson")
        assert connection.head()[0] == 200
        connection.line({"id": "1", "text": "Anna śpi."})
        assert connection.result()["id"] == "1"
        server.send_signal(signal.SIGTERM)
        last = connection.result()
        assert last["error"]["status"] == 503
        assert "send the lines without an answer again" in last["error"]["detail"]
        assert connection.result() is None
        assert server.wait(timeout=60) in (0, -signal.SIGTERM)
