"""For property tests: documents of any text, whose mentions are of whole tokens; damaged files."""

from __future__ import annotations

from hypothesis import strategies as st

from coref.document import Document, Kind, Mention

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "M"]), min_size=1, max_size=6)
GAPS = st.sampled_from(["", " ", "  ", "\u00a0", " \n", "\t", "\r\n", "\u2028", " \n\n"])
IDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=8
)


@st.composite
def documents(draw, language: str = "pl") -> Document:
    """A document with clusters in the order of ``with_clusters``."""
    words = draw(st.lists(st.tuples(WORDS, GAPS, st.booleans()), min_size=1, max_size=12))
    text, tokens, sentences = draw(GAPS), [], []
    start = 0
    for word, gap, ends_sentence in words:
        tokens.append((len(text), len(text) + len(word)))
        start = start if start is not None else tokens[-1][0]
        text += word
        if ends_sentence:
            sentences.append((start, len(text)))
            start = None
        text += gap
    if start is not None:
        sentences.append((start, len(text)))
    document = Document(draw(IDS), text, language, tuple(tokens), tuple(sentences))
    mentions = draw(st.lists(mentions_of(document), max_size=6))
    clusters: dict[int, list[Mention]] = {}
    for mention in {(m.start, m.end, m.head, m.parts): m for m in mentions}.values():
        clusters.setdefault(draw(st.integers(0, 2)), []).append(mention)
    return document.with_clusters(clusters.values())


@st.composite
def mentions_of(draw, document: Document) -> Mention:
    """A mention of whole tokens; now and then without some in its midst."""
    first = draw(st.integers(0, len(document.tokens) - 1))
    last = draw(st.integers(first, len(document.tokens) - 1))
    inner = draw(st.sets(st.integers(first + 1, last - 1))) if last - first > 1 else set()
    kept = [token for token in range(first, last + 1) if token not in inner]
    parts: list[tuple[int, int]] = []
    for token in kept:
        start, end = document.tokens[token]
        if parts and token - 1 in kept:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    start, end = parts[0][0], parts[-1][1]
    return Mention(
        start,
        end,
        document.text[start:end],
        document.tokens[draw(st.sampled_from(kept))],
        draw(st.sampled_from(list(Kind))),
        draw(st.none() | st.floats(0, 1)),
        tuple(parts) if len(parts) > 1 else (),
    )


@st.composite
def damaged(draw, text: str, alphabet: str) -> str:
    """The text with up to three of its stretches gone and a few characters in their place."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + draw(st.text(st.sampled_from(alphabet), max_size=4)) + text[end:]
    return text
