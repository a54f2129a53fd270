"""The released Polish corpus: what its files hold, its data sheet, and the command that joins it with texts."""

import json

import pytest
from raw_text import write_raw_text
from typer.testing import CliRunner, Result

from coref.cli import app
from coref.errors import CorpusError
from corpora import registry, release
from corpora.copies import shingles_of_dev
from corpora.polish import read_standoff
from corpora.standoff import strip

RELEASED = [name for name in registry.names() if registry.get(name).is_released]
MORE = [name for name in RELEASED if registry.get(name).format == "stand-off"]
FILES = [(split, release.RELEASE) for split in release.SPLITS] + [("train", registry.RELEASES / name) for name in MORE]
LINES = ["Ala śpi.", "Jej kot też śpi."]


def run(*arguments) -> Result:
    return CliRunner().invoke(app, ["corpora", *map(str, arguments)])


def strings(value):
    """All strings within a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from strings(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry)


@pytest.mark.parametrize(("split", "folder"), FILES)
def test_the_releases_hold_no_text(split, folder):
    fields = {"id", "language", "genre", "source", "reference", "sha256", "length", "sentences", "clusters"}
    for record in release.read_release(split, folder):
        assert set(record) == fields
        assert set(strings(record["clusters"])) <= {"overt", "zero", "predicate"}
        assert not list(strings(record["sentences"]))
        assert max(map(len, strings(record))) <= 100


def test_the_release_is_smaller_than_two_megabytes():
    assert sum(path.stat().st_size for path in release.RELEASE.iterdir()) < 2_000_000


@pytest.mark.parametrize(("split", "folder"), FILES)
def test_mentions_of_the_releases_consist_of_tokens(split, folder):
    for record in release.read_release(split, folder):
        starts, ends, position = set(), set(), 0
        for numbers in record["sentences"]:
            for gap, length in zip(numbers[::2], numbers[1::2], strict=True):
                starts.add(position + gap)
                position += gap + length
                ends.add(position)
        assert position <= record["length"]
        for cluster in record["clusters"]:
            assert len(cluster) > 1
            for start, end, head_start, head_end, _ in cluster:
                assert {start, head_start} <= starts
                assert {end, head_end} <= ends


def test_the_data_sheet_has_the_table_that_the_command_prints():
    printed = run("table").stdout
    assert printed.count("\n") == 12
    assert printed in (release.RELEASE / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RELEASED)
def test_the_data_sheets_of_more_have_the_table_of_their_folder(name):
    printed = run("table", registry.RELEASES / name).stdout
    assert "**train**" in printed
    assert printed in (registry.RELEASES / name / "README.md").read_text(encoding="utf-8")


RECORD = {
    "id": "news-a",
    "language": "pl",
    "genre": "news",
    "source": "NTREX-128",
    "reference": ["ntrex", "a.1"],
    "text": "\n".join(LINES),
    "sentences": [[[0, 3], [4, 7], [7, 8]], [[9, 12], [13, 16], [17, 20], [21, 24], [24, 25]]],
    "clusters": [
        [
            {"start": 0, "end": 3, "head": [0, 3], "kind": "overt"},
            {"start": 9, "end": 12, "head": [9, 12], "kind": "overt"},
        ]
    ],
}


@pytest.fixture
def small_release(tmp_path, monkeypatch):
    """A release of one document, in place of the real one."""
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "train.jsonl").write_text(json.dumps(strip(RECORD)) + "\n", encoding="utf-8")
    (folder / "dev.jsonl").write_text("", encoding="utf-8")
    monkeypatch.setattr(release.read_release, "__defaults__", (folder,))


def originals(folder, lines):
    (folder / "ntrex" / "NTREX-128").mkdir(parents=True)
    (folder / "ntrex" / "DOCUMENT_IDS.tsv").write_text("a.1\n" * len(lines), encoding="utf-8")
    target = folder / "ntrex" / "NTREX-128" / "newstest2019-ref.pol.txt"
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def test_joined_documents_are_found_by_the_registry(small_release, tmp_path, monkeypatch):
    texts, data = originals(tmp_path / "originals", LINES), tmp_path / "data"
    result = run("join", texts, data)
    assert result.exit_code == 0, result.output
    monkeypatch.setenv("COREF_CORPORA", str(data))
    (document,) = registry.load("pl", "train")
    assert [mention.text for mention in document.clusters[0].mentions] == ["Ala", "Jej"]


def test_a_split_with_a_changed_text_is_not_written(small_release, tmp_path):
    texts, data = originals(tmp_path / "originals", ["Ala śpi.", "Jej pies też."]), tmp_path / "data"
    result = run("join", texts, data)
    assert result.exit_code == 1
    assert "news-a: this is not the text that was annotated" in result.output
    assert not (data / "corpora" / "pl" / "train.jsonl").exists()


def test_a_partial_join_leaves_the_failed_documents_out(small_release, tmp_path):
    data = tmp_path / "data"
    result = run("join", tmp_path / "nowhere", data, "--partial")
    assert result.exit_code == 1
    assert "train.jsonl: 0 of 1 documents" in result.output
    assert (data / "corpora" / "pl" / "train.jsonl").read_text(encoding="utf-8") == ""


def test_what_was_joined_can_be_stripped_again(small_release, tmp_path):
    run("join", originals(tmp_path / "originals", LINES), tmp_path / "data")
    assert run("strip", tmp_path / "data" / "corpora" / "pl", tmp_path / "again").exit_code == 0
    for split in release.SPLITS:
        file = f"{split}.jsonl"
        written, given = ((tmp_path / folder / file).read_text(encoding="utf-8") for folder in ("again", "release"))
        assert [json.loads(line) for line in written.splitlines()] == [json.loads(line) for line in given.splitlines()]


def annotation_of_raw_text(folder):
    path = folder / "annotation.jsonl"
    record = strip(RECORD | {"reference": ["text", "pl", "bajki", 1, 0, 2]})
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def test_an_annotation_of_raw_text_is_read_with_its_text(tmp_path):
    write_raw_text(tmp_path, "pl", "bajki", ["Inna.", "Ala śpi.\nJej kot też śpi.\nKoniec."])
    (document,) = read_standoff(annotation_of_raw_text(tmp_path), tmp_path)
    assert [mention.text for mention in document.clusters[0].mentions] == ["Ala", "Jej"]


def test_an_annotation_of_raw_text_that_has_changed_is_refused(tmp_path):
    write_raw_text(tmp_path, "pl", "bajki", ["Inna.", "Ala śpi.\nJej pies śpi."])
    with pytest.raises(CorpusError, match="this is not the text that was annotated"):
        list(read_standoff(annotation_of_raw_text(tmp_path), tmp_path))


@pytest.mark.parametrize("name", MORE)
def test_a_corpus_without_its_raw_text_says_which_is_missing(name, tmp_path, monkeypatch):
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    with pytest.raises(CorpusError, match=r"\.txt\.xz: no such text; set COREF_CORPORA"):
        registry.load(name, "train")


@pytest.mark.parametrize("name", MORE)
def test_a_corpus_is_joined_with_its_raw_text_where_that_is_at_hand(name):
    if not (registry.data_root() / "text").is_dir():
        pytest.skip("no raw text here")
    documents = registry.load(name, "train")
    assert [document.id for document in documents] == [
        record["id"] for record in release.read_release("train", registry.RELEASES / name)
    ]


def test_a_corpus_without_dev_split_keeps_no_text_out_of_training():
    assert shingles_of_dev(["pl-more"]) == set()
