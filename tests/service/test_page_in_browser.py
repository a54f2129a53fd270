"""The page in headless Chromium, against a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import marked
from starlette.responses import JSONResponse

from coref.document import Document
from service.app import create_app
from service.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
if not CHROMIUM.exists():
    pytest.skip(f"there is no {CHROMIUM}; on Debian: apt-get install chromium", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
expect = playwright.expect

TEXT = (
    "🐕🐕 [Pies [Anny]2n]1d 🐾 szczekał, bo [był]1z głodny. [<b>Ona</b>]2p 👩‍👧 spała. [Obudził]1z [ją]2p i "
    "[<i>siebie</i>]1p."
)


@pytest.fixture(scope="module")
def document() -> Document:
    return marked(TEXT, "pl")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
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
def by_hand(serve, document) -> str:
    """The address of a service that knows the clusters of ``TEXT`` and of nothing else."""
    loaded: Future = Future()
    loaded.set_result(lambda asked, **_: document if asked.text == document.text else asked)
    return serve(create_app(Settings(), loaded)).base_url


def resolve(page, text: str) -> None:
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator("#status")).to_contain_text(". ")


@pytest.fixture
def shown(visit, by_hand, document):
    """A page that shows ``TEXT``."""
    page = visit(by_hand)
    resolve(page, document.text)
    return page


def test_the_page_shows_what_the_model_says(visit, client):
    page = visit(client.base_url)
    page.get_by_role("button", name="Mary Shelley").click()
    page.wait_for_selector("#result", state="visible")
    text = page.get_by_label("Text", exact=True).input_value()
    answer = client.post("/v1/coref", json={"text": text, "language": "en"}).json()
    assert page.locator("#entities > li").count() == len(answer["clusters"])
    assert page.locator("#entities .jump").count() == sum(len(cluster["mentions"]) for cluster in answer["clusters"])
    assert page.locator("#resolved").text_content() == text
    expect(page.locator("#status")).to_contain_text("English")


def test_every_mention_is_marked_where_the_text_has_it(shown, document):
    expected = sorted(m.text for c in document.clusters for m in c.mentions if m.kind != "zero")
    assert sorted(shown.locator("#resolved .mention:not(.zero)").all_text_contents()) == expected
    assert shown.locator("#resolved").text_content() == document.text


def test_a_mention_inside_another_is_nested_in_it(shown):
    outer = shown.locator(".mention", has_text="Pies Anny")
    assert outer.locator(".mention").text_content() == "Anny"


def test_a_dropped_subject_stands_before_its_verb(shown):
    following = shown.locator(".zero").evaluate_all("chips => chips.map((chip) => chip.nextSibling.textContent)")
    assert [text.split()[0] for text in following] == ["był", "Obudził"]
    assert shown.locator(".zero").first.evaluate("chip => getComputedStyle(chip, '::before').content") == '"∅"'


def test_each_mention_has_the_number_of_its_entity(shown):
    numbers = shown.locator("#resolved .mention").evaluate_all("all => all.map((mention) => mention.dataset.number)")
    assert numbers == ["1", "2", "1", "2", "1", "2", "1"]


def test_neighbouring_entities_differ_in_underline_and_not_in_colour_alone(shown):
    styles = shown.locator("#resolved .mention").evaluate_all(
        "all => all.map((m) => [m.dataset.number, getComputedStyle(m).borderBottomStyle])"
    )
    assert {tuple(style) for style in styles} == {("1", "solid"), ("2", "dashed")}


def test_the_pointer_lights_up_the_whole_entity_and_no_other(shown):
    shown.locator(".mention", has_text="Ona").hover()
    assert shown.locator(".mention.lit").all_text_contents() == ["Anny", "<b>Ona</b>", "ją"]
    assert shown.locator("#entities > li.lit").count() == 1
    shown.locator("h1").hover()
    assert shown.locator(".lit").count() == 0


def test_every_mention_can_be_reached_by_tab(shown):
    shown.get_by_role("button", name="Resolve").focus()
    reached = set()
    for _ in range(8):
        shown.keyboard.press("Tab")
        reached.add(shown.evaluate("document.activeElement.ariaLabel"))
    labels = shown.locator("#resolved .mention").evaluate_all("all => all.map((mention) => mention.ariaLabel)")
    assert set(labels) <= reached


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["Enter"], "<b>Ona</b>"),
        (["ArrowRight", "ArrowDown"], "ją"),
        (["Enter", "Enter", "Enter"], "Anny"),
        (["ArrowLeft"], "ją"),
        (["ArrowLeft", "ArrowUp"], "<b>Ona</b>"),
    ],
)
def test_keys_go_along_the_entity_and_around(shown, keys, text):
    shown.locator(".mention .mention").focus()
    for key in keys:
        shown.keyboard.press(key)
    assert shown.evaluate("document.activeElement.textContent") == text
    assert shown.locator(".mention.lit").count() == 3


def test_escape_leads_to_the_list_and_its_button_back_to_the_mention(shown):
    shown.locator(".mention", has_text="Ona").focus()
    shown.keyboard.press("Escape")
    assert shown.evaluate("document.activeElement.ariaLabel").startswith("Go to <b>Ona</b>, pronoun")
    shown.keyboard.press("Enter")
    assert shown.evaluate("document.activeElement.className").startswith("mention")


def test_mentions_and_results_are_told_to_screen_readers(shown):
    labels = shown.locator("#resolved .mention").evaluate_all("all => all.map((mention) => mention.ariaLabel)")
    assert labels[:3] == [
        "Pies Anny, noun phrase, entity 1, 1 of 4, 90 % sure",
        "Anny, name, entity 2, 1 of 3, 90 % sure",
        "dropped subject before był, entity 1, 2 of 4, 90 % sure",
    ]
    assert shown.get_by_role("status").text_content() == "Polish. 2 entities, 7 mentions."
    assert shown.locator("#resolved").get_attribute("lang") == "pl"


def test_the_list_says_how_sure_the_model_is(shown):
    assert shown.locator("#entities .sure").all_text_contents() == ["90 %"] * 7


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(visit, by_hand, document, scheme):
    page = visit(by_hand, color_scheme=scheme)
    resolve(page, document.text)
    page.locator(".mention", has_text="Ona").hover()
    ratios = page.evaluate(CONTRASTS)
    assert len(ratios) > 40
    assert min(ratios.values()) >= 4.5, sorted(ratios.items(), key=lambda item: item[1])[:3]


def test_many_entities_keep_their_contrast(visit, by_hand):
    page = visit(by_hand)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert min(page.evaluate(CONTRASTS_OF_HUES)) >= 4.5


def test_a_phone_shows_all_without_scrolling_sideways(visit, by_hand, document):
    page = visit(by_hand, viewport={"width": 320, "height": 640}, has_touch=True)
    resolve(page, document.text)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(".mention", has_text="Ona").tap()
    assert page.locator(".mention.lit").count() == 3


def test_a_mention_that_crosses_the_end_of_another_is_cut_there(visit, by_hand):
    mentions = [{"start": 0, "end": 4}, {"start": 2, "end": 6}, {"start": 6, "end": 7}]
    assert visit(by_hand).evaluate(PIECES, ["01🐕34567", mentions]) == ["01🐕34567", [["01🐕3"], ["🐕3", "45"], ["6"]]]


def test_a_mention_in_parts_is_marked_in_parts(visit, by_hand):
    mentions = [{"start": 1, "end": 6, "parts": [[1, 2], [4, 6]]}, {"start": 2, "end": 5}]
    assert visit(by_hand).evaluate(PIECES, ["🐕123456", mentions]) == ["🐕123456", [["1", "4", "5"], ["234"]]]


def test_whatever_the_mentions_the_text_stays_whole_and_each_has_its_own(visit, by_hand):
    page = visit(by_hand)

    @given(st.text("a🐕ą\n ", min_size=1, max_size=12).flatmap(lambda text: st.tuples(st.just(text), spans_in(text))))
    @settings(max_examples=50, deadline=None)
    def check(case):
        text, spans = case
        shown, pieces = page.evaluate(PIECES, [text, [{"start": start, "end": end} for start, end in spans]])
        assert shown == text
        assert ["".join(parts) for parts in pieces] == [text[start:end] for start, end in spans]

    check()


def spans_in(text: str):
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda pair: pair[0] != pair[1])
    return st.lists(edges.map(sorted), max_size=6)


PIECES = """async ([shown, spans]) => {
    const { mentionOf, showDocument } = await import("./static/page/marks.js");
    const mentions = spans.map((span) => ({ text: "", kind: "nominal", ...span }));
    const clusters = mentions.map((mention) => ({ mentions: [mention] }));
    const [text, list] = [document.createElement("div"), document.createElement("ol")];
    showDocument({ text: shown, language: "pl", clusters }, text, list);
    const elements = [...list.querySelectorAll(".jump")].map((button) => mentionOf(button).elements);
    return [text.textContent, elements.map((pieces) => pieces.map((piece) => piece.textContent))];
}"""

_RATIO = """
const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const pixel = (colours) => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
};
const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (ink, papers) => {
    const [low, high] = [luminance(pixel([...papers, ink])), luminance(pixel(papers))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
};
const papers = (element) =>
    element ? [...papers(element.parentElement), getComputedStyle(element).backgroundColor] : [];
"""

CONTRASTS = f"""() => {{
    {_RATIO}
    document.getAnimations().forEach((animation) => animation.finish());
    const ratios = {{}};
    for (const [number, element] of [...document.querySelectorAll("body *")].entries()) {{
        if (!element.checkVisibility() || element.closest("[hidden]")) continue;
        for (const part of [null, "::before", "::after"]) {{
            const style = getComputedStyle(element, part);
            if (part && style.content === "none") continue;
            const place = `${{number}} ${{element.tagName}} ${{element.className}} ${{part}}`;
            ratios[place] = ratio(style.color, papers(element));
        }}
    }}
    return ratios;
}}"""

CONTRASTS_OF_HUES = f"""() => {{
    {_RATIO}
    const element = document.createElement("span");
    document.body.append(element);
    const ratios = [];
    for (let hue = 0; hue < 360; hue += 5) {{
        for (const classes of ["entity mention first", "entity mention first lit"]) {{
            element.className = classes;
            element.dataset.number = 1;
            element.style.setProperty("--hue", hue);
            document.getAnimations().forEach((animation) => animation.finish());
            ratios.push(ratio(getComputedStyle(element).color, papers(element)));
            ratios.push(ratio(getComputedStyle(element, "::after").color, papers(element)));
        }}
    }}
    element.remove();
    return ratios;
}}"""
