"""``/docs`` in a real browser that reaches nothing but the service."""

from __future__ import annotations


def test_the_documentation_shows_the_routes_and_sends_a_request(client, visit):
    page = visit("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{client.base_url}/docs")
    page.get_by_text("Resolve one text").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table .response-col_status").filter(has_text="200").wait_for()
    assert all(url.startswith((str(client.base_url), "data:", "blob:")) for url in asked)
