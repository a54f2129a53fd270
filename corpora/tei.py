"""Reading TEI with standoff coreference: a subset of TEI P5 in the manner of NKJP and PCC, in one file.

The words of a text are elements with an id, a mention is a ``span`` that lists its words, and a ``link`` in a
``linkGrp`` joins the mentions of one entity::

    <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="pl">
      <teiHeader>… <title>the document's id</title> …</teiHeader>
      <text><body><ab xml:space="preserve"><s><w xml:id="w1">Anna</w> … </s> <s>…</s></ab></body></text>
      <standOff>
        <spanGrp type="mention">
          <span xml:id="m1" type="name" target="#w1" corresp="#w1" cert="0.98"/>
        </spanGrp>
        <linkGrp type="coreference"><link target="#m1 #m2"/></linkGrp>
      </standOff>
    </TEI>

* The text is everything in the ``ab`` elements with ``xml:space="preserve"``, to the last space, several of them one
  after another. Every ``w`` and ``pc`` is a word and lies in an ``s``, a sentence.
* ``type`` is the mention's kind, ``corresp`` its head, ``cert`` its probability. Without the first two they are guessed
  (``corpora.kinds``, ``corpora.heads``). ``target`` lists its words; a mention whose words are not neighbours is
  discontinuous. A dropped subject stands on its verb.
* A mention without a link is an entity of its own. Groups of other types are passed over.
* ``teiCorpus`` may hold several ``TEI``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coref.document import Document, Kind, Mention, Span
from coref.errors import CorpusError
from corpora.guessing import MentionGuesser
from corpora.plain import read_text
from corpora.runs import token_runs
from corpora.xml_tree import Element, parse_xml

__all__ = ["TeiText", "parse_tei", "parse_tei_texts", "read_tei"]

_ID = "xml:id"
_PROBABILITY = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:e-[0-9]+)?")


@dataclass(frozen=True, slots=True)
class TeiText:
    """The text of one ``TEI`` element, without its mentions.

    ``language`` is that of ``xml:lang``, ``"pl"`` from ``pl-PL``, or ``None``; ``token_of`` has the indices of the
    tokens by their ids.
    """

    element: Element
    id: str
    language: str | None
    text: str
    tokens: tuple[Span, ...]
    sentences: tuple[Span, ...]
    token_of: Mapping[str, int]


def read_tei(path: Path, language: str) -> Iterator[Document]:
    """The documents of a file; ``language`` is that of those without ``xml:lang``.

    The id of a document is its first title, or else the file's name.

    Raises:
        CorpusError: when the file is malformed; the message names file and line.
    """
    return parse_tei(read_text(path), str(path), language)


def parse_tei(text: str, source: str, language: str) -> Iterator[Document]:
    """``read_tei`` for text that is in memory; ``source`` names it in errors."""
    for laid_out in parse_tei_texts(text, source):
        yield _Standoff(laid_out, source, language).read()


def parse_tei_texts(text: str, source: str) -> Iterator[TeiText]:
    """The texts alone, for those who do not want the mentions.

    Raises:
        CorpusError: when the text is malformed, or in a language other than Polish and English.
    """
    root = parse_xml(text, source)
    if root.tag not in {"TEI", "teiCorpus"}:
        raise _error(source, root, f"expected TEI or teiCorpus, found {root.tag}")
    for element in [root] if root.tag == "TEI" else root.elements("TEI"):
        layout = _Layout(source)
        blocks = [block for block in element.descendants("ab") if block.attributes.get("xml:space") == "preserve"]
        if not blocks:
            raise _error(source, element, 'there is no text: no <ab xml:space="preserve">')
        for block in blocks:
            layout.lay_out(block, in_sentence=False)
        title = next(element.descendants("title"), None)
        yield TeiText(
            element=element,
            id=title.text() if title else Path(source).stem,
            language=_language(source, element, root),
            text="".join(layout.pieces),
            tokens=tuple(layout.tokens),
            sentences=tuple(layout.sentences),
            token_of=layout.token_of,
        )


def _language(source: str, *elements: Element) -> str | None:
    """That of the first of the elements which has one."""
    for element in elements:
        value = element.attributes.get("xml:lang")
        if value is not None:
            language = value.partition("-")[0].lower()
            if language not in {"pl", "en"}:
                raise _error(source, element, f"xml:lang is {value!r}; only pl and en are known")
            return language
    return None


class _Layout:
    """Lays out the elements of a text."""

    def __init__(self, source: str) -> None:
        self.pieces: list[str] = []
        self.tokens: list[Span] = []
        self.sentences: list[Span] = []
        self.token_of: dict[str, int] = {}
        self._source = source
        self._length = 0

    def lay_out(self, element: Element, *, in_sentence: bool) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._add(child)
            elif child.tag in {"w", "pc"}:
                if not in_sentence:
                    raise _error(self._source, child, f"<{child.tag}> outside any <s>")
                self._lay_out_word(child)
            elif child.tag == "s":
                if in_sentence:
                    raise _error(self._source, child, "<s> inside another")
                start = self._length
                self.lay_out(child, in_sentence=True)
                if start < self._length:
                    self.sentences.append((start, self._length))
            else:
                raise _error(self._source, child, f"<{child.tag}> is not known in a text; expected <s>, <w> or <pc>")

    def _lay_out_word(self, word: Element) -> None:
        name = word.attributes.get(_ID)
        if name is not None and name in self.token_of:
            raise _error(self._source, word, f"there is another word {name}")
        if any(isinstance(child, Element) for child in word.children) or not word.text():
            raise _error(self._source, word, f"a <{word.tag}> must hold text and nothing else")
        if name is not None:
            self.token_of[name] = len(self.tokens)
        self.tokens.append(self._add(word.text()))

    def _add(self, piece: str) -> Span:
        start = self._length
        self.pieces.append(piece)
        self._length += len(piece)
        return start, self._length


class _Standoff:
    """Reads the mentions and links of one ``TEI`` element."""

    def __init__(self, text: TeiText, source: str, language: str) -> None:
        self._element = text.element
        self._token_of = text.token_of
        self._source = source
        self._document = Document(text.id, text.text, text.language or language, text.tokens, text.sentences)
        self._guesser = MentionGuesser(self._document)

    def read(self) -> Document:
        mentions = self._read_mentions()
        return self._document.with_clusters(
            [mentions[name] for name in names] for names in self._read_entities(list(mentions))
        )

    def _read_mentions(self) -> dict[str, Mention]:
        mentions: dict[str, Mention] = {}
        for group in self._groups("spanGrp", "mention"):
            for span in group.elements("span"):
                name = span.attributes.get(_ID)
                if name is None or name in mentions:
                    raise self._error(span, f"the mention's xml:id is missing or not its own: {name}")
                mentions[name] = self._mention(span)
        return mentions

    def _mention(self, span: Element) -> Mention:
        tokens = [self._index(span, name) for name in self._references(span, "target", fewest=1)]
        parts = token_runs(tokens, self._document.tokens)
        start, end = parts[0][0], parts[-1][1]
        head, kind = self._guesser.guess(*parts[0])
        if "corresp" in span.attributes:
            (reference, *_) = self._references(span, "corresp", fewest=1)
            head = self._document.tokens[self._index(span, reference)]
            if not start <= head[0] < end:
                raise self._error(span, f"the head {reference} is not inside the mention")
        return Mention(
            start=start,
            end=end,
            text=self._document.text[start:end],
            head=head,
            kind=self._kind(span, kind),
            score=self._score(span),
            parts=parts if len(parts) > 1 else (),
        )

    def _kind(self, span: Element, guess: Kind) -> Kind:
        value = span.attributes.get("type")
        if value is None:
            return guess
        if value not in set(Kind):
            raise self._error(span, f"the kind {value!r} is not known: expected one of {', '.join(Kind)}")
        return Kind(value)

    def _score(self, span: Element) -> float | None:
        value = span.attributes.get("cert")
        if value is None:
            return None
        if not _PROBABILITY.fullmatch(value) or float(value) > 1:
            raise self._error(span, f"cert {value!r} is not a number from 0 to 1")
        return float(value)

    def _read_entities(self, names: Sequence[str]) -> list[list[str]]:
        """The names of each entity's mentions."""
        entity = {name: [name] for name in names}
        for group in self._groups("linkGrp", "coreference"):
            for link in group.elements("link"):
                references = self._references(link, "target", fewest=2)
                if unknown := [name for name in references if name not in entity]:
                    raise self._error(link, f"there is no mention {unknown[0]}")
                for name in references:
                    if entity[name] is not entity[references[0]]:
                        joined = entity[references[0]]
                        joined += entity[name]
                        entity.update(dict.fromkeys(entity[name], joined))
        return list({id(members): members for members in entity.values()}.values())

    def _groups(self, tag: str, type_: str) -> Iterator[Element]:
        return (group for group in self._element.descendants(tag) if group.attributes.get("type") == type_)

    def _references(self, element: Element, attribute: str, *, fewest: int) -> list[str]:
        """The ids that an attribute of the form ``#a #b`` refers to."""
        references = element.attributes.get(attribute, "").split()
        if len(references) < fewest or any(not name.startswith("#") or len(name) == 1 for name in references):
            raise self._error(
                element, f"{attribute} of <{element.tag}> must list at least {fewest} references such as #w1"
            )
        return [name[1:] for name in references]

    def _index(self, element: Element, name: str) -> int:
        if name not in self._token_of:
            raise self._error(element, f"there is no word {name}")
        return self._token_of[name]

    def _error(self, element: Element, reason: str) -> CorpusError:
        return _error(self._source, element, reason)


def _error(source: str, element: Element, reason: str) -> CorpusError:
    return CorpusError(f"{source}:{element.line}: {reason}")
