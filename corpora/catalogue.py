"""The corpora the project knows: where each comes from, under which licence, and how its files are read."""

from __future__ import annotations

from corpora.corpus import Corpus

__all__ = ["CATALOGUE"]

# The genres that GUM's LICENSE.txt puts under CC BY-NC-SA, and Reddit, whose terms exclude commercial use.
_GUM_NON_COMMERCIAL = frozenset({"essay", "fiction", "letter", "podcast", "reddit", "whow"})
_TRAIN_DEV_CONLLU = {"train": "train/*.conllu", "dev": "dev/*.conllu"}


def _released(
    name: str, *, language: str, scheme: str, licence: str, has_zeros: bool = False, has_predicates: bool = False
) -> Corpus:
    """A corpus of our own to train on: its annotations are here, its texts among those that encoders read."""
    return Corpus(
        name=name,
        language=language,
        licence=licence,
        home=f"the project's own: corpora/releases/{name}",
        obtain="the annotation is here; the folder text/ in COREF_CORPORA must hold the raw texts that it names",
        splits={"train": "train.jsonl"},
        format="stand-off",
        scheme=scheme,
        has_singletons=False,
        has_zeros=has_zeros,
        has_predicates=has_predicates,
        is_released=True,
    )


CATALOGUE = (
    Corpus(
        name="pl",
        language="pl",
        licence="annotation CC BY 4.0; texts CC BY-SA 4.0, CC BY-SA, public domain (see each document's source)",
        home="the project's own: corpora/releases/pl",
        obtain=(
            "download the texts that corpora/releases/pl/README.md names, and join them with the annotation: "
            "coref corpora join TEXTS FOLDER"
        ),
        splits={"train": "train.jsonl", "dev": "dev.jsonl"},
        format="polish",
        scheme="pl",
        has_singletons=False,
        has_zeros=True,
        has_predicates=True,
    ),
    _released(
        "pl-more",
        language="pl",
        scheme="pl",
        licence="annotation CC BY 4.0; texts as those that encoders are pre-trained on (see each document's source)",
        has_zeros=True,
        has_predicates=True,
    ),
    Corpus(
        name="pl-written",
        language="pl",
        licence="CC BY 4.0",
        home="the project's own: corpora/releases/pl-written",
        obtain="it comes with the project",
        splits={"train": "train.jsonl"},
        format="polish",
        scheme="pl",
        has_singletons=False,
        has_zeros=True,
        has_predicates=True,
        is_released=True,
    ),
    Corpus(
        name="gum",
        language="en",
        licence="annotation CC BY 4.0; texts by genre, some of them CC BY-NC-SA",
        home="https://github.com/amir-zeldes/gum",
        obtain="coref corpora get gum; by hand: divide dep/*.conllu of GUM 11.1 as its splits.md says",
        splits=_TRAIN_DEV_CONLLU,
        format="conllu",
        scheme="gum",
        has_singletons=True,
        has_predicates=True,
        non_commercial_genres=_GUM_NON_COMMERCIAL,
    ),
    _released(
        "gum-more",
        language="en",
        scheme="gum",
        licence="annotation CC BY 4.0; texts CC BY 3.0 US (MASC), CC BY 4.0 (OpenStax), CC0",
        has_predicates=True,
    ),
    Corpus(
        name="ontogum",
        language="en",
        licence="annotation CC BY 4.0; texts by genre, some of them CC BY-NC-SA",
        home="https://github.com/amir-zeldes/gum",
        obtain="coref corpora get ontogum; by hand: divide coref/ontogum/conllu/* of GUM 11.1 as its splits.md says",
        splits=_TRAIN_DEV_CONLLU,
        format="conllu",
        scheme="ontogum",
        has_singletons=False,
        non_commercial_genres=_GUM_NON_COMMERCIAL,
    ),
    Corpus(
        name="litbank",
        language="en",
        licence="CC BY 4.0",
        home="https://github.com/dbamman/litbank",
        obtain=(
            "coref corpora get litbank; by hand: divide coref/conll/*.conll into train/ and dev/ by fold 0 of "
            "data/litbank_tenfold_splits of https://github.com/dbamman/lrec2020-coref"
        ),
        splits={"train": "train/*.conll", "dev": "dev/*.conll"},
        format="conll2012",
        scheme="litbank",
        has_singletons=True,
    ),
    _released(
        "litbank-more",
        language="en",
        scheme="litbank",
        licence="annotation CC BY 4.0; texts in the public domain",
    ),
    Corpus(
        name="winobias",
        language="en",
        licence="MIT",
        home="https://github.com/uclanlp/corefBias",
        obtain="coref corpora get winobias; by hand: copy WinoBias/wino/data/conll_format/dev_*.v4_auto_conll there",
        splits={
            f"dev-{kind}-{side}": f"dev_{kind}_{side}_stereotype.v4_auto_conll"
            for kind in ("type1", "type2")
            for side in ("pro", "anti")
        },
        format="conll2012",
        scheme="ontogum",
        has_singletons=False,
    ),
    Corpus(
        name="gap",
        language="en",
        licence="Apache-2.0; texts from Wikipedia",
        home="https://github.com/google-research-datasets/gap-coreference",
        obtain="coref corpora get gap; by hand: copy gap-development.tsv and gap-validation.tsv there",
        # GAP has no split called train: development is the one to learn from.
        splits={
            "train": "gap-development.tsv",
            "development": "gap-development.tsv",
            "validation": "gap-validation.tsv",
        },
        format="gap",
        scheme="ontogum",
        has_singletons=False,
    ),
    Corpus(
        name="pcc",
        language="pl",
        licence="CC BY 3.0",
        home="https://ufal.mff.cuni.cz/corefud",
        obtain="coref corpora get pcc; by hand: copy the files of CorefUD 1.4's CorefUD_Polish-PCC there",
        splits={"train": "pl_pcc-corefud-train.conllu", "dev": "pl_pcc-corefud-dev.conllu"},
        format="conllu",
        scheme="pl",
        has_singletons=True,
        has_zeros=True,
    ),
    Corpus(
        name="pcc-tei",
        language="pl",
        licence="CC BY 3.0",
        home="https://zil.ipipan.waw.pl/PolishCoreferenceCorpus",
        obtain="coref corpora get pcc-tei; by hand: unpack the corpus in TEI there",
        splits={"all": "**/ann_coreference.xml*"},
        format="pcc-tei",
        scheme="pl",
        has_singletons=True,
        has_zeros=True,
    ),
    Corpus(
        name="ontonotes",
        language="en",
        licence="LDC User Agreement for Non-Members (LDC2013T19)",
        home="https://catalog.ldc.upenn.edu/LDC2013T19",
        obtain=(
            "get OntoNotes 5.0 from the LDC, make the CoNLL-2012 *_conll files with the scripts of "
            "https://cemantix.org/conll/2012/data.html, and copy them into train/, dev/ and test/"
        ),
        splits={split: f"{split}/**/*_conll" for split in ("train", "dev", "test")},
        format="conll2012",
        scheme="ontogum",
        has_singletons=False,
        permissive=False,
    ),
    Corpus(
        name="preco",
        language="en",
        licence="no licence is stated; its makers say: available for research purposes",
        home="https://preschool-lab.github.io/PreCo/",
        obtain="coref corpora get preco; by hand: copy train.jsonl (also called train.json) and dev.jsonl there",
        splits={"train": "train.json*", "dev": "dev.json*"},
        format="preco",
        scheme="litbank",
        has_singletons=True,
        permissive=False,
    ),
)
