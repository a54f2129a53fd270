"""What the language gives for agreement: gender, number, person, animacy, case and part of speech of single words.

No word is disambiguated: a word has the union of the features of all its readings, and all its candidate lemmas, so
that two words *can* agree if they share a feature. Polish is read by Morfeusz 2 with the dictionary SGJP
(http://morfeusz.sgjp.pl), English by short closed lists; a word unknown to them has no features at all.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from coref.errors import InputError

__all__ = ["FEATURES", "WordFeatures", "analyse"]

logger = logging.getLogger(__name__)

FEATURES: Final[tuple[str, ...]] = (
    "gender=masc",
    "gender=fem",
    "gender=neut",
    "number=sing",
    "number=plur",
    "person=1",
    "person=2",
    "person=3",
    "animacy=human",
    "animacy=animate",
    "animacy=inanimate",
    "name=given",
    "name=surname",
    "name=place",
    "pos=noun",
    "pos=pronoun",
    "pos=finite",
    "pos=adjective",
    "pos=infinite",
    "pos=function",
    "case=nom",
    "case=gen",
    "case=dat",
    "case=acc",
    "case=inst",
    "case=loc",
    "case=voc",
)
"""The columns of ``WordFeatures.values``. ``infinite`` are verb forms without a subject of their own (infinitives,
participles, impersonals), ``function`` the words that neither inflect nor refer."""

_COLUMN: Final[Mapping[str, int]] = {feature: column for column, feature in enumerate(FEATURES)}

_CACHED_WORDS: Final = 1 << 16

_POS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("subst", "depr", "ger"), "pos=noun"),
    **dict.fromkeys(("ppron12", "ppron3", "siebie"), "pos=pronoun"),
    **dict.fromkeys(("fin", "praet", "bedzie", "impt", "winien"), "pos=finite"),
    **dict.fromkeys(("adj", "adja", "adjp", "adjc"), "pos=adjective"),
    **dict.fromkeys(("inf", "pact", "ppas", "pcon", "pant", "imps", "pred"), "pos=infinite"),
    **dict.fromkeys(("prep", "conj", "comp", "part", "interj", "adv", "frag"), "pos=function"),
}
"""Morfeusz's grammatical class → our part of speech."""

_INFLECTION: Final[Mapping[str, tuple[str, ...]]] = {
    "m1": ("gender=masc", "animacy=human"),
    "m2": ("gender=masc", "animacy=animate"),
    "m3": ("gender=masc", "animacy=inanimate"),
    "f": ("gender=fem",),
    "n": ("gender=neut",),
    "sg": ("number=sing",),
    "pl": ("number=plur",),
    "pri": ("person=1",),
    "sec": ("person=2",),
    "ter": ("person=3",),
    **{case: (f"case={case}",) for case in ("nom", "gen", "dat", "acc", "inst", "loc", "voc")},
}
"""A value inside a Morfeusz tag → our features."""

_NAMES: Final[Mapping[str, str]] = {
    "imię": "name=given",
    "nazwisko": "name=surname",
    "nazwa_geograficzna": "name=place",
}

_PAST: Final = frozenset(("praet", "winien"))
"""Classes whose person is told by a following agglutinate („zrobiła|m”, „powinna|m”)."""

_PRONOUN_LEMMAS: Final = frozenset(
    (
        "kto",
        "co",
        "ktoś",
        "coś",
        "nikt",
        "nic",
        "ktokolwiek",
        "cokolwiek",
        "który",
        "jaki",
        "ten",
        "tamten",
        "ów",
        "taki",
        "mój",
        "twój",
        "swój",
        "nasz",
        "wasz",
        "się",
    )
)
"""Pronouns that Morfeusz classes as nouns, adjectives or particles."""


_ENDINGS: Final = (
    *("owie", "ami", "ach", "emu", "ego", "owi"),
    *("em", "om", "ów", "ym", "im", "ej", "ą", "ę", "a", "e", "i", "o", "u", "y"),
)
"""Of nouns and adjectives, the longer ones first, in the cases that names are met in."""

_HARD: Final = {"rz": "r", "dz": "g", "c": "k"}
"""Consonants before the ending -e, and what they are before others („Asaharze”, „Asahara”)."""

_SHORTEST_STEM: Final = 3


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """The features of ``n`` words: ``values`` is 0/1 of shape ``[n, len(FEATURES)]``, ``lemmas`` has ``n`` entries."""

    values: NDArray[np.uint8]
    lemmas: list[tuple[str, ...]]


_Entry = tuple[bytes, tuple[str, ...]]
"""One word's row of ``values`` and its candidate lemmas."""


