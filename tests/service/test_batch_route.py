"""``POST /v1/coref/batch``."""

from __future__ import annotations

from concurrent.futures import Future

from samples import PASSAGE_EN, PASSAGE_PL

from service.app import create_app
from service.schemas import BatchSchema
from service.settings import Settings

PATH = "/v1/coref/batch"


def test_each_text_is_answered_as_if_it_came_alone_and_in_order(client, resolver):
    texts = {"a": PASSAGE_PL, "b": PASSAGE_EN, "c": ""}
    answer = client.post(PATH, json={"documents": [{"id": name, "text": text} for name, text in texts.items()]})
    assert answer.status_code == 200
    assert answer.json() == {
        "results": [{"id": name, "document": resolver(text, id=name).to_dict()} for name, text in texts.items()]
    }


def test_a_text_that_cannot_be_resolved_gets_an_error_beside_the_others(narrow_client):
    documents = [
        {"id": "good", "text": "Anna śpi."},
        {"id": "no text"},
        {"id": "long", "text": "a" * 101},
        {"id": "scheme", "text": "Anna śpi.", "scheme": "none"},
        7,
        {"id": "surrogate \ud800", "text": "a"},
        {"text": "Anna śpi."},
    ]
    content = repr(documents).replace("'", '"').encode()
    answer = narrow_client.post(
        PATH, content=b'{"documents": ' + content + b"}", headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [result.get("error", {}).get("status", 200) for result in results] == [200, 422, 413, 422, 422, 422, 200]
    assert [result["id"] for result in results][:4] == ["good", "no text", "long", "scheme"]
    assert results[1]["error"]["errors"] == [{"pointer": "#/text", "detail": "is missing"}]
    assert "litbank" in results[3]["error"]["detail"]


def test_a_poisoned_text_fails_alone(serve, resolver):
    def poisoned(document, **options):
        if "poison" in document.text:
            raise RuntimeError(document.text)
        return resolver(document, **options)

    loaded: Future = Future()
    loaded.set_result(poisoned)
    client = serve(create_app(Settings(), loaded))
    answer = client.post(PATH, json={"documents": [{"text": "Anna śpi."}, {"text": "poison"}, {"text": "Ona śni."}]})
    statuses = [result.get("error", {}).get("status", 200) for result in answer.json()["results"]]
    assert statuses == [200, 500, 200]
    assert "poison" not in answer.text


def test_the_answer_has_the_published_form(client):
    answer = client.post(PATH, json={"documents": [{"text": PASSAGE_PL}, {}]})
    assert BatchSchema.model_validate_json(answer.content).results[1].document is None


def test_more_documents_than_the_limit_are_refused(client):
    answer = client.post(PATH, json={"documents": [{"text": "a"}] * 65})
    assert answer.status_code == 413
    assert "65 documents and the limit is 64" in answer.json()["detail"]


def test_more_tokens_than_the_queue_holds_are_refused(serve, loaded):
    client = serve(create_app(Settings(max_queue_tokens=10), loaded))
    answer = client.post(PATH, json={"documents": [{"text": "a b c d e f"}] * 2})
    assert answer.status_code == 413
    assert "12 tokens at once and the limit is 10" in answer.json()["detail"]


def test_a_batch_of_nothing_is_refused(client):
    assert client.post(PATH, json={"documents": []}).status_code == 422
