"""The model that comes with the package, on the examples of the README."""

import json
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import coref
from service.app import create_app
from service.settings import Settings

EXAMPLES = Path(__file__).parent.parent / "examples"
LITTLE_PRINCE = (EXAMPLES / "little-prince.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shipped():
    return coref.load()


def heads_beside(document, word):
    """The head words of the cluster of ``word``, as texts."""
    text = document["text"]
    clusters = [[text[slice(*mention["head"])] for mention in cluster["mentions"]] for cluster in document["clusters"]]
    return next((heads for heads in clusters if word in heads), [])


def check_little_prince(document):
    """The man and nobody else: the planet, the flowers, and whom the speaker calls "you" are left out."""
    said = ["patrzył", "kochał", "robił", "powtarza", "Jestem", "człowiekiem", "jestem", "człowiekiem"]
    assert heads_beside(document, "pan") == ["pan", "On", *said]


def test_the_library_finds_the_man_of_the_little_prince(shipped):
    check_little_prince(shipped(LITTLE_PRINCE).to_dict())


def test_the_service_finds_the_man_of_the_little_prince(shipped):
    loaded = Future()
    loaded.set_result(shipped)
    with TestClient(create_app(Settings(), loaded)) as client:
        answer = client.post("/v1/coref", json={"text": LITTLE_PRINCE, "language": "auto"})
    check_little_prince(answer.json())


def test_the_command_finds_the_man_of_the_little_prince():
    command = [Path(sys.executable).parent / "coref", "resolve", "--json", LITTLE_PRINCE]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    check_little_prince(json.loads(answer.stdout))


def test_a_pronoun_of_the_english_example_finds_its_name(shipped):
    document = shipped((EXAMPLES / "english.txt").read_text(encoding="utf-8"))
    assert {"she", "Her"} <= set(heads_beside(document.to_dict(), "she"))
    assert any("Mary" in mention.text for cluster in document.clusters for mention in cluster.mentions)


def test_the_recorded_scores_are_those_of_the_shipped_weights(shipped):
    scores = shipped.info["scores"]
    assert scores is not None, "the weights have changed since their scores were recorded: run ./do scores"
    assert {(score["corpus"], score["split"]) for score in scores} == {
        (corpus, "dev") for corpus in ("pl", "gum", "ontogum", "litbank")
    }


def test_the_shipped_model_is_small():
    directory = Path(coref.__file__).parent / "weights"
    assert sum(file.stat().st_size for file in directory.iterdir()) < 40_000_000
