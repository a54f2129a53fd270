"""Malformed input for each format: a good sample, and at least twenty ways to spoil it.

A way is a pair of strings, of which the second takes the place of the first, once; bytes that are no UTF-8 are put in
at several places besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_NO_UTF8 = (b"\xff", b"\xc5", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\x80", b"\xe2\x82")
_PLACES = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Spoilt:
    """A good file and its bad versions; ``bad`` are whole files."""

    good: str
    bad: tuple[bytes, ...]


def _spoil(good: str, *ways: tuple[str, str]) -> Spoilt:
    for old, _ in ways:
        assert old in good, old
    return Spoilt(good, (*(good.replace(*way, 1).encode() for way in ways), *_not_utf8(good, _NO_UTF8[:2])))


def _not_utf8(good: str, intruders: tuple[bytes, ...]) -> Iterator[bytes]:
    data = good.encode("ascii")
    for intruder in intruders:
        for place in _PLACES:
            at = int(place * len(data))
            yield data[:at] + intruder + data[at:]


TEXT = Spoilt("Ann sleeps. She snores.", tuple(_not_utf8("Ann sleeps. She snores.", _NO_UTF8)))

CONLLU = (
    "# newdoc id = d\n# global.Entity = eid-etype-head-other\n"
    "1-2\tcannot\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "1\tcan\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tnot\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\tAnn\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1--1-)\n"
    "3.1\t_\t_\t_\t_\t_\t_\t_\t3:nsubj\tEntity=(e1--1-)\n"
    "4\tthe\t_\t_\t_\t_\t_\t_\t_\tEntity=(e2--2-\n"
    "5\tdog\t_\t_\t_\t_\t_\t_\t_\tEntity=e2)\n\n"
)
CONLLU_ROWS = _spoil(
    CONLLU,
    ("\tAnn\t_\t_", "\tAnn\t_"),
    ("\tAnn\t_", "\tAnn\t_\t_"),
    ("3\tAnn\t_\t_\t_\t_\t_\t_\t_\t", "3 Ann _ _ _ _ _ _ _ "),
    ("3\tAnn", "Ann\tAnn"),
    ("3\tAnn", "\tAnn"),
    ("3\tAnn", "0\tAnn"),
    ("3\tAnn", "-3\tAnn"),
    ("3\tAnn", "03\tAnn"),
    ("3\tAnn", "3,0\tAnn"),
    ("3\tAnn", "2\tAnn"),
    ("3\tAnn", "4\tAnn"),
    ("3\tAnn", "3\t"),
    ("3.1", "3.0"),
    ("3.1", "3."),
    ("3.1", "3.x"),
    ("1-2", "1-"),
    ("1-2", "2-1"),
    ("1-2", "1-1"),
    ("1-2", "2-3"),
    ("1-2", "1-9"),
    ("cannot", ""),
    ("1\tcan\t", "1\t\t"),
    ("cannot\t_\t_\t_\t_\t_\t_\t_\t_", "cannot\t_\t_\t_\t_\t_\t_\t_\tEntity=(e9--1-)"),
)
CONLLU_ENTITIES = _spoil(
    CONLLU,
    ("# global.Entity = eid-etype-head-other\n", ""),
    ("eid-etype", "etype-eid"),
    ("Entity=(e1--1-)", "Entity="),
    ("Entity=(e1--1-)", "Entity=e1"),
    ("Entity=(e1--1-)", "Entity=(e1--1-"),
    ("Entity=(e1--1-)", "Entity=e1)"),
    ("Entity=(e1--1-)", "Entity=()"),
    ("Entity=(e1--1-)", "Entity=((e1--1-)"),
    ("Entity=(e1--1-)", "Entity=(e1--1-))"),
    ("Entity=(e1--1-)", "Entity=(e1--1-)e1)"),
    ("Entity=(e1--1-)", "Entity=(e1--2-)"),
    ("Entity=(e1--1-)", "Entity=(e1--0-)"),
    ("Entity=(e1--1-)", "Entity=(e1--one-)"),
    ("Entity=(e1--1-)", "Entity=(e1--1-kind:animal)"),
    ("Entity=(e1--1-)", "Entity=(e1[1/2]--1-)"),
    ("Entity=(e1--1-)", "Entity=(e1[2/2]--1-)"),
    ("Entity=(e1--1-)", "Entity=(e1[3/2]--1-)"),
    ("Entity=e2)", "_"),
    ("Entity=e2)", "Entity=e3)"),
    ("Entity=(e2--2-", "_"),
    ("Entity=(e2--2-", "Entity=(e2--3-"),
)
CONLL2012 = _spoil(
    "#begin document (d); part 000\nd\t0\t0\tAnn\t(7)\nd\t0\t1\tthe\t(8\nd\t0\t2\tdog\t8)\n\n#end document\n",
    ("#begin document (d); part 000\n", ""),
    ("#begin document (d); part 000", "#begin document"),
    ("#begin document (d); part 000", "#begin document d; part 000"),
    ("; part 000", ""),
    ("part 000", "part one"),
    ("part 000", "part"),
    ("#end document\n", ""),
    ("#end document", "#begin document (d); part 001"),
    ("#begin", "words\n#begin"),
    ("\tAnn", ""),
    ("\tAnn", "\t"),
    ("d\t0\t0\tAnn\t(7)", "Ann"),
    ("d\t0\t0\tAnn\t(7)", "d 0 Ann (7)"),
    ("(7)", "(7"),
    ("(7)", "7)"),
    ("(7)", "7"),
    ("(7)", "()"),
    ("(7)", "((7)"),
    ("(7)", "(7)|"),
    ("(7)", "(7)(9)"),
    ("(7)", "(7)|9)"),
    ("8)", "-"),
)
_TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
<teiHeader><fileDesc><titleStmt><title>d</title></titleStmt></fileDesc></teiHeader>
<text><body><ab xml:space="preserve">
<s><w xml:id="w1">Ann</w> <w xml:id="w2">sleeps</w><pc xml:id="w3">.</pc></s>
</ab></body></text>
<standOff>
<spanGrp type="mention">
<span xml:id="m1" type="name" target="#w1" corresp="#w1" cert="0.5"/>
<span xml:id="m2" target="#w2 #w3"/>
</spanGrp>
<linkGrp type="coreference">
<link target="#m1 #m2"/>
</linkGrp>
</standOff>
</TEI>
"""
TEI_TEXT = _spoil(
    _TEI,
    ("</TEI>", ""),
    ("</ab>", ""),
    ("</s>", ""),
    ("<s>", ""),
    ("Ann", "A&nn"),
    ("Ann", "&ann;"),
    ("Ann", "A<nn"),
    ("Ann", "\x01"),
    ("Ann", ""),
    ("Ann", "<hi>Ann</hi>"),
    ("Ann", "<hi>" * 250 + "</hi>" * 250),
    ("<TEI", '<!DOCTYPE x [<!ENTITY a "b">]>\n<TEI'),
    (_TEI, ""),
    (_TEI, "Ann sleeps."),
    (_TEI, "<html></html>"),
    ('xml:lang="en"', 'xml:lang="de"'),
    (' xml:space="preserve"', ""),
    ('xml:id="w2"', 'xml:id="w1"'),
    ('xml:id="w2"', 'xml:id="w2" xml:id="w2"'),
    ('<w xml:id="w2">sleeps</w>', '<name xml:id="w2">sleeps</name>'),
    ('<w xml:id="w2">sleeps</w>', '<s><w xml:id="w2">sleeps</w></s>'),
)
TEI_MENTIONS = _spoil(
    _TEI,
    ('xml:id="m1"', ""),
    ('xml:id="m2"', 'xml:id="m1"'),
    ('type="name"', 'type="animal"'),
    ('type="name"', 'type="Name"'),
    ('target="#w1"', ""),
    ('target="#w1"', 'target=""'),
    ('target="#w1"', 'target="w1"'),
    ('target="#w1"', 'target="#"'),
    ('target="#w1"', 'target="#w9"'),
    ('target="#w1"', 'target="#m2"'),
    ('corresp="#w1"', 'corresp="#w2"'),
    ('corresp="#w1"', 'corresp="#w9"'),
    ('corresp="#w1"', 'corresp="w1"'),
    ('corresp="#w1"', 'corresp=""'),
    ('cert="0.5"', 'cert="high"'),
    ('cert="0.5"', 'cert="1.5"'),
    ('cert="0.5"', 'cert="-0.5"'),
    ('cert="0.5"', 'cert=""'),
    ('target="#m1 #m2"', ""),
    ('target="#m1 #m2"', 'target="#m1"'),
    ('target="#m1 #m2"', 'target="#m1 #m3"'),
    ('target="#m1 #m2"', 'target="#m1 #w2"'),
)
BRAT = _spoil(
    "T1\tName 0 3\tAnn\n#1\tAnnotatorNotes T1\thead 0 3; score 0.5\nT2\tPronoun 12 15\tShe\n*\tEquiv T1 T2\n"
    "R1\tCoref Arg1:T1 Arg2:T2\n",
    ("T1\tName 0 3\tAnn\n", ""),
    ("T1\tName 0 3\tAnn", "T1 Name 0 3 Ann"),
    ("T1\tName 0 3\tAnn", "T1\tName 0 3"),
    ("Name 0 3", "0 3"),
    ("Name 0 3", "Name 0"),
    ("Name 0 3", "Name 0,3"),
    ("Name 0 3", "Name -1 3"),
    ("Name 0 3", "Name 3 0"),
    ("Name 0 3", "Name 0 0"),
    ("Name 0 3", "Name 0 300"),
    ("Name 0 3", "Name 1 4"),
    ("Name 0 3", "Name 0 3;1 2"),
    ("\tAnn\n", "\tEve\n"),
    ("T2\tPronoun", "T1\tPronoun"),
    ("head 0 3", "head 4 10"),
    ("Notes T1", "Notes T9"),
    ("Equiv T1 T2", "Equiv T1 T9"),
    ("Equiv T1 T2", "Equiv T1"),
    ("*\tEquiv", "* Equiv"),
    ("Arg2:T2", "Arg2:T9"),
    (" Arg2:T2", ""),
    ("R1\t", "R1 "),
    ("R1\t", "?\t"),
)
CSV = _spoil(
    'id,text,language\n1,"Ann ""sleeps"",\nnow.",en\n2,Eve,en\n',
    ("text", "texts"),
    ("text", "Text"),
    ("id,text,language", "id;text;language"),
    ("id,text,language", "id,,language"),
    ("id,text,language", "text,text,language"),
    ("id,text,language", "id,text,text"),
    ("id,text,language\n", "\n"),
    ("language", "id"),
    ("2,Eve,en", "2,Eve"),
    ("2,Eve,en", "2"),
    ("2,Eve,en", "2,Eve,en,"),
    ("2,Eve,en", "2,Eve, who,en"),
    ("2,Eve,en", ","),
    ("2,Eve,en", "2,Eve,de"),
    ("2,Eve,en", "2,Eve,EN"),
    ("Eve", '"Eve'),
    ("Eve", '"Eve"x'),
    ("Eve", '"Eve" '),
    ('""sleeps""', '"sleeps"'),
    ('now."', "now."),
)
_LINES = (
    "{",
    "[]",
    "null",
    "3",
    '"Ann"',
    "{}",
    "Ann sleeps.",
    '{"text": 1}',
    '{"text": null}',
    '{"text": ["Ann"]}',
    '{"id": "a"}',
    '{"text": "Ann", "id": ["a"]}',
    '{"text": "Ann", "language": "de"}',
    '{"text": "Ann", "language": 3}',
    '{"text": "Ann", "tokens": "Ann"}',
    '{"text": "Ann", "tokens": [[0]]}',
    '{"text": "Ann", "tokens": [[0, 9]]}',
    '{"text": "Ann", "tokens": [[3, 0]]}',
    '{"text": "Ann", "tokens": [[-1, 3]]}',
    '{"text": "Ann", "tokens": [["0", 3]]}',
    '{"text": "Ann", "tokens": [[0, 2], [1, 3]]}',
    '{"text": "Ann", "sentences": [[0, 9]]}',
    '{"text": "Ann", "speakers": 3}',
    '{"text": "\\ud800"}',
    '{"text": "Ann"',
    '{"text": "Ann",}',
    "{'text': 'Ann'}",
)
JSONL = Spoilt(
    '{"text": "Ann sleeps."}\n',
    (*(f"{line}\n".encode() for line in _LINES), b'{"text": "\xff"}\n', b'{"text": "\xc5"}\n'),
)
_MENTION = '{"start": 0, "end": 3, "text": "Ann", "head": [0, 3], "kind": "name", "score": 0.5}'
DOCUMENTS = _spoil(
    '{"id": "d", "text": "Ann sleeps.", "language": "en", "tokens": [[0, 3], [4, 10], [10, 11]], '
    f'"sentences": [[0, 11]], "clusters": [{{"id": 0, "mentions": [{_MENTION}]}}]}}\n',
    ("{", "["),
    ('"id": "d", ', ""),
    ('"text": "Ann sleeps.", ', ""),
    ('"Ann sleeps."', "3"),
    ('"Ann sleeps."', '"Ann"'),
    ('"language": "en"', '"language": "de"'),
    ('"tokens": [[0, 3], [4, 10], [10, 11]], ', ""),
    ("[[0, 3], [4, 10], [10, 11]]", "3"),
    ("[4, 10], ", "[4, 4], "),
    ("[4, 10], ", "[2, 10], "),
    ("[4, 10], ", '["4", 10], '),
    ("[[0, 11]]", "[[0, 99]]"),
    ('"start": 0', '"start": 9'),
    ('"start": 0', '"start": "0"'),
    ('"end": 3', '"end": 0'),
    ('"end": 3', '"end": 300'),
    ('"end": 3, ', ""),
    ('"text": "Ann"', '"text": "Eve"'),
    ('"head": [0, 3]', '"head": [4, 10]'),
    ('"head": [0, 3]', '"head": 0'),
    ('"name"', '"animal"'),
    (f"[{_MENTION}]", "[]"),
    (f"[{_MENTION}]", "3"),
)
PRECO = _spoil(
    '{"id": "p", "sentences": [["Ann", "sleeps", "."], ["She", "snores"]], "mention_clusters": '
    "[[[0, 0, 1], [1, 0, 1]]]}\n",
    ("{", ""),
    ("}", ""),
    ('"id": "p", ', ""),
    ('"sentences"', '"sentence"'),
    ('"mention_clusters"', '"clusters"'),
    ('[["Ann", "sleeps", "."], ["She", "snores"]]', "3"),
    ('["Ann", "sleeps", "."]', "3"),
    ('"Ann"', "3"),
    ('"Ann"', "null"),
    ('"Ann"', '" "'),
    ("[[[0, 0, 1], [1, 0, 1]]]", "3"),
    ("[[[0, 0, 1], [1, 0, 1]]]", "[[]]"),
    ("[[[0, 0, 1], [1, 0, 1]]]", "[[3]]"),
    ("[0, 0, 1]", "[0, 0]"),
    ("[0, 0, 1]", "[0, 0, 1, 2]"),
    ("[0, 0, 1]", "[0, 0, 9]"),
    ("[0, 0, 1]", "[9, 0, 1]"),
    ("[0, 0, 1]", "[-1, 0, 1]"),
    ("[0, 0, 1]", "[0, 1, 1]"),
    ("[0, 0, 1]", "[0, 1, 0]"),
    ("[0, 0, 1]", '["0", 0, 1]'),
    ("[0, 0, 1]", '"abc"'),
)
GAP = _spoil(
    "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
    "t-1\tIda met Eve when she left.\tshe\t17\tIda\t0\tTRUE\tEve\t8\tFALSE\thttps://example.org\n",
    ("ID\t", ""),
    ("ID\t", "id\t"),
    ("Text\tPronoun", "Pronoun\tText"),
    ("\tURL", ""),
    ("\tURL", "\tURL\tMore"),
    ("Pronoun-offset", "Offset"),
    ("t-1\t", ""),
    ("t-1\t", "t-1,"),
    ("example.org", "example.org\tmore"),
    ("\thttps://example.org", ""),
    ("Ida met", "Eda met"),
    ("\tshe\t", "\the\t"),
    ("\tshe\t", "\t\t"),
    ("\t17\t", "\t18\t"),
    ("\t17\t", "\t-1\t"),
    ("\t17\t", "\t\t"),
    ("\t17\t", "\tx\t"),
    ("\t17\t", "\t17.0\t"),
    ("\t0\t", "\t1\t"),
    ("\t8\t", "\t800\t"),
    ("TRUE", "YES"),
    ("TRUE", "1"),
    ("FALSE", ""),
)
