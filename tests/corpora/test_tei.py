"""TEI with standoff coreference."""

from __future__ import annotations

import io
import re

import pytest
from drawn import damaged, documents
from hypothesis import given
from hypothesis import strategies as st

from coref.document import Document, Kind
from coref.errors import CorpusError
from corpora.tei import parse_tei, read_tei
from corpora.tei_writer import write_tei

TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="pl">
<teiHeader><fileDesc><titleStmt><title>story</title></titleStmt></fileDesc></teiHeader>
<text><body>
<ab xml:space="preserve">
<s><w xml:id="w1">Anna</w> <w xml:id="w2">śpi</w><pc xml:id="w3">.</pc></s>
<s><w xml:id="w4">Chrapie</w></s>
</ab>
</body></text>
<standOff>
<spanGrp type="mention">
<span xml:id="m1" type="name" target="#w1" corresp="#w1" cert="0.5"/>
<span xml:id="m2" type="zero" target="#w4"/>
<span xml:id="m3" target="#w1 #w3"/>
</spanGrp>
<linkGrp type="coreference">
<link target="#m1 #m2"/>
</linkGrp>
</standOff>
</TEI>
"""


def read(text: str) -> Document:
    (document,) = parse_tei(text, "story.xml", "en")
    return document


def test_spans_are_mentions_and_links_join_them():
    document = read(TEI)
    assert document.text == "\nAnna śpi.\nChrapie\n"
    assert (document.id, document.language, document.words) == ("story", "pl", ("Anna", "śpi", ".", "Chrapie"))
    assert [[m.text for m in cluster.mentions] for cluster in document.clusters] == [["Anna śpi."], ["Anna", "Chrapie"]]
    anna, sleeps = document.clusters[1].mentions
    assert (anna.kind, anna.score, sleeps.kind, sleeps.head) == (Kind.NAME, 0.5, Kind.ZERO, (11, 18))


def test_words_that_are_no_neighbours_make_a_discontinuous_mention():
    assert read(TEI).clusters[0].mentions[0].parts == ((1, 5), (9, 10))


def test_links_that_share_a_mention_make_one_entity():
    text = TEI.replace('<link target="#m1 #m2"/>', '<link target="#m1 #m2"/>\n<link target="#m3 #m2"/>')
    assert [len(cluster.mentions) for cluster in read(text).clusters] == [3]


def test_a_regional_language_is_the_language():
    assert read(TEI.replace('xml:lang="pl"', 'xml:lang="en-GB"')).language == "en"


def test_groups_of_another_type_are_passed_over():
    assert read(TEI.replace('type="mention"', 'type="chunk"').replace('type="coreference"', 'type="x"')).clusters == ()


def test_a_file_is_read_in_utf8_with_a_byte_order_mark(tmp_path):
    (tmp_path / "a.xml").write_bytes(("\ufeff" + TEI).encode())
    assert [document.id for document in read_tei(tmp_path / "a.xml", "pl")] == ["story"]


@given(st.lists(documents(), max_size=3))
def test_what_was_written_is_read_back(written):
    stream = io.StringIO()
    write_tei(written, stream)
    assert list(parse_tei(stream.getvalue(), "written.xml", "en")) == written


@given(damaged(TEI, "<>/&\"'=# \nw19x:mp\0é"))
def test_a_damaged_file_is_read_or_refused_with_its_line(text):
    try:
        list(parse_tei(text, "story.xml", "pl"))
    except CorpusError as error:
        assert re.match(r"story\.xml:\d+: ", str(error))


@pytest.mark.parametrize("character", ["\0", "\x0c", "\ufffe"])
def test_a_character_that_xml_cannot_hold_is_refused(character):
    with pytest.raises(CorpusError, match=f"d: XML cannot hold the character U\\+{ord(character):04X}"):
        write_tei([Document("d", character, "pl", (), ())], io.StringIO())


@pytest.mark.parametrize(
    ("old", "new", "at", "reason"),
    [
        ("</TEI>", "", 20, "not well-formed"),
        ("</ab>", "", 8, "not well-formed"),
        ('xml:lang="pl"', 'xml:lang="de"', 1, "only pl and en"),
        ("Anna", "A&nna", 5, "not well-formed"),
        ("Anna", "&anna;", 5, "not well-formed"),
        ("Anna", "A<nna", 5, "not well-formed"),
        ("Anna", "\x01", 5, "not well-formed"),
        ('target="#w4"', 'target="#w4" target="#w4"', 12, "not well-formed"),
        ("<TEI", '<!DOCTYPE x [<!ENTITY a "b">]>\n<TEI', 1, "document type declaration"),
        (TEI, "", 1, "not well-formed"),
        (TEI, "<html></html>", 1, "expected TEI"),
        ("Anna", "<hi>" * 250 + "</hi>" * 250, 5, "inside one another"),
        ("<ab", "<p", 7, "not well-formed"),
        ('xml:space="preserve"', "", 1, "there is no text"),
        ("</s>", "", 7, "not well-formed"),
        ('<w xml:id="w4">Chrapie</w>', '<s><w xml:id="w4">Chrapie</w></s>', 6, "<s> inside another"),
        ('<s><w xml:id="w4">Chrapie</w></s>', '<w xml:id="w4">Chrapie</w>', 6, "outside any <s>"),
        ('<w xml:id="w4">Chrapie</w>', '<name xml:id="w4">Chrapie</name>', 6, "<name> is not known"),
        ('<w xml:id="w4">Chrapie</w>', '<w xml:id="w4"/>', 6, "must hold text"),
        ('<w xml:id="w4">Chrapie</w>', '<w xml:id="w4"><c>C</c></w>', 6, "must hold text"),
        ('xml:id="w4"', 'xml:id="w1"', 6, "another word w1"),
        ('xml:id="w4"', 'xml:id="w5"', 12, "no word w4"),
        ('xml:id="m2"', 'xml:id="m1"', 12, "not its own"),
        ('xml:id="m2"', "", 12, "missing or not its own"),
        ('xml:id="m2"', 'xml:id="m9"', 16, "no mention m2"),
        ('target="#w4"', 'target="w4"', 12, "references such as #w1"),
        ('target="#w4"', 'target=""', 12, "references such as #w1"),
        ('target="#w4"', 'target="#"', 12, "references such as #w1"),
        ('target="#w4"', "", 12, "references such as #w1"),
        ('corresp="#w1"', 'corresp="#w2"', 11, "head w2 is not inside"),
        ('corresp="#w1"', 'corresp="#w9"', 11, "no word w9"),
        ('type="name"', 'type="Name"', 11, "kind 'Name' is not known"),
        ('cert="0.5"', 'cert="high"', 11, "not a number from 0 to 1"),
        ('cert="0.5"', 'cert="1.5"', 11, "not a number from 0 to 1"),
        ('cert="0.5"', 'cert="nan"', 11, "not a number from 0 to 1"),
        ('target="#m1 #m2"', 'target="#m1"', 16, "at least 2 references"),
        ('target="#m1 #m2"', 'target="#m1 #w1"', 16, "no mention w1"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(old, new, at, reason):
    with pytest.raises(CorpusError, match=rf"^story\.xml:{at}: .*{re.escape(reason)}"):
        read(TEI.replace(old, new, 1))
