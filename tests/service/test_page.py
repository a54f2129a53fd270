"""The page's files, as the service gives them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import service
from service.page import CONTENT_SECURITY_POLICY

FILES = sorted(Path(service.__file__).with_name("page").iterdir())
EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_root_is_the_page(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_is_served_under_a_policy_of_its_own_origin_alone(client, file):
    answer = client.get(f"/static/page/{file.name}")
    assert answer.content == file.read_bytes()
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "javascript" in answer.headers["content-type"] or file.suffix != ".js"


def test_a_file_that_the_browser_has_is_not_sent_again(client):
    tag = client.get("/static/page/page.js").headers["etag"]
    assert client.get("/static/page/page.js", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fpage.py", "%2e%2e%2fpage.py", ""])
def test_nothing_but_the_files_of_the_page_is_served(client, name):
    answer = client.get(f"/static/page/{name}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_page_is_a_few_kilobytes():
    assert sum(len(file.read_bytes()) for file in FILES) < 32_000


def test_the_examples_are_those_of_the_repository():
    page = next(file for file in FILES if file.name == "index.html").read_text("utf-8")
    texts = set(re.findall(r'data-text="([^"]+)"', page))
    assert {(EXAMPLES / name).read_text("utf-8").strip() for name in ("little-prince.txt", "english.txt")} <= texts


def test_the_page_is_not_part_of_the_described_interface(client):
    assert not [path for path in client.get("/openapi.json").json()["paths"] if path in ("/", "/static/page/{name}")]
