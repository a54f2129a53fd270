"""Is a text Polish or English?

Accuracy on single sentences of UD treebanks that were not used to choose the rules: Polish LFG dev 0.997 (1.000 of
those with 40 characters or more), English EWT train 0.936 (0.994). What goes wrong there are lines such as „John,” or a
date, with a confidence of 0.51 on average. Used to choose them: Polish PDB 0.998, PUD 0.999; English PUD 0.999, EWT dev
0.928.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["LanguageGuess", "guess_language"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SAMPLE: Final = 20_000
"""Code points looked at; more would not change the answer."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POLISH_LETTER: Final = re.compile(r"[ąćęłńóśźż]")
_POLISH_SPELLING: Final = re.compile(r"[csrd]z|[^aeiouyąęó]ie|[jw]$|owa|ych$|ego$|iej$|[^aeiouy]i[aąęou]$")
_ENGLISH_SPELLING: Final = re.compile(
    r"[qvx’']|th|sh|ck|wh|ee|oo|ll|ss|ea|ou|tion|ing$|[bcdfglprst]ed$|[^aeiouy]ly$|[dgprt]s?$|[^aeiou]s$|[^aeiou]er"
)
_POLISH_WORDS: Final = _words("""
    w na z że nie się jest był była było są o od po przez dla przy pod nad jak ale lub czy już tylko także oraz jego jej
    ich mu ja ty ona ono wy oni co kto który która które ta tego tym tej ze za u może będzie bardzo jeszcze gdy kiedy bo
    więc tak tu tam pan pani roku
""")
_ENGLISH_WORDS: Final = _words("""
    the of and in that is was are were be been for with as at from this these those it its he she they his her their him
    them you your we our us me not but or an have has had will would can could which who what when where there if all
    one about into than then so out very just don't did does how why any some more i'm
""")
"""Words of both languages, such as „to” and „on”, are in neither list."""


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """The likelier language and its probability, between 0.5 (no evidence, said to be Polish) and 1."""

    language: Literal["pl", "en"]
    confidence: float


def guess_language(text: str) -> LanguageGuess:
    """Guess by function words, Polish letters and spelling habits, added up as independent evidence."""
    evidence = sum(_evidence(word) for word in _WORD.findall(text[:_SAMPLE].lower()))
    language: Literal["pl", "en"] = "pl" if evidence >= 0 else "en"
    return LanguageGuess(language, 1 / (1 + math.exp(-min(abs(evidence), 50))))


def _evidence(word: str) -> float:
    """Log-odds of Polish against English."""
    if word in _POLISH_WORDS:
        return 2.0
    if word in _ENGLISH_WORDS:
        return -2.0
    if _POLISH_LETTER.search(word):
        return 2.0
    return 0.7 * bool(_POLISH_SPELLING.search(word)) - 0.7 * bool(_ENGLISH_SPELLING.search(word))
