"""What tests do with the page; whoever imports it is skipped where there is no playwright."""

from __future__ import annotations

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed").expect


def resolve(page, text: str) -> None:
    """Ask for a text and wait for the answer."""
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator("#status")).to_contain_text(". ")
