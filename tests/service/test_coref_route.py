"""``POST /v1/coref``: answers."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coref.document import Document
from service.app import create_app
from service.schemas import DocumentSchema
from service.settings import Settings

TEXT = "Anna poszła do domu. Była zmęczona, bo jej pies uciekł 🐕."


def test_the_answer_is_the_document_that_the_library_gives(client, resolver):
    answer = client.post("/v1/coref", json={"text": TEXT, "language": "pl", "id": "d1"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == resolver(TEXT, language="pl", id="d1").to_dict()


def test_the_answer_has_the_published_form(client):
    answer = client.post("/v1/coref", json={"text": TEXT, "singletons": True})
    assert DocumentSchema.model_validate_json(answer.content).text == TEXT


def test_scheme_and_singletons_reach_the_model(client, resolver):
    body = {"text": TEXT, "language": "pl", "scheme": "litbank", "singletons": True}
    expected = resolver(TEXT, language="pl", scheme="litbank", singletons=True)
    assert client.post("/v1/coref", json=body).json() == expected.to_dict()


def test_given_tokens_are_kept(client):
    tokens = [[0, 2], [2, 4], [5, 11]]
    answer = client.post("/v1/coref", json={"text": "Anna poszła", "language": "pl", "tokens": tokens})
    assert answer.json()["tokens"] == tokens


@pytest.mark.parametrize("text", ["", " \n\t", "a\0b", "🐕", "\u200fשלום", "\r\n\r\nShe left.\r\n"])
def test_odd_texts_come_back_unchanged(client, text):
    answer = client.post("/v1/coref", json={"text": text, "language": "en"})
    assert answer.status_code == 200
    assert answer.json()["text"] == text


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
@settings(max_examples=25, deadline=None)
def test_offsets_fit_the_text_that_was_sent(client, text):
    answer = client.post("/v1/coref", json={"text": text, "language": "en", "singletons": True})
    assert Document.from_dict(answer.json()).text == text


def test_the_service_answers_others_while_the_model_works(serve, resolver):
    entered, leave = Event(), Event()

    def waiting_resolver(*arguments, **options):
        entered.set()
        leave.wait()
        return resolver(*arguments, **options)

    loaded: Future = Future()
    loaded.set_result(waiting_resolver)
    client = serve(create_app(Settings(), loaded))
    with ThreadPoolExecutor(max_workers=1) as pool:
        answer = pool.submit(client.post, "/v1/coref", json={"text": TEXT})
        entered.wait()
        alive = client.get("/livez")
        leave.set()
        assert answer.result().status_code == 200
    assert alive.status_code == 200
