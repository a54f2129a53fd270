"""The text with its pronouns replaced by what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from coref.document import Cluster, Document, Kind, Mention
from coref.errors import InputError
from coref.resolved.english import replace_english
from coref.resolved.place import Edit, Phrase, Place, Tokens, apply, most_telling
from coref.resolved.polish import insert_subject, replace_polish

__all__ = ["resolved_text"]

_REPLACE: Final[Mapping[str, Callable[[Place, Phrase], list[Edit]]]] = {"en": replace_english, "pl": replace_polish}


def resolved_text(document: Document, *, dropped_subjects: bool = False) -> str:
    """The text with each pronoun of the third person replaced by its entity's first name or else longest nominal.

    A pronoun stays where the sentence has named the entity before, inside the very phrase that would replace it, and
    where the replacement might be wrong: Polish words are put into the pronoun's case only if that case and all their
    forms in it are certain, which takes the package ``morfeusz2``; without it Polish texts come back as they are.
    Reflexives, relatives, demonstratives and the other persons always stay. A Polish possessive moves behind its noun
    („jej brat” → „brat Anny”). All other text is kept, but for capitals at the beginning of a sentence.

    Args:
        document: with its clusters; it is not changed.
        dropped_subjects: whether to put Polish subjects that were dropped before their verbs, under the same
            conditions.

    Raises:
        InputError: when the document is in another language.
    """
    if document.language not in _REPLACE:
        raise InputError(f"pronouns of the language {document.language!r} cannot be replaced, only of 'pl' and 'en'")
    tokens = Tokens(document)
    edits: dict[int, list[Edit]] = {}
    for cluster in document.clusters:
        phrase = most_telling(cluster, tokens)
        if phrase is not None:
            for start, changes in _edits(cluster, phrase, tokens, dropped_subjects).items():
                edits.setdefault(start, changes)  # a word can be a mention of one entity only
    return apply(document.text, (edit for changes in edits.values() for edit in changes))


def _edits(cluster: Cluster, phrase: Phrase, tokens: Tokens, dropped_subjects: bool) -> dict[int, list[Edit]]:
    """By offset of the mention."""
    edits = {}
    named_in = None
    for mention in cluster.mentions:
        sentence = tokens.sentence_of(mention.start)
        if _names(mention, phrase):
            named_in = sentence
        elif sentence != named_in and not _inside(mention, phrase.mention):
            changes = _replace(mention, phrase, tokens, dropped_subjects)
            if changes:
                edits[mention.start] = changes
                named_in = sentence
    return edits


def _names(mention: Mention, phrase: Phrase) -> bool:
    """Whether a mention says as much as the phrase, be it in another case."""
    if mention.kind is Kind.NAME:
        return phrase.is_name
    return mention.text.casefold().startswith(phrase.text.casefold())


def _inside(mention: Mention, other: Mention) -> bool:
    return other.start <= mention.start and mention.end <= other.end


def _replace(mention: Mention, phrase: Phrase, tokens: Tokens, dropped_subjects: bool) -> list[Edit]:
    place = tokens.place((mention.start, mention.end))
    if place is None:
        return []
    if mention.kind is Kind.PRONOUN:
        return _REPLACE[tokens.document.language](place, phrase)
    if mention.kind is Kind.ZERO and dropped_subjects and tokens.document.language == "pl":
        return insert_subject(place, phrase)
    return []
