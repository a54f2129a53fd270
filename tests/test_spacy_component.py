"""The spaCy component."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from samples import PASSAGE_EN, PASSAGE_PL
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import fix_random_seed

from coref.document import Document
from coref.errors import InputError
from coref.prepare import prepare
from coref.spacy_component import to_document

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def nlp(tiny_model: Path) -> Language:
    """A blank Polish pipeline with the component."""
    pipeline = spacy.blank("pl")
    pipeline.add_pipe("coref", config={"model": str(tiny_model)})
    return pipeline


def spans(document: Document) -> list[list[tuple[int, int]]]:
    return [[(m.start, m.end) for m in cluster.mentions] for cluster in document.clusters]


def test_a_document_has_the_librarys_clusters(nlp, resolver):
    doc, expected = nlp(PASSAGE_PL), resolver(PASSAGE_PL, language="pl")
    assert expected.clusters
    for number, cluster in enumerate(expected.clusters, start=1):
        group = doc.spans[f"coref_clusters_{number}"]
        assert [(s.text, s.start_char, s.label_) for s in group] == [
            (m.text, m.start, m.kind) for m in cluster.mentions
        ]
        heads = doc.spans[f"coref_head_clusters_{number}"]
        assert [(s.start_char, s.end_char) for s in heads] == [m.head for m in cluster.mentions]
    assert len(doc.spans) == 2 * len(expected.clusters)
    assert [[(s.start_char, s.end_char) for s in cluster] for cluster in doc._.coref_clusters] == spans(expected)
    assert to_document(doc) == expected


def test_the_pipelines_own_words_and_sentences_are_used(tiny_model, resolver):
    pipeline = spacy.blank("en")
    pipeline.tokenizer = lambda text: Doc(
        pipeline.vocab, ["Mary", "lost", "her", "key", "s", ".", "She", "cried"], [True] * 3 + [False] * 2 + [True] * 3
    )
    pipeline.add_pipe("sentencizer", config={"punct_chars": ["lost"]})
    pipeline.add_pipe("coref", config={"model": str(tiny_model), "singletons": True})
    document = to_document(pipeline("ignored"))
    assert document.words == ("Mary", "lost", "her", "key", "s", ".", "She", "cried")
    assert document.sentences == ((0, 9), (10, 29))
    given = prepare(document.text, language="en", tokens=document.tokens, sentences=document.sentences)
    assert spans(document) == spans(resolver(given, singletons=True))


def test_without_sentences_the_librarys_are_used(nlp, resolver):
    assert to_document(nlp(PASSAGE_PL)).sentences == resolver(PASSAGE_PL, language="pl").sentences


@pytest.mark.parametrize("text", ["", " ", " \n\n Anna   śpi.\n \n Ona\tchrapie. ", "\n"])
def test_white_space_is_in_no_mention(nlp, text):
    for cluster in nlp(text)._.coref_clusters:
        assert all(span.text == span.text.strip() for span in cluster)


def test_documents_in_a_stream_are_as_one_by_one_and_in_order(nlp):
    texts = [PASSAGE_PL, "", "Anna śpi.", PASSAGE_EN] * 3
    for batch_size in (1, 5):
        docs = list(nlp.pipe(texts, batch_size=batch_size))
        assert [to_document(doc) for doc in docs] == [to_document(nlp(text)) for text in texts]


def test_clusters_are_replaced_when_a_document_is_annotated_again(nlp):
    doc = nlp(PASSAGE_PL)
    before = doc._.coref_clusters
    doc.spans["mine"] = [doc[:1]]
    nlp.get_pipe("coref")(doc)
    assert doc._.coref_clusters == before
    assert "mine" in doc.spans


def test_clusters_go_with_serialised_documents(nlp):
    doc = nlp(PASSAGE_PL)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (binned,) = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(spacy.blank("pl").vocab)
    assert to_document(again) == to_document(doc)
    assert to_document(binned).clusters == to_document(doc).clusters


def test_a_pipeline_on_the_disk_brings_its_model(nlp, tmp_path):
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline", config={"components": {"coref": {"model": "nowhere"}}})
    assert to_document(again(PASSAGE_PL)) == to_document(nlp(PASSAGE_PL))
    assert again.config["components"]["coref"]["singletons"] is False


def test_a_pipeline_of_bytes_brings_its_model_and_can_give_it_on(nlp, tmp_path):
    def copy(given: Language) -> Language:
        return spacy.blank("pl", config=nlp.config).from_bytes(given.to_bytes())

    again = copy(copy(nlp))
    again.to_disk(tmp_path / "pipeline")
    assert to_document(again(PASSAGE_PL)) == to_document(nlp(PASSAGE_PL))
    assert to_document(spacy.load(tmp_path / "pipeline")(PASSAGE_PL)) == to_document(nlp(PASSAGE_PL))


TRAINED_TEXT = "Mary lost her keys ; She looked for them everywhere ; The keys were gone ."


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    """An English pipeline on the disk, trained to tag, and to end sentences at semicolons."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("senter")
    pipeline.add_pipe("tagger")
    words = TRAINED_TEXT.split()
    starts = [index == 0 or words[index - 1] == ";" for index in range(len(words))]
    tags = ["PUNCT" if word in ";." else "WORD" for word in words]
    example = Example.from_dict(pipeline.make_doc(TRAINED_TEXT), {"tags": tags, "sent_starts": starts})
    fix_random_seed(0)
    optimizer = pipeline.initialize(lambda: [example])
    for _ in range(30):
        pipeline.update([example], sgd=optimizer, drop=0.0)
    path = tmp_path_factory.mktemp("trained") / "pipeline"
    pipeline.to_disk(path)
    return path


