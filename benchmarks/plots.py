"""Draws what benchmarks/peers.py measured.

    .venv/bin/python -m pip install matplotlib
    .venv/bin/python benchmarks/peers.py --json runs/peers/peers.json
    .venv/bin/python benchmarks/plots.py runs/peers/peers.json

The bars go to docs/plots/peers.svg. matplotlib is needed for nothing else.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import matplotlib.pyplot as plt

OUTPUT = Path(__file__).parent.parent / "docs/plots/peers.svg"
OURS, OTHERS = "#1f6f8b", "#9aa5ab"
PANELS = {"words_per_second": "words a second", "megabytes": "MB at most"}


def draw(rows: list[dict[str, str | float]], output: Path) -> None:
    """A panel for each figure, a bar for each system that could be measured, the first one on top."""
    rows = [row for row in reversed(rows) if not row["reason"]]
    names = [f"{row['name']}, {row['part']}" if row["part"] else row["name"] for row in rows]
    colours = [OURS if row["name"] == "ours" else OTHERS for row in rows]
    # Text stays text, and nothing in the file tells when it was made.
    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "peers", "font.size": 9})
    figure, panels = plt.subplots(1, len(PANELS), figsize=(9, 0.6 + 0.35 * len(rows)), sharey=True)
    for panel, (key, title) in zip(panels, PANELS.items(), strict=True):
        bars = panel.barh(names, [row[key] for row in rows], color=colours)
        panel.bar_label(bars, labels=[f"{row[key]:,.0f}" for row in rows], padding=3)
        panel.set_title(title, fontsize=9)
        panel.margins(x=0.25)
        panel.spines[["top", "right", "bottom"]].set_visible(False)
        panel.tick_params(bottom=False, left=False, labelbottom=False)
    output.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(output, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", type=Path, help="the file that benchmarks/peers.py wrote with --json")
    draw(json.loads(parser.parse_args().figures.read_text(encoding="utf-8")), OUTPUT)


if __name__ == "__main__":
    main()
