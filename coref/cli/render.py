"""A document as text for a terminal: pure functions from ``Document`` to ``rich`` text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from rich.text import Text

from coref.document import Document, Kind, Mention, Span

__all__ = ["render_clusters", "render_text"]

_STYLES = ("cyan", "magenta", "green", "yellow", "blue", "red", "bright_cyan", "bright_magenta", "bright_green")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_ZERO = "∅"
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"}
_VISIBLE = str.maketrans(_CONTROLS | {0x7F: 0x2421, ord("\r"): None} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD))
"""Control characters as pictures of themselves, so that no text can drive the terminal."""


@dataclass(frozen=True, slots=True)
class _Bracket:
    """One bracketed stretch of the text; a discontinuous mention has several."""

    start: int
    end: int
    cluster: int


@dataclass(frozen=True, slots=True)
class _Marks:
    """By position in the text: brackets that open or close there, and the clusters of subjects dropped there."""

    opening: defaultdict[int, list[_Bracket]] = field(default_factory=lambda: defaultdict(list))
    closing: defaultdict[int, list[_Bracket]] = field(default_factory=lambda: defaultdict(list))
    zeros: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def render_text(document: Document) -> Text:
    """The text with ``[…]₁`` around each mention and ``∅₁`` before each verb whose subject is dropped.

    The number, from 1, and the colour are the cluster's. The order of nested brackets follows the spans; where two
    mentions cross, the numbers tell which bracket belongs to which.
    """
    marks = _marks(document)
    boundaries = sorted({0, len(document.text), *marks.opening, *marks.closing, *marks.zeros})
    rendered = Text()
    unclosed: list[_Bracket] = []
    for position, following in zip(boundaries, [*boundaries[1:], len(document.text)], strict=True):
        for bracket in sorted(marks.closing[position], key=lambda b: (-b.start, b.cluster)):
            unclosed.remove(bracket)
            rendered.append("]" + _number(bracket.cluster), _style(bracket.cluster))
        for bracket in sorted(marks.opening[position], key=lambda b: (-b.end, -b.cluster)):
            unclosed.append(bracket)
            rendered.append("[", _style(bracket.cluster))
        for cluster in marks.zeros[position]:
            rendered.append(_ZERO + _number(cluster), _style(cluster))
            rendered.append(" ")
        innermost = _style(unclosed[-1].cluster) if unclosed else None
        rendered.append(document.text[position:following].translate(_VISIBLE), innermost)
    return rendered


def render_clusters(document: Document) -> Text:
    """The clusters, one a line with its number and its mentions in text order."""
    if not document.clusters:
        return Text("no two expressions here were found to mean the same")
    lines = []
    for number, cluster in enumerate(document.clusters):
        mentions = ", ".join(_plain(mention) for mention in cluster.mentions)
        lines.append(Text.assemble((f"{number + 1:>3}", _style(number)), "  ", mentions))
    return Text("\n").join(lines)


def _marks(document: Document) -> _Marks:
    marks = _Marks()
    for number, cluster in enumerate(document.clusters):
        for mention in cluster.mentions:
            if mention.kind is Kind.ZERO:
                marks.zeros[mention.start].append(number)
                continue
            for start, end in _pieces(mention):
                bracket = _Bracket(start, end, number)
                marks.opening[start].append(bracket)
                marks.closing[end].append(bracket)
    return marks


def _pieces(mention: Mention) -> tuple[Span, ...]:
    return mention.parts or ((mention.start, mention.end),)


def _plain(mention: Mention) -> str:
    text = " ".join(mention.text.translate(_VISIBLE).split())
    return f"{_ZERO} {text}" if mention.kind is Kind.ZERO else text


def _number(cluster: int) -> str:
    return str(cluster + 1).translate(_SUBSCRIPTS)


def _style(cluster: int) -> str:
    return _STYLES[cluster % len(_STYLES)]
