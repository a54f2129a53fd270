import pytest

from coref import Kind, Mention
from coref.evaluation import _answer
from coref.metrics.gap import Gender
from coref.prepare import prepare
from corpora.gap import GapExample

TEXT = "Mary met Ann Lee. She smiled."
EXAMPLE = GapExample("1", TEXT, (18, 21), (0, 4), (9, 16), True, False, "")


def answer(*spans):
    mentions = [Mention(start, end, TEXT[start:end], head, Kind.NAME) for start, end, head in spans]
    return _answer(EXAMPLE, prepare(TEXT, language="en").with_clusters([mentions] if mentions else []))


@pytest.mark.parametrize(
    ("spans", "predicted"),
    [
        ([(0, 4, (0, 4)), (18, 21, (18, 21))], (True, False)),
        ([(9, 16, (13, 16)), (18, 21, (18, 21))], (False, True)),
        ([(0, 4, (0, 4)), (9, 16, (13, 16))], (False, False)),
        ([], (False, False)),
    ],
)
def test_a_name_in_the_cluster_of_the_pronoun_is_predicted(spans, predicted):
    assert answer(*spans).predicted == predicted


def test_the_gender_is_that_of_the_pronoun():
    assert answer().gender is Gender.FEMININE
