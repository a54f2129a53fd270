"""Texts out of original distributions, in small files of the originals' forms."""

import json

import pytest
from raw_text import write_raw_text

from coref.errors import CorpusError
from corpora.sources import original_text


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def ntrex(folder, lines, ids):
    write(folder / "ntrex" / "NTREX-128" / "newstest2019-ref.pol.txt", "".join(f"{line}\n" for line in lines))
    write(folder / "ntrex" / "DOCUMENT_IDS.tsv", "".join(f"{line}\n" for line in ids))


def test_a_document_of_ntrex_is_its_lines_with_their_no_break_spaces(tmp_path):
    ntrex(tmp_path, ["Inny.", "Tytuł w\u00a0gazecie", "Zdanie."], ["b.1", "a.com.2", "a.com.2"])
    assert original_text(tmp_path, ["ntrex", "a.com.2"]) == "Tytuł w\u00a0gazecie\nZdanie."


def test_ntrex_files_of_different_length_are_refused(tmp_path):
    ntrex(tmp_path, ["Jeden.", "Dwa."], ["a.1"])
    with pytest.raises(CorpusError, match=r"2 lines in .* but 1 in"):
        original_text(tmp_path, ["ntrex", "a.1"])


def test_an_entry_of_poquad_is_its_summary_and_paragraphs(tmp_path):
    entry = {
        "id": 7,
        "summary": "Umami – smak.\nJeden z  pięciu.",
        "paragraphs": [{"context": "Raz."}, {"context": "Dwa."}],
    }
    write(tmp_path / "poquad" / "data.json", json.dumps({"version": "2022", "data": [entry]}))
    assert original_text(tmp_path, ["poquad", 7]) == "Umami – smak. Jeden z pięciu.\nRaz.\nDwa."


@pytest.mark.parametrize("content", ["{", "[]", '{"data": [{"id": 7}]}'])
def test_a_malformed_poquad_is_refused(tmp_path, content):
    write(tmp_path / "poquad" / "data.json", content)
    with pytest.raises(CorpusError, match=r"data\.json: not "):
        original_text(tmp_path, ["poquad", 7])


NOVEL = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><p>nagłówek</p></teiHeader><text>
<front><p>strona tytułowa</p></front>
<body><div type="chapter"><head>I</head><p>
Zero, z <hi>wyróżnieniem</hi>
w środku.</p><p> </p><p>Jeden.</p></div><div><p>Dwa.</p></div></body></text></TEI>
"""


def test_paragraphs_of_eltec_are_those_of_the_body_without_empty_ones(tmp_path):
    write(tmp_path / "eltec" / "level1" / "POL1.xml", NOVEL)
    assert original_text(tmp_path, ["eltec", "POL1", 0, 2]) == "Zero, z wyróżnieniem w środku.\nJeden."
    assert original_text(tmp_path, ["eltec", "POL1", 2, 1]) == "Dwa."


RECORD = """<?xml version="1.0" ?>
<session><content>
<speech speaker="Marszałek X"><utt t="norm">Otwieram.</utt><utt t="reaction">Oklaski</utt>
<utt t="norm">Proszę.</utt></speech>
<speech speaker="Poseł Y"><utt t="norm">Chodzi o działania</utt><utt t="interrupt" by="Z">Hańba!</utt>
<utt t="norm">, które idą.</utt></speech>
</content></session>
"""


def test_speeches_of_the_sejm_have_a_speaker_and_no_interruptions(tmp_path):
    write(tmp_path / "sejm" / "1_a.xml", RECORD)
    text = "Marszałek X:\nOtwieram.\nProszę.\nPoseł Y:\nChodzi o działania\n, które idą."
    assert original_text(tmp_path, ["sejm", "1_a.xml", 0, 2]) == text


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        (["ntrex", "z.9"], "there is no document 'z.9'"),
        (["poquad", 8], "there is no entry 8"),
        (["eltec", "POL1", 2, 5], "7 paragraphs expected in the body, 3 found"),
        (["sejm", "1_a.xml", 1, 2], "3 speeches expected, 2 found"),
        (["sejm", "none.xml", 0, 1], "cannot be read"),
        (["kronika", 1], "there is no source 'kronika'"),
        (["poquad"], "the reference .* has the wrong form"),
    ],
)
def test_what_is_not_in_the_originals_is_named(tmp_path, reference, message):
    ntrex(tmp_path, ["Jeden."], ["a.1"])
    write(tmp_path / "poquad" / "data.json", '{"data": []}')
    write(tmp_path / "eltec" / "level1" / "POL1.xml", NOVEL)
    write(tmp_path / "sejm" / "1_a.xml", RECORD)
    with pytest.raises(CorpusError, match=message):
        original_text(tmp_path, reference)


def test_xml_that_is_not_well_formed_is_refused(tmp_path):
    write(tmp_path / "sejm" / "1_a.xml", RECORD[:-12])
    with pytest.raises(CorpusError, match=r"1_a\.xml: not well-formed XML"):
        original_text(tmp_path, ["sejm", "1_a.xml", 0, 1])


def test_paragraphs_of_raw_text_are_counted_within_their_document(tmp_path):
    write_raw_text(tmp_path, "pl", "powieści", ["Inny.", "Zero.\nJeden.\nDwa."])
    assert original_text(tmp_path, ["text", "pl", "powieści", 1, 1, 2]) == "Jeden.\nDwa."


@pytest.mark.parametrize("place", [(2, 0, 1), (1, 2, 2)])
def test_raw_text_that_is_too_short_is_refused(tmp_path, place):
    write_raw_text(tmp_path, "pl", "powieści", ["Inny.", "Zero.\nJeden.\nDwa."])
    with pytest.raises(CorpusError, match=rf"no paragraphs {place[1]} to {place[1] + place[2] - 1} in document"):
        original_text(tmp_path, ["text", "pl", "powieści", *place])