def analyse(words: Sequence[str], language: str) -> WordFeatures:
    """Look up each word by itself.

    Lemmas are lower-cased; an unknown word is its own, and an unknown Polish one has its stem, after a ``~``, as a
    second one, so that foreign names are recognised in their cases. Without the optional package ``morfeusz2`` every
    Polish word is unknown. Safe to call from several threads.

    Raises:
        InputError: when ``language`` is neither ``"pl"`` nor ``"en"``.
    """
    if language not in _LOOKUPS:
        raise InputError(f"there is no morphology for the language {language!r}; use 'pl' or 'en'")
    look_up = _LOOKUPS[language]
    entries = [look_up(word) for word in words]
    rows = np.frombuffer(b"".join(row for row, _ in entries), dtype=np.uint8)
    return WordFeatures(rows.reshape(len(words), len(FEATURES)), [lemmas for _, lemmas in entries])


def _entry(word: str, features: Iterable[str], lemmas: Iterable[str]) -> _Entry:
    row = bytearray(len(FEATURES))
    for feature in features:
        row[_COLUMN[feature]] = 1
    return bytes(row), tuple(dict.fromkeys(lemmas)) or (word.lower(),)


# Polish

_thread = threading.local()
"""Holds one analyser a thread, since Morfeusz does not promise that threads may share one."""


def _morfeusz() -> Any:  # noqa: ANN401 - the package is optional and has no types
    """This thread's analyser, or ``None`` without the package."""
    if not hasattr(_thread, "morfeusz"):
        try:
            from morfeusz2 import Morfeusz
        except ImportError:
            logger.warning("Polish words have no features and no lemmas: the package morfeusz2 is not installed")
            _thread.morfeusz = None
        else:
            _thread.morfeusz = Morfeusz(generate=False)
    return _thread.morfeusz


@lru_cache(maxsize=_CACHED_WORDS)
def _polish(word: str) -> _Entry:
    morfeusz = _morfeusz()
    if morfeusz is None:
        return _entry(word, (), _unknown_lemmas(word.lower()))
    features: set[str] = set()
    lemmas: list[str] = []
    for lemma, values, names in _readings(morfeusz.analyse(word)):
        features |= _polish_features(lemma, values, names)
        if values[0] != "aglt":
            lemmas.append(lemma)
    return _entry(word, features, lemmas or _unknown_lemmas(word.lower()))


