"""Polish pronouns replaced, Polish subjects put in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from coref.resolved.declension import decline
from coref.resolved.inflection import ADJECTIVES, GENDERS, NOUNS, Reading, Target, readings
from coref.resolved.place import Edit, Phrase, Place, capitalised

__all__ = ["insert_subject", "replace_polish"]

_POSSESSIVE: Final = frozenset(("jego", "jej", "ich"))
_PERSONAL: Final = "ppron3"
_PAST: Final = frozenset(("praet", "winien"))
_PRESENT: Final = frozenset(("fin", "bedzie"))
_PREPOSITION: Final = frozenset(("prep",))
_WITHOUT_PREPOSITION: Final = frozenset(("nom", "gen", "dat", "acc", "inst"))
_CLITICS: Final = frozenset(
    ("się", "by", "go", "mu", "ją", "je", "jej", "im", "ich", "mi", "ci", "cię", "nam", "wam", "nas", "was")
)
_LINKS: Final = frozenset(("prep", "conj", "comp", "part"))
_VOWELS: Final = frozenset("aeiouyąęó")
_DIGRAPHS: Final = ("sz", "cz", "rz", "ch", "dz", "dź", "dż")
_HARD_AFTER: Final = {"z": frozenset("szśźżwlłmr"), "w": frozenset("wf")}
"""Before a group of consonants that begins so „z” becomes „ze” and „w” becomes „we”."""


def replace_polish(place: Place, phrase: Phrase) -> list[Edit]:
    """The edits that put the phrase, in the pronoun's case, in its place; none in any doubt that they are right."""
    pronouns = [reading for reading in readings(place.word.lower()) if reading.word_class == _PERSONAL]
    if place.word.lower() in _POSSESSIVE:
        return _replace_possessive(place, phrase, pronouns)
    if (following := place.at(1)) is not None and following.word.lower() in _CLITICS:
        return []  # for nouns stand behind these: „zdarza mu się”, but „zdarza się Janowi”
    text = decline(phrase, _in_context(place, pronouns))
    if text is None or not _sounds_right(place, text):
        return []
    return [Edit(*place.span, capitalised(text) if place.word[0].isupper() else text)]


def insert_subject(place: Place, phrase: Phrase) -> list[Edit]:
    """The edits that put the phrase before a verb of the third person, and before its „nie”."""
    text = decline(phrase, _subject_of(place.word.lower()))
    before = place.at(-1)
    anchor = before if before is not None and before.word.lower() == "nie" else place
    if text is None or (anchor.word.isupper() and len(anchor.word) > 1):
        return []
    start = anchor.span[0]
    if anchor.word[0].isupper():
        return [Edit(start, start + 1, f"{capitalised(text)} {anchor.word[0].lower()}")]
    return [Edit(start, start, f"{text} ")]


def _in_context(place: Place, pronouns: Iterable[Reading]) -> Target:
    """The cases that a form of „on” may be in behind the word before it: „nim” is two, „z nim” and „o nim” one each."""
    before = place.at(-1)
    prepositions = [] if before is None else _of_class(before.word, _PREPOSITION)
    if prepositions:
        governed = {case for preposition in prepositions for case in preposition.cases}
        return _target((pronoun for pronoun in pronouns if "praep" in pronoun.others), governed)
    return _target((pronoun for pronoun in pronouns if "npraep" in pronoun.others), _WITHOUT_PREPOSITION)


def _target(allowed: Iterable[Reading], cases: Collection[str]) -> Target:
    """All genders and cases, by number, of the readings that are in one of these cases."""
    genders: defaultdict[str, set[str]] = defaultdict(set)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for reading in allowed:
        for number in reading.numbers if reading.cases & set(cases) else ():
            genders[number] |= reading.genders
            found[number] |= reading.cases & set(cases)
    return {number: (genders[number], found[number]) for number in found}


def _replace_possessive(place: Place, phrase: Phrase, pronouns: Iterable[Reading]) -> list[Edit]:
    """„jej starszy brat” → „starszy brat Anny”."""
    before, following, noun = place.at(-1), place.at(1), _owned(place)
    # An object of a preposition would be „niej”; elsewhere it may be one of a verb: „dał jej książkę”.
    after_preposition = before is not None and bool(_of_class(before.word, _PREPOSITION))
    if following is None or noun is None or not (after_preposition or place.tokens.begin_mention(place.span)):
        return []
    text = decline(phrase, _target(pronouns, {"gen"}))
    if text is None or not _sounds_right(place, following.word):
        return []
    moved, start = place.span[0], following.span[0]
    first = following.word[0].upper() if place.word[0].isupper() else following.word[0]
    return [Edit(moved, start + 1, first), Edit(noun.span[1], noun.span[1], f" {text}")]


def _owned(place: Place) -> Place | None:
    """The noun that a possessive belongs to, adjectives between; none where more may belong to it („jej brat Jan”)."""
    steps = 1
    while (word := place.at(steps)) is not None and _of_class(word.word, ADJECTIVES) and word.word.islower():
        steps += 1
    if word is None or not _is_common_noun(word.word):
        return None
    after = place.at(steps + 1)
    if after is None or not after.word[0].isalnum() or _of_class(after.word, _LINKS):
        return word
    found = readings(after.word.lower())
    return word if found and not any(reading.word_class in NOUNS | ADJECTIVES for reading in found) else None


def _is_common_noun(word: str) -> bool:
    found = [reading for reading in readings(word) if reading.word_class != "interj"]
    return word.islower() and bool(found) and all(reading.word_class in NOUNS for reading in found)


def _of_class(word: str, classes: Collection[str]) -> list[Reading]:
    return [reading for reading in readings(word.lower()) if reading.word_class in classes]


def _subject_of(verb: str) -> Target:
    """Number and gender of the subject of a verb; nothing where that is no third person („zrobiła|m” is in pieces)."""
    target: dict[str, tuple[frozenset[str], tuple[str]]] = {}
    for reading in readings(verb):
        third = reading.word_class in _PAST or (reading.word_class in _PRESENT and "ter" in reading.others)
        for number in reading.numbers if third else ():
            target[number] = (reading.genders or GENDERS, ("nom",))
    return target


def _sounds_right(place: Place, following: str) -> bool:
    """Whether a „z” or „w” before the pronoun may stay as it is before other words."""
    before = place.at(-1)
    hard = _HARD_AFTER.get("" if before is None else before.word.lower(), frozenset())
    start = following.lower()
    if start[0] not in hard:
        return True
    consonant = 2 if start.startswith(_DIGRAPHS) else 1
    return start[consonant : consonant + 1] in _VOWELS
