"""A real browser, and pages in it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from marked import marked

from coref.document import Document
from service.app import create_app
from service.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
TEXT = (
    "🐕🐕 [Pies [Anny]2n]1d 🐾 szczekał, bo [był]1z głodny. [<b>Ona</b>]2p 👩‍👧 spała. [Obudził]1z [ją]2p i "
    "[<i>siebie</i>]1p."
)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}; on Debian: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking", "--disable-quic"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(browser):
    """Opens pages; none of them may leave a complaint in the console, violations of the policy among them."""
    complaints = []
    contexts = []

    def note(message) -> None:
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def note_answer(answer) -> None:
        # That a question failed is for the page to tell, and some tests make it fail.
        if answer.status >= 400 and not answer.url.endswith("/v1/coref"):
            complaints.append(f"{answer.status} of {answer.url}")

    def open_page(address: str, **options):
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", note)
        page.on("response", note_answer)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(str(address))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def document() -> Document:
    """What the service of ``by_hand`` knows."""
    return marked(TEXT, "pl")


@pytest.fixture(scope="module")
def by_hand(serve, document) -> str:
    """The address of a service that knows the clusters of ``TEXT`` and of nothing else."""
    loaded: Future = Future()
    loaded.set_result(lambda asked, **_: document if asked.text == document.text else asked)
    return serve(create_app(Settings(), loaded)).base_url


@pytest.fixture
def shown(visit, by_hand, document):
    """A page that shows ``TEXT``."""
    from opening import resolve

    page = visit(by_hand)
    resolve(page, document.text)
    return page
