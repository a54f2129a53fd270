"""Parts of documents, in which entities are met less often than in the whole."""

import json
import random
from dataclasses import replace
from itertools import chain

from drawn import documents
from hypothesis import given
from hypothesis import strategies as st
from samples import POLISH_RECORD

from coref.prepare import from_words
from coref.training.excerpts import cut, excerpt
from coref.training.texts import Text
from corpora.polish import read_polish
from corpora.treebank import ParsedSentence


def chains(document, shift=0):
    """What is said of the mentions of each cluster, with offsets moved by ``shift``."""
    return {
        frozenset(
            (*(place + shift for place in (m.start, m.end, *m.head, *chain(*m.parts))), m.kind, m.text)
            for m in cluster.mentions
        )
        for cluster in document.clusters
    }


@given(st.data())
def test_a_part_says_of_its_sentences_what_the_whole_says(data):
    whole = data.draw(documents())
    first = data.draw(st.integers(0, len(whole.sentences) - 1))
    last = data.draw(st.integers(first, len(whole.sentences) - 1))
    start, end = whole.sentences[first][0], whole.sentences[last][1]
    part = cut(whole, range(first, last + 1))
    inside = {frozenset(m for m in mentions if start <= m[0] and m[1] <= end) for mentions in chains(whole)}
    assert chains(part, start) == inside - {frozenset()}
    assert part.text == whole.text[start:end]
    assert [(a + start, b + start) for a, b in part.tokens] == [t for t in whole.tokens if start <= t[0] < end]
    assert [(a + start, b + start) for a, b in part.sentences] == list(whole.sentences[first : last + 1])


def test_a_mention_that_is_alone_in_a_part_stays(tmp_path):
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(POLISH_RECORD), encoding="utf-8")
    (whole,) = read_polish(path)
    part = cut(whole, range(1, 2))
    assert [[mention.text for mention in cluster.mentions] for cluster in part.clusters] == [["Mieszka"], ["nim"]]


def test_speakers_and_trees_are_those_of_the_sentences_chosen():
    words = [("Ala", "śpi")] * 40
    document = from_words(words, language="pl")
    document = replace(document, speakers=tuple(map(str, range(40))))
    empty = frozenset()
    parsed = tuple(
        ParsedSentence(row, ("X", str(number)), (empty, empty), (-1, 0), ("root", "dep"))
        for number, row in enumerate(words)
    )
    found = excerpt(Text(document, parsed=parsed), random.Random(0))
    assert [sentence.tags[1] for sentence in found.parsed] == list(found.document.speakers)
    assert len(found.parsed) == len(found.document.sentences)


@given(st.integers())
def test_an_excerpt_has_so_many_words_as_there_are_or_are_wanted(seed):
    document = from_words([["Ala", "śpi", "."]] * 100, language="pl")
    found = excerpt(Text(document), random.Random(seed)).document
    assert 10 <= len(found.words) <= 102 or found.text == document.text[-len(found.text) :]
