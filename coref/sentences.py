"""Sentence boundaries by rule, for Polish and English.

F1 of the boundaries between sentences of UD treebanks joined by ten with spaces. Not looked at while the rules were
written: Polish LFG dev 0.966 (precision 0.999), SZ dev 0.996; English GUM dev, whole documents joined, 0.936. Used to
improve them: Polish PDB dev 0.982, PDB test 0.981, PUD 0.992; English PUD 0.998, EWT dev 0.791 (precision 0.983). The
boundaries that are missed lack punctuation, and were mostly line breaks in the original texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from coref.document import Span

__all__ = ["split_sentences"]


def _word_sets(**words: str) -> Mapping[str, frozenset[str]]:
    return {language: frozenset(listed.split()) for language, listed in words.items()}


_LOOK_BACK: Final = 40
"""Code points before a gap that decide about it; a longer last word is no abbreviation."""

_OPENERS: Final = "\"'„“”‚‘«»‹›([{–—-*•… "
_STOP: Final = re.compile(r"(?P<word>[^\W_](?:[\w.&’'-]*[\w])?)?(?P<stop>[.!?…]+)(?P<closers>[\"'”’“»«›)\]}]*)$")
_INITIAL: Final = re.compile(r"(?!I$)[A-ZĆŁÓŚŹŻ]|Ch|Cz|Dz|Rz|Sz|St|Th")
_FIGURES: Final = re.compile(r"\d+|[IVXLC]+\b")

_ABBREVIATIONS: Final = _word_sets(
    pl="""
        abp ang asp bm bp br bryg chor cyt czyt doc dol dot dr ds dyr dz.u fr franc gen godz hab hr im inż jw
        kard kier kol kpr kpt ks lek lic lit m.in mec mgr mies mjr muz n.p.m nadkom niem np nt ob ok os p.o
        paraf pd pl plut pn pocz podkom por pow pp ppor ppłk prof proj prok przedm przew przyp ps płk red rez
        ros rys sekr sierż sp sp.z.o.o sygn szer tab tel tj tzn tzw tłum ub ul ur vs wg woj ws ww wyd wym zast
        zaw zał zm zob zwł łac śp św śś żeb
    """,
    en="""
        adm approx attn bros capt cf cmdr col cpl cpt dept dr drs e.g ed eds esp est fr ft gen gov hon i.e lt
        maj messrs mr mrs ms mt p.s pres prof rep rev sen sgt st supt u.k u.n u.s univ v viz vs
    """,
)
"""Never the last word of a sentence, or hardly ever."""

_BEFORE_FIGURES: Final = _word_sets(
    pl="art nr pkt poz rozdz s str tab ust",
    en="ext fig figs no nos p pp vol vols",
)
"""Abbreviations only if a number follows."""

_BEFORE_SMALL_LETTERS: Final = _word_sets(
    pl="al cd cm etc gr h ha in itd itp jr kg km m min mld mln n.e p.n.e proc r sek sr tys w zł",
    en="a.m al apr aug ave co corp dec etc feb inc jan jr ltd mar nov oct p.m sept sr",
)
"""Abbreviations that end a sentence if the next word is capitalised."""

_DATES: Final = frozenset(("r", "w", "n.e", "p.n.e"))
_LONGEST_OPENING: Final = 40
"""A date ends no sentence that is shorter than this, in code points: it opens one („W 1955 r. Mishima zaczął …”)."""

_LINE_BREAK: Final = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_CONTINUATION: Final = frozenset(",;:.!?…”)]}")


def split_sentences(text: str, tokens: Sequence[Span], language: str) -> tuple[Span, ...]:
    """Group tokens into sentences: spans from a first token's start to a last token's end.

    Every token lies in exactly one sentence. A sentence can end only at white space: at a blank line always, at a line
    break unless the next word continues in lower case, elsewhere after „.”, „!”, „?” or „…”, closing quotes and
    brackets included, unless an abbreviation, an initial, an ordinal number or a following lower-case word speaks
    against it.

    Args:
        text: the document's text.
        tokens: its words, ascending and not overlapping.
        language: ``"pl"`` or ``"en"``.
    """
    if not tokens:
        return ()
    sentences = []
    start = tokens[0][0]
    for (_, end), (next_start, _) in pairwise(tokens):
        if end < next_start and _is_boundary(text, start, end, next_start, language):
            sentences.append((start, end))
            start = next_start
    sentences.append((start, tokens[-1][1]))
    return tuple(sentences)


def _is_boundary(text: str, sentence_start: int, end: int, next_start: int, language: str) -> bool:
    """Does the sentence from ``sentence_start`` end before the white space ``[end, next_start)``?"""
    line_breaks = len(_LINE_BREAK.findall(text, end, next_start))
    if line_breaks > 1:
        return True
    after = text[next_start : next_start + _LOOK_BACK].lstrip(_OPENERS)
    if after[:1].islower():
        return False
    if line_breaks:
        return text[end - 1] != ","
    stop = _STOP.search(text[max(sentence_start, end - _LOOK_BACK) : end])
    if stop is None or text[next_start] in _CONTINUATION:
        return False
    if stop["word"] is None or stop["stop"] != "." or stop["closers"]:
        return True
    return _full_stop_ends_sentence(stop["word"], end - sentence_start, after, language)


def _full_stop_ends_sentence(word: str, length: int, after: str, language: str) -> bool:
    """Does the full stop after ``word`` end its sentence, or does it belong to the word alone?

    ``length`` is that of the sentence so far, ``after`` what follows without its opening quotes and dashes.
    """
    lower = word.lower()
    if _INITIAL.fullmatch(word) or lower in _ABBREVIATIONS[language]:
        return False
    if lower in _BEFORE_FIGURES[language] and _FIGURES.match(after):
        return False
    if lower in _BEFORE_SMALL_LETTERS[language]:
        return after[:1].isupper() and (lower not in _DATES or length > _LONGEST_OPENING)
    is_list_number = _FIGURES.fullmatch(word) and length == len(word) + 1
    return not is_list_number
