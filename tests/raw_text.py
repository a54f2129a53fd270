"""Raw text as ``corpora.raw_text`` reads it, written for a test."""

import lzma


def write_raw_text(root, language, name, documents):
    path = root / "text" / language / f"{name}.txt.xz"
    path.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.write("\n\n".join(documents))
