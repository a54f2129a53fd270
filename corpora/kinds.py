"""Whether a head word is a name, a nominal or a pronoun, guessed from its form where a corpus does not tell.

Agreement with the parts of speech of gold heads is given at ``KindGuesser``.
"""

from __future__ import annotations

from collections.abc import Sequence

from coref.document import Kind

__all__ = ["KindGuesser", "is_pronoun"]

_POLISH_PRONOUNS = frozenset(
    # personal
    "ja mnie mię mi mną ty ciebie cię tobie ci tobą on ona ono jego go niego jemu mu niemu nim jej niej ją nią "
    "my nas nam nami wy was wam wami oni one ich nich im nimi je nie "
    # reflexive
    "siebie sobie sobą "
    # possessive
    "mój moja moje mojego mojej mojemu moją moim moi moich moimi mego mej memu mą mym mych mymi me "
    "twój twoja twoje twojego twojej twojemu twoją twoim twoi twoich twoimi twego twej twemu twą twym twych twymi twe "
    "swój swoja swoje swojego swojej swojemu swoją swoim swoi swoich swoimi swego swej swemu swą swym swych swymi swe "
    "nasz nasza nasze naszego naszej naszemu naszą naszym nasi naszych naszymi "
    "wasz wasza wasze waszego waszej waszemu waszą waszym wasi waszych waszymi "
    # demonstrative: they head a phrase only where they stand alone
    "ten ta to tego tej temu tę tą tym ci te tych tymi "
    "tamten tamta tamto tamtego tamtej tamtemu tamtą tamtym tamci tamte tamtych tamtymi "
    "ów owa owo owego owej owemu ową owym owi owe owych owymi "
    # relative and interrogative
    "który która które którego której któremu którą którym którzy których którymi "
    "kto kogo komu kim co czego czemu czym "
    # the same, for taking a phrase up
    "obaj obie oboje obydwaj obydwie obydwoje wszyscy wszystko".split()
)
_ENGLISH_PRONOUNS = frozenset(
    "i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself "
    "we us our ours ourselves they them their theirs themselves themself one oneself "
    "this that these those who whom whose which what there "
    "someone somebody something anyone anybody anything everyone everybody everything nobody nothing "
    "ya y'all 'em 's thee thou thy thine thyself ye em".split()
)
_PRONOUNS = {"pl": _POLISH_PRONOUNS, "en": _ENGLISH_PRONOUNS}
_OPENERS = frozenset("„“”\"'‘’«»([–—-*•:")


def is_pronoun(word: str, language: str) -> bool:
    """Whether the word is in the closed list of pronouns of ``"pl"`` or ``"en"``, in any case."""
    return word.lower() in _PRONOUNS[language]


class KindGuesser:
    """Guesses kinds within one document.

    A capital letter means a name inside a sentence. At a sentence's start, and in a line all in capitals, it means
    one unless the document also has the word in lower case.

    Args:
        sentences: the words of each sentence of the document.
        language: ``"pl"`` or ``"en"``.
    """

    def __init__(self, sentences: Sequence[Sequence[str]], language: str) -> None:
        self._language = language
        self._common = {word for words in sentences for word in words if word.islower()}
        self._capital_tells: list[bool] = []
        for words in sentences:
            mixed = any(word.islower() for word in words)
            initial = True
            for word in words:
                self._capital_tells.append(mixed and not initial)
                initial = word in _OPENERS or (initial and not word[0].isalnum())

    def guess(self, token: int) -> Kind:
        raise NotImplementedError
