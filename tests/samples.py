"""Short texts that several tests read."""

PASSAGE_PL = (
    "Znam planetę, na której mieszka pan o czerwonej twarzy. On nigdy nie wąchał kwiatów. Nigdy nie patrzył na "
    "gwiazdy. Nigdy nikogo nie kochał. Przez cały dzień liczył słupki cyfr."
)
PASSAGE_EN = "Mary lost her keys yesterday. She looked for them everywhere, but the keys were in John's car."

POLISH_RECORD = {
    "id": "wiki-0",
    "language": "pl",
    "genre": "wiki",
    "source": "written for a test",
    "text": "Łucja jest lekarką. Mieszka z nim.",
    "sentences": [[[0, 5], [6, 10], [11, 18], [18, 19]], [[20, 27], [28, 29], [30, 33], [33, 34]]],
    "clusters": [
        [
            {"start": 20, "end": 27, "head": [20, 27], "kind": "zero"},
            {"start": 0, "end": 5, "head": [0, 5], "kind": "overt"},
            {"start": 11, "end": 18, "head": [11, 18], "kind": "predicate"},
        ],
        [{"start": 30, "end": 33, "head": [30, 33], "kind": "overt"}],
    ],
}
"""A document in the form of the project's Polish corpus."""
