from coref import Kind, Mention
from coref.prepare import prepare
from coref.training.targets import read_targets


def mention(text, phrase, head, kind=Kind.NOMINAL):
    start = text.index(phrase)
    at = text.index(head, start)
    return Mention(start, start + len(phrase), phrase, (at, at + len(head)), kind)


def test_a_mention_becomes_word_indices():
    text = "Znam planetę, na której mieszka pan o czerwonej twarzy."
    document = prepare(text, language="pl").with_clusters([[mention(text, "pan o czerwonej twarzy", "pan")]])
    targets = read_targets(document)
    words = document.words
    assert words[targets.heads[0]] == "pan"
    assert (words[targets.first[0]], words[targets.last[0]]) == ("pan", "twarzy")


def test_a_coordination_is_headed_by_its_conjunction():
    text = "Adam i Ewa przyszli."
    clusters = [[mention(text, "Adam", "Adam")], [mention(text, "Adam i Ewa", "Adam")]]
    targets = read_targets(prepare(text, language="pl").with_clusters(clusters))
    assert targets.heads.tolist() == [0, 1]
    assert targets.last.tolist() == [0, 2]


def test_a_second_mention_with_the_same_head_is_left_out():
    text = "Nowy dom stoi."
    clusters = [[mention(text, "dom", "dom")], [mention(text, "Nowy dom", "dom")]]
    targets = read_targets(prepare(text, language="pl").with_clusters(clusters))
    assert targets.first.tolist() == [1]


def test_a_document_without_mentions_has_empty_targets():
    targets = read_targets(prepare("Pada.", language="pl"))
    assert targets.heads.shape == targets.clusters.shape == (0,)
