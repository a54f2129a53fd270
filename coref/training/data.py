"""Texts → what each step of training reads."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from transformers import PreTrainedTokenizerBase

from coref.model.inputs import ModelInput, read_input
from coref.model.recurrence import RECURRENCE, recurrence
from coref.morphology import FEATURES
from coref.subwords import Subwords
from coref.training.config import TrainingConfig
from coref.training.excerpts import excerpt
from coref.training.labels import Labels, Syntax, collect_labels, read_names, read_syntax
from coref.training.names import NameSwapper
from coref.training.phrases import Phrases, read_phrases
from coref.training.pronouns import PronounChoice
from coref.training.targets import Targets, read_targets
from coref.training.texts import Text
from coref.training.word_classes import UNKNOWN, WordClasses
from corpora import registry

__all__ = ["EXCERPTS", "VARIANTS", "Example", "Examples", "hide_pieces", "plan_steps", "without_morphology"]


VARIANTS = 4
"""How many times each text is there with other names, beside itself."""

EXCERPTS = 8
"""How many excerpts of each text there are."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text ready for training: its input, and targets for whatever is annotated of it.

    Attributes:
        scheme: the annotation scheme of ``targets``, or that of the phrases and in which the pronoun is resolved.
        unmarked_weight: what it costs to take a word for a mention where none is marked.
    """

    inputs: ModelInput
    targets: Targets | None
    scheme: str
    unmarked_weight: float
    syntax: Syntax | None
    phrases: Phrases | None
    names: torch.Tensor | None
    classes: torch.Tensor | None
    choice: PronounChoice | None


class Examples:
    """The examples of a run; each is made when it is first asked for."""

    def __init__(
        self, texts: Mapping[str, Sequence[Text]], config: TrainingConfig, tokenizer: PreTrainedTokenizerBase
    ) -> None:
        self._texts = [text for some in texts.values() for text in some]
        self._config, self._subwords = config, Subwords.of(tokenizer)
        self._made: dict[tuple[int, int, int], Example] = {}
        self._swapper = NameSwapper() if config.swapped_share else None
        self._schemes = {registry.get(name).scheme for name in config.corpora}
        self.classes = WordClasses(config.word_lists)
        self.labels: Labels = collect_labels(
            (sentence for text in self._texts for sentence in text.parsed),
            (sentence for text in self._texts for sentence in text.tagged),
        )
        self.numbers: dict[str, range] = {}
        """Of each corpus the numbers of its examples."""
        start = 0
        for name, some in texts.items():
            self.numbers[name] = range(start, start + len(some))
            start += len(some)

    def __len__(self) -> int:
        return len(self._texts)

    def get(self, number: int, variant: int = 0, part: int = 0) -> Example:
        """An example; its variants, from 1 to ``VARIANTS``, have other names in it, its parts, likewise to
        ``EXCERPTS``, are excerpts. Only what has coreference has either.
        """
        if (number, variant, part) not in self._made:
            text = self._texts[number]
            if variant and self._swapper is not None and text.corpus is not None:
                chooser = random.Random(f"{self._config.seed} {number} {variant}")
                text = replace(text, document=self._swapper.swap(text.document, chooser))
            if part and text.corpus is not None:
                text = excerpt(text, random.Random(f"{self._config.seed} {number} excerpt {part}"))
            self._made[number, variant, part] = self._make(text)
        return self._made[number, variant, part]

    def words(self, number: int) -> int:
        """How many words an example has."""
        return len(self._texts[number].document.tokens)

    def _make(self, text: Text) -> Example:
        config, corpus = self._config, text.corpus
        classes = self.classes.read(text.document, [tag for sentence in text.parsed for tag in sentence.tags])
        scheme = corpus.scheme if corpus else config.defaults.get(text.document.language, "")
        return Example(
            inputs=read_input(text.document, self._subwords, config.window, config.overlap),
            targets=read_targets(text.document) if corpus else None,
            scheme=scheme,
            unmarked_weight=1.0 if corpus and corpus.has_singletons else config.unmarked_weight,
            syntax=read_syntax(text.parsed, self.labels) if text.parsed else None,
            phrases=read_phrases(text.parsed) if text.parsed and not corpus and scheme in self._schemes else None,
            names=read_names(text.tagged, self.labels) if text.tagged else None,
            classes=classes if (classes != UNKNOWN).any() else None,
            choice=text.choice,
        )


def plan_steps(examples: Examples, config: TrainingConfig) -> list[list[int]]:
    """The examples of every step of a run: each epoch draws its share of every corpus anew, in a new order.

    Returns:
        Numbers of examples, about ``config.batch_words`` words in each step.
    """
    shares = config.corpora | config.treebanks | config.entities | config.pronouns
    steps: list[list[int]] = []
    for epoch in range(config.epochs):
        chooser = random.Random(f"{config.seed} {epoch}")
        drawn = [number for name in examples.numbers for number in _draw(examples.numbers[name], shares[name], chooser)]
        chooser.shuffle(drawn)
        steps += _batches(drawn, examples, config.batch_words)
    return steps


def without_morphology(inputs: ModelInput) -> ModelInput:
    """The input as it is where no morphological analyser is installed, so that the model learns to do without."""
    features = inputs.features.clone()
    features[:, : len(FEATURES)] = 0
    facts = inputs.facts
    lemmas = torch.arange(-1, -1 - facts.lemmas.numel(), -1).view(facts.lemmas.shape).clone()
    lemmas[:, 0] = facts.forms
    features[:, -RECURRENCE:] = recurrence(lemmas)
    return replace(inputs, features=features, facts=replace(facts, lemmas=lemmas))


def hide_pieces(inputs: ModelInput, share: float, mask: int) -> ModelInput:
    """The input with a random share of its pieces masked, so that the model learns to rely on the context too.

    Args:
        mask: identifier of the tokenizer's mask.
    """
    windows = inputs.windows
    hidden = torch.rand(len(windows.rows)) < share
    ids = windows.ids.clone()
    ids[windows.rows[hidden], windows.columns[hidden]] = mask
    return replace(inputs, windows=replace(windows, ids=ids))


def _draw(numbers: range, share: float, chooser: random.Random) -> Iterator[int]:
    """All of them as often as ``share`` is whole, and the rest of the share at random."""
    whole, part = math.floor(share), share % 1
    for _ in range(whole):
        yield from numbers
    yield from chooser.sample(numbers, round(part * len(numbers)))


def _batches(order: Iterable[int], examples: Examples, batch_words: int) -> Iterator[list[int]]:
    batch: list[int] = []
    words = 0
    for number in order:
        batch.append(number)
        words += examples.words(number)
        if words >= batch_words:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch
