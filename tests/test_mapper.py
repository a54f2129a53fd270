"""``CorefMapper``: batches of columns in, the same with answers out."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from samples import PASSAGE_EN, PASSAGE_PL

from coref.document import Document
from coref.errors import CheckpointError, InputError
from coref.mapper import CorefMapper


@pytest.fixture
def mapper(tiny_model: Path) -> CorefMapper:
    return CorefMapper(str(tiny_model))


def a_dictionary(columns: dict[str, list]) -> dict[str, list]:
    return columns


def a_dictionary_of_arrays(columns: dict[str, list]) -> Any:
    import numpy as np

    return {name: np.array(values, dtype=object) for name, values in columns.items()}


def a_data_frame(columns: dict[str, list]) -> Any:
    return pytest.importorskip("pandas", reason="pandas comes with the extra [ray]").DataFrame(columns)


def a_data_frame_of_objects(columns: dict[str, list]) -> Any:
    return pytest.importorskip("pandas", reason="pandas comes with the extra [ray]").DataFrame(columns, dtype=object)


def a_table(columns: dict[str, list]) -> Any:
    return pytest.importorskip("pyarrow", reason="pyarrow is the extra [parquet]").table(columns)


def a_record_batch(columns: dict[str, list]) -> Any:
    return pytest.importorskip("pyarrow", reason="pyarrow is the extra [parquet]").RecordBatch.from_pydict(columns)


def rows(batch: Any) -> list[dict[str, Any]]:
    """The rows of any batch."""
    if isinstance(batch, dict):
        return [dict(zip(batch, values, strict=True)) for values in zip(*batch.values(), strict=True)]
    return batch.to_pylist() if hasattr(batch, "to_pylist") else batch.to_dict("records")


BATCHES = [a_dictionary, a_dictionary_of_arrays, a_data_frame, a_table, a_record_batch]


@pytest.mark.parametrize("make", BATCHES)
def test_every_row_comes_back_with_the_librarys_answer(mapper, resolver, make):
    given = make({"text": [PASSAGE_PL, PASSAGE_EN, ""], "schema": [1, 2, 3]})
    answered = mapper(given)
    assert type(answered) is type(given)
    for row, text, other in zip(rows(answered), (PASSAGE_PL, PASSAGE_EN, ""), (1, 2, 3), strict=True):
        assert (row["text"], row["schema"], row["coref_error"]) == (text, other, "")
        assert Document.from_dict(json.loads(row["coref"])) == resolver(text)


@pytest.mark.parametrize("make", [a_dictionary, a_dictionary_of_arrays, a_data_frame_of_objects])
@pytest.mark.parametrize("bad", ["\ud800", None, 5, float("nan"), b"bytes"])
def test_a_bad_text_costs_no_other_row(mapper, make, bad):
    answered = rows(mapper(make({"text": [PASSAGE_PL, bad, PASSAGE_EN], "id": ["a", "b", "c"]})))
    assert [bool(row["coref"]) for row in answered] == [True, False, True]
    assert [bool(row["coref_error"]) for row in answered] == [False, True, False]
    assert answered[1]["coref_error"].startswith("b: the text ")


@pytest.mark.parametrize("make", BATCHES)
def test_rows_may_have_ids_and_languages_of_their_own(mapper, make):
    given = make({"text": ["Kot śpi."] * 3, "id": ["a", "b", "c"], "language": ["en", None, "de"]})
    first, second, third = rows(mapper(given))
    assert [json.loads(row["coref"])["id"] for row in (first, second)] == ["a", "b"]
    assert [json.loads(row["coref"])["language"] for row in (first, second)] == ["en", "pl"]
    assert third["coref_error"].startswith("c: the language 'de' is not known")


@pytest.mark.parametrize("make", BATCHES)
def test_earlier_answers_are_replaced(mapper, make):
    once = mapper(make({"text": ["Kot."]}))
    assert rows(mapper(once)) == rows(once)


@pytest.mark.parametrize("make", BATCHES)
def test_a_batch_without_rows_has_the_columns_too(mapper, make):
    answered = mapper(mapper(make({"text": ["Kot."]}))) if make is a_record_batch else mapper(make({"text": []}))
    names = answered.schema.names if hasattr(answered, "schema") else list(answered)
    assert names == ["text", "coref", "coref_error"]


def test_a_stream_of_batches_is_answered_as_it_comes(mapper):
    def batches():
        yield {"text": ["Kot."]}
        raise AssertionError("asked for a second batch before the first was taken")

    assert next(mapper.stream(batches()))["coref_error"] == [""]


def test_a_missing_column_is_named(mapper):
    with pytest.raises(InputError, match="no column 'text': name that of the texts with text="):
        mapper({"words": ["Kot."]})


def test_another_column_may_hold_the_texts(tiny_model):
    assert CorefMapper(tiny_model, text="words")({"words": ["Kot."]})["coref_error"] == [""]


def test_a_missing_model_is_an_error_of_the_first_batch():
    mapper = CorefMapper("nowhere")
    with pytest.raises(CheckpointError, match="no such model directory"):
        mapper({"text": ["Kot."]})


def test_a_mapper_goes_to_another_process_and_loads_its_model_there_once(mapper, tiny_model, tmp_path):
    (tmp_path / "mapper").write_bytes(pickle.dumps(mapper))
    program = f"""
import pickle, sys
content = open({str(tmp_path / "mapper")!r}, "rb").read()
first, second = pickle.loads(content), pickle.loads(content)
assert "torch" not in sys.modules
opened = []
sys.addaudithook(lambda event, given: event == "open" and opened.append(str(given[0])))
counts = []
for mapper in (first, second, first):
    assert mapper({{"text": ["Kot."]}})["coref_error"] == [""]
    counts.append(opened.count({str(tiny_model / "config.json")!r}))
assert counts[0] and counts == counts[:1] * 3, counts
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_hugging_face_datasets_map_with_it(mapper, tiny_model):
    datasets = pytest.importorskip("datasets", reason="Hugging Face datasets is not installed")
    given = datasets.Dataset.from_dict({"text": ["Kot.", "Pies."] * 4, "language": ["pl", "de"] * 4})
    answered = given.map(CorefMapper(str(tiny_model), threads=1), batched=True, batch_size=2, num_proc=2)
    assert answered["text"] == given["text"]
    assert [bool(error) for error in answered["coref_error"]] == [False, True] * 4
