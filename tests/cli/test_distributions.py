"""The commands on every corpus as it is distributed, or as its makers' scripts leave it; the texts are our own."""

from __future__ import annotations

import json

import pytest
from samples import POLISH_RECORD

from corpora import registry

COREFUD = (
    "# newdoc id = d\n# global.Entity = eid-etype-head-other\n# sent_id = 1\n# text = Anna śpi.\n"
    "1\tAnna\tAnna\tPROPN\tsubst\tCase=Nom\t2\tnsubj\t_\tEntity=(e1-person-1-)\n"
    "2\tśpi\tspać\tVERB\tfin\t_\t0\troot\t0:root\tSpaceAfter=No\n"
    "2.1\t_\tona\tPRON\t_\t_\t_\t_\t2:nsubj\tEntity=(e1-person-1-)\n"
    "3\t.\t.\tPUNCT\tinterp\t_\t2\tpunct\t_\t_\n\n"
)
GUM = (
    "# newdoc id = GUM_bio_a\n"
    "# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity\n# meta::genre = bio\n"
    "# sent_id = 1\n# text = Ann is a nurse\n"
    "1\tAnn\tAnn\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(1-person-new-sssss-cf1-1-coref-Ann)\n"
    "2\tis\tbe\tAUX\tVBZ\t_\t4\tcop\t_\t_\n"
    "3\ta\ta\tDET\tDT\t_\t4\tdet\t_\tBridge=1<2|Entity=(1-person-giv:act-sssss-cf1-2-pred\n"
    "4\tnurse\tnurse\tNOUN\tNN\t_\t0\troot\t_\tEntity=1)\n\n"
)
# OntoNotes has runs of spaces between its twelve columns and more, LitBank tabs.
ONTONOTES = (
    "#begin document (nw/xinhua/00/chtb_0001); part 000\n"
    "nw/xinhua/00/chtb_0001   0   0   Ann   NNP   (TOP(S(NP*)   -   -   -   -   (PERSON)   (ARG0*)   (7)\n"
    "nw/xinhua/00/chtb_0001   0   1   saw   VBD   (VP*   see   01   1   -   *   (V*)   -\n"
    "nw/xinhua/00/chtb_0001   0   2   her   PRP$   (NP*   -   -   -   -   *   (ARG1*   (7)|(8\n"
    "nw/xinhua/00/chtb_0001   0   3   dog   NN   *)))   -   -   -   -   *   *)   8)\n\n#end document\n"
)
LITBANK = (
    "#begin document (158_emma_brat); part 0\n"
    + "".join(
        f"158_emma_brat\t0\t{n}\t{word}\t_\t_\t_\t_\t_\t_\t_\t_\t{mark}\n"
        for n, (word, mark) in enumerate([("Emma", "(1)"), ("loved", "_"), ("her", "(1)|(2"), ("father", "2)")])
    )
    + "\n#end document\n"
)
PRECO = (
    json.dumps(
        {
            "id": "p",
            "sentences": [["The", "dog", "ran", "."], [" "], ["It", "slept", "."]],
            "mention_clusters": [[[0, 0, 2], [2, 0, 1]], [[0, 1, 2]]],
        }
    )
    + "\n"
)
SEGMENT = '<seg xml:id="{0}">{1}</seg>'
PCC_LAYERS = {
    "ann_morphosyntax": "<s>"
    + "".join(
        SEGMENT.format(
            name,
            f'<fs><f name="orth"><string>{orth}</string></f><f name="interpretation"><string>{tag}</string></f></fs>',
        )
        for name, orth, tag in (("w1", "Anna", "Anna:subst:sg"), ("w2", "śpi", "spać:fin:sg"))
    )
    + "</s>",
    "ann_mentions": SEGMENT.format("m1", '<ptr target="ann_morphosyntax.xml#w1"/>')
    + SEGMENT.format("m2", '<ptr target="ann_morphosyntax.xml#w2"/>'),
    "ann_coreference": SEGMENT.format(
        "c1",
        '<fs><f name="type" fVal="ident"/></fs><ptr target="ann_mentions.xml#m1"/><ptr target="ann_mentions.xml#m2"/>',
    ),
}
FILES = {
    "pl": {"dev.jsonl": json.dumps(POLISH_RECORD) + "\n"},
    "gum": {"dev/GUM_bio_a.conllu": GUM},
    "ontogum": {"dev/GUM_bio_a.conllu": GUM},
    "litbank": {"dev/158_emma_brat.conll": LITBANK},
    "winobias": {"dev_type1_pro_stereotype.v4_auto_conll": ONTONOTES},
    "pcc": {"pl_pcc-corefud-dev.conllu": COREFUD},
    "pcc-tei": {
        f"short/text-1/{layer}.xml": f"<teiCorpus>{content}</teiCorpus>" for layer, content in PCC_LAYERS.items()
    },
    "ontonotes": {"dev/data/english/annotations/nw/xinhua/00/chtb_0001.v4_gold_conll": ONTONOTES},
    "preco": {"dev.jsonl": PRECO},
}
SPLITS = dict.fromkeys(FILES, "dev") | {"winobias": "dev-type1-pro", "pcc-tei": "all"}
CLUSTERS = {
    "pl": [["Łucja", "lekarką", "Mieszka"], ["nim"]],
    "gum": [["Ann", "a nurse"]],
    "ontogum": [["Ann", "a nurse"]],
    "litbank": [["Emma", "her"], ["her father"]],
    "winobias": [["Ann", "her"], ["her dog"]],
    "pcc": [["Anna", "śpi"]],
    "pcc-tei": [["Anna", "śpi"]],
    "ontonotes": [["Ann", "her"], ["her dog"]],
    "preco": [["The dog", "It"], ["dog"]],
}


@pytest.fixture(params=FILES)
def name(request, tmp_path, monkeypatch) -> str:
    for file, content in FILES[request.param].items():
        path = tmp_path / "corpora" / request.param / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    return request.param


def test_every_corpus_of_documents_is_tried_here():
    # The annotations of the released corpora are in the package: tests/corpora/test_release.py.
    released = {name for name in registry.names() if registry.get(name).is_released}
    assert set(FILES) == set(registry.names()) - {"gap"} - released


def test_its_clusters_are_read(name):
    (document,) = registry.load(name, SPLITS[name])
    assert [[m.text for m in cluster.mentions] for cluster in document.clusters] == CLUSTERS[name]


def test_it_is_counted(run, name):
    result = run("corpora", "stats", name)
    assert result.exit_code == 0
    assert f"clusters │ {len(CLUSTERS[name])}" in " ".join(result.stdout.split()).replace("┃", "│")


@pytest.mark.parametrize("file", ["out.conllu", "out.xml", "out.jsonl", "out.conll"])
def test_it_is_converted(run, name, tmp_path, file):
    assert run("corpora", "convert", name, "--split", SPLITS[name], "-o", tmp_path / file).exit_code == 0
    assert (tmp_path / file).stat().st_size


def test_it_is_evaluated_on(run, name):
    result = run("evaluate", "--corpus", name, "--split", SPLITS[name])
    known = registry.get(name).scheme in {"pl", "gum", "litbank"}  # those of the tiny model
    assert result.exit_code == (0 if known else 2), result.output
    assert ("CoNLL F1" in result.stdout) is known
