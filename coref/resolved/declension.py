"""A Polish phrase put into another case, where there is no doubt how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coref.resolved.inflection import ADJECTIVES, NOUNS, Form, Reading, Target, forms, readings
from coref.resolved.place import Phrase, capitalised

__all__ = ["decline"]

_SHIFTING: Final = frozenset(
    (
        *("mój", "twój", "nasz", "wasz", "swój", "ja", "ty", "my", "wy", "siebie", "się", "sam"),
        *("każdy", "żaden", "jakiś", "pewien", "jeden", "niektóry", "wszystek", "wszystko", "inny", "drugi"),
        *("który", "jaki", "czyj", "kto", "co", "ktoś", "coś", "nikt", "nic", "i", "oraz", "lub", "albo", "ani"),
    )
)
"""Words that mean something else when they are said again elsewhere („mój brat”, „pewien pan”), and conjunctions."""


def decline(phrase: Phrase, target: Target) -> str | None:
    """The phrase as it reads inside a sentence, in the number it has and a case of ``target``; ``None`` in any doubt.

    Its words up to the head, and adjectives and names behind it, agree with one another and are put into the case; what
    follows, a prepositional phrase or a genitive („pan o czerwonej twarzy”), stays. Every way to read the words must
    lead to the same result.
    """
    if any(word.isupper() and len(word) > 1 for word in phrase.words) or not _may_be_repeated(phrase):
        return None
    choices = [_choices(phrase, index) for index in range(len(phrase.words))]
    size, agreement = _agreeing(choices)
    if size <= phrase.head or not _follows_unchanged(phrase.words[size:], agreement):
        return None
    group = choices[:size]
    agreement = {form for form in agreement if form.number in target and form.gender in target[form.number][0]}
    if _owner_or_apposition(group) and any(form.case == "gen" for form in agreement):
        return None
    results = {
        tuple(_in_case(word_readings, form, case) for word_readings in group)
        for form in agreement
        for case in target[form.number][1]
    }
    if len(results) != 1:
        return None
    (words,) = results
    if any(len(alternatives) != 1 for alternatives in words):
        return None
    return _with_words(phrase, [alternative for alternatives in words for alternative in alternatives])


def _may_be_repeated(phrase: Phrase) -> bool:
    lemmas = {reading.lemma.split(":")[0].lower() for word in phrase.words for reading in readings(word)}
    return not lemmas & _SHIFTING


def _choices(phrase: Phrase, index: int) -> list[Reading]:
    """The readings of a word that can agree with the head: it a noun, others adjectives or names, and titles."""
    found = _spelt_so(phrase, index)
    nouns = [reading for reading in found if reading.word_class in NOUNS]
    if index == phrase.head:
        return nouns
    adjectives = [reading for reading in found if reading.word_class in ADJECTIVES]
    title = index < phrase.head and any(reading.proper for reading in _spelt_so(phrase, phrase.head))
    return adjectives + [reading for reading in nouns if reading.proper or title]


def _spelt_so(phrase: Phrase, index: int) -> list[Reading]:
    """The readings as a name where the spelling says so, else those as another word."""
    found = readings(phrase.words[index])
    by_chance = index == 0 and phrase.initial and not phrase.is_name
    if phrase.words[index][0].isupper() and not by_chance:
        return [reading for reading in found if reading.proper] or list(found)
    return [reading for reading in found if not reading.proper]


def _agreeing(choices: Sequence[Sequence[Reading]]) -> tuple[int, set[Form]]:
    """How many words from the first agree, and the forms they may be in together."""
    common: set[Form] = set()
    for size, word_readings in enumerate(choices):
        own = {form for reading in word_readings for form in reading.forms}
        narrowed = common & own if size else own
        if not narrowed:
            return size, common
        common = narrowed
    return len(choices), common


def _follows_unchanged(rest: Sequence[str], agreement: set[Form]) -> bool:
    """Whether a rest is a prepositional phrase or a genitive that cannot be taken for a part of the agreeing words."""
    if not rest:
        return True
    found = readings(rest[0])
    if any(reading.word_class == "prep" for reading in found):
        return True
    nominal = [reading for reading in found if reading.word_class in NOUNS | ADJECTIVES]
    return any("gen" in reading.cases for reading in nominal) and not any(
        reading.forms & agreement for reading in nominal
    )


def _owner_or_apposition(group: Sequence[Sequence[Reading]]) -> bool:
    """Whether a name stands beside another noun: in the genitive „brata Piotra” may be one man or two."""
    nouns = [[reading.proper for reading in word if reading.word_class in NOUNS] for word in group]
    return any(True in proper for proper in nouns) and any(proper and True not in proper for proper in nouns)


def _in_case(word_readings: Sequence[Reading], form: Form, case: str) -> frozenset[str]:
    return frozenset(
        word
        for reading in word_readings
        if form in reading.forms
        for word in forms(reading, Form(form.number, case, form.gender))
    )


def _with_words(phrase: Phrase, declined: Sequence[str]) -> str:
    """The phrase with other first words, which keep capitals that are not the beginning sentence's."""
    pieces, position = [], 0
    for index, (word, other) in enumerate(zip(phrase.words, declined, strict=False)):
        start = phrase.text.index(word, position)
        by_chance = index == 0 and phrase.initial and not phrase.is_name
        kept = capitalised(other) if word[0].isupper() and not by_chance else other
        pieces += [phrase.text[position:start], kept]
        position = start + len(word)
    return "".join(pieces) + phrase.text[position:]
