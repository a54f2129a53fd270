"""What a run has done so far, on the disk, so that a run that was stopped can go on.

Beside the output ``out.jsonl`` stands the folder ``out.jsonl.parts`` while a run lasts. Its ``manifest.json`` says with
which model and options; each unit that is done has a file there whose first line has the SHA-256 of what it was made
from, and whose other lines are the entries. Every file is there whole or not at all, so that a run may be killed
anywhere. Units are cut in the same way each time; one whose input is no longer the same is done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from coref.batch.items import Entry, Unit, entry_from_record, entry_to_record
from coref.errors import CorefError, InputError
from coref.output import replacing

__all__ = ["Journal"]

_MANIFEST = "manifest.json"
_ENDING = ".part"


class Journal:
    """The parts of one output.

    Args:
        output: the file or folder that the run is to make.
        manifest: what all parts depend on, as JSON-ready values.
        resume: whether to go on where an earlier run stopped.

    Raises:
        InputError: when there are parts but they are not to be gone on with, or their manifest is another, or the
            folder cannot be made.
    """

    def __init__(self, output: Path, manifest: Mapping[str, Any], *, resume: bool) -> None:
        self.folder = output.with_name(output.name + ".parts")
        self._output = output
        earlier = self._read_manifest()
        if earlier is None:
            self._begin(manifest)
        elif not resume:
            raise InputError(
                f"{self.folder}: an earlier run for {output} was stopped. Say --resume to go on from there, "
                "or delete that folder to begin anew"
            )
        elif changed := _differences(earlier, manifest):
            raise InputError(
                f"{self.folder}: the earlier run was made with other settings: {'; '.join(changed)}. "
                "Resume with the same ones, or delete that folder to begin anew"
            )

    def has(self, unit: Unit) -> bool:
        """Whether the unit is done, from the same input."""
        try:
            with self._part(unit.number).open(encoding="utf-8") as stream:
                return stream.readline().rstrip("\n") == unit.digest()
        except FileNotFoundError:
            return False

    def write(self, unit: Unit, entries: Sequence[Entry]) -> None:
        """Note a unit as done."""
        with replacing(self._part(unit.number)) as stream:
            stream.write(unit.digest() + "\n")
            for entry in entries:
                stream.write(json.dumps(entry_to_record(entry), ensure_ascii=False) + "\n")

    def entries(self, units: int) -> Iterator[Entry]:
        """The entries of the first so many units, in order, one at a time.

        Raises:
            CorefError: when a part is damaged.
        """
        for number in range(units):
            path = self._part(number)
            with path.open(encoding="utf-8", newline="\n") as stream:
                stream.readline()
                try:
                    yield from (entry_from_record(json.loads(line)) for line in stream)
                except (KeyError, TypeError, ValueError) as error:
                    raise CorefError(f"{path} is damaged: {error}. Delete it and say --resume") from error

    def remove(self) -> None:
        """Delete everything: the run is finished."""
        # The manifest first: without it, what is left is known to be of no use.
        (self.folder / _MANIFEST).unlink()
        self._clear()
        self.folder.rmdir()

    def _begin(self, manifest: Mapping[str, Any]) -> None:
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise InputError(f"{self._output}: cannot be written: {error.strerror}") from error
        self._clear()
        with replacing(self.folder / _MANIFEST) as stream:
            json.dump(manifest, stream, ensure_ascii=False, indent=1)

    def _read_manifest(self) -> dict[str, Any] | None:
        try:
            manifest = json.loads((self.folder / _MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise InputError(f"{self.folder / _MANIFEST} cannot be read: {error}. Delete that folder") from error
        return dict(manifest)

    def _clear(self) -> None:
        for pattern in ("*" + _ENDING, "*.partial"):
            for path in self.folder.glob(pattern):
                path.unlink()

    def _part(self, number: int) -> Path:
        return self.folder / f"{number:06}{_ENDING}"


def _differences(earlier: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [
        f"{key} was {earlier.get(key)}, is {now.get(key)}"
        for key in sorted({*earlier, *now})
        if earlier.get(key) != now.get(key)
    ]
