"""``/v1/info``, ``/v1/languages``, ``/metrics``, ``/docs``."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import Future

from prometheus_client.parser import text_string_to_metric_families

import coref
from coref.recorded_scores import RecordedScore, record_score
from service.app import create_app
from service.settings import Settings


def test_info_names_the_model_its_limits_and_versions(narrow_client, resolver):
    info = narrow_client.get("/v1/info").json()
    assert info["model"]["name"] == "tiny"
    assert info["model"]["sha256"] == resolver.info["sha256"]
    assert info["limits"]["max_characters"] == 100
    assert info["limits"]["max_body_bytes"] == 7296
    assert set(info["versions"]) == {"coref-pl-en", "torch", "transformers", "python"}
    assert "text/x-conllu" in info["formats"]


def test_info_tells_the_scores_that_were_recorded(serve, client, tiny_model, resolver, tmp_path):
    assert client.get("/v1/info").json()["model"]["scores"] is None
    model = shutil.copytree(tiny_model, tmp_path / "model")
    score = RecordedScore(corpus="pl", split="dev", documents=3, conll=0.5, zero_anaphora=0.75)
    record_score(model, resolver.info["sha256"], score)
    scored: Future = Future()
    scored.set_result(coref.load(model))
    info = serve(create_app(Settings(), scored)).get("/v1/info").json()
    assert info["model"]["scores"] == [
        {"corpus": "pl", "split": "dev", "documents": 3, "conll": 0.5, "zero_anaphora": 0.75}
    ]


def test_info_does_not_tell_where_the_model_lies(client, resolver):
    assert resolver.info["path"] not in client.get("/v1/info").text


def test_languages_are_those_of_the_model(client):
    assert client.get("/v1/languages").json() == [
        {"code": "en", "name": "English", "scheme": "gum"},
        {"code": "pl", "name": "Polish", "scheme": "pl"},
    ]


def test_there_is_no_info_before_the_model_is_loaded(serve):
    client = serve(create_app(Settings(), Future()))
    assert [client.get(path).status_code for path in ("/v1/info", "/v1/languages")] == [503, 503]


def metrics(client) -> dict[tuple, float]:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value for family in families for sample in family.samples
    }


def test_requests_and_documents_are_counted_by_route_and_status(serve, loaded):
    client = serve(create_app(Settings(), loaded))
    client.post("/v1/coref", json={"text": "Anna śpi."})
    client.post("/v1/coref/batch", json={"documents": [{"text": "Anna śpi."}, {}]})
    client.get("/nowhere/1")
    client.request("PURGE", "/nowhere/2")
    values = metrics(client)
    count = "coref_request_seconds_count"
    assert values[count, ("method", "POST"), ("route", "/v1/coref"), ("status", "200")] == 1
    assert values[count, ("method", "GET"), ("route", "none"), ("status", "404")] == 1
    assert values[count, ("method", "other"), ("route", "none"), ("status", "404")] == 1
    assert values["coref_documents_total", ("status", "200")] == 2
    assert values["coref_documents_total", ("status", "422")] == 1
    assert values["coref_queue_tokens",] == 0
    assert values["coref_tokens_per_second",] > 0


def test_two_applications_count_apart(serve, loaded):
    clients = [serve(create_app(Settings(), loaded)) for _ in range(2)]
    clients[0].post("/v1/coref", json={"text": "Anna śpi."})
    assert ("coref_documents_total", ("status", "200")) not in metrics(clients[1])


def test_the_documentation_loads_everything_from_the_service(client):
    page = client.get("/docs")
    assert page.status_code == 200
    assert "//" not in page.text
    for path in re.findall(r'(?:src|href)="(?!data:)([^"]+)"', page.text):
        asset = client.get("/" + path)
        assert asset.status_code == 200, path
        assert asset.headers["content-type"].startswith(("text/css", "text/javascript"))
    assert "unsafe-inline" not in page.headers["content-security-policy"].partition("style-src")[0]


def test_every_reference_of_the_openapi_document_leads_somewhere(client):
    answer = client.get("/openapi.json")
    schemas = answer.json()["components"]["schemas"]
    references = set(re.findall(r'"#/components/schemas/(\w+)"', answer.text))
    assert "ProblemSchema" in references
    assert references <= set(schemas)


def test_the_openapi_document_has_all_routes(client):
    assert set(client.get("/openapi.json").json()["paths"]) >= {
        "/v1/coref",
        "/v1/coref/batch",
        "/v1/coref/stream",
        "/v1/info",
        "/v1/languages",
        "/livez",
        "/readyz",
        "/metrics",
    }
