"""The immutable document that every stage reads and returns.

All offsets are 0-based, half-open ``[start, end)`` positions in the caller's own string, counted in Unicode
code points (Python string indices). Nothing here changes, normalises or copies the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from coref.errors import DocumentError

__all__ = ["Cluster", "Document", "Kind", "Mention", "Span", "to_span"]

Span = tuple[int, int]
"""A half-open ``[start, end)`` range of code points."""


class Kind(StrEnum):
    """What sort of expression a mention is."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    ZERO = "zero"
    """A dropped subject; span and head are those of the finite verb."""
    PREDICATE = "predicate"
    """A phrase that classifies its subject, as „człowiekiem” in „jestem człowiekiem”."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One expression that refers to an entity.

    ``start`` and ``end`` delimit the phrase, ``head`` its head word, ``text`` equals ``document.text[start:end]``.
    ``parts`` lists the pieces of a discontinuous mention and is empty for all others. ``score`` is the model's
    probability, or ``None`` where a person or a file said so.
    """

    start: int
    end: int
    text: str
    head: Span
    kind: Kind
    score: float | None = None
    parts: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The mention as JSON-ready values; ``score`` and ``parts`` only where there are any."""
        record: dict[str, Any] = {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "head": list(self.head),
            "kind": self.kind.value,
        }
        if self.score is not None:
            record["score"] = self.score
        if self.parts:
            record["parts"] = [list(part) for part in self.parts]
        return record


@dataclass(frozen=True, slots=True)
class Cluster:
    """The mentions of one entity, in text order."""

    id: int
    mentions: tuple[Mention, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"id": self.id, "mentions": [mention.to_dict() for mention in self.mentions]}


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its tokens, sentences and coreference clusters.

    Attributes:
        id: the caller's name for it.
        text: exactly the string that was given.
        language: ``"pl"`` or ``"en"``.
        tokens: spans of the words, ascending, not overlapping, none empty.
        sentences: spans of the sentences, ascending; every token lies in exactly one.
        clusters: the entities found.
        metadata: what the source says of the document as a whole (``genre``, ``source``, …).
        speakers: who says each sentence, ``""`` where nobody is known to; empty where nothing is known.

    Raises:
        DocumentError: when offsets do not fit the text or one another.
    """

    id: str
    text: str
    language: str
    tokens: tuple[Span, ...]
    sentences: tuple[Span, ...]
    clusters: tuple[Cluster, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    speakers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_ascending("token", self.tokens, len(self.text))
        _check_ascending("sentence", self.sentences, len(self.text))
        _check_tokens_lie_in_sentences(self.tokens, self.sentences)
        if self.speakers and len(self.speakers) != len(self.sentences):
            raise DocumentError(f"{len(self.speakers)} speakers of {len(self.sentences)} sentences: give one for each")
        for cluster in self.clusters:
            for mention in cluster.mentions:
                _check_mention(mention, self.text)

    @property
    def words(self) -> tuple[str, ...]:
        """The tokens' texts."""
        return tuple(self.text[start:end] for start, end in self.tokens)

    def sentence_ranges(self) -> tuple[range, ...]:
        """For each sentence the range of its token indices."""
        starts = [start for start, _ in self.tokens]
        return tuple(range(bisect_left(starts, start), bisect_left(starts, end)) for start, end in self.sentences)

    def with_clusters(self, clusters: Iterable[Iterable[Mention]]) -> Document:
        """The same document with these clusters: mentions in text order, clusters by their first mention."""
        ordered = sorted(
            (tuple(sorted(cluster, key=_text_order)) for cluster in clusters),
            key=lambda mentions: _text_order(mentions[0]),
        )
        return replace(self, clusters=tuple(Cluster(number, mentions) for number, mentions in enumerate(ordered)))

    def resolved_text(self, *, dropped_subjects: bool = False) -> str:
        """The text with pronouns replaced; ``coref.resolved.resolved_text`` says which and by what."""
        from coref.resolved import resolved_text  # which reads documents

        return resolved_text(self, dropped_subjects=dropped_subjects)

    def to_dict(self) -> dict[str, Any]:
        """The document as JSON-ready values; ``from_dict`` reads it back."""
        record: dict[str, Any] = {
            "id": self.id,
            "text": self.text,
            "language": self.language,
            "tokens": [list(span) for span in self.tokens],
            "sentences": [list(span) for span in self.sentences],
            "clusters": [cluster.to_dict() for cluster in self.clusters],
        }
        if self.metadata:
            record["metadata"] = dict(self.metadata)
        if self.speakers:
            record["speakers"] = list(self.speakers)
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Document:
        """Read what ``to_dict`` wrote.

        Raises:
            DocumentError: when a field is missing, of the wrong type, or does not fit the text.
        """
        try:
            text = record["text"]
            return cls(
                id=str(record["id"]),
                text=text,
                language=record["language"],
                tokens=_spans(record["tokens"]),
                sentences=_spans(record["sentences"]),
                clusters=tuple(_cluster(cluster, text) for cluster in record.get("clusters", ())),
                metadata=dict(record.get("metadata", {})),
                speakers=tuple(map(str, record.get("speakers", ()))),
            )
        except KeyError as error:
            raise DocumentError(f"the field {error} is missing") from error
        except (TypeError, ValueError) as error:
            raise DocumentError(f"a field has the wrong form: {error}") from error


def _text_order(mention: Mention) -> tuple[int, int, Span]:
    """Earlier first; of two that begin together the longer one first."""
    return mention.start, -mention.end, mention.head


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(to_span(pair) for pair in pairs)


def to_span(pair: Iterable[int]) -> Span:
    """A pair of numbers as read from JSON, as a span.

    Raises:
        TypeError, ValueError: when it is not a pair of whole numbers.
    """
    start, end = pair
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError(f"an offset must be a whole number, not {pair!r}")
    return start, end


def _cluster(record: Mapping[str, Any], text: str) -> Cluster:
    return Cluster(int(record["id"]), tuple(_mention(mention, text) for mention in record["mentions"]))


def _mention(record: Mapping[str, Any], text: str) -> Mention:
    start, end = to_span((record["start"], record["end"]))
    return Mention(
        start=start,
        end=end,
        text=record.get("text", text[start:end]),
        head=to_span(record["head"]),
        kind=Kind(record["kind"]),
        score=record.get("score"),
        parts=_spans(record.get("parts", ())),
    )


def _check_ascending(what: str, spans: tuple[Span, ...], length: int) -> None:
    previous_end = 0
    for index, (start, end) in enumerate(spans):
        if not previous_end <= start < end <= length:
            raise DocumentError(
                f"{what} {index} is [{start}, {end}): expected a non-empty span at or after {previous_end} "
                f"that ends by {length}, the length of the text"
            )
        previous_end = end


def _check_tokens_lie_in_sentences(tokens: tuple[Span, ...], sentences: tuple[Span, ...]) -> None:
    sentence = 0
    for index, (start, end) in enumerate(tokens):
        while sentence < len(sentences) and sentences[sentence][1] <= start:
            sentence += 1
        if sentence == len(sentences) or not sentences[sentence][0] <= start or end > sentences[sentence][1]:
            raise DocumentError(f"token {index}, [{start}, {end}), does not lie in one sentence")


def _check_mention(mention: Mention, text: str) -> None:
    if not 0 <= mention.start < mention.end <= len(text):
        raise DocumentError(f"mention [{mention.start}, {mention.end}) is outside the text of length {len(text)}")
    if text[mention.start : mention.end] != mention.text:
        raise DocumentError(
            f"mention [{mention.start}, {mention.end}) says {mention.text!r} "
            f"but the text there is {text[mention.start : mention.end]!r}"
        )
    head_start, head_end = mention.head
    if not mention.start <= head_start < head_end <= mention.end:
        raise DocumentError(f"the head {list(mention.head)} is not inside mention [{mention.start}, {mention.end})")
