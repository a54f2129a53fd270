"""Draws what other scripts of this folder measured, as docs/plots/<what>.svg.

    .venv/bin/python -m pip install matplotlib
    .venv/bin/python benchmarks/stages.py --json runs/lengths.json
    .venv/bin/python benchmarks/batches.py --json runs/batches.json
    .venv/bin/python benchmarks/peers.py --json runs/peers.json
    .venv/bin/python benchmarks/plots.py runs/lengths.json runs/batches.json runs/peers.json

What a file holds is told by its name. matplotlib is needed for nothing else.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt

OUTPUT = Path(__file__).parent.parent / "docs/plots"
OURS, OTHERS = "#1f6f8b", "#9aa5ab"
Rows = list[dict[str, Any]]


def draw_peers(rows: Rows) -> None:
    """A panel for each figure, a bar for each system that could be measured, the first one on top."""
    rows = [row for row in reversed(rows) if not row["reason"]]
    names = [f"{row['name']}, {row['part']}" if row["part"] else row["name"] for row in rows]
    colours = [OURS if row["name"] == "ours" else OTHERS for row in rows]
    keys = {"words_per_second": "words a second", "megabytes": "MB at most"}
    _, panels = plt.subplots(1, len(keys), figsize=(9, 0.6 + 0.35 * len(rows)), sharey=True)
    for panel, (key, title) in zip(panels, keys.items(), strict=True):
        bars = panel.barh(names, [row[key] for row in rows], color=colours)
        panel.bar_label(bars, labels=[f"{row[key]:,.0f}" for row in rows], padding=3)
        panel.set_title(title, fontsize=9)
        panel.margins(x=0.25)
        panel.spines[["top", "right", "bottom"]].set_visible(False)
        panel.tick_params(bottom=False, left=False, labelbottom=False)
    _save("peers")


def draw_lengths(rows: Rows) -> None:
    """Speed and memory by the length of the text."""
    _draw_curves(
        "lengths",
        "words of the text",
        [row["length"] for row in rows],
        {
            "words a second": {
                "one core": [row["one_core"] for row in rows],
                "pipe, all cores": [row["pipe"] for row in rows],
            },
            "MB at most": {"": [row["highest"] for row in rows]},
        },
    )


def draw_batches(rows: Rows) -> None:
    """Speed and memory by the size of batches."""
    _draw_curves(
        "batches",
        "batch_size",
        [row["size"] for row in rows],
        {
            "words a second": {"": [row["pipe"] for row in rows]},
            "MB at most": {"": [row["highest"] for row in rows]},
        },
    )


DRAWN: dict[str, Callable[[Rows], None]] = {"peers": draw_peers, "lengths": draw_lengths, "batches": draw_batches}


def _draw_curves(name: str, along: str, places: list[int], panels: dict[str, dict[str, list[float]]]) -> None:
    _, axes = plt.subplots(1, len(panels), figsize=(9, 2.4))
    for axis, (title, curves) in zip(axes, panels.items(), strict=True):
        for (label, values), colour in zip(curves.items(), (OURS, OTHERS), strict=False):
            axis.plot(places, values, marker="o", markersize=4, color=colour, label=label)
        axis.set_xscale("log")
        axis.set_xticks(places, [f"{place:,}" for place in places])
        axis.minorticks_off()
        axis.margins(y=0.15)
        axis.set_ylim(bottom=0)
        axis.yaxis.set_major_formatter("{x:,.0f}")
        axis.set_xlabel(along)
        axis.set_title(title, fontsize=9)
        axis.spines[["top", "right"]].set_visible(False)
        if len(curves) > 1:
            axis.legend(frameon=False)
    _save(name)


def _save(name: str) -> None:
    OUTPUT.mkdir(parents=True, exist_ok=True)
    plt.tight_layout()
    plt.savefig(OUTPUT / f"{name}.svg", metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", type=Path, nargs="+", help=f"{'.json, '.join(DRAWN)}.json: what --json wrote")
    files: list[Path] = parser.parse_args().figures
    for file in files:
        if file.stem not in DRAWN:
            raise SystemExit(f"{file}: is it {' or '.join(DRAWN)}? Name the file so")
    # Text stays text, and nothing in the file tells when it was made.
    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "plots", "font.size": 9})
    for file in files:
        DRAWN[file.stem](json.loads(file.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
