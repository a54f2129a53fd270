"""Documents as text for a terminal."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from coref.cli.render import render_clusters, render_text
from coref.document import Document, Kind, Mention


def document(text: str, *clusters: list[tuple]) -> Document:
    """A document whose mentions are (start, end), (start, end, kind) or (start, end, kind, parts)."""
    bare = Document("d", text, "pl", ((0, len(text)),) if text else (), ((0, len(text)),) if text else ())

    def mention(start, end, kind=Kind.NOMINAL, parts=()):
        return Mention(start, end, text[start:end], (start, start + 1), kind, parts=parts)

    return bare.with_clusters([mention(*each) for each in cluster] for cluster in clusters)


def test_mentions_stand_in_brackets_with_the_number_of_their_cluster():
    shown = render_text(document("Anna ma psa. Ona", [(0, 4), (13, 16)], [(8, 11)]))
    assert shown.plain == "[Anna]₁ ma [psa]₂. [Ona]₁"


def test_a_dropped_subject_is_shown_before_its_verb():
    shown = render_text(document("Anna śpi. Chrapie.", [(0, 4), (10, 17, Kind.ZERO)]))
    assert shown.plain == "[Anna]₁ śpi. ∅₁ Chrapie."


def test_nested_mentions_have_nested_brackets():
    shown = render_text(document("her mother left", [(0, 3)], [(0, 10)]))
    assert shown.plain == "[[her]₂ mother]₁ left"


def test_two_mentions_of_the_same_words_nest():
    assert render_text(document("you", [(0, 3)], [(0, 3)])).plain == "[[you]₁]₂"


def test_crossing_mentions_are_told_apart_by_their_numbers():
    assert render_text(document("abcde", [(0, 3)], [(2, 5)])).plain == "[ab[c]₁de]₂"


def test_a_discontinuous_mention_has_brackets_around_each_part():
    shown = render_text(document("old, grey man", [(0, 13, Kind.NOMINAL, ((0, 3), (10, 13)))]))
    assert shown.plain == "[old]₁, grey [man]₁"


def test_a_number_of_two_digits_is_written_in_full():
    text = "abcdefghijkl"
    assert "[l]₁₂" in render_text(document(text, *([(i, i + 1)] for i in range(12)))).plain


def test_the_colours_differ_from_cluster_to_cluster():
    shown = render_text(document("a b", [(0, 1)], [(2, 3)]))
    assert len({str(span.style) for span in shown.spans}) == 2


@pytest.mark.parametrize("control", ["\x1b[31m", "\x07", "\x9b", "\x7f", "\r"])
def test_control_characters_cannot_drive_the_terminal(control):
    stream = StringIO()
    Console(file=stream, force_terminal=False).print(render_text(document(f"a{control}b", [(0, 1)])))
    assert control[0] not in stream.getvalue()


def test_the_clusters_are_listed_with_their_mentions():
    shown = render_clusters(document("Anna śpi. Chrapie. Jej\npies", [(0, 4), (10, 17, Kind.ZERO)], [(19, 27)]))
    assert shown.plain == "  1  Anna, ∅ Chrapie\n  2  Jej pies"


def test_a_document_without_clusters_says_so():
    assert "no two expressions" in render_clusters(document("Anna")).plain


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20), st.data())
def test_without_marks_the_text_is_what_it_was(text, data):
    text = text.translate({ord(mark): None for mark in "[]₀₁₂₃₄₅₆₇₈₉"}) or "a"
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda span: span[0] < span[1])
    clusters = data.draw(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=4))
    shown = render_text(document(text, *clusters)).plain
    assert shown.translate({ord(mark): None for mark in "[]₀₁₂₃₄₅₆₇₈₉"}) == text
    assert shown.count("[") == shown.count("]") == sum(map(len, clusters))
