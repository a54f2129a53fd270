"""API keys, rates, and other origins."""

from __future__ import annotations

import pytest

from service.app import create_app
from service.settings import Settings

KEYS = ("0123456789abcdef", "fedcba9876543210")
BODY = {"text": "Anna śpi."}


@pytest.fixture(scope="module")
def guarded(serve, loaded):
    """A client of a service that asks for a key."""
    return serve(create_app(Settings(api_keys=KEYS), loaded))


@pytest.mark.parametrize(
    "headers",
    [
        {"X-API-Key": KEYS[0]},
        {"X-API-Key": KEYS[1]},
        {"Authorization": f"Bearer {KEYS[1]}"},
        {"Authorization": f"bearer  {KEYS[0]}"},
    ],
)
def test_each_key_opens_in_either_header(guarded, headers):
    assert guarded.post("/v1/coref", json=BODY, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-API-Key": ""},
        {"X-API-Key": KEYS[0][:-1]},
        {"X-API-Key": KEYS[0] + "0"},
        {"X-API-Key": b"\xc5\xbc\xff"},
        {"Authorization": f"Basic {KEYS[0]}"},
        {"Authorization": KEYS[0]},
    ],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/coref"), ("POST", "/v1/coref/stream"), ("GET", "/v1/info")])
def test_without_a_key_nothing_under_v1_is_answered(guarded, method, path, headers):
    answer = guarded.request(method, path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "X-API-Key" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics", "/docs", "/openapi.json"])
def test_probes_and_documentation_need_no_key(guarded, path):
    assert guarded.get(path).status_code == 200


def test_the_openapi_document_asks_for_a_key_only_where_there_are_keys(client, guarded):
    assert "securitySchemes" not in client.get("/openapi.json").json()["components"]
    document = guarded.get("/openapi.json").json()
    assert document["paths"]["/v1/coref"]["post"]["security"] == [{"key": []}, {"bearer": []}]
    assert "security" not in document["paths"]["/livez"]["get"]


def test_keys_do_not_appear_where_settings_are_printed():
    assert KEYS[0] not in repr(Settings(api_keys=KEYS))


def test_more_documents_than_the_rate_allows_are_refused_with_the_time_to_wait(serve, loaded):
    client = serve(create_app(Settings(rate="2/hour"), loaded))
    answers = [client.post("/v1/coref", json=BODY) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["retry-after"]) <= 3600
    assert client.get("/v1/info").status_code == 200


def test_every_document_of_a_batch_counts(serve, loaded):
    client = serve(create_app(Settings(rate="5/hour"), loaded))
    assert client.post("/v1/coref/batch", json={"documents": [BODY] * 4}).status_code == 200
    assert client.post("/v1/coref/batch", json={"documents": [BODY] * 2}).status_code == 429


def test_every_line_of_a_stream_counts(serve, loaded):
    client = serve(create_app(Settings(rate="2/hour"), loaded))
    answer = client.post(
        "/v1/coref/stream", content=b'{"text": "Anna"}\n' * 3, headers={"Content-Type": "application/x-ndjson"}
    )
    assert [line.count('"status": 429') for line in answer.text.splitlines()] == [0, 0, 1]


def test_each_key_has_a_rate_of_its_own(serve, loaded):
    client = serve(create_app(Settings(rate="1/hour", api_keys=KEYS), loaded))
    statuses = [client.post("/v1/coref", json=BODY, headers={"X-API-Key": key}).status_code for key in KEYS * 2]
    assert statuses == [200, 200, 429, 429]


def test_pages_of_other_origins_may_not_read_answers(client):
    answer = client.post("/v1/coref", json=BODY, headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_pages_of_origins_that_are_set_may(serve, loaded):
    client = serve(create_app(Settings(cors_origins=("https://ours.example",), api_keys=KEYS), loaded))
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,x-api-key"}
    allowed = client.options("/v1/coref", headers=asked | {"Origin": "https://ours.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://ours.example"
    refused = client.options("/v1/coref", headers=asked | {"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in refused.headers
