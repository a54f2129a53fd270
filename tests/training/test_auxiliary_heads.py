"""The heads that teach syntax and names."""

import torch

from coref.training.auxiliary import AuxiliaryHeads
from coref.training.labels import collect_labels, read_names, read_syntax
from coref.training.word_classes import UNKNOWN
from corpora.named_entities import TaggedSentence
from corpora.treebank import ParsedSentence

SENTENCE = ParsedSentence(
    words=("Ann", "sees", "Bob"),
    tags=("PROPN", "VERB", "PROPN"),
    features=(frozenset({"Number=Sing"}), frozenset({"Number=Sing", "Rare=Yes"}), frozenset()),
    heads=(1, -1, 1),
    relations=("nsubj", "root", "obj"),
)
TAGGED = TaggedSentence(words=("Ann", "sees", "Bob"), labels=("B-person", "O", "B-person"))
LABELS = collect_labels([SENTENCE] * 40, [TAGGED])
CLASSES = ("animal", "person")
SENTENCES = torch.tensor([0, 0, 0, 1, 1, 1])


def learned(steps):
    """Losses of the heads on two sentences after some steps of learning."""
    torch.manual_seed(0)
    states = torch.randn(6, 16)
    heads = AuxiliaryHeads(16, LABELS, CLASSES)
    optimizer = torch.optim.Adam(heads.parameters(), lr=0.03)
    for _ in range(steps + 1):
        losses = heads.syntax_losses(states, SENTENCES, read_syntax([SENTENCE] * 2, LABELS))
        losses["name"] = heads.name_loss(states, read_names([TAGGED] * 2, LABELS))
        losses["class"] = heads.class_loss(states, torch.tensor([1, UNKNOWN, 0, UNKNOWN, 1, UNKNOWN]))
        optimizer.zero_grad()
        torch.stack(list(losses.values())).sum().backward()
        optimizer.step()
    return {name: loss.item() for name, loss in losses.items()}


def test_labels_are_what_occurs_but_for_rare_features():
    assert LABELS.tags == ("PROPN", "VERB")
    assert LABELS.relations == ("nsubj", "obj", "root")
    assert LABELS.names == ("B-person", "O")
    assert LABELS.features == ("Number=Sing",)


def test_heads_are_words_of_the_text_and_a_root_its_own():
    assert read_syntax([SENTENCE] * 2, LABELS).heads.tolist() == [1, 1, 1, 4, 4, 4]


def test_features_are_set_where_a_word_has_them():
    assert read_syntax([SENTENCE], LABELS).features.tolist() == [[True], [True], [False]]


def test_every_kind_of_label_can_be_learned():
    before, after = learned(0), learned(60)
    assert before.keys() == {"tag", "features", "arc", "relation", "name", "class"}
    assert all(after[kind] < before[kind] / 4 for kind in before)


def test_no_head_is_sought_in_another_sentence():
    # With one word a sentence, there is nothing to choose.
    alone = ParsedSentence(("Bob",), ("PROPN",), (frozenset(),), (-1,), ("root",))
    losses = AuxiliaryHeads(16, LABELS, CLASSES).syntax_losses(
        torch.randn(2, 16), torch.tensor([0, 1]), read_syntax([alone] * 2, LABELS)
    )
    assert losses["arc"] == 0
