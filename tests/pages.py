"""The fenced blocks of the documentation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[1]
PAGES = sorted((REPOSITORY / "docs").glob("*.md"))

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"# (\S+\.toml)\n")


class Block(NamedTuple):
    """``line`` is where it begins on the page."""

    language: str
    content: str
    line: int


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [Block(match[1], match[2], text.count("\n", 0, match.start()) + 1) for match in _BLOCK.finditer(text)]


def commands(block: Block) -> list[str]:
    """The commands of a ``sh`` block, without the remarks behind them."""
    lines = block.content.replace("\\\n", " ").splitlines()
    return [command for line in lines if (command := re.sub(r"(^|\s+)# .*$", "", line).strip())]


def file_of(block: Block) -> tuple[str, str] | None:
    """Path and content of a ``toml`` block whose first line names its file."""
    match = _FILE.match(block.content) if block.language == "toml" else None
    return (match[1], block.content) if match else None
