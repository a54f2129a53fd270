"""Which texts training draws from, and what it learns from each."""

import itertools
import json

import pytest

from coref.config import read_config
from coref.training.config import TrainingConfig
from coref.training.texts import read_texts

GUM = """# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# newdoc id = GUM_{genre}_x
# meta::genre = {genre}
# sent_id = 1
1\tAnn\tAnn\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\tEntity=(1-person-new-nnn-cf1-1-sgl)
2\tsleeps\tsleep\tVERB\tVBZ\tNumber=Sing\t0\troot\t_\t_

"""
TREE = """1\t{0}\t_\tPROPN\t_\tNumber=Sing\t2\tnsubj\t_\t_
2\tśpi\t_\tVERB\t_\tNumber=Sing\t0\troot\t_\t_

"""
TAGGED = "# newdoc\n1\tAnn\tB-PER\t-\t-\n2\tsleeps\tO\t-\t-\n\n"


@pytest.fixture
def config(training_config, corpora_root):
    """The tiny configuration with every kind of corpus, two documents of GUM among them."""
    files = {
        "corpora/gum/train/one.conllu": GUM.format(genre="news"),
        "corpora/gum/train/two.conllu": GUM.format(genre="fiction"),
        "corpora/gum/dev/three.conllu": GUM.format(genre="news"),
        "corpora/ud/UD_English-EWT/en_ewt-ud-dev.conllu": "",
        "corpora/ud/UD_Polish-PDB/pl_pdb-ud-dev.conllu": "",
        "corpora/ud/UD_Polish-PDB/pl_pdb-ud-test.conllu": TREE.format("Ewa"),
        "corpora/ud/UD_Polish-PDB/pl_pdb-ud-train.conllu": TREE.format("Jan") * 200,
        "corpora/ud/UD_Polish-PUD/pl_pud-ud-test.conllu": "".join(TREE.format(f"Ewa{n}") for n in range(100)),
        "ner/uner-english/en_pud-ud-test.iob2": TAGGED,
    }
    for name, text in files.items():
        path = corpora_root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    more = "treebanks = { pdb = 1.0, pud-pl = 1.0 }\nentities = { uner-pud = 1.0 }\n"
    text = training_config.read_text(encoding="utf-8").replace("{ pl = 1.0 }", "{ pl = 1.0, gum = 0.5 }")
    training_config.write_text(text + more, encoding="utf-8")
    return read_config(training_config, TrainingConfig)


def test_every_corpus_gives_what_is_annotated_of_it(config):
    texts = read_texts(config)
    assert list(texts) == ["pl", "gum", "pdb", "pud-pl", "uner-pud"]
    assert [(text.corpus.name, bool(text.parsed)) for text in texts["gum"]] == [("gum", True)] * 2
    assert not texts["pl"][0].parsed
    assert (texts["pdb"][0].corpus, texts["pdb"][0].parsed[0].words) == (None, ("Jan", "śpi"))
    assert texts["uner-pud"][0].tagged[0].labels == ("B-person", "O")


def test_a_corpus_without_trees_is_read_without_them(config, corpora_root):
    for file in (corpora_root / "corpora/gum/train").iterdir():
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").split("\n")]
        bare = ["\t".join([*row[:6], "_", "_", *row[8:]]) if len(row) > 1 else row[0] for row in rows]
        file.write_text("\n".join(bare), encoding="utf-8")
    texts = read_texts(config)["gum"]
    assert len(texts) == 2
    assert not any(text.parsed for text in texts)


def test_trees_stand_over_the_words_of_their_document(config):
    for texts in read_texts(config).values():
        for text in texts:
            for sentences in (text.parsed, text.tagged):
                assert not sentences or [w for s in sentences for w in s.words] == list(text.document.words)


def test_a_long_treebank_is_cut_into_texts(config):
    assert [len(text.document.words) for text in read_texts(config)["pud-pl"]] == [120, 80]


def test_what_is_non_commercial_is_left_out_on_request(config):
    texts = read_texts(config.model_copy(update={"permissive": True}))
    assert [text.document.metadata["genre"] for text in texts["gum"]] == ["news"]
    assert "pdb" not in texts


def test_a_treebank_does_not_show_what_a_dev_split_holds(config, corpora_root):
    words = ["Ewa0", "śpi", "Ewa1", "śpi", "Ewa2", "śpi", "Ewa3", "śpi", "Ewa4", "śpi"]
    line = json.loads((corpora_root / "corpora/pl/dev.jsonl").read_text(encoding="utf-8").splitlines()[0])
    starts = itertools.accumulate((len(word) + 1 for word in words), initial=0)
    spans = [[start, start + len(word)] for word, start in zip(words, starts, strict=False)]
    line |= {"text": " ".join(words), "clusters": [], "sentences": [spans]}
    (corpora_root / "corpora/pl/dev.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert [len(text.document.words) for text in read_texts(config)["pud-pl"]] == [80]
