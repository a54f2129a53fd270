"""Downloads over HTTP, from a real server."""

from __future__ import annotations

import hashlib
import random

import pytest
from range_server import serving_files

from coref.errors import CorpusError
from corpora.download import Download, fetch

CONTENT = random.Random(0).randbytes(300_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def server():
    with serving_files() as server:
        server.files["/c.zip"] = CONTENT
        yield server


def ignore(*_):
    pass


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_downloaded_into_a_folder_that_is_made(server, tmp_path):
    told = []
    path = fetch(Download("x/c.zip", server.address("/c.zip"), SHA256), tmp_path / "new", lambda *now: told.append(now))
    assert path == tmp_path / "new" / "x" / "c.zip"
    assert path.read_bytes() == CONTENT
    assert names(path.parent) == ["c.zip"]
    assert told[0] == ("x/c.zip", 0, len(CONTENT))
    assert told[-1] == ("x/c.zip", len(CONTENT), len(CONTENT))


def test_what_was_broken_off_goes_on_where_it_was(server, tmp_path):
    download = Download("c.zip", server.address("/c.zip"), SHA256)
    server.break_after = 100_000
    for kept in (100_000, 200_000):
        with pytest.raises(CorpusError, match=rf"{kept:,} bytes are kept; give the command again"):
            fetch(download, tmp_path, ignore)
        assert (tmp_path / "c.zip.partial").stat().st_size == kept
        assert not (tmp_path / "c.zip").exists()
    server.break_after = None
    assert fetch(download, tmp_path, ignore).read_bytes() == CONTENT
    assert server.ranges == ["", "bytes=100000-", "bytes=200000-"]
    assert names(tmp_path) == ["c.zip"]


def test_a_file_that_changed_meanwhile_is_downloaded_from_its_start(server, tmp_path):
    download = Download("c.zip", server.address("/c.zip"))
    server.break_after = 100_000
    with pytest.raises(CorpusError):
        fetch(download, tmp_path, ignore)
    server.break_after, server.files["/c.zip"] = None, CONTENT[::-1]
    assert fetch(download, tmp_path, ignore).read_bytes() == CONTENT[::-1]


def test_a_server_without_ranges_sends_everything_again(tmp_path):
    with serving_files(knows_ranges=False) as server:
        server.files["/c.zip"], server.break_after = CONTENT, 100_000
        download = Download("c.zip", server.address("/c.zip"), SHA256)
        with pytest.raises(CorpusError):
            fetch(download, tmp_path, ignore)
        server.break_after = None
        assert fetch(download, tmp_path, ignore).read_bytes() == CONTENT


def test_a_download_that_was_stopped_at_its_very_end_is_done_again(server, tmp_path):
    download = Download("c.zip", server.address("/c.zip"), SHA256)
    server.break_after = len(CONTENT) - 1
    with pytest.raises(CorpusError):
        fetch(download, tmp_path, ignore)
    with (tmp_path / "c.zip.partial").open("ab") as stream:
        stream.write(CONTENT[-1:])
    server.break_after = None
    assert fetch(download, tmp_path, ignore).read_bytes() == CONTENT
    assert server.ranges[1:] == [f"bytes={len(CONTENT)}-", ""]


def test_a_file_that_is_there_is_not_downloaded_again(server, tmp_path):
    (tmp_path / "c.zip").write_bytes(CONTENT)
    fetch(Download("c.zip", server.address("/c.zip"), SHA256), tmp_path, ignore)
    assert server.ranges == []


def test_a_wrong_checksum_is_refused_and_the_file_set_aside(server, tmp_path):
    server.files["/c.zip"] = CONTENT[:-1] + b"?"
    with pytest.raises(CorpusError, match=rf"c\.zip: the SHA-256 is [0-9a-f]{{64}}, expected {SHA256}.*c\.zip\.wrong"):
        fetch(Download("c.zip", server.address("/c.zip"), SHA256), tmp_path, ignore)
    assert names(tmp_path) == ["c.zip.wrong"]
    server.files["/c.zip"] = CONTENT
    fetch(Download("c.zip", server.address("/c.zip"), SHA256), tmp_path, ignore)


@pytest.mark.parametrize("path", ["/none.zip", None])
def test_where_nothing_comes_it_is_said_what_to_fetch_by_hand_and_where_to_put_it(server, tmp_path, path):
    address = server.address(path) if path else "http://name.invalid/c.zip"
    with pytest.raises(CorpusError) as caught:
        fetch(Download("c.zip", address), tmp_path, ignore)
    assert address in str(caught.value)
    assert f"put it at {tmp_path / 'c.zip'}, and give the command again" in str(caught.value)
    assert not (tmp_path / "c.zip").exists()


def test_a_folder_that_cannot_be_written_to_is_named(server, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"file/c\.zip: cannot be written: "):
        fetch(Download("c.zip", server.address("/c.zip")), tmp_path / "file", ignore)
