"""Answers by ``Accept``."""

from __future__ import annotations

import io
import zipfile

import pytest
from samples import PASSAGE_PL
from starlette.exceptions import HTTPException

from corpora.conllu import parse_conllu
from service.answers import choose_format

BODY = {"text": PASSAGE_PL, "language": "pl", "id": "d1"}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/html", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/*", "text/x-conllu"),
        ("text/*, text/x-conllu;q=0.1", "text/html"),
        ("TEXT/X-CONLLU", "text/x-conllu"),
        ("text/html;q=0.5, text/x-conllu;q=0.6", "text/x-conllu"),
        ("application/json;q=0, */*;q=0.1", "text/x-conllu"),
        ("image/png, application/json;q=0.1", "application/json"),
    ],
)
def test_the_format_that_is_liked_best_is_chosen(accept, media_type):
    assert choose_format(accept) == media_type


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "text/html;q=x", "json"])
def test_a_format_that_there_is_not_is_refused_with_those_there_are(accept):
    with pytest.raises(HTTPException, match="text/x-conllu") as refused:
        choose_format(accept)
    assert refused.value.status_code == 406


def test_conllu_holds_the_clusters_that_the_library_finds(client, resolver):
    answer = client.post("/v1/coref", json=BODY, headers={"Accept": "text/x-conllu"})
    assert answer.headers["content-type"] == "text/x-conllu; charset=utf-8"
    assert answer.headers["vary"] == "Accept"
    [read] = parse_conllu(answer.text, "answer", "pl")
    expected = resolver(PASSAGE_PL, language="pl")
    words = [[mention.text for mention in cluster.mentions] for cluster in read.document.clusters]
    assert words == [[mention.text for mention in cluster.mentions] for cluster in expected.clusters]


def test_a_document_that_the_format_cannot_hold_is_refused_with_a_format_that_can(client):
    body = {"text": "New\nYork sleeps.", "tokens": [[0, 8], [9, 15], [15, 16]], "language": "en"}
    answer = client.post("/v1/coref", json=body, headers={"Accept": "text/x-conllu"})
    assert answer.status_code == 422
    assert "application/json" in answer.json()["detail"]


def test_a_refusal_says_which_formats_there_are(client):
    answer = client.post("/v1/coref", json=BODY, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "application/json" in answer.json()["detail"]


def test_a_page_may_load_nothing_but_its_own_style(client):
    answer = client.post("/v1/coref", json=BODY, headers={"Accept": "text/html"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "script-src" not in policy


def test_a_zip_holds_the_text_and_its_annotations(client):
    answer = client.post("/v1/coref", json=BODY, headers={"Accept": "application/zip"})
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert sorted(archive.namelist()) == ["d1.ann", "d1.txt"]
    assert archive.read("d1.txt").decode() == PASSAGE_PL
