"""Whether a head word is a name, a nominal or a pronoun, guessed from its form where a corpus does not tell.

The Polish list follows the guidelines of the project's Polish corpus (``pan``, ``pani``, ``państwo`` stay nominal:
they are nouns also where they address), the English one the tags PRP, PRP$, WP and DT of the Penn Treebank.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coref.document import Document, Kind
from corpora.wordlists import word_set

__all__ = ["KindGuesser", "is_pronoun"]

_POLISH_PRONOUNS = word_set(
    """
    ja mnie mię mi mną ty ciebie cię tobie ci tobą on ona ono jego go niego jemu mu niemu nim jej niej ją nią
    my nas nam nami wy was wam wami oni one ich nich im nimi je nie siebie sobie sobą

    mój moja moje mojego mojej mojemu moją moim moi moich moimi mego mej memu mą mym mych mymi
    twój twoja twoje twojego twojej twojemu twoją twoim twoi twoich twoimi twego twej twemu twą twym twych twymi
    swój swoja swoje swojego swojej swojemu swoją swoim swoi swoich swoimi swego swej swemu swą swym swych swymi swe
    nasz nasza nasze naszego naszej naszemu naszą naszym nasi naszych naszymi
    wasz wasza wasze waszego waszej waszemu waszą waszym wasi waszych waszymi

    ten ta to tego tej temu tę tą tym te tych tymi
    tamten tamta tamto tamtego tamtej tamtemu tamtą tamtym tamci tamte tamtych tamtymi
    ów owa owo owego owej owemu ową owym owi owe owych owymi

    który która które którego której któremu którą którym którzy których którymi
    kto kogo komu kim co czego czemu czym
    """
)
"""Personal and reflexive; possessive; demonstrative, which head a phrase only where they stand alone; relative."""
_ENGLISH_PRONOUNS = word_set(
    """
    i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself
    we us our ours ourselves they them their theirs themselves themself one oneself 'em ya y'all
    thou thee thy thine thyself ye this that these those who whom whose which what
    someone somebody something anyone anybody anything everyone everybody everything nobody nothing
    """
)
_PRONOUNS = {"pl": _POLISH_PRONOUNS, "en": _ENGLISH_PRONOUNS}
_OPENERS = frozenset("„“”\"'‘’«»([–—-*•:")


def is_pronoun(word: str, language: str) -> bool:
    """Whether the word, in any case, is in the closed list of pronouns of ``"pl"`` or ``"en"``."""
    return word.lower() in _PRONOUNS[language]


class KindGuesser:
    """Guesses kinds within one document.

    A capital letter means a name inside a sentence. At a sentence's start, and in a line without any lower-case
    word, it means one unless the document also has the word in lower case.

    Args:
        sentences: the words of each sentence of the document.
        language: ``"pl"`` or ``"en"``.
    """

    def __init__(self, sentences: Iterable[Sequence[str]], language: str) -> None:
        self._language = language
        self._words: list[str] = []
        self._capital_tells: list[bool] = []
        for words in sentences:
            self._words += words
            self._capital_tells += _where_capitals_tell(words)
        self._lower_case = {word for word in self._words if word.islower()}

    @classmethod
    def of(cls, document: Document) -> KindGuesser:
        """A guesser for the document's words."""
        words = document.words
        return cls((words[span.start : span.stop] for span in document.sentence_ranges()), document.language)

    def guess(self, head: int) -> Kind:
        """The kind of a mention whose head is the token of that index in the document."""
        word = self._words[head]
        if is_pronoun(word, self._language):
            return Kind.PRONOUN
        if not word[0].isupper():
            return Kind.NOMINAL
        return Kind.NAME if self._capital_tells[head] or word.lower() not in self._lower_case else Kind.NOMINAL


def _where_capitals_tell(words: Sequence[str]) -> Iterable[bool]:
    """For each word of a sentence whether its capital letter would be one of its own."""
    mixed = any(word.islower() for word in words)
    initial = True
    for word in words:
        yield mixed and not initial
        initial = word in _OPENERS or (initial and not word[0].isalnum())
