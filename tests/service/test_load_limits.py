"""Too much at once, too late, too slow, and clients that leave."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from held import Held
from raw import Raw
from samples import PASSAGE_EN, PASSAGE_PL

from service.app import create_app
from service.settings import Settings


@pytest.fixture
def held(resolver):
    held = Held(resolver)
    yield held
    held.leave.set()


def test_a_full_queue_refuses_with_the_time_to_wait_and_loses_nothing_of_what_it_holds(serve, held):
    client = serve(create_app(Settings(workers=1, max_queue_tokens=3), held.loaded))
    with ThreadPoolExecutor(1) as pool:
        accepted = pool.submit(client.post, "/v1/coref", json={"text": "a b c"})
        held.entered.acquire()
        refused = client.post("/v1/coref", json={"text": "d"})
        held.leave.set()
        assert accepted.result().json()["text"] == "a b c"
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) >= 1
    assert client.post("/v1/coref", json={"text": "d"}).status_code == 200


def test_an_answer_that_takes_too_long_is_given_up_with_504(serve, held):
    client = serve(create_app(Settings(workers=1, time_limit=0.2), held.loaded))
    answer = client.post("/v1/coref", json={"text": "Anna śpi."})
    assert answer.status_code == 504
    assert "0.2 s" in answer.json()["detail"]


def test_in_a_batch_only_what_is_late_is_given_up(serve, held):
    client = serve(create_app(Settings(workers=1, time_limit=0.2), held.loaded))
    answer = client.post("/v1/coref/batch", json={"documents": [{"id": "a", "text": "a"}, {"id": "b"}]})
    assert [result["error"]["status"] for result in answer.json()["results"]] == [504, 422]


def test_a_text_that_was_given_up_before_its_turn_is_never_begun(serve, held):
    client = serve(create_app(Settings(workers=1, time_limit=0.2), held.loaded))
    for text in ("first", "second"):
        assert client.post("/v1/coref", json={"text": text}).status_code == 504
    held.leave.set()
    assert client.post("/v1/coref", json={"text": "third"}).status_code == 200
    assert held.texts == ["first", "third"]


def test_the_work_of_a_client_that_has_gone_is_dropped(serve, held):
    app = create_app(Settings(workers=1), held.loaded)
    client = serve(app)
    scheduler = app.state.service.scheduler
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.post, "/v1/coref", json={"text": "first"})
        held.entered.acquire()
        with Raw(client) as leaving:
            leaving.begin("/v1/coref", "application/json", "Content-Length: 25")
            leaving.socket.sendall(b'{"text": "one two three"}')
            while scheduler.tokens < 4:
                pass
        while scheduler.tokens > 1:
            pass
        held.leave.set()
        assert first.result().status_code == 200
    assert client.post("/v1/coref", json={"text": "last"}).status_code == 200
    assert held.texts == ["first", "last"]


@pytest.mark.parametrize("sent", [b"", b'9\r\n{"text": \r\n'])
def test_a_body_that_comes_too_slowly_is_refused(serve, loaded, sent):
    client = serve(create_app(Settings(body_seconds=0.2), loaded))
    with Raw(client) as connection:
        connection.begin("/v1/coref")
        connection.socket.sendall(sent)
        status, problem = connection.answer()
    assert status == 408
    assert "0.2 s" in problem["detail"]
    assert client.get("/livez").status_code == 200


def test_an_answer_may_take_longer_than_a_body(serve, held):
    client = serve(create_app(Settings(workers=1, body_seconds=0.2, time_limit=1), held.loaded))
    assert client.post("/v1/coref", json={"text": "Anna śpi."}).status_code == 504


def test_unfinished_bodies_together_take_bounded_memory(serve, loaded):
    client = serve(create_app(Settings(max_characters=100), loaded))
    connections = [Raw(client) for _ in range(34)]
    for connection in connections:
        connection.begin("/v1/coref")
        connection.chunk(b" " * 7000)
    status, problem = connections[-1].answer()
    assert status == 503
    assert "too many texts" in problem["detail"]
    for connection in connections:
        connection.__exit__(None, None, None)
    assert client.post("/v1/coref", json={"text": "Anna śpi."}).status_code == 200


def test_many_texts_at_once_are_answered_as_one_by_one(client, resolver):
    texts = [f"{number}. " + (PASSAGE_PL if number % 2 else PASSAGE_EN) * (1 + number % 7) for number in range(48)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda text: client.post("/v1/coref", json={"text": text}).json(), texts))
    assert answers == [resolver(text).to_dict() for text in texts]
