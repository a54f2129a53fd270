"""Training on pronouns with two names each."""

import json
import random

import pytest
import torch

import coref
from coref.checkpoint import load_checkpoint
from coref.config import read_config
from coref.evaluation import evaluate_gap
from coref.model.inputs import read_input
from coref.prepare import prepare
from coref.training.config import TrainingConfig
from coref.training.pronouns import read_choice
from coref.training.run import train
from coref.training.texts import read_texts
from corpora import registry
from corpora.gap import GapExample, read_gap

HEADER = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
EXAMPLE = GapExample("1", "Ida May met Eve when she left.", (21, 24), (0, 7), (12, 15), True, False, "")


def rows(split, count):
    """A woman and a man, and a pronoun that says which of them left."""
    chooser = random.Random(split)
    for number in range(count):
        pair = [(chooser.choice(["Anna", "Maria", "Ewa"]), "she"), (chooser.choice(["Jan", "Adam", "Piotr"]), "he")]
        (a, of_a), (b, of_b) = chooser.sample(pair, 2)
        pronoun = chooser.choice([of_a, of_b])
        text = f"{a} met {b} when {pronoun} left ."
        places = [pronoun, text.index(f" {pronoun} ") + 1, a, 0, pronoun == of_a, b, len(a) + 5, pronoun == of_b]
        yield (
            "\t".join(map(str, [f"{split}-{number}", text, *places, "https://example.org"]))
            .replace("True", "TRUE")
            .replace("False", "FALSE")
            + "\n"
        )


@pytest.fixture
def config(training_config, corpora_root):
    """The tiny configuration with pronouns."""
    folder = corpora_root / "corpora" / "gap"
    folder.mkdir()
    for split, name, count in (("train", "development", 200), ("dev", "validation", 40)):
        (folder / f"gap-{name}.tsv").write_text(HEADER + "".join(rows(split, count)), encoding="utf-8")
    training_config.write_text(
        training_config.read_text(encoding="utf-8") + "pronouns = { gap = 1.0 }\n", encoding="utf-8"
    )
    return training_config


def test_the_words_of_the_pronoun_and_of_the_names_are_found():
    choice = read_choice(prepare(EXAMPLE.text, language="en"), EXAMPLE)
    assert (choice.pronoun.tolist(), choice.names.tolist()) == ([5], [[0, 1], [3, 3]])
    assert choice.true.tolist() == [True, False]


def test_a_word_that_holds_both_pronoun_and_name_cannot_be_learnt_from():
    words = [(0, 7), (8, 11), (12, 24), (25, 29), (29, 30)]
    assert read_choice(prepare(EXAMPLE.text, language="en", tokens=words), EXAMPLE) is None


def test_pronouns_that_a_dev_split_holds_are_left_out(config, corpora_root):
    dev = (corpora_root / "corpora" / "pl" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[0]
    text = json.loads(dev)["text"]
    (first, *_), (second, *_), (pronoun, *_), _ = (sentence.split() for sentence in text.split(" . "))
    places = [pronoun, text.index(pronoun), first, 0, "TRUE", second, text.index(second), "FALSE"]
    gap = corpora_root / "corpora" / "gap" / "gap-development.tsv"
    gap.write_text(HEADER + "\t".join(map(str, ["x", text, *places, ""])) + "\n", encoding="utf-8")
    assert not read_texts(read_config(config, TrainingConfig))["gap"]


def rightly_chosen(folder):
    """The share of the dev split's pronouns whose true name scores higher than the other one."""
    checkpoint = load_checkpoint(folder)
    model, right = checkpoint.model, []
    for example in read_gap(registry.files("gap", "validation")[0]):
        document = prepare(example.text, language="en")
        choice = read_choice(document, example)
        inputs = read_input(document, checkpoint.subwords, model.config.window, model.config.overlap)
        with torch.inference_mode():
            words = model.score_words(model.read_words(inputs), "pl")
            heads = torch.cat([choice.names[:, 0], choice.pronoun]).sort().values
            pairs = model.score_pairs(inputs, words, heads, heads, heads)
        # The pronoun comes last, and the names before it are all its candidates.
        best = choice.names[:, 0].sort().values[pairs.antecedents[2, pairs.scores[2].argmax()]]
        right.append(best in choice.names[choice.true])
    return sum(right) / len(right)


def test_training_on_pronouns_teaches_which_name_they_stand_for(config, tmp_path):
    train(config, tmp_path / "run")
    # Of all of them, linked or not: after so little training it hangs on the random weights how many are linked.
    assert rightly_chosen(tmp_path / "run" / "model") > 0.95
    # Always the first name, or always both, would be right half of the time.
    assert evaluate_gap(coref.load(tmp_path / "run" / "model"), "validation").overall.precision > 0.9
