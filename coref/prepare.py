"""The door from raw input to a ``Document``: checks, language, words, sentences."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from typing import Final

from coref.document import Document, Span
from coref.errors import InputError
from coref.language import guess_language
from coref.sentences import split_sentences
from coref.tokens import tokenise

__all__ = ["from_words", "prepare"]

_LANGUAGES: Final = ("pl", "en")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def prepare(
    text: str,
    *,
    language: str = "auto",
    id: str = "",
    tokens: Sequence[Span] | None = None,
    sentences: Sequence[Span] | None = None,
    speakers: Sequence[str] = (),
) -> Document:
    """Divide a text into words and sentences; the document has no clusters yet.

    Any valid Unicode is accepted. A text of nothing but white space gives a document without tokens.

    Args:
        text: the text, which all offsets refer to.
        language: ``"pl"``, ``"en"``, or ``"auto"`` to guess; then ``metadata["language_confidence"]`` says how sure
            the guess is, from ``"0.50"`` to ``"1.00"``.
        id: the caller's name for the document.
        tokens: spans of the words, ascending, if the text is already divided; they are kept as they are.
        sentences: spans of the sentences, ascending; every token must lie in one.
        speakers: who says each of ``sentences``, ``""`` where nobody is known to, if anything is known.

    Raises:
        InputError: when the text is no ``str`` or holds a lone surrogate, or the language is unknown.
        DocumentError: (an ``InputError``) when ``tokens``, ``sentences`` or ``speakers`` do not fit the
            text or one another.
    """
    _check_text(text)
    metadata = {}
    if language == "auto":
        guess = guess_language(text)
        language = guess.language
        metadata["language_confidence"] = f"{guess.confidence:.2f}"
    elif language not in _LANGUAGES:
        raise InputError(f"the language {language!r} is not known: use 'pl', 'en' or 'auto'")
    if tokens is None:
        words = tokenise(text, language)
    else:
        words = _spans("token", tokens)
        # Raises if they do not fit, before they are grouped into sentences.
        Document(id, text, language, tokens=words, sentences=words)
    divided = split_sentences(text, words, language) if sentences is None else _spans("sentence", sentences)
    return Document(id, text, language, words, divided, metadata=metadata, speakers=tuple(speakers))


def from_words(sentences: Sequence[Sequence[str]], *, language: str = "auto", id: str = "") -> Document:
    """A document of sentences that are already divided into words.

    Its text has the words joined by spaces and the sentences by line breaks; its tokens are exactly the words. An empty
    sentence is left out, since it has no span.

    Args:
        sentences: the words of each sentence.
        language: as for ``prepare``.
        id: as for ``prepare``.

    Raises:
        InputError: when a sentence or a word is of the wrong type, a word is empty or holds a lone surrogate, or the
            language is unknown.
    """
    lines = []
    tokens: list[Span] = []
    sentence_spans: list[Span] = []
    start = 0
    for number, words in enumerate(sentences):
        _check_words(words, number)
        if not words:
            continue
        sentence_start = start
        for word in words:
            tokens.append((start, start + len(word)))
            start += len(word) + 1
        sentence_spans.append((sentence_start, start - 1))
        lines.append(" ".join(words))
    return prepare("\n".join(lines), language=language, id=id, tokens=tokens, sentences=sentence_spans)


def _check_text(text: object) -> None:
    if not isinstance(text, str):
        raise InputError(f"the text must be a str, not {type(text).__name__}; decode bytes first")
    surrogate = _SURROGATE.search(text)
    if surrogate:
        raise InputError(
            f"the text holds a lone surrogate, U+{ord(surrogate[0]):04X}, at offset {surrogate.start()}: it is not "
            "valid Unicode; decode its source as UTF-8, or replace that character"
        )


def _check_words(words: object, number: int) -> None:
    if isinstance(words, str) or not isinstance(words, Sequence):
        raise InputError(f"sentence {number} must be a list of words, not {type(words).__name__}")
    for index, word in enumerate(words):
        if not isinstance(word, str) or not word:
            raise InputError(f"word {index} of sentence {number} must be a non-empty str, not {word!r}")


def _spans(what: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The caller's spans as tuples of numbers; whether they fit the text is for the document to say."""
    checked = []
    for index, span in enumerate(spans):
        try:
            start, end = map(operator.index, span)
        except (TypeError, ValueError) as error:
            raise InputError(f"{what} {index} must be a pair of whole numbers (start, end), not {span!r}") from error
        checked.append((start, end))
    return tuple(checked)
