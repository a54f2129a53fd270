"""Reading the Polish Coreference Corpus as its makers distribute it: NKJP's TEI, a folder for each text.

Ogrodniczuk et al. (2015), "Coreference: Annotation, Resolution and Evaluation in Polish", chapter 5. The layers, each
in a file of its own, plain or with ``.gz``:

* ``ann_morphosyntax.xml``: in each ``s`` the words, ``seg`` with features ``orth`` (the form), ``nps`` (no space before
  it) and ``interpretation`` (``lemma:tag:…``);
* ``ann_mentions.xml``: ``seg`` whose ``ptr`` point at a mention's words, its semantic head in the feature ``semh``;
* ``ann_coreference.xml``: ``seg`` whose ``ptr`` point at the mentions of one entity, where the feature ``type`` is
  ``ident``; others, such as quasi-identity, are passed over.

A mention in no entity is one of its own. A dropped subject is a mention whose only word is a finite verb. Pronouns are
known by their tag, other kinds are guessed (``corpora.kinds``).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coref.document import Document, Kind, Mention
from coref.errors import CorpusError
from corpora.kinds import KindGuesser
from corpora.layout import TextLayout
from corpora.plain import read_text
from corpora.runs import token_runs
from corpora.xml_tree import Element, parse_xml

__all__ = ["read_pcc_tei"]

_FINITE = frozenset({"fin", "praet", "bedzie", "impt", "imps", "winien", "aglt"})
_PRONOUNS = frozenset({"ppron12", "ppron3", "siebie"})


def read_pcc_tei(coreference: Path) -> Document:
    """The text whose ``ann_coreference.xml`` or ``ann_coreference.xml.gz`` this is; its id is the folder's name.

    Raises:
        CorpusError: when a layer is missing or malformed; the message names file and line.
    """
    return _Reader(coreference).read()


class _Layer:
    """One of a text's files."""

    def __init__(self, path: Path) -> None:
        self._source = str(path)
        self.root = parse_xml(read_text(path), self._source)

    def segments(self) -> dict[str, Element]:
        """The ``seg`` elements by their ids."""
        found: dict[str, Element] = {}
        for segment in self.root.descendants("seg"):
            name = segment.attributes.get("xml:id")
            if name is None or name in found:
                raise self.error(segment, f"the segment's xml:id is missing or not its own: {name}")
            found[name] = segment
        return found

    def feature(self, segment: Element, name: str) -> str | None:
        """The value of a feature, from its attribute ``fVal``, a ``string`` or a ``binary``."""
        for feature in segment.descendants("f"):
            if feature.attributes.get("name") != name:
                continue
            if "fVal" in feature.attributes:
                return feature.attributes["fVal"]
            value = next(feature.descendants("string", "binary"), None)
            if value is None:
                raise self.error(feature, f"the feature {name} has no value")
            return value.attributes.get("value", value.text())
        return None

    def pointers(self, segment: Element, known: Mapping[str, object]) -> list[str]:
        """The ids that the segment's ``ptr`` elements point at."""
        targets = [
            self.target(pointer, pointer.attributes.get("target", ""), known) for pointer in segment.descendants("ptr")
        ]
        if not targets:
            raise self.error(segment, "the segment points at nothing")
        return targets

    def target(self, element: Element, reference: str, known: Mapping[str, object]) -> str:
        """The id in a reference such as ``file.xml#id``."""
        name = reference.rpartition("#")[2]
        if name not in known:
            raise self.error(element, f"{reference!r} points at nothing known")
        return name

    def error(self, element: Element, reason: str) -> CorpusError:
        return CorpusError(f"{self._source}:{element.line}: {reason}")


class _Reader:
    """Reads one text."""

    def __init__(self, coreference: Path) -> None:
        ending = coreference.name.removeprefix("ann_coreference")
        self._id = coreference.parent.name
        self._words = _Layer(coreference.with_name("ann_morphosyntax" + ending))
        self._mentions = _Layer(coreference.with_name("ann_mentions" + ending))
        self._entities = _Layer(coreference)
        self._token_of: dict[str, int] = {}
        self._tags: list[str] = []

    def read(self) -> Document:
        document = self._read_words()
        mentions = self._read_mentions(document)
        return document.with_clusters(
            [mentions[name] for name in names] for names in self._read_entities(list(mentions))
        )

    def _read_words(self) -> Document:
        layout = TextLayout()
        segments = self._words.segments()
        glued = {name for name, segment in segments.items() if self._words.feature(segment, "nps") == "true"}
        for sentence in self._words.root.descendants("s"):
            words = list(sentence.descendants("seg"))
            names = [word.attributes["xml:id"] for word in words]
            for index, (word, name) in enumerate(zip(words, names, strict=True)):
                form = self._words.feature(word, "orth")
                if not form:
                    raise self._words.error(word, "the word has no orth")
                layout.add(form, space_after=index + 1 == len(names) or names[index + 1] not in glued)
                self._token_of[name] = len(self._tags)
                self._tags.append(_tag(self._words.feature(word, "interpretation") or ""))
            layout.end_sentence()
        return Document(self._id, layout.text, "pl", tuple(layout.tokens), tuple(layout.sentences))

    def _read_mentions(self, document: Document) -> dict[str, Mention]:
        guesser = KindGuesser.of(document)
        return {name: self._mention(segment, document, guesser) for name, segment in self._mentions.segments().items()}

    def _mention(self, segment: Element, document: Document, guesser: KindGuesser) -> Mention:
        tokens = {self._token_of[name] for name in self._mentions.pointers(segment, self._token_of)}
        head = min(tokens)
        semantic_head = self._mentions.feature(segment, "semh")
        if semantic_head is not None:
            head = self._token_of[self._mentions.target(segment, semantic_head, self._token_of)]
            if head not in tokens:
                raise self._mentions.error(segment, f"the head {semantic_head} is not a word of the mention")
        parts = token_runs(tokens, document.tokens)
        start, end = parts[0][0], parts[-1][1]
        return Mention(
            start=start,
            end=end,
            text=document.text[start:end],
            head=document.tokens[head],
            kind=self._kind(head, len(tokens), guesser),
            parts=parts if len(parts) > 1 else (),
        )

    def _kind(self, head: int, length: int, guesser: KindGuesser) -> Kind:
        if self._tags[head] in _FINITE and length == 1:
            return Kind.ZERO
        return Kind.PRONOUN if self._tags[head] in _PRONOUNS else guesser.guess(head)

    def _read_entities(self, names: list[str]) -> list[list[str]]:
        """The names of each entity's mentions."""
        known = dict.fromkeys(names)
        entities: list[list[str]] = []
        placed: set[str] = set()
        for segment in self._entities.segments().values():
            if self._entities.feature(segment, "type") != "ident":
                continue
            members = self._entities.pointers(segment, known)
            if twice := placed.intersection(members):
                raise self._entities.error(segment, f"the mention {min(twice)} is in another entity too")
            placed.update(members)
            entities.append(list(dict.fromkeys(members)))
        return entities + [[name] for name in names if name not in placed]


def _tag(interpretation: str) -> str:
    """The part of speech of ``lemma:tag:…``; the lemma of a colon is one itself."""
    lemma, _, rest = interpretation.partition(":")
    return (rest if lemma else rest.lstrip(":")).partition(":")[0]
