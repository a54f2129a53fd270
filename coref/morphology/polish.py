"""Polish words, read by Morfeusz 2 with the dictionary SGJP (http://morfeusz.sgjp.pl)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from coref.morphology.features import CACHED_WORDS, Entry, entry

__all__ = ["look_up"]

logger = logging.getLogger(__name__)

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


@lru_cache(maxsize=CACHED_WORDS)
def look_up(word: str) -> Entry:
    morfeusz = _morfeusz()
    if morfeusz is None:
        return entry(word, (), _unknown_lemmas(word.lower()))
    features: set[str] = set()
    lemmas: list[str] = []
    for lemma, values, names in _readings(morfeusz.analyse(word)):
        features |= _polish_features(lemma, values, names)
        if values[0] != "aglt":
            lemmas.append(lemma)
    return entry(word, features, lemmas or _unknown_lemmas(word.lower()))


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
