"""What is downloaded for each corpus that can be had without a contract, and what becomes of it.

The addresses are those that the repositories and home pages give; they were written down where there was no network,
so none of them has been tried. Where the bytes are known, their SHA-256 is checked; where they are not, none is made
up: the archives that GitHub packs anew, for instance, need not be the same bytes each time, but their addresses name
the commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpora import laying_out
from corpora.download import Download
from corpora.laying_out import LayOut

__all__ = ["DISTRIBUTIONS", "Distribution"]


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a corpus is distributed.

    Attributes:
        downloads: its files.
        lay_out: makes the corpus's files of them.
        sha256: of the files made, by their path below the corpus's folder, where it is known.
    """

    downloads: tuple[Download, ...]
    lay_out: LayOut = laying_out.as_they_are
    sha256: Mapping[str, str] = field(default_factory=dict)


_GITHUB, _RAW = "https://github.com", "https://raw.githubusercontent.com"
_GUM = (Download("gum-11.1.zip", f"{_GITHUB}/amir-zeldes/gum/archive/72ce5ac14978a324c2fd18d49484e65292cbe316.zip"),)
_GAP = f"{_RAW}/google-research-datasets/gap-coreference/83135f26025cdd705c04f77e940d0c9201116b80"
_WINOBIAS = f"{_RAW}/uclanlp/corefBias/0bce984dd081bbc10b0622f326727a024c607895/WinoBias/wino/data/conll_format"
_FOLD = f"{_RAW}/dbamman/lrec2020-coref/e30de53743d36d1ea2c9e7292c69477fa332713c/data/litbank_tenfold_splits/0"
_PRECO = "https://huggingface.co/datasets/coref-data/preco_raw/resolve/02c8ffedb9d0b49168809a572ff553c2f6f9f7ca"

DISTRIBUTIONS: Mapping[str, Distribution] = {
    "gum": Distribution(_GUM, laying_out.gum("dep")),
    "ontogum": Distribution(_GUM, laying_out.gum("coref/ontogum/conllu")),
    "litbank": Distribution(
        (
            Download(
                "litbank/litbank.zip", f"{_GITHUB}/dbamman/litbank/archive/3e50db0ffc033d7ccbb94f4d88f6b99210328ed8.zip"
            ),
            Download("litbank/train.ids", f"{_FOLD}/train.ids"),
            Download("litbank/dev.ids", f"{_FOLD}/dev.ids"),
        ),
        laying_out.litbank,
    ),
    "winobias": Distribution(
        tuple(
            Download(
                f"winobias/dev_{name}_stereotype.v4_auto_conll",
                f"{_WINOBIAS}/dev_{name}_stereotype.v4_auto_conll",
                sha256,
            )
            for name, sha256 in {
                "type1_anti": "5c9565b41c546d04172190b92009a7a02375183c9232522fdaf195b27bee45a4",
                "type1_pro": "21b5ca0cfb6acbb138ff37ea5deefd03783f8b7e65e296ead081d70cec9900c1",
                "type2_anti": "022c18ce9fa07161b24daa6d79465190f127fde5c15e796778b12d950966fb03",
                "type2_pro": "8f96017dee3a1cfeda74da3b2e8b7c794f48680f21d83ae4118d0f1e22692ea0",
            }.items()
        )
    ),
    "gap": Distribution(
        (
            Download(
                "gap/gap-development.tsv",
                f"{_GAP}/gap-development.tsv",
                "b9a01434fcf58d8c2f9bc762480c27e58ce466cf1ffe8b09cfecbc7a20d2d634",
            ),
            Download(
                "gap/gap-validation.tsv",
                f"{_GAP}/gap-validation.tsv",
                "2d784f66b390404f554704b9aef6dcde8845e79dda9886b8391cf7e9a24fdb98",
            ),
        )
    ),
    "pcc": Distribution(
        # LINDAT gives each release an address of its own; that of 1.4 is on CorefUD's page.
        (Download("CorefUD-1.4-public.zip", ""),),
        laying_out.corefud("CorefUD_Polish-PCC"),
        {
            "pl_pcc-corefud-train.conllu": "8ec2a19d86b41532bda4bfc6cb5c91b2bfc7aea2cceebdf78bcff909283be063",
            "pl_pcc-corefud-dev.conllu": "e426f7d4fdd61ff633b04c685376e0153c3c3c092ab7a2a9cee0141ed1d0b1be",
        },
    ),
    "pcc-tei": Distribution(
        (
            Download(
                "PCC-1.5-TEI.zip",
                "https://zil.ipipan.waw.pl/PolishCoreferenceCorpus?action=AttachFile&do=get&target=PCC-1.5-TEI.zip",
            ),
        ),
        laying_out.pcc_tei,
    ),
    # A copy by others; the home page has a link for people only.
    "preco": Distribution(
        (Download("preco/train.jsonl", f"{_PRECO}/train.jsonl"), Download("preco/dev.jsonl", f"{_PRECO}/dev.jsonl"))
    ),
}
