"""What each part of the training is worth: the same short training without it, and the dev scores of both.

    .venv/bin/python benchmarks/ablations.py --epochs 2

A variant that is done is not trained again, and one that was stopped goes on where it was; all is kept in
``runs/ablations``. Run to run, scores differ by half a point.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import coref
from coref.evaluation import evaluate
from coref.training.run import train

VARIANTS: dict[str, dict[str, str]] = {
    "all": {},
    "no treebanks, no named entities": {"treebanks": "{}", "entities": "{}"},
    "no word lists": {"word_lists": "false"},
    "no OntoGUM": {"corpora": "{ pl = 1.0, gum = 0.6, litbank = 1.0 }"},
    "no exchanged names": {"swapped_share": "0"},
    "no hidden pieces": {"hidden_share": "0"},
    "unmarked words count in full": {"unmarked_weight": "1.0"},
    "analyser always there": {"morphology_dropout": "0"},
}
"""Settings that differ from the base configuration's, as TOML."""

CORPORA = ("pl", "gum", "ontogum", "litbank")
_RUNS = Path("runs/ablations")


def write_config(base: Path, settings: dict[str, str], target: Path) -> None:
    """Write the base configuration with other settings to ``target``."""
    text = base.read_text(encoding="utf-8")
    for key, value in settings.items():
        text, found = re.subn(rf"^{key} = .*$", f"{key} = {value}", text, flags=re.MULTILINE)
        if found != 1:
            raise SystemExit(f"{base}: {key} is set {found} times, not once")
    target.write_text(text, encoding="utf-8")


def score(model: Path, corpus: str) -> float:
    """CoNLL F1 by head match without singletons on the dev split, in per cent."""
    return 100 * evaluate(coref.load(model), corpus, "dev").headline


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, default=Path("configs/small.toml"))
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--variants", nargs="*", choices=VARIANTS, default=list(VARIANTS), metavar="NAME")
    options = parser.parse_args()
    _RUNS.mkdir(parents=True, exist_ok=True)
    print(f"| variant, {options.epochs} epochs | " + " | ".join(CORPORA) + " | mean |")
    print("| --- " * (len(CORPORA) + 2) + "|")
    for name in options.variants:
        folder = _RUNS / re.sub(r"\W+", "-", name)
        config = folder.with_suffix(".toml")
        write_config(options.base, {"epochs": str(options.epochs)} | VARIANTS[name], config)
        train(config, folder)
        scores = [score(folder / "model", corpus) for corpus in CORPORA]
        print(f"| {name} | " + " | ".join(f"{value:.2f}" for value in [*scores, sum(scores) / len(scores)]) + " |")


if __name__ == "__main__":
    main()
