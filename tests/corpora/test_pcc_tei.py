"""The Polish Coreference Corpus in NKJP's TEI; the text is our own."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from coref.document import Document, Kind
from coref.errors import CorpusError
from corpora import registry
from corpora.pcc_tei import read_pcc_tei

OPENING = '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><TEI><text><body><p>\n'
CLOSING = "</p></body></text></TEI></teiCorpus>\n"


def word(name: str, orth: str, interpretation: str, glued: bool = False) -> str:
    nps = '<f name="nps"><binary value="true"/></f>' if glued else ""
    return (
        f'<seg xml:id="{name}"><fs type="morph"><f name="orth"><string>{orth}</string></f>{nps}<f name="disamb">'
        f'<fs><f name="interpretation"><string>{interpretation}</string></f></fs></f></fs></seg>\n'
    )


WORDS = (
    f"{OPENING}<s>\n"
    + word("w1", "Anna", "Anna:subst:sg:nom:f")
    + word("w2", "nowa", "nowy:adj:sg:nom:f:pos")
    + word("w3", "lekarka", "lekarka:subst:sg:nom:f")
    + word("w4", ":", "::interp", glued=True)
    + "</s>\n<s>\n"
    + word("w5", "śpi", "spać:fin:sg:ter:imperf")
    + word("w6", "ona", "on:ppron3:sg:nom:f")
    + f"</s>\n{CLOSING}"
)
MENTIONS = f"""{OPENING}
<seg xml:id="m1"><ptr target="ann_morphosyntax.xml#w1"/><fs><f name="semh" fVal="ann_morphosyntax.xml#w1"/></fs></seg>
<seg xml:id="m2"><ptr target="ann_morphosyntax.xml#w5"/><fs><f name="semh" fVal="ann_morphosyntax.xml#w5"/></fs></seg>
<seg xml:id="m3"><ptr target="ann_morphosyntax.xml#w6"/></seg>
<seg xml:id="m4"><ptr target="ann_morphosyntax.xml#w1"/><ptr target="ann_morphosyntax.xml#w3"/>
<fs><f name="semh" fVal="ann_morphosyntax.xml#w3"/></fs></seg>
{CLOSING}"""
COREFERENCE = f"""{OPENING}
<seg xml:id="c1"><fs><f name="type" fVal="ident"/></fs><ptr target="ann_mentions.xml#m1"/>
<ptr target="ann_mentions.xml#m2"/><ptr target="ann_mentions.xml#m3"/></seg>
<seg xml:id="c2"><fs><f name="type" fVal="quasi"/></fs><ptr target="ann_mentions.xml#m1"/></seg>
{CLOSING}"""
LAYERS = {"ann_morphosyntax": WORDS, "ann_mentions": MENTIONS, "ann_coreference": COREFERENCE}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text in plain files."""
    path = tmp_path / "corpora" / "pcc-tei" / "short" / "text-1"
    path.mkdir(parents=True)
    for name, content in LAYERS.items():
        (path / f"{name}.xml").write_text(content, encoding="utf-8")
    return path


def read(folder: Path) -> Document:
    return read_pcc_tei(folder / "ann_coreference.xml")


def test_words_are_laid_out_with_their_spaces(folder):
    document = read(folder)
    assert (document.id, document.text) == ("text-1", "Anna nowa lekarka:\nśpi ona")
    assert len(document.sentences) == 2


def test_pointers_make_mentions_and_identity_makes_entities(folder):
    clusters = [[(m.text, m.kind) for m in cluster.mentions] for cluster in read(folder).clusters]
    assert clusters == [
        [("Anna nowa lekarka", Kind.NOMINAL)],
        [("Anna", Kind.NAME), ("śpi", Kind.ZERO), ("ona", Kind.PRONOUN)],
    ]


def test_the_semantic_head_is_the_head_and_words_apart_are_parts(folder):
    mention = read(folder).clusters[0].mentions[0]
    assert (mention.head, mention.parts) == ((10, 17), ((0, 4), (10, 17)))


def test_layers_may_be_compressed(folder):
    plain = read(folder)
    for path in list(folder.iterdir()):
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert read_pcc_tei(folder / "ann_coreference.xml.gz") == plain


def test_the_corpus_is_loaded_by_its_name(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    assert registry.load("pcc-tei", "all") == [read(folder)]


@pytest.mark.parametrize(
    ("layer", "old", "new", "at", "reason"),
    [
        ("ann_morphosyntax", "</s>", "", 12, "not well-formed"),
        ("ann_morphosyntax", "Anna", "&a;", 3, "not well-formed"),
        ("ann_morphosyntax", 'xml:id="w1"', "", 3, "xml:id is missing"),
        ("ann_morphosyntax", 'xml:id="w2"', 'xml:id="w1"', 4, "not its own: w1"),
        ("ann_morphosyntax", "<string>Anna</string>", "", 3, "orth has no value"),
        ("ann_morphosyntax", "<string>Anna</string>", "<string/>", 3, "no orth"),
        ("ann_morphosyntax", 'name="orth"', 'name="form"', 3, "no orth"),
        ("ann_morphosyntax", '<binary value="true"/>', "", 6, "nps has no value"),
        ("ann_morphosyntax", OPENING, "<!DOCTYPE a>" + OPENING, 1, "document type"),
        ("ann_mentions", "</seg>", "", 8, "not well-formed"),
        ("ann_mentions", 'xml:id="m1"', "", 3, "xml:id is missing"),
        ("ann_mentions", 'xml:id="m2"', 'xml:id="m1"', 4, "not its own: m1"),
        ("ann_mentions", '<ptr target="ann_morphosyntax.xml#w1"/>', "", 3, "points at nothing"),
        ("ann_mentions", "xml#w1", "xml#w9", 3, "points at nothing known"),
        ("ann_mentions", "xml#w1", "xml", 3, "points at nothing known"),
        ("ann_mentions", 'target="', 'goal="', 3, "points at nothing known"),
        (
            "ann_mentions",
            'fVal="ann_morphosyntax.xml#w1',
            'fVal="ann_morphosyntax.xml#w9',
            3,
            "points at nothing known",
        ),
        (
            "ann_mentions",
            'fVal="ann_morphosyntax.xml#w1',
            'fVal="ann_morphosyntax.xml#w2',
            3,
            "not a word of the mention",
        ),
        ("ann_coreference", "</seg>", "", 6, "not well-formed"),
        ("ann_coreference", 'xml:id="c2"', 'xml:id="c1"', 5, "not its own: c1"),
        ("ann_coreference", "xml#m1", "xml#m9", 3, "points at nothing known"),
        ("ann_coreference", '"quasi"', '"ident"', 5, "m1 is in another entity too"),
        ("ann_coreference", 'fVal="ident"', "", 3, "type has no value"),
    ],
)
def test_a_malformed_layer_is_refused_with_file_and_line(folder, layer, old, new, at, reason):
    path = folder / f"{layer}.xml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusError, match=rf"{layer}\.xml:{at}: .*{re.escape(reason)}"):
        read(folder)


def test_a_missing_layer_is_named(folder):
    (folder / "ann_mentions.xml").unlink()
    with pytest.raises(CorpusError, match=r"ann_mentions\.xml: cannot be read"):
        read(folder)
