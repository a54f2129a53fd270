"""A program that runs ``coref`` and is killed at one moment.

``killed.py ENDING ARGUMENT...`` runs the command with the arguments and sends itself SIGKILL when a file is about to
get a name with that ending. First it prints the numbers of the processes that it has started.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys

from coref.cli import app


def main(ending: str, arguments: list[str]) -> None:
    def kill(event: str, given: tuple) -> None:
        if event == "os.rename" and str(given[1]).endswith(ending):
            sys.stdout.write(" ".join(str(child.pid) for child in multiprocessing.active_children()))
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(kill)
    app(arguments)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
