"""Which files a run reads."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coref.batch.formats import STANDARD_STREAM, InputFormat, endings_to_read, input_format
from coref.errors import InputError

__all__ = ["ERRORS_ENDING", "InputFile", "find_files"]

ERRORS_ENDING = ".errors.jsonl"
"""How the files end that say which documents failed."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file and its format; ``path`` is ``None`` for standard input."""

    path: Path | None
    format: InputFormat

    @property
    def name(self) -> str:
        """What errors call it."""
        return "standard input" if self.path is None else str(self.path)

    @property
    def stem(self) -> str:
        """What a document in it is called that has no name of its own."""
        return "stdin" if self.path is None else self.path.stem


def find_files(inputs: Iterable[str], chosen: InputFormat | None, output: Path | None) -> list[InputFile]:
    """The files that are meant: paths, patterns such as ``texts/**/*.txt``, all files below folders, ``-``.

    From folders come the files whose ending tells their format, but no tables and no ``.xml`` unless ``chosen`` says
    so. The text of a BRAT document, and whatever is or lies in ``output``, is left out.

    Raises:
        InputError: when there is no such file, a folder has none to read, or a format cannot be told or come from
            standard input.
    """
    return [file for given in inputs for file in _files(given, chosen, output)]


def _files(given: str, chosen: InputFormat | None, output: Path | None) -> Iterator[InputFile]:
    if given == STANDARD_STREAM:
        yield _standard_input(chosen)
        return
    path = Path(given)
    if path.is_dir():
        yield from _of_folder(path, chosen, output)
    elif path.exists():
        yield InputFile(path, chosen or input_format(path))
    else:
        # Not Path.glob, which refuses patterns that begin with /.
        matches = [Path(match) for match in sorted(glob.glob(given, recursive=True))]  # noqa: PTH207
        files = [match for match in matches if match.is_file() and not _is_output(match, output)]
        if not files:
            raise InputError(f"{given}: no such file or folder")
        yield from (InputFile(file, chosen or input_format(file)) for file in files)


def _standard_input(chosen: InputFormat | None) -> InputFile:
    if chosen is None:
        raise InputError("the format of standard input cannot be told: say --from, such as --from txt")
    if chosen in {"brat", "parquet"}:
        raise InputError(f"{chosen} cannot be read from standard input: give a file")
    return InputFile(None, chosen)


def _of_folder(folder: Path, chosen: InputFormat | None, output: Path | None) -> Iterator[InputFile]:
    endings = endings_to_read(chosen)
    files = [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix in endings
        and file.is_file()
        and not file.name.endswith(ERRORS_ENDING)
        and not _is_output(file, output)
        and not (chosen is None and file.suffix == ".txt" and file.with_suffix(".ann").exists())
    ]
    if not files:
        raise InputError(f"{folder}: no file in this folder ends in {', '.join(endings)}")
    yield from (InputFile(file, chosen or input_format(file)) for file in files)


def _is_output(file: Path, output: Path | None) -> bool:
    if output is None:
        return False
    return file.resolve() == output.resolve() or output.resolve() in file.resolve().parents
