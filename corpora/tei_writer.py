"""Writing TEI with standoff coreference, as ``corpora.tei`` reads and describes it: a ``teiCorpus`` of documents.

Metadata and speakers are not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TextIO

from coref.document import Document, Mention, Span
from coref.errors import CorpusError

__all__ = ["write_tei"]

_OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n'
_CLOSING = "</teiCorpus>\n"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
"""A carriage return as such would be read as a line feed."""


def write_tei(documents: Iterable[Document], stream: TextIO) -> None:
    """Write documents; ids of words and mentions are unique in the file.

    Raises:
        CorpusError: when a mention does not consist of whole tokens, or the text or id has a character that XML cannot
            hold.
    """
    stream.write(_OPENING)
    for number, document in enumerate(documents, start=1):
        stream.writelines(_lines(document, f"d{number}."))
    stream.write(_CLOSING)


def _lines(document: Document, prefix: str) -> Iterator[str]:
    for what in (document.text, document.id):
        if forbidden := _FORBIDDEN.search(what):
            raise CorpusError(f"{document.id}: XML cannot hold the character U+{ord(forbidden[0]):04X}")
    words = _Words(document, prefix)
    yield f'<TEI xml:lang="{document.language}">\n<teiHeader><fileDesc>\n'
    yield f"<titleStmt><title>{document.id.translate(_ESCAPES)}</title></titleStmt>\n"
    yield "<publicationStmt><p>unpublished</p></publicationStmt>\n"
    yield "<sourceDesc><p>annotated with coreference</p></sourceDesc>\n</fileDesc></teiHeader>\n"
    yield f'<text><body><ab xml:space="preserve">{"".join(words.text())}</ab></body></text>\n<standOff>\n'
    yield from _standoff(document, words, prefix)
    yield "</standOff>\n</TEI>\n"


def _standoff(document: Document, words: _Words, prefix: str) -> Iterator[str]:
    links = []
    number = 0
    yield '<spanGrp type="mention">\n'
    for cluster in document.clusters:
        references = []
        for mention in cluster.mentions:
            number += 1
            references.append(f"#{prefix}m{number}")
            cert = "" if mention.score is None else f' cert="{mention.score}"'
            yield (
                f'<span xml:id="{prefix}m{number}" type="{mention.kind}" target="{words.target(mention)}"'
                f' corresp="{words.head(mention)}"{cert}/>\n'
            )
        if len(references) > 1:
            links.append(f'<link target="{" ".join(references)}"/>\n')
    yield '</spanGrp>\n<linkGrp type="coreference">\n'
    yield from links
    yield "</linkGrp>\n"


class _Words:
    """The words of a document as elements with ids, and references to them."""

    def __init__(self, document: Document, prefix: str) -> None:
        self._document = document
        self._prefix = prefix
        self._at_start = {start: token for token, (start, _) in enumerate(document.tokens)}
        self._at_end = {end: token for token, (_, end) in enumerate(document.tokens)}

    def text(self) -> Iterator[str]:
        position = 0
        for (start, end), tokens in zip(self._document.sentences, self._document.sentence_ranges(), strict=True):
            yield self._plain(position, start) + "<s>"
            position = start
            for token in tokens:
                word_start, word_end = self._document.tokens[token]
                yield self._plain(position, word_start)
                yield f'<w xml:id="{self._prefix}w{token + 1}">{self._plain(word_start, word_end)}</w>'
                position = word_end
            yield self._plain(position, end) + "</s>"
            position = end
        yield self._plain(position, len(self._document.text))

    def target(self, mention: Mention) -> str:
        ranges = (self._tokens(span) for span in mention.parts or [(mention.start, mention.end)])
        return " ".join(f"#{self._prefix}w{token + 1}" for token in chain.from_iterable(ranges))

    def head(self, mention: Mention) -> str:
        return f"#{self._prefix}w{self._tokens(mention.head)[0] + 1}"

    def _tokens(self, span: Span) -> range:
        first, last = self._at_start.get(span[0]), self._at_end.get(span[1])
        if first is None or last is None:
            raise CorpusError(
                f"{self._document.id}: [{span[0]}, {span[1]}) of a mention is not made of the document's tokens"
            )
        return range(first, last + 1)

    def _plain(self, start: int, end: int) -> str:
        return self._document.text[start:end].translate(_ESCAPES)
