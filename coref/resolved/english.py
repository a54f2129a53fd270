"""English pronouns replaced."""

from __future__ import annotations

from typing import Final

from coref.document import Kind
from coref.morphology import FEATURES, analyse
from coref.resolved.place import Edit, Phrase, Place, capitalised

__all__ = ["replace_english"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SINGULAR: Final = _words("he she it him his her hers its")
_PLURAL_SUBJECT: Final = "they"
_POSSESSIVE: Final = _words("his its their hers theirs")
_ANY_NUMBER: Final = _words("them their theirs")
_DETERMINERS: Final = _words(
    "the a an this that these those his her its their another some two three four five six seven eight nine ten"
)
_INDEFINITE: Final = _words("a an another")
_SHIFTING: Final = _words(
    "i me my mine we us our ours you your yours myself himself herself itself themselves every each no any either "
    "neither all both some many few several most one two three four five six seven eight nine ten who what which"
)
"""Words that mean something else when they are said again elsewhere: „my brother”, „every child”, „two men”."""
_CLAUSES: Final = _words("to for whether if how why when where")
"""What a clause begins with that „it” announces: „it is good to sleep”."""
_AFTER_OBJECT: Final = _words(
    "a an the this that these those and or but nor of in on at by for from to with without into onto over under about "
    "after before between through during against among as than if because while although though unless until when "
    "where why how not is was are were has had have does did do will would can could shall should may might must it "
    "he she they him them again yesterday today tomorrow tonight here there back away up down out off home everything "
    "something anything nothing alone too either"
)
_VERBS_BEFORE_TWO: Final = _words(
    "let lets make makes made see sees saw seen seeing watch watched watching hear hears heard hearing feel felt help "
    "helps helped helping have had give gives gave given giving tell tells told telling ask asks asked asking show "
    "shows showed shown showing send sends sent sending teach taught offer offered bring brought buy bought lend lent "
    "pay paid hand handed call called cost wish wished notice noticed find found keep kept leave left get got"
)
"""After these, „her” and the next word may be two objects („gave her books”) or a clause („saw her leave”)."""


def replace_english(place: Place, phrase: Phrase) -> list[Edit]:
    """The edits that put the phrase in the pronoun's place; none where it cannot be told to be right."""
    pronoun = place.word.lower()
    following = place.at(1)
    if following is not None and following.word[0] in ("'", "’"):
        return []  # „they ’re”
    if not _may_be_repeated(phrase) or not _agrees(pronoun, phrase):
        return []
    text = _text(phrase, capital=place.word[0].isupper())
    possessive = _is_possessive(place)
    if text is None or possessive is None:
        return []
    if possessive:
        if not _takes_ending(phrase):
            return []
        text += "'" if _numbers(phrase) == {"plur"} and text.endswith("s") else "'s"
    return [Edit(*place.span, text)]


def _may_be_repeated(phrase: Phrase) -> bool:
    words = [word.lower() for word in phrase.words]
    return words[0] not in _CLAUSES and _SHIFTING.isdisjoint(words)


def _agrees(pronoun: str, phrase: Phrase) -> bool:
    """Whether the pronoun is one of the third person, and the verb beside it would fit the phrase."""
    if pronoun in _SINGULAR:
        return "sing" in _numbers(phrase)
    if pronoun == _PLURAL_SUBJECT:
        return "plur" in _numbers(phrase)
    return pronoun in _ANY_NUMBER


def _numbers(phrase: Phrase) -> set[str]:
    """What the phrase's number may be."""
    head = phrase.words[phrase.head]
    if "and" in phrase.words:
        return {"plur"}
    if phrase.mention.kind is Kind.NAME:
        plural_form = phrase.words[0].lower() == "the" and head.endswith("s")
        return {"sing", "plur"} if plural_form else {"sing"}
    analysed = analyse([head], "en")
    has = dict(zip(FEATURES, analysed.values[0], strict=True))
    told = {number for number in ("sing", "plur") if has[f"number={number}"]}
    return told or {"plur" if len(analysed.lemmas[0]) > 1 else "sing"}


def _text(phrase: Phrase, *, capital: bool) -> str | None:
    """The phrase as it reads elsewhere, „a” as „the”; ``None`` if its first letter might be small there."""
    first, text = phrase.words[0], phrase.text
    if first.lower() in _INDEFINITE:
        text = "the" + text[len(first) :]
    elif phrase.initial and first.lower() in _DETERMINERS:
        text = first.lower() + text[len(first) :]
    elif phrase.initial and not phrase.is_name and not capital:
        return None
    return capitalised(text) if capital else text


def _takes_ending(phrase: Phrase) -> bool:
    """Whether „'s” can be added: not where it would end up far from the head, as in „the man who left”."""
    return phrase.head == len(phrase.words) - 1 or (phrase.is_name and phrase.words[-1][0].isupper())


def _is_possessive(place: Place) -> bool | None:
    """``None`` if it cannot be told."""
    if place.word.lower() != "her":
        return place.word.lower() in _POSSESSIVE
    if place.tokens.begin_mention(place.span):
        return True
    before, after = place.at(-1), place.at(1)
    if after is None or not after.word[0].isalnum():
        return False
    text, end = place.tokens.document.text, after.span[1]
    if after.word.lower() in _AFTER_OBJECT and text[end : end + 1] != "-":
        return False
    return None if before is not None and before.word.lower() in _VERBS_BEFORE_TWO else True
