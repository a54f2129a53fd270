"""The page in a browser: pointer, keyboard and screen reader."""

from __future__ import annotations

import pytest


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
