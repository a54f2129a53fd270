"""HTML pages."""

from __future__ import annotations

import io
from html.parser import HTMLParser

from drawn import documents
from hypothesis import given
from hypothesis import strategies as st

from coref.document import Document, Kind
from corpora.html import write_html


class Page(HTMLParser):
    """What a page shows: for each article its text without numbers and ``∅``, and its marks with what is in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.articles: list[str] = []
        self.tags: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self._open: list[list[str]] = []
        self.feed(text)
        assert self.tags == []

    def handle_starttag(self, tag, attributes):
        if tag == "meta":
            return
        self.tags.append(tag)
        if tag == "article":
            self.articles.append("")
        if tag == "mark":
            self._open.append([dict(attributes)["title"], ""])

    def handle_endtag(self, tag):
        assert self.tags.pop() == tag
        if tag == "mark":
            self.marks.append(tuple(self._open.pop()))

    def handle_data(self, data):
        if "p" in self.tags and "sub" not in self.tags and not (self._open and self._open[-1][0].endswith("zero")):
            self.articles[-1] += data
            for mark in self._open:
                mark[1] += data


def page(*written: Document) -> Page:
    stream = io.StringIO()
    write_html(written, stream)
    return Page(stream.getvalue())


@given(st.lists(documents(), max_size=2))
def test_the_page_shows_exactly_the_texts_in_elements_that_nest(written):
    assert page(*written).articles == [document.text for document in written]


@given(documents())
def test_all_of_a_mention_and_nothing_else_is_in_its_colour(document):
    coloured: dict[str, str] = {}
    for title, text in page(document).marks:
        coloured[title] = coloured.get(title, "") + text
    for number, cluster in enumerate(document.clusters):
        for kind in set(Kind) - {Kind.ZERO}:
            said = [
                document.text[s:e] for m in cluster.mentions if m.kind is kind for s, e in m.parts or [(m.start, m.end)]
            ]
            assert sorted(coloured.get(f"cluster {number + 1}, {kind}", "")) == sorted("".join(said))


def test_a_text_cannot_become_markup():
    text = "<script>alert(1)</script> & \"x\" 'y' </p>"
    shown = page(Document("<b>id</b>", text, "en", (), ()))
    assert shown.articles == [text]
    assert shown.marks == []
