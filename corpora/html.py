"""Writing HTML: one page that needs nothing else, with every mention in its cluster's colour and with its number.

Hovering over a mention tells its kind. ``∅`` before a verb stands for its dropped subject. Nothing in a text can become
markup, and the page's policy allows neither scripts nor anything from elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TextIO

from coref.document import Document, Kind, Mention

__all__ = ["write_html"]

_OPENING = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Coreference</title>
<style>
body { font: 1.1rem/2 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #222; background: #fff }
h2 { font: bold 1rem sans-serif }
p { white-space: pre-wrap; overflow-wrap: anywhere }
mark { color: inherit; padding: .1em .15em; border-radius: .25em; border-bottom: 2px solid;
  background: hsl(var(--hue) 80% 90%); border-color: hsl(var(--hue) 60% 45%) }
sub { font: .65em sans-serif; color: #333 }
</style>
</head>
<body>
"""
_CLOSING = "</body>\n</html>\n"
_GOLDEN_ANGLE = 137.508
"""Degrees between the hues of one cluster and the next, so that many stay apart."""
_CHARACTERS = str.maketrans({"\r": "&#13;", "\0": "\N{REPLACEMENT CHARACTER}"})


@dataclass(frozen=True, slots=True)
class _Mark:
    """One coloured stretch of the text: a mention, or a piece of one."""

    start: int
    end: int
    cluster: int
    kind: Kind


def write_html(documents: Iterable[Document], stream: TextIO) -> None:
    """Write one page with the documents one after another, each under its id."""
    stream.write(_OPENING)
    for document in documents:
        stream.write(f"<article>\n<h2>{_safe(document.id)}</h2>\n<p lang={_quoted(document.language)}>")
        stream.writelines(_marked(document))
        stream.write("</p>\n</article>\n")
    stream.write(_CLOSING)


def _marked(document: Document) -> Iterator[str]:
    """The text with its marks; one that crosses the end of another is cut there, since elements can only nest."""
    opening: defaultdict[int, list[_Mark]] = defaultdict(list)
    zeros: defaultdict[int, list[int]] = defaultdict(list)
    for number, cluster in enumerate(document.clusters):
        for mention in cluster.mentions:
            if mention.kind is Kind.ZERO:
                zeros[mention.start].append(number)
            else:
                for mark in _marks(mention, number):
                    opening[mark.start].append(mark)
    ends = {mark.end for marks in opening.values() for mark in marks}
    boundaries = sorted({0, len(document.text), *opening, *zeros, *ends})
    unclosed: list[_Mark] = []
    for position, following in zip(boundaries, [*boundaries[1:], len(document.text)], strict=True):
        first = next((index for index, mark in enumerate(unclosed) if mark.end == position), len(unclosed))
        crossing = [mark for mark in unclosed[first:] if mark.end > position]
        for mark in reversed(unclosed[first:]):
            yield _close(mark, is_last=mark.end == position)
        unclosed[first:] = sorted([*crossing, *opening[position]], key=lambda mark: -mark.end)
        yield from map(_open, unclosed[first:])
        for number in zeros[position]:
            zero = _Mark(position, position, number, Kind.ZERO)
            yield f"{_open(zero)}∅{_close(zero, is_last=True)}"
        yield _safe(document.text[position:following])


def _marks(mention: Mention, cluster: int) -> list[_Mark]:
    return [_Mark(start, end, cluster, mention.kind) for start, end in mention.parts or [(mention.start, mention.end)]]


def _open(mark: _Mark) -> str:
    return f'<mark style="--hue: {_hue(mark.cluster)}" title="cluster {mark.cluster + 1}, {mark.kind}">'


def _close(mark: _Mark, *, is_last: bool) -> str:
    return f"<sub>{mark.cluster + 1}</sub></mark>" if is_last else "</mark>"


def _hue(cluster: int) -> str:
    return f"{cluster * _GOLDEN_ANGLE % 360:.0f}"


def _safe(text: str) -> str:
    return escape(text).translate(_CHARACTERS)


def _quoted(value: str) -> str:
    return f'"{escape(value)}"'
