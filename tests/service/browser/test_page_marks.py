"""The page in a browser: texts with their mentions marked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from opening import expect


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
