"""The page in a browser: questions, errors, and what is copied and shared."""

from __future__ import annotations

import json
from concurrent.futures import Future
from threading import Event

import pytest
from opening import expect
from starlette.responses import JSONResponse

from service.app import create_app
from service.settings import Settings


def test_json_is_copied(shown, document):
    shown.get_by_role("button", name="Copy as JSON").click()
    expect(shown.locator("#status")).to_have_text("JSON copied.")
    copied = json.loads(shown.evaluate("navigator.clipboard.readText()"))
    assert copied == document.to_dict()


def test_a_link_opens_the_same_text_and_no_request_carries_it_but_the_question(shown, visit):
    shown.get_by_role("button", name="Copy a link").click()
    expect(shown.locator("#status")).to_have_text("Link copied.")
    link = shown.evaluate("navigator.clipboard.readText()")
    asked = []
    other = visit("about:blank")
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    expect(other.locator("#status")).to_contain_text("2 entities")
    assert other.locator("#resolved").text_content() == shown.locator("#resolved").text_content()
    assert not [address for address in asked if "#" not in address and "text=" in address]


@pytest.mark.parametrize("text", ["AAAA", "%%%", "eJw", "a b c"])
def test_a_damaged_link_is_told_in_words(visit, by_hand, text):
    page = visit(f"{by_hand}#language=pl&text={text}")
    expect(page.get_by_role("alert")).to_contain_text("link is damaged")


def test_an_error_of_the_service_is_shown_in_its_words(visit, narrow_client):
    page = visit(narrow_client.base_url)
    page.get_by_label("Text", exact=True).fill("ą" * 101)
    page.get_by_role("button", name="Resolve").click()
    alert = page.get_by_role("alert")
    expect(alert).to_have_text("The text is 101 characters long and the limit is 100: send it in parts.")
    expect(page.locator("#progress")).to_be_hidden()


def test_a_service_that_wants_a_key_can_be_given_one(visit, serve, document):
    loaded: Future = Future()
    loaded.set_result(lambda asked, **_: document)
    app = create_app(Settings(), loaded)

    @app.middleware("http")
    async def want_key(request, answer):
        if request.url.path.startswith("/v1/") and request.headers.get("X-API-Key") != "sesame":
            return JSONResponse({"detail": "send a key in the header X-API-Key"}, 401)
        return await answer(request)

    page = visit(serve(app).base_url)
    page.get_by_label("Text", exact=True).fill(document.text)
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("alert")).to_have_text("Send a key in the header X-API-Key.")
    expect(page.get_by_label("API key")).to_be_focused()
    page.get_by_label("API key").fill("sesame")
    page.get_by_label("API key").press("Enter")
    expect(page.locator("#status")).to_contain_text("2 entities")
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_service_that_is_gone_is_told_in_words(visit, by_hand):
    page = visit(by_hand)
    page.context.set_offline(True)
    page.get_by_label("Text", exact=True).fill("Anna śpi.")
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("alert")).to_contain_text("The service cannot be reached")


def test_the_wait_is_shown_and_can_be_ended(visit, serve):
    entered, leave = Event(), Event()

    def waiting(document, **_):
        entered.set()
        leave.wait()
        return document

    loaded: Future = Future()
    loaded.set_result(waiting)
    page = visit(serve(create_app(Settings(), loaded)).base_url)
    page.get_by_label("Text", exact=True).fill("Anna śpi.")
    page.get_by_label("Text", exact=True).press("Control+Enter")
    try:
        expect(page.locator("#progress")).to_be_visible()
        entered.wait()
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#progress")).to_be_hidden()
        expect(page.get_by_role("status")).to_have_text("Stopped.")
    finally:
        leave.set()
