"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

__all__ = ["Config", "Device", "Language", "MaxSeconds", "Model", "RunFolder", "Scheme", "Singletons"]

Model = Annotated[
    Path | None,
    typer.Option(help="Model directory.", show_default="the variable COREF_MODEL, or else the model in the package"),
]
Language = Annotated[Literal["pl", "en", "auto"], typer.Option(help="Language of the text.")]
Scheme = Annotated[
    str | None,
    typer.Option(help="Annotation scheme to follow; `coref info` lists them.", show_default="the language's own"),
]
Singletons = Annotated[bool, typer.Option("--singletons", help="Also return entities that are mentioned only once.")]
Device = Annotated[str, typer.Option(help="Torch device, such as cpu or cuda.")]
Config = Annotated[Path, typer.Argument(help="Configuration file (TOML).", show_default=False)]
RunFolder = Annotated[
    Path, typer.Option("--output", "-o", help="Folder of the run; one that was stopped there goes on.")
]
MaxSeconds = Annotated[
    float, typer.Option(min=0, help="Stop after this time; the same command goes on later.", show_default="no limit")
]
