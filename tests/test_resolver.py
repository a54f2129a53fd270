import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import PASSAGE_EN, PASSAGE_PL

import coref
from coref.errors import CheckpointError, InputError
from coref.prepare import from_words

ODD = {
    "empty": "",
    "white space": " \n\t ",
    "one word": "Anna",
    "punctuation": "?! … — ,,, ***",
    "emoji and combining characters": "Zoe\u0308 👩‍👩‍👧 śpi. Ona s\u0301ni 😴.",
    "long sentence": "on i ona " * 1500,
    "blank lines and double spaces": "Anna  śpi.\n\n\n  Ona   śni.\r\n\r\nKot  też.",
    "right to left": "אנה ישנה. Anna śpi. היא חולמת.",
    "no spaces": "ż" * 5000,
    "NUL": "Anna\x00 śpi. Ona\x00śni.",
}


def check_offsets(document):
    assert all(
        document.text[mention.start : mention.end] == mention.text
        and mention.start <= mention.head[0] < mention.head[1] <= mention.end
        for cluster in document.clusters
        for mention in cluster.mentions
    )


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_an_odd_text_is_resolved(resolver, text):
    document = resolver(text, singletons=True)
    assert document.text == text
    check_offsets(document)


def test_two_hundred_kilobytes_are_resolved(resolver):
    text = (PASSAGE_PL + "\n") * (200_000 // len(PASSAGE_PL))
    document = resolver(text, language="pl")
    assert document.tokens[-1][1] == len(text) - 1
    assert document.clusters
    check_offsets(document)


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200), language=st.sampled_from(["pl", "en", "auto"])
)
def test_offsets_are_right_in_any_text(resolver, text, language):
    check_offsets(resolver(text, language=language, singletons=True))


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"text": "a\ud800b"}, "surrogate"),
        ({"text": b"Anna"}, "str"),
        ({"text": "Anna", "language": "de"}, "'pl', 'en' or 'auto'"),
        ({"text": "Anna", "scheme": "pcc"}, "pl, gum, litbank"),
    ],
)
def test_what_cannot_be_resolved_is_refused_with_advice(resolver, arguments, reason):
    with pytest.raises(InputError, match=reason):
        resolver(**arguments)


def test_every_input_of_a_pipe_has_its_answer_in_order(resolver):
    texts = [f"Tekst {number}. {PASSAGE_PL}" for number in range(7)] + [""]
    assert [document.text for document in resolver.pipe(iter(texts), batch_size=3)] == texts


def test_a_batch_answers_as_one_by_one(resolver):
    texts = [PASSAGE_PL, PASSAGE_EN, "", "Anna", PASSAGE_PL * 5]
    together = list(resolver.pipe(texts, batch_size=5, singletons=True))
    assert together == [resolver(text, singletons=True) for text in texts]


def test_a_pipe_reads_no_further_ahead_than_a_batch(resolver):
    read = []
    texts = (read.append(number) or PASSAGE_EN for number in range(100))
    next(resolver.pipe(texts, batch_size=4))
    assert len(read) <= 4


def test_threads_share_a_resolver(resolver):
    alone = [resolver(text) for text in (PASSAGE_PL, PASSAGE_EN)] * 8
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(resolver, [PASSAGE_PL, PASSAGE_EN] * 8)) == alone


def test_the_tokens_of_a_document_are_kept(resolver):
    given_words = [["Mary", "can", "not", "find", "her", "keys", "."], ["She", "looks", "."]]
    document = resolver(from_words(given_words, language="en"))
    assert document.words == tuple(word for sentence in given_words for word in sentence)


def test_singletons_appear_only_on_request(resolver):
    assert all(len(cluster.mentions) > 1 for cluster in resolver(PASSAGE_PL).clusters)


def test_a_missing_model_is_named(tmp_path):
    with pytest.raises(CheckpointError, match="nowhere"):
        coref.load(tmp_path / "nowhere")


def test_an_incomplete_model_is_refused(tmp_path):
    with pytest.raises(CheckpointError, match=r"config\.json is missing"):
        coref.load(tmp_path)


def test_a_damaged_model_is_refused(tiny_model, tmp_path):
    for file in tiny_model.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(CheckpointError, match="cannot be read"):
        coref.load(tmp_path)


def test_the_environment_names_the_model(tiny_model, monkeypatch):
    monkeypatch.setenv("COREF_MODEL", str(tiny_model))
    assert coref.load().info["name"] == "tiny"


def test_importing_loads_nothing_heavy_and_leaves_the_root_logger_alone():
    code = (
        "import sys, logging, coref; "
        "assert not {'torch', 'transformers', 'spacy'} & set(sys.modules), 'heavy import'; "
        "assert not logging.getLogger().handlers"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
