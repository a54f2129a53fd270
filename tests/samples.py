"""Short texts that several tests read."""

PASSAGE_PL = (
    "Znam planetę, na której mieszka pan o czerwonej twarzy. On nigdy nie wąchał kwiatów. Nigdy nie patrzył na "
    "gwiazdy. Nigdy nikogo nie kochał. Przez cały dzień liczył słupki cyfr."
)
PASSAGE_EN = "Mary lost her keys yesterday. She looked for them everywhere, but the keys were in John's car."
