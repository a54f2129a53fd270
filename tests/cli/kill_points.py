"""A program that runs ``coref annotate``, again and again, and is killed each time a little later.

``kill_points.py FOLDER STEP ARGUMENT...`` runs the command, whose output and journal lie in FOLDER, once to its end;
then in child processes, each of which sends itself SIGKILL right before the n-th time that it opens, syncs, renames or
deletes something in FOLDER, for every STEP-th n until a child gets through. After each death another child goes on with
``--resume`` and is killed in its turn, at the m-th time, and a third goes on to the end. Printed is a line of JSON for
each n: what was there after the first death, and what was there in the end.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from coref.cli import app

POINTS, STRIDE = 31, 11
"""About how many a run has, and a number coprime with that: so the second deaths come to all of them in turn."""
WATCHED = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}


def main(folder: Path, step: int, arguments: list[str]) -> None:
    folder.mkdir()
    # In this process, so that what takes seconds to import is there in all children.
    report(0, [], annotate(arguments), folder)
    point = 1
    while True:
        shutil.rmtree(folder)
        folder.mkdir()
        status = in_child(folder, arguments, point)
        if status != -signal.SIGKILL:
            return
        left = sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
        status = in_child(folder, [*arguments, "--resume"], 1 + point * STRIDE % POINTS)
        if status == -signal.SIGKILL:
            status = in_child(folder, [*arguments, "--resume"], None)
        report(point, left, status, folder)
        point += step


def report(point: int, left: list[str], status: int, folder: Path) -> None:
    record = {"point": point, "left": left, "status": status, "files": dict(hashes(folder))}
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def annotate(arguments: list[str]) -> int:
    try:
        app(["annotate", *arguments])
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 1
    return 0


def in_child(folder: Path, arguments: list[str], point: int | None) -> int:
    """The exit status of a child that runs the command and, if ``point`` is given, is killed there."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if point is not None:
        kill_at(point, str(folder))
    status = 1
    try:
        status = annotate(arguments)
    finally:
        os._exit(status)


def kill_at(point: int, folder: str) -> None:
    seen = 0

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def on_event(event: str, arguments: tuple) -> None:
        if event in WATCHED and str(arguments[0]).startswith(folder):
            count()

    sync = os.fsync

    def fsync(descriptor: int) -> None:
        if seen + 1 == point:
            # Until now nothing of the file need be on the disk.
            os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2)
        count()
        sync(descriptor)

    sys.addaudithook(on_event)
    os.fsync = fsync


def hashes(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        yield str(path.relative_to(folder)), digest


main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