@pytest.fixture
def trained_nlp(trained, tiny_model) -> Language:
    """The trained pipeline with the component."""
    pipeline = spacy.load(trained)
    pipeline.add_pipe("coref", config={"model": str(tiny_model), "singletons": True})
    return pipeline


def test_a_trained_pipelines_sentences_are_used_and_its_tags_are_left(trained_nlp, trained, resolver):
    doc, without = trained_nlp(TRAINED_TEXT), spacy.load(trained)(TRAINED_TEXT)
    document = to_document(doc)
    assert document.sentences == tuple((sentence.start_char, sentence.end_char) for sentence in without.sents)
    assert len(document.sentences) == 3
    assert [token.tag_ for token in doc] == [token.tag_ for token in without]
    assert {token.tag_ for token in doc} == {"WORD", "PUNCT"}
    given = prepare(TRAINED_TEXT, language="en", tokens=document.tokens, sentences=document.sentences)
    assert spans(document) == spans(resolver(given, singletons=True)) != []


def test_a_trained_pipeline_goes_to_the_disk_and_back_with_the_component(trained_nlp, tmp_path):
    trained_nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.pipe_names == ["senter", "tagger", "coref"]
    texts = [TRAINED_TEXT, PASSAGE_EN] * 3
    for doc, text in zip(again.pipe(texts, batch_size=4), texts, strict=True):
        expected = trained_nlp(text)
        assert to_document(doc) == to_document(expected)
        assert [token.tag_ for token in doc] == [token.tag_ for token in expected]


def test_a_pipeline_can_be_trained_on_with_the_component_in_it(trained_nlp):
    doc = trained_nlp.make_doc(TRAINED_TEXT)
    example = Example.from_dict(doc, {"tags": ["WORD"] * len(doc)})
    optimizer = trained_nlp.resume_training()
    losses = trained_nlp.update([example], sgd=optimizer)
    assert set(losses) == {"senter", "tagger"}
    assert to_document(trained_nlp(TRAINED_TEXT)).clusters


def test_a_language_that_is_not_known_is_refused():
    with pytest.raises(InputError, match="language is 'de'"):
        spacy.blank("de").add_pipe("coref")


def test_for_the_language_without_a_name_the_language_is_guessed(tiny_model, resolver):
    pipeline = spacy.blank("xx")
    pipeline.add_pipe("coref", config={"model": str(tiny_model)})
    doc = pipeline(PASSAGE_EN)
    assert to_document(doc).language == "en"


def test_the_resolved_text_is_the_librarys(nlp, resolver):
    assert nlp(PASSAGE_PL)._.coref_resolved == resolver(PASSAGE_PL, language="pl").resolved_text()


def test_spacy_finds_the_component_by_the_packages_entry_point(tiny_model, resolver, tmp_path):
    """With metadata of the package's own declaration, in a Python that has imported nothing of it."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    metadata = tmp_path / "declared-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: declared\nVersion: 0\n")
    lines = "".join(f"{name} = {value}\n" for name, value in declared["spacy_factories"].items())
    (metadata / "entry_points.txt").write_text(f"[spacy_factories]\n{lines}")
    program = f"""
import sys
sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]
import spacy
nlp = spacy.blank("en")
nlp.add_pipe("coref", config={{"model": {str(tiny_model)!r}}})
print(len(nlp({PASSAGE_EN!r})._.coref_clusters))
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(result.stdout) == len(resolver(PASSAGE_EN, language="en").clusters)
