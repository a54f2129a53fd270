"""What a step of training reads."""

import pytest
import torch
from tiny import tiny_tokenizer

from coref.config import read_config
from coref.document import Document
from coref.model.inputs import read_input
from coref.prepare import from_words
from coref.subwords import Subwords
from coref.training.config import TrainingConfig
from coref.training.data import EXCERPTS, Examples, hide_pieces, plan_steps
from coref.training.texts import Text
from corpora import registry
from corpora.treebank import ParsedSentence

TOKENIZER = tiny_tokenizer(["Ala ma kota ."])
MASK = 1


def document(words: int) -> Document:
    return from_words([["Ala"] * words], language="pl")


@pytest.fixture
def config(training_config):
    return read_config(training_config, TrainingConfig).model_copy(
        update={"corpora": {"pl": 0.5, "gum": 2.0}, "epochs": 3, "batch_words": 40}
    )


@pytest.fixture
def examples(config):
    texts = {name: [Text(document(10), registry.get(name)) for _ in range(20)] for name in ("pl", "gum")}
    return Examples(texts, config, TOKENIZER)


def test_an_epoch_draws_its_share_of_each_corpus(config, examples):
    steps = plan_steps(examples, config.model_copy(update={"epochs": 1}))
    drawn = sorted(number for step in steps for number in step)
    assert len([number for number in drawn if number < 20]) == len(set(drawn) & set(range(20))) == 10
    assert [number for number in drawn if number >= 20] == sorted([*range(20, 40)] * 2)


def test_epochs_draw_anew(config, examples):
    steps = plan_steps(examples, config)
    epochs = [[number for step in part for number in step] for part in (steps[:13], steps[13:26])]
    assert epochs[0] != epochs[1]


def test_a_step_has_about_so_many_words(config, examples):
    assert {len(step) for step in plan_steps(examples, config)} <= {4, 2}


def test_a_plan_is_the_same_when_made_again(config, examples):
    assert plan_steps(examples, config) == plan_steps(examples, config)


def test_unmarked_words_weigh_less_where_single_mentions_are_unmarked(config, examples):
    texts = {name: [Text(document(2), registry.get(name))] for name in ("pl", "gum")}
    examples = Examples(texts, config.model_copy(update={"unmarked_weight": 0.3}), TOKENIZER)
    assert [examples.get(number).unmarked_weight for number in (0, 1)] == [0.3, 1.0]


def test_a_share_of_the_pieces_is_hidden():
    inputs = read_input(document(1000), Subwords.of(TOKENIZER), 64, 8)
    torch.manual_seed(0)
    hidden = hide_pieces(inputs, 0.2, MASK).windows.ids
    assert (inputs.windows.ids != MASK).all()
    changed = (hidden != inputs.windows.ids).float().sum() / len(inputs.piece_words)
    assert 0.15 < changed < 0.25
    assert (hidden[hidden != inputs.windows.ids] == MASK).all()


def long(*, corpus=None):
    """A text of forty sentences with trees."""
    sentence = ParsedSentence(("Ala", "śpi"), ("PROPN", "VERB"), (frozenset(),) * 2, (1, -1), ("nsubj", "root"))
    return Text(from_words([sentence.words] * 40, language="pl"), corpus, (sentence,) * 40)


def test_an_excerpt_is_shorter_and_each_is_another(config):
    examples = Examples({"pl": [long(corpus=registry.get("pl"))]}, config, TOKENIZER)
    lengths = {len(examples.get(0, part=part).inputs) for part in range(EXCERPTS + 1)}
    assert max(lengths) == len(examples.get(0).inputs) == 80
    assert len(lengths) > EXCERPTS / 2


def test_only_what_has_coreference_is_cut(config):
    examples = Examples({"pdb": [long()]}, config, TOKENIZER)
    assert len(examples.get(0, part=1).inputs) == 80


def test_a_treebank_teaches_phrases_and_coreference_its_own(config):
    texts = {"pdb": [long()], "pl": [long(corpus=registry.get("pl"))]}
    examples = Examples(texts, config, TOKENIZER)
    assert examples.get(0).phrases.heads.tolist() == list(range(0, 80, 2))
    assert examples.get(1).phrases is None


def test_phrases_are_taught_in_no_scheme_that_nothing_else_teaches(config):
    examples = Examples({"pdb": [long()]}, config.model_copy(update={"corpora": {"litbank": 1.0}}), TOKENIZER)
    assert examples.get(0).phrases is None