def _unknown_lemmas(word: str) -> list[str]:
    """The word, and what is left of it without an ending of the noun („Gebeschussa” and „Gebeschuss”)."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            softened = next((soft for soft in _HARD if ending == "e" and stem.endswith(soft)), None)
            if softened is not None:
                stem = stem.removesuffix(softened) + _HARD[softened]
            return [word, f"~{stem.removesuffix('i')}"]
    return [word, f"~{word}"] if len(word) >= _SHORTEST_STEM and word.isalpha() else [word]


def _readings(segments: Sequence[Any]) -> list[tuple[str, list[str], list[str]]]:
    """Lemma, tag values (the class first) and name qualifiers of each segment that tells something of the word.

    A past or conditional verb comes in pieces, „zrobiła|by|m”: the participle has gender and number, the agglutinate
    the person, which is the third where there is none. In other words („coś” read as „co|ś”) a reading in pieces
    counts only if there is no other, and an agglutinate never does.
    """
    parsed = [
        (start, end, lemma.split(":")[0].lower() or lemma, tag.replace(".", ":").split(":"), names)
        for start, end, (_, lemma, tag, names, _) in segments
        if not tag.startswith(("ign", "interp", "sym"))
    ]
    classes = {values[0] for _, _, _, values, _ in parsed}
    length = max((end for _, end, *_ in segments), default=0)
    readings = []
    if classes & _PAST:
        person = [] if "aglt" in classes else ["ter"]
        for start, _, lemma, values, names in parsed:
            if start == 0:
                readings.append((lemma, values + person if values[0] in _PAST else values, names))
            elif values[0] == "aglt":
                readings.append((lemma, values, names))
        return readings
    whole = [reading for reading in parsed if reading[0] == 0 and reading[1] == length]
    return [(lemma, values, names) for _, _, lemma, values, names in whole or parsed if values[0] != "aglt"]


def _polish_features(lemma: str, values: Sequence[str], names: Iterable[str]) -> set[str]:
    features = {_NAMES[name] for name in names if name in _NAMES}
    if values[0] in _POS:
        features.add(_POS[values[0]])
    if lemma in _PRONOUN_LEMMAS:
        features.add("pos=pronoun")
    if values[0] != "prep":  # a preposition's case is that of its complement
        features.update(feature for value in values[1:] for feature in _INFLECTION.get(value, ()))
    return features


# English

_MASCULINE = ("gender=masc", "animacy=human", "number=sing")
_FEMININE = ("gender=fem", "animacy=human", "number=sing")
_PRONOUN_SETS: Final = (
    ("i me my mine myself", ("person=1", "number=sing", "animacy=human")),
    ("we us our ours ourselves", ("person=1", "number=plur", "animacy=human")),
    ("you your yours", ("person=2", "number=sing", "number=plur", "animacy=human")),
    ("yourself", ("person=2", "number=sing", "animacy=human")),
    ("yourselves", ("person=2", "number=plur", "animacy=human")),
    ("he him his himself", ("person=3", *_MASCULINE)),
    ("she her hers herself", ("person=3", *_FEMININE)),
    ("it its itself", ("person=3", "number=sing", "gender=neut", "animacy=inanimate", "animacy=animate")),
    ("they them their theirs", ("person=3", "number=plur", "number=sing")),
    ("themselves", ("person=3", "number=plur")),
    ("themself", ("person=3", "number=sing", "animacy=human")),
    ("who whom whose", ("animacy=human", "number=sing", "number=plur")),
    ("which that what", ("number=sing", "number=plur")),
    ("this another each", ("number=sing",)),
    ("these those both", ("number=plur",)),
    ("someone somebody anyone anybody everyone everybody nobody one oneself", ("number=sing", "animacy=human")),
    ("something anything everything nothing", ("number=sing", "animacy=inanimate")),
)
"""Each line holds the forms of one pronoun, the first of which is their lemma, or pronouns of one kind."""

_ENGLISH_LEXICON: Final = (
    (
        "mr mr. sir lord king prince duke emperor father dad daddy son brother uncle nephew grandfather grandpa "
        "grandson husband boyfriend man boy gentleman guy monk actor waiter widower hero god mister master",
        ("pos=noun", *_MASCULINE),
    ),
    (
        "mrs mrs. ms ms. miss lady madam queen princess duchess empress mother mom mum mummy daughter sister "
        "aunt niece grandmother grandma granddaughter wife girlfriend woman girl nun actress waitress widow "
        "heroine goddess mistress",
        ("pos=noun", *_FEMININE),
    ),
    ("men boys gentlemen sons brothers fathers husbands", ("pos=noun", "number=plur", "gender=masc", "animacy=human")),
    ("women girls ladies daughters sisters mothers wives", ("pos=noun", "number=plur", "gender=fem", "animacy=human")),
    ("people children parents twins", ("pos=noun", "number=plur", "animacy=human")),
    ("person child dr dr. prof. president baby friend", ("pos=noun", "number=sing", "animacy=human")),
    ("am", ("pos=finite", "number=sing", "person=1")),
    ("is has does", ("pos=finite", "number=sing", "person=3")),
    ("was", ("pos=finite", "number=sing", "person=1", "person=3")),
    ("are were have do had did will would can could shall should may might must", ("pos=finite",)),
    ("be been being", ("pos=infinite",)),
    (
        "a an the of in on at by for from to with without into onto over under about after before between "
        "through during against among as than like and or but nor if because while although though unless until "
        "when where why how not n't n’t no yes oh very too also just only even still there here then now 's ’s",
        ("pos=function",),
    ),
)
_IRREGULAR_PLURALS: Final = {"men": "man", "women": "woman", "children": "child", "people": "person", "wives": "wife"}


def _english_tables() -> tuple[dict[str, set[str]], dict[str, str]]:
    """Each listed word's features, and the lemma of each form of a personal pronoun."""
    features: dict[str, set[str]] = {}
    lemmas: dict[str, str] = {}
    for forms, shared in _PRONOUN_SETS:
        for form in forms.split():
            features.setdefault(form, set()).update(("pos=pronoun", *shared))
            if any(value.startswith("person=") for value in shared):
                lemmas[form] = forms.split()[0]
    for forms, shared in _ENGLISH_LEXICON:
        for form in forms.split():
            features.setdefault(form, set()).update(shared)
    return features, lemmas


_ENGLISH, _PRONOUN_LEMMA = _english_tables()


@lru_cache(maxsize=_CACHED_WORDS)
def _english(word: str) -> _Entry:
    lower = word.lower()
    return _entry(word, _ENGLISH.get(lower, ()), [*_english_lemmas(lower)])


def _english_lemmas(word: str) -> list[str]:
    """The word and what it may be a plural or a possessive of, without asking a dictionary."""
    if word in _PRONOUN_LEMMA:
        return [_PRONOUN_LEMMA[word]]
    lemmas = [word]
    owner = word.removesuffix("'").removesuffix("’")
    for possessive in ("'s", "’s"):
        owner = owner.removesuffix(possessive)
    if owner and owner != word:
        lemmas.append(owner)
    else:
        owner = word
    if owner in _IRREGULAR_PLURALS:
        lemmas.append(_IRREGULAR_PLURALS[owner])
    elif len(owner) > 3 and owner.endswith("s") and not owner.endswith(("ss", "us", "is")):
        lemmas.append(owner[:-1])
        if owner.endswith("ies"):
            lemmas.append(owner[:-3] + "y")
        elif owner.endswith(("ses", "xes", "zes", "ches", "shes")):
            lemmas.append(owner[:-2])
    return lemmas


_LOOKUPS: Final[Mapping[str, Callable[[str], _Entry]]] = {"pl": _polish, "en": _english}
