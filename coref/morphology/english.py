"""English words, by short closed lists."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from coref.morphology.features import CACHED_WORDS, Entry, entry

__all__ = ["look_up"]

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


@lru_cache(maxsize=CACHED_WORDS)
def look_up(word: str) -> Entry:
    lower = word.lower()
    return entry(word, _ENGLISH.get(lower, ()), [*_english_lemmas(lower)])


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
