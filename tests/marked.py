"""Documents by hand, from texts with brackets in them."""

from __future__ import annotations

import re
from collections import defaultdict

from coref.document import Document, Kind, Mention
from coref.prepare import prepare

_KINDS = {"n": Kind.NAME, "d": Kind.NOMINAL, "p": Kind.PRONOUN, "z": Kind.ZERO, "r": Kind.PREDICATE}
_MARK = re.compile(r"\[|\](\d+)([ndpzr])|\^")


def marked(text: str, language: str) -> Document:
    """``[Anna]1n śpi. [Chrapie]1z.`` is one cluster of a name and a dropped subject.

    After the bracket come the cluster's number and the mention's kind: name, description, pronoun, zero or predicate.
    ``^`` stands before the head, which is the mention's first word where there is none.
    """
    plain, open_mentions = "", []
    clusters: dict[int, list[tuple[int, int, int | None, Kind]]] = defaultdict(list)
    position = 0
    for mark in _MARK.finditer(text):
        plain += text[position : mark.start()]
        position = mark.end()
        if mark[0] == "[":
            open_mentions.append([len(plain), None])
        elif mark[0] == "^":
            open_mentions[-1][1] = len(plain)
        else:
            start, head = open_mentions.pop()
            clusters[int(mark[1])].append((start, len(plain), head, _KINDS[mark[2]]))
    plain += text[position:]
    document = prepare(plain, language=language)
    return document.with_clusters(
        [_mention(document, *mention) for mention in mentions] for mentions in clusters.values()
    )


def _mention(document: Document, start: int, end: int, head: int | None, kind: Kind) -> Mention:
    head_span = next(token for token in document.tokens if token[0] == (start if head is None else head))
    return Mention(start, end, document.text[start:end], head_span, kind, 0.9)
