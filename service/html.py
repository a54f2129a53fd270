"""A resolved document as one HTML page that needs nothing else: clusters as numbered colours."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape

from coref.document import Document, Kind, Mention

__all__ = ["POLICY", "write_html"]

_COLOURS = 12
_STYLE = (
    "body{font:1.1rem/2 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "article{white-space:pre-wrap;overflow-wrap:break-word}"
    "mark{color:inherit;background:none;border-bottom:3px solid;padding-bottom:1px}"
    "mark:has(mark){padding-bottom:6px}mark:has(mark mark){padding-bottom:11px}"
    "sup{font-size:.7em;font-weight:bold}"
) + "".join(f".c{number}{{border-color:hsl({number * 137 % 360} 75% 45%)}}" for number in range(_COLOURS))
"""The page's only style sheet; the number beside each mention says what the few colours cannot."""
POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""What a browser may load for the page: nothing but that style sheet."""


def write_html(document: Document) -> str:
    """The page. Mentions that cross others are listed below the text with the rest, but not marked in it."""
    numbered = [(cluster.id, mention) for cluster in document.clusters for mention in cluster.mentions]
    text = "".join(_mark(document.text, _nested(numbered)))
    clusters = "".join(
        f'<li value="{cluster.id}">{escape("; ".join(mention.text for mention in cluster.mentions))}</li>'
        for cluster in document.clusters
    )
    return (
        f'<!doctype html><html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(document.id or "Coreference")}</title>'
        f"<style>{_STYLE}</style></head><body><article>{text}</article><ol>{clusters}</ol></body></html>\n"
    )


def _nested(numbered: Iterable[tuple[int, Mention]]) -> list[tuple[int, Mention]]:
    """The mentions in text order, without those that begin within another and end after it."""
    kept: list[tuple[int, Mention]] = []
    open_ends: list[int] = []
    for cluster, mention in sorted(numbered, key=lambda entry: (entry[1].start, -entry[1].end)):
        while open_ends and open_ends[-1] <= mention.start:
            open_ends.pop()
        if not open_ends or mention.end <= open_ends[-1]:
            open_ends.append(mention.end)
            kept.append((cluster, mention))
    return kept


def _mark(text: str, nested: Iterable[tuple[int, Mention]]) -> Iterator[str]:
    position = 0
    open_ends: list[int] = []

    def close(until: int) -> Iterator[str]:
        nonlocal position
        while open_ends and open_ends[-1] <= until:
            end = open_ends.pop()
            yield escape(text[position:end]) + "</mark>"
            position = end

    for cluster, mention in nested:
        yield from close(mention.start)
        yield escape(text[position : mention.start])
        position = mention.start
        dropped = "∅ " if mention.kind is Kind.ZERO else ""
        yield f'<mark class="c{cluster % _COLOURS}" title="{mention.kind}"><sup>{dropped}{cluster}</sup>'
        open_ends.append(mention.end)
    yield from close(len(text))
    yield escape(text[position:])
