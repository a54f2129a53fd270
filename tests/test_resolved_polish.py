"""Polish texts with their pronouns replaced: correct Polish or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import marked

pytest.importorskip("morfeusz2", reason="Polish words are inflected by the package morfeusz2")


def resolved(text: str, **options: bool) -> str:
    return marked(text, "pl").resolved_text(**options)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("[Ona]1p śpi.", "Anna śpi."),
        ("Idź do [niej]1p.", "Idź do Anny."),
        ("Widzę [ją]1p.", "Widzę Annę."),
        ("Patrzę na [nią]1p.", "Patrzę na Annę."),
        ("Idę z [nią]1p.", "Idę z Anną."),
        ("Zajmuję się [nią]1p.", "Zajmuję się Anną."),
        ("Mówię o [niej]1p.", "Mówię o Annie."),
    ],
)
def test_the_name_takes_the_case_of_the_pronoun(sentence, expected):
    assert resolved(f"[Anna]1n wyszła. {sentence}") == f"Anna wyszła. {expected}"


@pytest.mark.parametrize(
    ("first", "sentence", "expected"),
    [
        ("[Jan Kowalski]1n wyszedł.", "Ufam [mu]1p.", "Ufam Janowi Kowalskiemu."),
        ("[Jan Kowalski]1n wyszedł.", "Idę z [nim]1p.", "Idę z Janem Kowalskim."),
        ("[Maria Skłodowska]1n wyszła.", "Widzę [ją]1p.", "Widzę Marię Skłodowską."),
        ("[Anna Nowak]1n wyszła.", "Idę z [nią]1p.", "Idę z Anną Nowak."),
        ("Spotkałem [małego ^psa]1d.", "Idę z [nim]1p.", "Idę z małym psem."),
        ("Zjadłem [zupę pomidorową]1d.", "Lubię [ją]1p.", "Lubię zupę pomidorową."),
        ("Wszedł [pan o czerwonej twarzy]1d.", "Idę z [nim]1p.", "Idę z panem o czerwonej twarzy."),
        ("Wszedł [brat Marii]1d.", "Ufam [mu]1p.", "Ufam bratu Marii."),
        ("Weszła [pani Maria]1n.", "Idę z [nią]1p.", "Idę z panią Marią."),
        ("[Dzieci]1d śpią.", "Ufam [im]1p.", "Ufam dzieciom."),
    ],
)
def test_all_words_that_agree_are_inflected_and_those_that_follow_are_not(first, sentence, expected):
    assert resolved(f"{first} {sentence}").endswith(f" {expected}")


def test_two_cases_that_look_the_same_leave_no_doubt():
    assert resolved("[Jan]1n wyszedł. Nie widzę [go]1p.") == "Jan wyszedł. Nie widzę Jana."


@pytest.mark.parametrize(
    "text",
    [
        # The case is in doubt: genitive or dative, genitive or accusative.
        "[Anna]1n wyszła. Boję się [jej]1p.",
        "[Dziecko]1d śpi. Widzę [go]1p.",
        # The form is: a cat is „kotu”, and a man called so „kotowi”.
        "[Kot]1d śpi. Ufam [mu]1p.",
        # „Profesorowie” or „profesorzy”?
        "Widzę [profesorów]1d. [Oni]1p śpią.",
        # Nobody knows the word.
        "[Xylwqa]1n śpi. Ufam [mu]1p.",
        # Two men or one?
        "Widzę [brata Piotra]1d. Ufam [mu]1p.",
        # „z” would have to become „ze”, „w” „we”.
        "[Stefan]1n wyszedł. Idę z [nim]1p.",
        "[Włochy]1n są piękne. Mieszkam w [nich]1p.",
        # „Zdarza się Janowi”.
        "[Jan]1n wyszedł. Zdarza [mu]1p się.",
        # The words would mean something else.
        "[Moja ^siostra]1d śpi. Widzę [ją]1p.",
        "[Każda ^matka]1d śpi. Widzę [ją]1p.",
        # Gender and number of the pronoun are those of another.
        "[Anna]1n wyszła. Idę z [nim]1p.",
        "[Anna]1n wyszła. Idę z [nimi]1p.",
        # Reflexives, relatives and the other persons.
        "[Anna]1n wyszła. Jan widzi [siebie]1p i [swój]1p dom.",
        "[Anna]1n wyszła. Kobieta, [która]1p śpi.",
        "[Anna]1n wyszła. Widzę [cię]1p.",
        # It may be „to her”.
        "[Anna]1n wyszła. Jan dał [jej]1p książkę.",
        # „brat Anny Jan”?
        "[Anna]1n wyszła. Idę z [jej]1p bratem Janem.",
    ],
)
def test_in_any_doubt_the_pronoun_stays(text):
    document = marked(text, "pl")
    assert document.resolved_text() == document.text


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("[[Jej]1p brat]2d śpi.", "Brat Anny śpi."),
        ("Idę z [jej]1p bratem.", "Idę z bratem Anny."),
        ("Mieszkam w [jej]1p starym domu, nad rzeką.", "Mieszkam w starym domu Anny, nad rzeką."),
    ],
)
def test_a_possessive_moves_behind_its_noun(sentence, expected):
    assert resolved(f"[Anna]1n wyszła. {sentence}") == f"Anna wyszła. {expected}"


def test_a_moved_possessive_may_not_change_the_preposition_either():
    assert resolved("[Anna]1n wyszła. Idę z [jej]1p szwagrem.") == "Anna wyszła. Idę z jej szwagrem."


def test_dropped_subjects_stay_dropped_unless_asked_for():
    assert resolved("[Anna]1n wyszła. [Śpi]1z.") == "Anna wyszła. Śpi."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Anna]1n wyszła. [Była]1z zmęczona.", "Anna wyszła. Anna była zmęczona."),
        ("[Anna]1n wyszła. Nigdy nie [spała]1z.", "Anna wyszła. Nigdy Anna nie spała."),
        ("[Anna]1n wyszła. Nie [spała]1z.", "Anna wyszła. Anna nie spała."),
        ("[Anna]1n wyszła. Teraz [śpi]1z.", "Anna wyszła. Teraz Anna śpi."),
        ("Znam [Annę]1n. Teraz [śpi]1z i [chrapie]1z.", "Znam Annę. Teraz Anna śpi i chrapie."),
    ],
)
def test_dropped_subjects_come_before_their_verbs_on_request(text, expected):
    assert resolved(text, dropped_subjects=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[Anna]1n wyszła. «[Jestem]1z zmęczona».",
        "[Anna]1n wyszła. Wczoraj [byłam]1z zmęczona.",
        "[Anna]1n wyszła. Wczoraj [spał]1z.",
        "[Anna]1n wyszła. Teraz [śpią]1z.",
        "[Anna]1n wyszła i [śpi]1z.",
    ],
)
def test_a_subject_that_does_not_fit_the_verb_or_was_just_named_is_not_put_in(text):
    document = marked(text, "pl")
    assert document.resolved_text(dropped_subjects=True) == document.text


_PIECES = st.sampled_from(
    [
        "[Anna]1n",
        "[mały ^pies]2d",
        "[Ona]1p",
        "[ją]1p",
        "[go]2p",
        "z",
        "nie",
        "[śpi]1z",
        "[[Jej]1p dom]3d",
        "🐕",
        ".",
        "\n",
    ]
)


@given(st.lists(_PIECES, max_size=16).map(lambda pieces: marked(" ".join(pieces), "pl")), st.booleans())
def test_all_other_words_come_back_in_their_order(document, dropped_subjects):
    pronouns = {"ona", "ją", "go", "jej"}
    kept = iter(document.resolved_text(dropped_subjects=dropped_subjects).lower().split())
    assert all(word in kept for word in document.text.lower().split() if word not in pronouns)
