"""The page in a browser: contrast, and small screens."""

from __future__ import annotations

import pytest
from opening import resolve


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
